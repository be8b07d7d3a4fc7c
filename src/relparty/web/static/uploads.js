"use strict";

// Says before anything is sent that a file is too large or empty, and while it is sent that the page must stay open.
// The server looks by itself: without this file the same is told a while later.
for (const form of document.querySelectorAll("form[data-file-limit]")) {
  const say = form.dataset;
  const sending = form.querySelector("[data-progress]");
  const chosen = () => [...form.querySelectorAll("input[type=file]")];
  const filled = (words, told) => Object.entries(told).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words);
  const megabytes = (bytes) => (bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0);

  function trouble(files) {
    const large = files.find((file) => file.size > Number(say.fileLimit));
    if (large) return filled(say.tooLarge, { name: large.name, size: megabytes(large.size), limit: megabytes(Number(say.fileLimit)) });
    const empty = files.find((file) => !file.size);
    return empty ? filled(say.empty, { name: empty.name }) : "";
  }

  function all() {
    const files = chosen().flatMap((box) => [...box.files]);
    const count = files.length + form.querySelectorAll("input[name=kept]:checked").length;
    if (count > Number(say.mostFiles)) return filled(say.tooMany, { count, limit: say.mostFiles });
    const size = files.reduce((sum, file) => sum + file.size, 0);
    return size > Number(say.wholeLimit) ? filled(say.tooMuch, { size: megabytes(size), limit: megabytes(Number(say.wholeLimit)) }) : "";
  }

  // The browser itself keeps a form with such a message from being sent, and reads it out at its field.
  function look() {
    const whole = all();
    for (const box of chosen()) {
      const words = trouble([...box.files]) || (box === chosen().at(-1) ? whole : "");
      box.setCustomValidity(words);
      const place = document.getElementById(`${box.id}-trouble`) || document.createElement("p");
      place.id = `${box.id}-trouble`;
      place.className = "wrong";
      place.setAttribute("role", "alert");
      if (!place.isConnected) box.after(place);
      if (place.textContent !== words) place.textContent = words;
      if (words) box.setAttribute("aria-invalid", "true");
      else box.removeAttribute("aria-invalid");
    }
  }

  form.addEventListener("change", look);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !sending) return;
    const size = chosen().flatMap((box) => [...box.files]).reduce((sum, file) => sum + file.size, 0);
    if (size) sending.textContent = filled(say.sending, { size: megabytes(size) });
  });
  window.addEventListener("pageshow", () => {
    if (sending) sending.textContent = "";
    look();
  });
}
