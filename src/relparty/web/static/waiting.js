"use strict";

// Loads the page again while something on it is being made; without it there is a link that does the same.
const waiting = document.querySelector("[data-reload]");
if (waiting) setTimeout(() => location.reload(), Number(waiting.dataset.reload) * 1000);
