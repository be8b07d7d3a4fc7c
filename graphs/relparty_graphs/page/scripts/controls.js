// Controls: each changes what is in sight and says so.

const day = document.getElementById("day");

/** Turns to another scope. */
function turnTo(scope) {
  sight.scope = scope;
  show();
  fit(false);
}

for (const radio of document.querySelectorAll('input[name="scope"]'))
  radio.addEventListener("change", () => {
    turnTo(radio.value);
    announce(document.getElementById("scope-told").textContent);
  });

function turnLayer(by) {
  const next = Math.max(0, Math.min(sight.layer, topLayer()) + by);
  sight.layer = next >= topLayer() ? Infinity : next;
  sight.folded.clear();
  sight.unfolded.clear();
  show();
  refreshDetails();
  announce(document.getElementById("layers-shown").textContent);
}

document.getElementById("fold").addEventListener("click", () => turnLayer(-1));
document.getElementById("unfold").addEventListener("click", () => turnLayer(1));

function refreshDetails() {
  if (sight.chosen) ({ finding: tellFinding, party: tellParty, relation: tellRelation })[sight.chosen.kind](sight.chosen.at);
}

day.max = String(days.length - 1);
day.value = day.max;
day.disabled = days.length === 1;
const tellDay = () => day.setAttribute("aria-valuetext", document.getElementById("day-shown").textContent);
day.addEventListener("input", () => {
  sight.day = days[Number(day.value)];
  show();
  tellDay();
  showRows();
  refreshDetails();
  announce(document.getElementById("day-told").textContent);
});

document.getElementById("zoom-in").addEventListener("click", () => zoom(1.25));
document.getElementById("zoom-out").addEventListener("click", () => zoom(0.8));
document.getElementById("fit").addEventListener("click", () => fit());
document.getElementById("print").addEventListener("click", () => window.print());
document.getElementById("close").addEventListener("click", unchoose);
document.getElementById("level").addEventListener("change", () => {
  findingsShown = FINDINGS_AT_ONCE;
  showFindings();
  announce(document.getElementById("findings-title").textContent);
});
document.getElementById("more-findings").addEventListener("click", () => {
  const before = findingsShown;
  findingsShown += FINDINGS_AT_ONCE;
  showFindings();
  document.querySelectorAll("#findings button")[before]?.focus();
});
document.getElementById("search").addEventListener("input", showFound);
document.getElementById("search").addEventListener("keydown", (event) => {
  const first = document.querySelector("#found button");
  if (event.key === "Enter" && first) first.click();
  else if (event.key === "ArrowDown" && first) first.focus();
  else return;
  event.preventDefault();
});
for (const list of document.querySelectorAll(".choices")) list.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const buttons = [...list.querySelectorAll("button")];
  const next = buttons[buttons.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
  (next ?? (list.id === "found" && event.key === "ArrowUp" ? document.getElementById("search") : null))?.focus();
  event.preventDefault();
});
document.getElementById("filter").addEventListener("input", () => {
  firstRow = 0;
  showRows();
  announce(document.getElementById("rows-shown").textContent);
});
for (const [id, by] of [["previous", -ROWS_AT_ONCE], ["next", ROWS_AT_ONCE]])
  document.getElementById(id).addEventListener("click", () => {
    firstRow += by;
    showRows();
    announce(document.getElementById("rows-shown").textContent);
  });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && sight.chosen && !event.defaultPrevented && event.target.type !== "search") unchoose();
});
window.addEventListener("resize", () => {
  const chart = chartNow();
  if (!chart) return;
  const frame = frameOf(chart);
  const scale = Math.max(SMALLEST, (chart.svg.clientWidth || stageSize().width) / frame.width);
  apply(chart, framed(frame.x + frame.width / 2, frame.y + frame.height / 2, scale));
});

if (!chartNow()) {
  const nothing = document.getElementById("nothing");
  nothing.textContent = scopeTold();
  nothing.hidden = false;
}
showFindings();
showRows();
show();
tellDay();
fit(false);
document.documentElement.dataset.ready = "yes";
