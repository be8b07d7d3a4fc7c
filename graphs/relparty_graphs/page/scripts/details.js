// Details: what is chosen, told in full beside the picture.

const FEW = 100;
const HOLDING = new Set(["holds", "held"]);

/** Chooses a finding, party or relation: sets it off in the picture and tells it. `opener` gets the focus back. */
function choose(kind, at, opener = document.activeElement) {
  if (sight.chosen === null) choose.opener = opener;
  sight.chosen = { kind, at };
  const isSwitched = switchForChoice();
  show();
  const title = { finding: tellFinding, party: tellParty, relation: tellRelation }[kind](at);
  markChosen();
  const drawn = chosenElements();
  if (drawn.length) bring(drawn);
  announce(title, isSwitched ? say("switched") : "", drawn.length ? "" : say("not_drawn"));
}

/** Forgets the choice, and gives the focus back to where it was made. */
function unchoose() {
  sight.chosen = null;
  show();
  tell(say("closed"), [make("p", { class: "note" }, hint)], false);
  document.getElementById("details-title").textContent = detailsTitle;
  markChosen();
  announce(say("closed"));
  const opener = choose.opener;
  if (opener?.isConnected && opener !== document.body) opener.focus({ preventScroll: true });
}

const hint = document.querySelector("#told p").textContent;
const detailsTitle = document.getElementById("details-title").textContent;

/** Turns to the whole where only the whole has what is chosen. */
function switchForChoice() {
  const parts = chosenParts();
  const has = (chart) => chart && (parts.relations.size && sight.chosen.kind !== "party" ? [...parts.relations].every((at) => chart.relations.has(at)) : [...ownParties()].some((at) => chart.nodes.has(at)));
  if (has(chartNow()) || sight.scope === "whole" || !has(charts.whole)) return false;
  document.querySelector('input[name="scope"][value="whole"]').checked = true;
  turnTo("whole");
  return true;
}

function ownParties() {
  return sight.chosen.kind === "party" ? new Set([sight.chosen.at]) : chosenParts().parties;
}

/** The drawn elements of the choice that are in sight. */
function chosenElements() {
  const chart = chartNow();
  return chart ? [...ownParties()].map((party) => chart.nodes.get(party)).filter((element) => element && !element.classList.contains("away")) : [];
}

function markChosen() {
  const { kind, at } = sight.chosen ?? {};
  for (const button of document.querySelectorAll("#findings [data-open-finding]"))
    button.setAttribute("aria-pressed", String(kind === "finding" && Number(button.dataset.openFinding) === at));
}

function tell(title, content, hasChoice = true) {
  document.getElementById("details-title").replaceChildren(name(title));
  document.getElementById("close").hidden = !hasChoice;
  document.getElementById("told").replaceChildren(...content);
  document.getElementById("details").scrollTop = 0;
}

function section(words, ...content) {
  return make("section", {}, make("h3", {}, words), ...content);
}

/** A list of at most some hundred entries; what is left out is counted. */
function list(entries, write, className = "steps") {
  const rest = entries.length - FEW;
  return make("ul", { class: className }, ...entries.slice(0, FEW).map(write), rest > 0 ? make("li", { class: "note" }, say("truncated", { n: rest })) : null);
}

function tellFinding(at) {
  const finding = findings[at];
  const concerned = finding.bidders.length ? finding.bidders : [say("whole_lot")];
  const numbered = new Map(finding.parties.map((party) => [parties[party].name, party]));
  const drawnToo = chartNow() && finding.relations.length && !finding.relations.every((each) => chartNow().relations.has(each));
  tell(finding.title, [
    make("p", {}, chip(finding.level), " ", make("code", { class: "id" }, finding.id)),
    drawnToo ? make("p", { class: "note" }, say("not_drawn")) : null,
    make("p", { class: "summary" }, name(finding.summary)),
    section(say("concerns"), make("ul", {}, ...concerned.map((each) => make("li", {}, numbered.has(each) ? partyButton(numbered.get(each)) : name(each))))),
    finding.nextStep ? section(say("next_step"), make("p", {}, name(finding.nextStep))) : null,
    finding.basis.length ? section(say("basis"), make("ul", {}, ...finding.basis.map((each) => make("li", {}, each)))) : null,
    section(say("path"), finding.relations.length ? list(finding.relations, (each) => relationEntry(each, null, true)) : make("p", { class: "note" }, say("no_path"))),
  ].filter(Boolean));
  return finding.title;
}

function tellRelation(at) {
  const relation = relations[at];
  const title = `${parties[relation.from].name} → ${parties[relation.to].name}`;
  const bundle = relations.map((_, each) => each).filter((each) => relations[each].from === relation.from && relations[each].to === relation.to);
  const inFindings = [...new Set(bundle.flatMap((each) => findingsOf.relation[each]))];
  tell(title, [
    list(bundle, (each) => relationEntry(each, null, true)),
    inFindings.length ? section(say("stands_in"), list(inFindings, (each) => make("li", {}, findingButton(each)))) : null,
  ].filter(Boolean));
  return title;
}

