// The outline's keyboard (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/), and where in it the reader is.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `fold.js` stands before it.

const SHORT_OF_THE_TOP = 24; // pixels under the bar at which a block counts as the one being read

let opened; // the anchors of what is unfolded, once anything was folded or unfolded by hand

const items = () => [...element.querySelectorAll("[role=treeitem]")];
const above = (item) => item.parentElement.closest("[role=treeitem]");
const isOpen = (item) => item.getAttribute("aria-expanded") === "true";
const isShown = (item) => !above(item) || (isOpen(above(item)) && isShown(above(item)));
const block = (item) => document.getElementById(item.dataset.anchor);

const open = (item, wanted) => {
  if (item.hasAttribute("aria-expanded")) item.setAttribute("aria-expanded", String(wanted));
  opened = items().filter(isOpen).map((each) => each.dataset.anchor);
  markPlace();
};

const focus = (item) => {
  if (!item) return;
  for (const other of element.querySelectorAll('[tabindex="0"]')) other.setAttribute("tabindex", "-1");
  item.setAttribute("tabindex", "0");
  item.focus();
};

const follow = (item) => {
  block(item)?.scrollIntoView({ block: "start" });
  block(item)?.focus({ preventScroll: true });
};

const inwards = (item) => {
  if (item.getAttribute("aria-expanded") === "false") open(item, true);
  else focus(item.querySelector("[role=treeitem]"));
};

const outwards = (item) => {
  if (isOpen(item)) open(item, false);
  else focus(above(item));
};

const byLetter = (item, letter) => {
  const shown = items().filter(isShown);
  const from = shown.indexOf(item) + 1;
  const starts = (other) => other.getAttribute("aria-label").toLowerCase().startsWith(letter.toLowerCase());
  focus([...shown.slice(from), ...shown.slice(0, from)].find(starts));
};

element.addEventListener("keydown", (event) => {
  const item = event.target.closest("[role=treeitem]");
  if (!item || event.ctrlKey || event.altKey || event.metaKey) return;
  const shown = items().filter(isShown);
  const place = shown.indexOf(item);
  const moves = {
    ArrowDown: () => focus(shown[place + 1]),
    ArrowUp: () => focus(shown[place - 1]),
    ArrowRight: () => inwards(item),
    ArrowLeft: () => outwards(item),
    Home: () => focus(shown[0]),
    End: () => focus(shown.at(-1)),
    Enter: () => follow(item),
    " ": () => follow(item),
  };
  const move = moves[event.key] ?? (/^[\p{L}\p{N}]$/u.test(event.key) ? () => byLetter(item, event.key) : null);
  if (!move) return;
  event.preventDefault();
  move();
});

element.addEventListener("click", (event) => {
  const item = event.target.closest("[role=treeitem]");
  if (!item) return;
  if (event.target.closest(".twist") && item.hasAttribute("aria-expanded")) {
    open(item, !isOpen(item));
    focus(item);
  } else if (event.target.closest(".row")) {
    follow(item);
  }
});

// The last item whose block begins above the line of reading; if it is folded away, what it is folded into.
const markPlace = () => {
  const bar = document.querySelector("#report-bar");
  if (!bar?.checkVisibility()) return;
  const line = bar.getBoundingClientRect().bottom + SHORT_OF_THE_TOP;
  let item = items().findLast((each) => block(each)?.getBoundingClientRect().top <= line);
  while (item && !isShown(item)) item = above(item);
  const marked = element.querySelector("[aria-current]");
  if (marked === (item ?? null)) return;
  marked?.removeAttribute("aria-current");
  item?.setAttribute("aria-current", "location");
  keepInSight(item);
};

// Only the outline scrolls: scrollIntoView would move the page too.
const keepInSight = (item) => {
  if (!item?.checkVisibility()) return;
  const box = element.querySelector("nav").getBoundingClientRect();
  const row = item.querySelector(".row").getBoundingClientRect();
  if (row.top >= box.top && row.bottom <= box.bottom) return;
  element.querySelector("nav").scrollTop += row.top - box.top - box.height / 3;
};

let waiting = false;
const soon = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    markPlace();
  });
};

document.addEventListener("scroll", soon, { capture: true, passive: true });

// What is drawn anew, as in another language, is as far open as it was.
const restore = () => {
  for (const item of opened ? items().filter((each) => each.hasAttribute("aria-expanded")) : []) {
    item.setAttribute("aria-expanded", String(opened.includes(item.dataset.anchor)));
  }
  soon();
};

watch("value", restore);
restore();
