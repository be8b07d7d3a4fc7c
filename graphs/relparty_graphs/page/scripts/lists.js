// Lists: findings, parties found, and the table of all relations.

const FINDINGS_AT_ONCE = 50;
const FOUND_AT_ONCE = 50;
const ROWS_AT_ONCE = 100;
let findingsShown = FINDINGS_AT_ONCE;
let firstRow = 0;

/** A text made comparable: letters of one width and case. */
function plain(text) {
  return text.normalize("NFKC").toLowerCase().trim();
}

const searchable = parties.map((party) => plain(`${party.name}\n${party.number}`));

function showFindings() {
  const level = document.getElementById("level").value;
  const wanted = [...findings.keys()].filter((at) => !level || findings[at].level === level);
  const list = document.getElementById("findings");
  list.replaceChildren(...wanted.slice(0, findingsShown).map(findingEntry));
  if (!wanted.length) list.append(make("li", { class: "note" }, say("no_findings")));
  document.getElementById("more-findings").hidden = wanted.length <= findingsShown;
  document.getElementById("finding-count").textContent = `(${wanted.length})`;
  markChosen();
}

function findingEntry(at) {
  const finding = findings[at];
  const open = make(
    "button",
    { type: "button", "aria-pressed": "false", "data-open-finding": at, on: () => choose("finding", at) },
    chip(finding.level),
    make("b", {}, name(finding.title)),
    make("span", { class: "summary" }, name(finding.summary)),
  );
  return make("li", { class: `l-${finding.level}` }, open);
}

function showFound() {
  const asked = plain(document.getElementById("search").value);
  const wanted = asked ? [...parties.keys()].filter((at) => searchable[at].includes(asked)) : [];
  const count = document.getElementById("found-count");
  const told = wanted.length > FOUND_AT_ONCE ? say("found_first", { n: wanted.length, first: FOUND_AT_ONCE }) : say("found", { n: wanted.length });
  count.hidden = !asked;
  count.textContent = told;
  document.getElementById("found").replaceChildren(...wanted.slice(0, FOUND_AT_ONCE).map(foundEntry));
  if (asked) announce(told);
}

function foundEntry(at) {
  const party = parties[at];
  const about = [party.kind, party.number].filter(Boolean).join(" · ");
  return make("li", {}, make("button", { type: "button", "data-open-party": at, on: () => choose("party", at) }, make("b", {}, name(party.name || "—")), make("span", { class: "summary" }, name(about))));
}

const rowTexts = relations.map((relation) =>
  plain([parties[relation.from].name, relation.words, parties[relation.to].name, ...relation.sources.map((at) => sources[at].file)].join("\n")),
);

function showRows() {
  const asked = plain(document.getElementById("filter").value);
  const wanted = [...relations.keys()].filter((at) => !asked || rowTexts[at].includes(asked));
  firstRow = Math.max(0, Math.min(firstRow, Math.floor((wanted.length - 1) / ROWS_AT_ONCE) * ROWS_AT_ONCE));
  const now = wanted.slice(firstRow, firstRow + ROWS_AT_ONCE);
  document.getElementById("rows").replaceChildren(...now.map(row));
  document.getElementById("rows-shown").textContent = now.length ? say("rows", { from: firstRow + 1, to: firstRow + now.length, n: wanted.length }) : say("no_rows");
  document.getElementById("previous").disabled = firstRow === 0;
  document.getElementById("next").disabled = firstRow + ROWS_AT_ONCE >= wanted.length;
}

function row(at) {
  const relation = relations[at];
  const told = relation.sources.map((each) => sources[each]);
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, partyButton(relation.from)),
    make("td", {}, name(relation.words)),
    make("td", {}, partyButton(relation.to)),
    make("td", {}, relation.since ?? ""),
    make("td", {}, relation.until ?? ""),
    make("td", {}, say(isInForce(relation, sight.day) ? "yes" : "no")),
    make("td", {}, relation.isJudgement ? make("div", { class: "note" }, say("no_source")) : null, ...told.map((source) => make("div", {}, name(`${source.file} · ${source.place}`)))),
    make("td", {}, ...findingsOf.relation[at].slice(0, 5).map(findingButton), findingsOf.relation[at].length > 5 ? ` +${findingsOf.relation[at].length - 5}` : null),
  );
}
