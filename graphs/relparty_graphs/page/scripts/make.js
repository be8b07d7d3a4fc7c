// Elements: text goes in as text, never as markup.

/** An element with properties and children; strings become text. */
function make(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") made.className = value;
    else if (key === "on") made.addEventListener("click", value);
    else if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A name as someone wrote it: its reading direction stays its own. */
function name(text) {
  return make("span", { class: "name" }, text);
}

/** A level as a chip: its word and its colour. */
function chip(word) {
  return make("span", { class: `chip l-${word}` }, lot.levels[word]);
}

/** A button that opens a party. */
function partyButton(at) {
  const party = parties[at];
  return make("button", { type: "button", class: "link", "data-open-party": at, on: () => choose("party", at) }, name(party.name || party.number || "—"));
}

/** A button that opens a finding. */
function findingButton(at) {
  const finding = findings[at];
  return make(
    "button",
    { type: "button", class: "link", "data-open-finding": at, on: () => choose("finding", at) },
    chip(finding.level),
    " ",
    name(finding.title),
  );
}

/** Says a sentence to those who listen. */
function announce(...sentences) {
  document.getElementById("said").textContent = sentences.filter(Boolean).join(lot.words.comma);
}
