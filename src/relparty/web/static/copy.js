"use strict";

// Buttons that copy what stands in a field; without this file the field is selected and copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // by plain http there is no clipboard; the selection can be copied all the same
    }
    const told = document.getElementById("copied");
    told.textContent = "";
    requestAnimationFrame(() => { told.textContent = told.dataset.words; });
    button.dataset.said ??= button.firstChild.textContent;
    button.firstChild.textContent = told.dataset.words;
    setTimeout(() => { button.firstChild.textContent = button.dataset.said; }, 2500);
  });
}
