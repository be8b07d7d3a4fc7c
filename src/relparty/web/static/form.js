// The declaration form: adds rows in place and says while one types what is missing or wrong. Without it the form works too.
"use strict";

(() => {
  const WAIT = 700; // milliseconds after the last key before the server is asked
  const PATIENCE = 10000; // milliseconds that an answer may take

  const form = document.querySelector("form.declaration[data-check]");
  if (!form) return;
  const say = form.dataset;
  const status = form.querySelector("[data-status]");
  const whole = form.querySelector("[data-whole]");
  const touched = new Set(); // what was left empty is told only of inputs that somebody has been in
  let timer = 0;
  let asking = null;
  let isDirty = false;
  let isLeaving = false;
  let isSending = false;

  const boxes = () => form.querySelectorAll("input[type=text]");
  const tell = (words, isTrouble = false) => {
    status.classList.toggle("trouble", isTrouble);
    if (status.textContent !== words) status.textContent = words;
  };

  function posted() {
    return new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  }

  // Asks the server about what stands in the form; throws where it cannot be reached.
  async function ask() {
    if (asking) asking.abort();
    const mine = new AbortController();
    asking = mine;
    const late = setTimeout(() => mine.abort(), PATIENCE);
    try {
      return await fetch(say.check, {
        method: "POST", body: posted(), credentials: "same-origin", cache: "no-store", redirect: "error",
        headers: { Accept: "application/json" }, signal: mine.signal,
      });
    } finally {
      clearTimeout(late);
      if (asking === mine) asking = null;
    }
  }

  async function check() {
    tell(say.checking);
    const before = posted().toString();
    let told;
    try {
      const answer = await ask();
      if (!answer.ok) return tell(say.notChecked, true);
      told = await answer.json();
    } catch (error) {
      if (error.name === "AbortError" && asking) return; // a later question is under way
      return tell(error instanceof SyntaxError ? say.notChecked : say.offline, true);
    }
    if (posted().toString() !== before) return; // typed on since: the next answer counts
    show(told);
  }

  function line(each, tag) {
    const made = document.createElement(tag);
    const state = ["missing", "wrong", "unread"].includes(each.state) ? each.state : "unread";
    made.className = `s-${state}`;
    const word = document.createElement("b");
    word.textContent = say[state];
    const next = document.createElement("span");
    next.className = "next";
    next.textContent = say.next + each.next_step + say.stop;
    made.append(word, ` ${each.fact}${say.stop}`, next);
    return made;
  }

  function isTold(name, each) {
    if (each.state !== "missing") return true;
    return touched.has(name) || [...touched].some((other) => other.startsWith(`${name}-`));
  }

  function show(told) {
    for (const place of form.querySelectorAll("[data-said]")) {
      const name = place.dataset.said;
      const lines = (told.beside[name] || []).filter((each) => isTold(name, each)).map((each) => line(each, "p"));
      const words = lines.map((each) => each.textContent).join();
      if (words !== [...place.children].map((each) => each.textContent).join()) place.replaceChildren(...lines);
      const box = document.getElementById(name);
      if (box instanceof HTMLInputElement) {
        if (lines.length) box.setAttribute("aria-invalid", "true");
        else box.removeAttribute("aria-invalid");
      }
    }
    whole.replaceChildren(...told.whole.map((each) => line(each, "li")));
    tell(told.sentence, told.verdict !== "fine");
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(check, WAIT);
  }

  // A row more in the table of a block: a copy of its last row, empty, under the next number.
  function grow(table) {
    const body = table.tBodies[0];
    const last = body.rows[body.rows.length - 1];
    const block = table.dataset.block;
    const [old, number] = [body.rows.length, body.rows.length + 1];
    if (number > Number(table.dataset.most)) return null;
    const row = last.cloneNode(true);
    const renamed = (text) => text.replaceAll(`${block}-${old}-`, `${block}-${number}-`);
    for (const each of row.querySelectorAll("[id], [for], [name], [data-said], [aria-describedby]")) {
      for (const name of ["id", "for", "name", "data-said", "aria-describedby"]) {
        if (each.hasAttribute(name)) each.setAttribute(name, renamed(each.getAttribute(name)));
      }
    }
    for (const box of row.querySelectorAll("input")) {
      box.removeAttribute("value");
      box.value = "";
      box.removeAttribute("aria-invalid");
    }
    for (const place of row.querySelectorAll("[data-said]")) place.replaceChildren();
    for (const words of row.querySelectorAll(".of")) words.textContent = say.row.replace("{n}", number);
    row.cells[0].textContent = String(number);
    body.append(row);
    return row;
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=add], button[name=none]");
    if (!button) return;
    const table = form.querySelector(`table[data-block="${CSS.escape(button.value)}"]`);
    if (!table) return;
    if (button.name === "add") {
      const row = grow(table);
      if (!row) return;
      event.preventDefault();
      row.querySelector("input").focus();
      if (table.tBodies[0].rows.length >= Number(table.dataset.most)) button.remove();
      return;
    }
    event.preventDefault();
    const all = [...table.querySelectorAll("input")];
    if (all.every((box) => !box.value.trim())) {
      all[0].value = "无";
      isDirty = true;
      soon();
    }
    all[0].focus();
  });

  form.addEventListener("input", () => {
    isDirty = true;
    soon();
  });

  form.addEventListener("focusout", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.name) {
      touched.add(event.target.name);
      if (isDirty) soon();
    }
  });

  // Leaves the page only while the server can be reached and takes what stands here: an error page would take what was typed with it.
  form.addEventListener("submit", async (event) => {
    if (isLeaving) return;
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    clearTimeout(timer);
    const button = event.submitter;
    tell(say.checking);
    try {
      const answer = await ask();
      const told = answer.ok ? await answer.json() : {};
      if (told.verdict === "refused") return tell(told.sentence, true);
    } catch (error) {
      if (error.name !== "AbortError" && !(error instanceof SyntaxError)) return tell(say.notSent, true);
    } finally {
      isSending = false;
    }
    isLeaving = true;
    form.requestSubmit(button);
  });

  window.addEventListener("pageshow", () => { isLeaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty && !isLeaving) event.preventDefault();
  });

  for (const box of boxes()) if (box.getAttribute("aria-invalid")) touched.add(box.name);
  for (const place of form.querySelectorAll("[data-said]")) if (place.children.length) touched.add(place.dataset.said);
})();