function tellParty(at) {
  const party = parties[at];
  const groups = groupsOf(at);
  const through = heldThrough(at);
  const facts = [party.kind, party.number, party.folded ? say("stands_for", { n: party.folded }) : ""].filter(Boolean);
  tell(party.name || party.number || "—", [
    make("p", {}, party.level ? chip(party.level) : null, " ", name(facts.join(" · "))),
    party.isHub ? make("p", { class: "note" }, say("hub")) : null,
    foldButton(at),
    ...Object.entries(groups).filter(([, found]) => found.length).map(([key, found]) => section(say(key), list(found, (each) => relationEntry(each, at)))),
    through.length ? section(say("holds_through"), list(through, throughEntry)) : null,
    section(say("stands_in"), findingsOf.party[at].length ? list(findingsOf.party[at], (each) => make("li", {}, findingButton(each))) : make("p", { class: "note" }, say("none"))),
  ].filter(Boolean));
  return party.name;
}

/** The relations of a party by what they are to it; what it holds and who holds it are always told. */
function groupsOf(at) {
  const groups = { holds: [], held_by: [], offices: [], officers: [], branches: [], shares: [], persons: [] };
  for (const each of touching[at]) {
    const relation = relations[each];
    const isFrom = relation.from === at;
    if (HOLDING.has(relation.relation)) groups[isFrom ? "holds" : "held_by"].push(each);
    else if (relation.relation === "branch") groups.branches.push(each);
    else if (parties[relation.to].isFact || parties[relation.from].isFact) groups.shares.push(each);
    else if (relation.isJudgement || relation.relation === "kin") groups.persons.push(each);
    else groups[isFrom ? "offices" : "officers"].push(each);
  }
  return groups;
}

/** Companies that a party holds through others on the day shown, each with its layer and through whom. */
function heldThrough(at) {
  const below = (party) => touching[party].filter((each) => relations[each].from === party && relations[each].relation === "holds" && isInForce(relations[each], sight.day));
  const seen = new Set([at]);
  const found = [];
  const queue = [{ party: at, layer: 0 }];
  for (const { party, layer } of queue)
    for (const each of below(party)) {
      const next = relations[each].to;
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push({ party: next, layer: layer + 1 });
      if (layer) found.push({ party: next, layer: layer + 1, through: party });
    }
  return found;
}

function throughEntry({ party, layer, through }) {
  return make("li", {}, partyButton(party), make("span", { class: "note" }, ` ${say("through", { n: layer, name: parties[through].name })}`));
}

/** A button that folds or unfolds what stands next to a party; none where there is nothing. */
function foldButton(at) {
  const chart = chartNow();
  const leadsOn = (each) => chart.relations.has(each) && layers[otherEnd(relations[each], at)] > layers[at];
  if (!chart?.nodes.has(at) || !touching[at].some(leadsOn)) return null;
  const isOpen = isUnfolded(at);
  return make("button", { type: "button", id: "fold-party", on: () => turnFold(at) }, say(isOpen ? "fold_here" : "unfold_here"));
}

function turnFold(at) {
  const [to, from] = isUnfolded(at) ? [sight.folded, sight.unfolded] : [sight.unfolded, sight.folded];
  from.delete(at);
  to.add(at);
  show();
  tellParty(at);
  document.getElementById("fold-party").focus();
  announce(document.getElementById("layers-shown").textContent);
}

/** A relation with its dates and sources; seen from a party, only the other end is named. */
function relationEntry(at, party, isOpen = false) {
  const relation = relations[at];
  const ends = party === null ? [partyButton(relation.from), " → ", partyButton(relation.to), say("colon")] : [partyButton(otherEnd(relation, party)), " "];
  const dates = [relation.since && say("since_day", { day: relation.since }), relation.until && say("until_day", { day: relation.until })].filter(Boolean);
  const tags = [...dates, relation.isControl ? say("control") : "", isInForce(relation, sight.day) ? "" : say("out_of_force")].filter(Boolean);
  return make("li", { class: relation.isJudgement ? "judgement" : "" }, ...ends, make("b", {}, name(relation.words)), ...tags.map((tag) => make("span", { class: "tag" }, tag)), sourcesOf(relation, isOpen));
}

function sourcesOf(relation, isOpen) {
  const entries = relation.sources.map((each) => sources[each]).map((source) =>
    make("li", {}, make("span", { class: "tag" }, source.kind), " ", name(source.file), " · ", name(source.place), make("code", { class: "hash" }, source.hash ? `SHA-256 ${source.hash}` : say("no_hash"))),
  );
  if (relation.isJudgement) entries.unshift(make("li", { class: "note" }, say("no_source")));
  if (!entries.length) return null;
  const told = make("details", {}, make("summary", {}, `${say("source")} (${relation.sources.length})`), make("ul", { class: "sources" }, ...entries));
  told.open = isOpen;
  return told;
}
