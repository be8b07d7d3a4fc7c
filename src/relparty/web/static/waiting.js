"use strict";

// Puts what was made meanwhile in its place, and leaves the rest of the page as it is being read: the message about the
// receipt, the place on the page, the focus. Without it there is a link that loads the page again.
(() => {
  const waits = () => document.querySelector("[data-reload]");

  function soon(seconds) {
    setTimeout(look, Math.max(Number(seconds), 1) * 1000);
  }

  async function look() {
    const before = waits();
    if (!before) return;
    let page;
    try {
      const answer = await fetch(location.pathname + location.search, { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok) return;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return soon(before.dataset.reload * 2);
    }
    const part = before.closest("section");
    const made = page.getElementById(part.id);
    if (!made) return;
    part.replaceWith(document.importNode(made, true));
    document.querySelector("[data-told]").textContent = waits() ? "" : before.dataset.done;
    if (waits()) soon(waits().dataset.reload);
  }

  if (waits()) soon(waits().dataset.reload);
})();
