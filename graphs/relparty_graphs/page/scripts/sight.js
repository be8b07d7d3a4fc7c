// Sight: what is shown, by scope, day, layer, and what is chosen.

const ALL_DAYS = null;
const days = lot.stops.length ? [...lot.stops, ALL_DAYS] : [ALL_DAYS];
const sight = {
  scope: lot.scopes.length ? lot.scopes[0].name : null,
  day: ALL_DAYS,
  layer: Infinity,
  unfolded: new Set(),
  folded: new Set(),
  chosen: null,
};

/** The drawn elements of each scope, by the number of the party or relation. */
const charts = Object.fromEntries(
  [...document.querySelectorAll("svg.chart")].map((svg) => {
    const nodes = new Map([...svg.querySelectorAll(".party")].map((element) => [Number(element.dataset.party), element]));
    const lines = [...svg.querySelectorAll("[data-relations]")].map((element) => ({
      element,
      relations: element.dataset.relations.split(" ").map(Number),
    }));
    const top = [...nodes.keys()].reduce((most, party) => Math.max(most, layers[party]), 0);
    return [svg.dataset.scope, { svg, nodes, lines, top, relations: new Set(lines.flatMap((line) => line.relations)) }];
  }),
);

/** The chart that is shown; undefined where none is. */
function chartNow() {
  return charts[sight.scope];
}

/** The relations and parties that the choice is about. */
function chosenParts() {
  const { chosen } = sight;
  if (!chosen) return { parties: new Set(), relations: new Set() };
  const about = chosen.kind === "finding" ? findings[chosen.at].relations : chosen.kind === "party" ? touching[chosen.at] : [chosen.at];
  const relationsOf = new Set(about);
  const ends = [...relationsOf].flatMap((at) => [relations[at].from, relations[at].to]);
  const own = chosen.kind === "finding" ? findings[chosen.at].parties : chosen.kind === "party" ? [chosen.at] : [];
  return { parties: new Set([...own, ...ends]), relations: relationsOf };
}

/** The highest layer of the chart that is shown; folding starts below it. */
function topLayer() {
  return chartNow()?.top ?? 0;
}

/** Whether what stands next to a party is shown, as far as folding goes. */
function isUnfolded(party) {
  return sight.unfolded.has(party) || (!sight.folded.has(party) && (sight.layer >= topLayer() || layers[party] < sight.layer));
}

