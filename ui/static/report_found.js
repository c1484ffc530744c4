// Marks what was found in the report's text and goes from hit to hit. Marks are ranges that the browser paints
// (https://www.w3.org/TR/css-highlight-api-1/): the text itself is never touched, and a thousand hits are marked at once.
// Gradio calls this body once with (element, trigger, props, server, upload, watch).

const ROOM = 48; // pixels that a hit keeps from the edges of what can be seen

let hits = []; // ranges, in the order in which one goes through them
let current = -1;

const text = () => document.querySelector("#report-text");
const found = () => element.querySelector(".found");

// The place in a JavaScript string of the character that is `count` characters on: some take two units.
const unitsOf = (string, count) => {
  let units = 0;
  for (let n = 0; n < count && units < string.length; n++) units += string.codePointAt(units) > 0xffff ? 2 : 1;
  return units;
};

const charactersIn = (string) => {
  let count = 0;
  for (const _ of string) count++;
  return count;
};

// The text nodes of a block with the character at which each begins and ends.
const nodesOf = (block) => {
  const nodes = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let start = 0; walker.nextNode(); start = nodes.at(-1).end) {
    nodes.push({ node: walker.currentNode, start, end: start + charactersIn(walker.currentNode.data) });
  }
  return nodes;
};

const rangeOf = (nodes, start, end) => {
  const range = new Range();
  const first = nodes.find((each) => start < each.end);
  const last = nodes.find((each) => end <= each.end);
  range.setStart(first.node, unitsOf(first.node.data, start - first.start));
  range.setEnd(last.node, unitsOf(last.node.data, end - last.start));
  return range;
};

const rangesOfRuns = (runs) => {
  const blocks = new Map([...text().querySelectorAll("[data-unit]")].map((each) => [Number(each.dataset.unit), each]));
  const known = new Map();
  return runs.map(([unit, start, end]) => {
    if (!known.has(unit)) known.set(unit, nodesOf(blocks.get(unit)));
    return rangeOf(known.get(unit), start, end);
  });
};

const rangesOfSentences = (ids) =>
  ids.map((id) => {
    const range = new Range();
    range.selectNodeContents(text().querySelector(`[data-sentence="${CSS.escape(id)}"]`));
    return range;
  });

const paint = (name, ranges, priority) => {
  if (!CSS.highlights) return; // an older browser: one still goes from hit to hit
  const highlight = new Highlight(...ranges);
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
};

// What of the text can be seen: the part of its own scroller, or on a phone of the page, that the bar leaves free.
const view = () => {
  const own = text().querySelector(".html-container");
  const scroller = getComputedStyle(own).overflowY === "auto" ? own : document.scrollingElement;
  const top = document.querySelector("#report-bar").getBoundingClientRect().bottom;
  return { scroller, top, bottom: innerHeight };
};

const bring = (range) => {
  const { scroller, top, bottom } = view();
  const box = range.getBoundingClientRect();
  if (box.top >= top + ROOM && box.bottom <= bottom - ROOM) return;
  scroller.scrollTop += box.top - Math.max((top + bottom - box.height) / 2, top + ROOM);
};

const tellPlace = () => {
  if (current < 0) return;
  const told = found().dataset.position.replace("{number}", current + 1).replace("{count}", hits.length);
  element.querySelector(".count").textContent = told;
  for (const [place, button] of element.querySelectorAll(".near-hit").entries()) {
    if (place === current) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
};

const goTo = (number) => {
  current = number;
  paint("report-current", [hits[current]], 1);
  tellPlace();
  bring(hits[current]);
};

// The first hit that is not above what is being read, as a browser's own find does.
const firstFromHere = () => {
  const { top } = view();
  const at = hits.findIndex((range) => range.getBoundingClientRect().top >= top);
  return at < 0 ? 0 : at;
};

let shown = "";

const show = () => {
  if (!found()) return;
  const { query, runs, sentences, way } = found().dataset;
  const same = shown === (shown = [way, query, runs, sentences].join("\n"));
  if (same) return tellPlace(); // only the language is another
  const exact = way === "exact";
  hits = exact ? rangesOfRuns(JSON.parse(runs)) : rangesOfSentences(sentences.split(" ").filter(Boolean));
  current = -1;
  paint("report-hit", hits, 0);
  if (hits.length) goTo(exact ? firstFromHere() : 0);
  else paint("report-current", [], 1);
};

watch("value", show);
show();

document.addEventListener("report-step", (event) => {
  if (hits.length) goTo((current + event.detail + hits.length) % hits.length);
});

element.addEventListener("click", (event) => {
  const near = event.target.closest(".near-hit");
  if (near) goTo([...element.querySelectorAll(".near-hit")].indexOf(near));
});

// On a phone the bar lies over the text: places that are gone to stop below it.
new ResizeObserver(([bar]) => {
  document.querySelector("#report").style.setProperty("--bar", `${Math.round(bar.borderBoxSize[0].blockSize)}px`);
}).observe(document.querySelector("#report-bar"));
