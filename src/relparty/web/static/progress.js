"use strict";

// Watches a screening and goes on when it ends; without this file the page has a link to look again.
const running = document.getElementById("running");
const bar = document.getElementById("bar");
const words = document.getElementById("words");

const say = (text) => { if (words.textContent !== text) words.textContent = text; };

async function look() {
  const answer = await fetch(running.dataset.progress, { headers: { accept: "application/json" }, cache: "no-store" });
  if (answer.status === 401 || answer.status === 404) return location.reload();
  if (!answer.ok) throw new Error(String(answer.status));
  const told = await answer.json();
  if (told.onward) return location.assign(told.onward);
  say(told.words);
  if (told.total) {
    bar.max = told.total;
    bar.value = Math.min(told.done, told.total);
  }
  return watch();
}

function watch() {
  setTimeout(() => look().catch(() => { say(running.dataset.lost); watch(); }), 1000);
}

watch();