/** The parties and relations in sight in a chart, with the number folded next to each party. */
function inSight(chart) {
  const isHere = (at) => chart.relations.has(at) && isInForce(relations[at], sight.day);
  const seen = new Set([...chart.nodes.keys()].filter((party) => parties[party].isBidder));
  if (!seen.size) for (const party of chart.nodes.keys()) seen.add(party);
  const queue = [...seen];
  for (const party of queue) {
    if (!isUnfolded(party)) continue;
    for (const at of touching[party]) {
      const next = otherEnd(relations[at], party);
      if (isHere(at) && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  // What no bidder leads to is drawn too, unless layers are folded.
  if (sight.layer >= topLayer() && !sight.folded.size)
    for (const party of chart.nodes.keys()) if (touching[party].some(isHere) || sight.day === ALL_DAYS) seen.add(party);
  const chosen = chosenParts();
  if (sight.chosen?.kind === "finding" || sight.chosen?.kind === "relation")
    for (const party of chosen.parties) if (chart.nodes.has(party) && touching[party].some((at) => isHere(at) && chosen.relations.has(at))) seen.add(party);
  const shown = new Set([...chart.relations].filter((at) => isHere(at) && seen.has(relations[at].from) && seen.has(relations[at].to)));
  const folded = new Map();
  for (const party of seen) {
    const beyond = new Set(touching[party].filter(isHere).map((at) => otherEnd(relations[at], party)).filter((next) => !seen.has(next)));
    if (beyond.size) folded.set(party, beyond.size);
  }
  return { parties: seen, relations: shown, folded };
}

/** Shows what is in sight and sets off what is chosen. */
function show() {
  for (const [scope, chart] of Object.entries(charts)) chart.svg.classList.toggle("away", scope !== sight.scope);
  const chart = chartNow();
  if (chart) showChart(chart);
  showTold();
}

function showChart(chart) {
  const seen = inSight(chart);
  const chosen = chosenParts();
  chart.svg.classList.toggle("choosing", Boolean(sight.chosen));
  for (const [party, element] of chart.nodes) {
    const isSeen = seen.parties.has(party);
    element.classList.toggle("away", !isSeen);
    element.classList.toggle("on", chosen.parties.has(party));
    const isPressed = sight.chosen?.kind === "party" && sight.chosen.at === party;
    element.classList.toggle("chosen", isPressed);
    element.setAttribute("aria-pressed", String(isPressed));
    const count = seen.folded.get(party) ?? 0;
    element.querySelector(".more").textContent = count ? `+${count}` : "";
    element.setAttribute("aria-description", count ? say("folded", { n: count }) : "");
  }
  for (const { element, relations: told } of chart.lines) {
    element.classList.toggle("away", !told.some((at) => seen.relations.has(at)));
    element.classList.toggle("on", told.some((at) => chosen.relations.has(at)));
  }
  keepReachable(chart);
}

/** Exactly one party of a chart is in the tab order: the last one that was reached, else the first in sight. */
function keepReachable(chart, wanted) {
  const isShown = (element) => element && !element.classList.contains("away");
  const current = wanted ?? [...chart.nodes.values()].find((element) => element.getAttribute("tabindex") === "0");
  const next = isShown(current) ? current : [...chart.nodes.values()].find(isShown);
  for (const element of chart.nodes.values()) element.setAttribute("tabindex", element === next ? "0" : "-1");
  return next;
}

/** The sentences that say what is shown. */
function showTold() {
  document.getElementById("day-told").textContent = dayTold();
  document.getElementById("day-shown").textContent = sight.day === ALL_DAYS ? say("every_day") : sight.day;
  document.getElementById("scope-told").textContent = scopeTold();
  const top = topLayer();
  const told = top === 0 ? say("no_layers") : sight.layer >= top ? say("all_layers", { all: top }) : say("up_to_layer", { n: sight.layer, all: top });
  document.getElementById("layers-shown").textContent = told;
  document.getElementById("fold").setAttribute("aria-disabled", String(top === 0 || sight.layer === 0));
  document.getElementById("unfold").setAttribute("aria-disabled", String(sight.layer >= top));
}

function dayTold() {
  const chart = chartNow();
  const hidden = chart ? [...chart.relations].filter((at) => !isInForce(relations[at], sight.day)).length : 0;
  const day = sight.day === ALL_DAYS ? say("all_days") : say(sight.day === lot.opening ? "on_opening" : "on_day", { day: sight.day });
  const notes = days.length === 1 ? say("no_dates") : sight.day === ALL_DAYS ? "" : say("undated");
  const missing = hidden ? say("hidden_count", { n: hidden }) : "";
  return [day, say("findings_of", { day: lot.opening }), notes, missing].filter(Boolean).join(lot.words.comma);
}

function scopeTold() {
  const chart = chartNow();
  if (!chart) return parties.length > lot.most || relations.length > lot.most ? tooMany() : say("nothing");
  const scope = lot.scopes.find((each) => each.name === sight.scope);
  const drawn = say(`${sight.scope}_drawn`, { n: chart.nodes.size, relations: chart.relations.size });
  const isOnlyProof = sight.scope === "proof" && !charts.whole && chart.relations.size < relations.length;
  const notes = [
    scope.isPart && sight.scope === "proof" ? say("proof_part", { most: lot.most, n: scope.findings }) : "",
    sight.scope === "whole" && !charts.proof ? say("no_proof") : "",
    isOnlyProof ? tooMany() : "",
  ];
  return [drawn, ...notes].filter(Boolean).join(lot.words.comma);
}

function tooMany() {
  return say("too_many", { n: parties.length, relations: relations.length, most: lot.most });
}
