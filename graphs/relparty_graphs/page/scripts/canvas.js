// Canvas: moving in the picture by pointer, wheel, buttons and keys.

const stage = document.getElementById("stage");
const LARGEST = 1.6;
const SMALLEST = 0.02;
const MOST_ZOOM = 6;
const MARGIN = 24;
const STEP = 60;
const isStill = window.matchMedia("(prefers-reduced-motion: reduce)");
const frames = new Map();
let moving = 0;

/** The part of the chart that the stage shows, in its own units. */
function frameOf(chart) {
  if (!frames.has(chart)) frames.set(chart, fitted(chart, [...chart.nodes.values()]));
  return frames.get(chart);
}

function stageSize() {
  return { width: stage.clientWidth || 800, height: stage.clientHeight || 500 };
}

/** Where elements are, in units of the chart. */
function extent(chart, elements) {
  const toChart = chart.svg.getCTM() ? chart.svg.getScreenCTM().inverse() : new DOMMatrix();
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const element of elements) {
    if (element.classList.contains("away")) continue;
    const rect = element.getBoundingClientRect();
    for (const corner of [new DOMPoint(rect.left, rect.top), new DOMPoint(rect.right, rect.bottom)]) {
      const { x, y } = corner.matrixTransform(toChart);
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
    }
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** The frame that shows elements whole, in the shape of the stage. */
function fitted(chart, elements) {
  const size = stageSize();
  const found = extent(chart, elements) ?? { x: 0, y: 0, width: size.width, height: size.height };
  const scale = Math.min(LARGEST, (size.width - 2 * MARGIN) / found.width, (size.height - 2 * MARGIN) / found.height);
  return framed(found.x + found.width / 2, found.y + found.height / 2, Math.max(scale, SMALLEST));
}

function framed(x, y, scale) {
  const size = stageSize();
  return { x: x - size.width / scale / 2, y: y - size.height / scale / 2, width: size.width / scale, height: size.height / scale };
}

function apply(chart, frame) {
  frames.set(chart, frame);
  chart.svg.setAttribute("viewBox", [frame.x, frame.y, frame.width, frame.height].map((each) => each.toFixed(2)).join(" "));
}

/** Goes to a frame: at once for those who want no motion, else in a few frames. */
function go(chart, frame, isGradual = true) {
  cancelAnimationFrame(moving);
  if (!isGradual || isStill.matches) return apply(chart, frame);
  const from = frameOf(chart);
  const began = performance.now();
  const tick = (now) => {
    const part = Math.min(1, Math.max(0, (now - began) / 180));
    const eased = 1 - (1 - part) ** 3;
    const between = (key) => from[key] + (frame[key] - from[key]) * eased;
    apply(chart, { x: between("x"), y: between("y"), width: between("width"), height: between("height") });
    if (part < 1) moving = requestAnimationFrame(tick);
  };
  moving = requestAnimationFrame(tick);
  return undefined;
}

function fit(isGradual = true) {
  const chart = chartNow();
  if (chart) go(chart, fitted(chart, [...chart.nodes.values()]), isGradual);
}

/** Zooms by a factor about a point of the screen; the middle of the stage when there is none. */
function zoom(factor, at, isGradual = true) {
  const chart = chartNow();
  if (!chart) return;
  const frame = frameOf(chart);
  const size = stageSize();
  const scale = size.width / frame.width;
  const next = Math.min(MOST_ZOOM, Math.max(SMALLEST, scale * factor));
  const rect = stage.getBoundingClientRect();
  const [right, down] = at ? [(at.x - rect.left) / size.width, (at.y - rect.top) / size.height] : [0.5, 0.5];
  const [width, height] = [size.width / next, size.height / next];
  go(chart, { x: frame.x + (frame.width - width) * right, y: frame.y + (frame.height - height) * down, width, height }, isGradual);
}

/** Moves the frame by pixels of the screen. */
function pan(right, down) {
  const chart = chartNow();
  if (!chart) return;
  const frame = frameOf(chart);
  const scale = stageSize().width / frame.width;
  apply(chart, { ...frame, x: frame.x + right / scale, y: frame.y + down / scale });
}

/** Brings what is chosen into the stage, moving only when some of it is outside or too small to be read. */
function bring(elements) {
  const chart = chartNow();
  const found = chart && elements.length ? extent(chart, elements) : null;
  if (!found) return;
  const frame = frameOf(chart);
  const isInside = found.x >= frame.x && found.y >= frame.y && found.x + found.width <= frame.x + frame.width && found.y + found.height <= frame.y + frame.height;
  if (isInside && stageSize().width / frame.width >= 0.6) return;
  go(chart, fitted(chart, elements));
}

const pointers = new Map();
let dragged = 0;

stage.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  dragged = 0;
});

stage.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  if (!before) return;
  const now = { x: event.clientX, y: event.clientY };
  const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
  dragged += Math.hypot(now.x - before.x, now.y - before.y);
  if (dragged < 4) return;
  if (!stage.hasPointerCapture(event.pointerId)) stage.setPointerCapture(event.pointerId);
  stage.classList.add("dragging");
  if (others.length) {
    const span = (point) => Math.hypot(point.x - others[0].x, point.y - others[0].y) || 1;
    zoom(span(now) / span(before), { x: (now.x + others[0].x) / 2, y: (now.y + others[0].y) / 2 }, false);
  } else pan(before.x - now.x, before.y - now.y);
  pointers.set(event.pointerId, now);
});

for (const kind of ["pointerup", "pointercancel"])
  stage.addEventListener(kind, (event) => {
    pointers.delete(event.pointerId);
    stage.classList.remove("dragging");
  });

stage.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(-Math.max(-200, Math.min(200, event.deltaY)) / 400), { x: event.clientX, y: event.clientY }, false);
}, { passive: false });

stage.addEventListener("click", (event) => {
  if (dragged >= 4) return;
  const party = event.target.closest(".party");
  const line = event.target.closest("[data-relations]");
  if (party) choose("party", Number(party.dataset.party), party);
  else if (line) choose("relation", Number(line.dataset.relations.split(" ")[0]));
  else if (sight.chosen) unchoose();
});

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

stage.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const party = event.target.closest?.(".party");
  const way = WAYS[event.key];
  if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") fit();
  else if (way && party) step(party, way);
  else if (way) pan(way[0] * STEP, way[1] * STEP);
  else if ((event.key === "Enter" || event.key === " ") && party) choose("party", Number(party.dataset.party), party);
  else if (event.key === "Enter" && chartNow()) reach(keepReachable(chartNow()));
  else if (event.key === "Escape" && party && !sight.chosen) stage.focus();
  else return;
  event.preventDefault();
});

/** Puts the focus on a drawn party and shows it. */
function reach(element) {
  if (!element) return;
  keepReachable(chartNow(), element);
  element.focus({ preventScroll: true });
  bring([element]);
}

/** Goes to the nearest party in a direction. */
function step(from, [right, down]) {
  const middle = (element) => {
    const rect = element.getBoundingClientRect();
    return { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 };
  };
  const here = middle(from);
  let nearest = null;
  let least = Infinity;
  for (const element of chartNow().nodes.values()) {
    if (element === from || element.classList.contains("away")) continue;
    const there = middle(element);
    const ahead = (there.x - here.x) * right + (there.y - here.y) * down;
    const aside = Math.abs((there.x - here.x) * down) + Math.abs((there.y - here.y) * right);
    if (ahead > 1 && ahead + 2 * aside < least) [nearest, least] = [element, ahead + 2 * aside];
  }
  reach(nearest);
}
