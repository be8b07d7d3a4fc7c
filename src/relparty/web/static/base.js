"use strict";

// Pages work without this file. It moves the focus to what went wrong, and keeps a form from being sent twice.
document.querySelector("[data-focus]")?.focus();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !event.defaultPrevented) form.dataset.sent = "yes";
});

// Coming back to a page that the browser kept: its forms may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
