// A source's words, shown while the pointer or the keyboard rests on its chip; Escape hides them.
// Stands behind `transcript.js` and shares its `element`.

const DELAY = 180; // milliseconds: a pointer on its way elsewhere shows nothing

const peek = document.createElement("div");
peek.id = "peek";
peek.setAttribute("role", "tooltip");
peek.lang = "zh-CN";
peek.hidden = true;
document.querySelector("#desk").append(peek);

let soon;
let peeked;
let height; // of the chip in the window: scrolled away from there, it takes its words along

const hide = () => {
  clearTimeout(soon);
  peek.hidden = true;
  peeked?.removeAttribute("aria-describedby");
  peeked = undefined;
};

const show = (chip) => {
  hide();
  const quote = chip.closest(".quote")?.querySelector("blockquote");
  if (!quote) return;
  peeked = chip;
  peek.replaceChildren(...quote.cloneNode(true).childNodes);
  peek.hidden = false;
  chip.setAttribute("aria-describedby", "peek");
  const at = chip.getBoundingClientRect();
  height = at.top;
  const above = at.top - peek.offsetHeight - 8;
  peek.style.left = `${Math.max(8, Math.min(at.left, innerWidth - peek.offsetWidth - 8))}px`;
  peek.style.top = `${above >= 8 ? above : at.bottom + 8}px`;
};

const chipOf = (event) => event.target.closest?.("a.chip");

element.addEventListener("pointerover", (event) => {
  const chip = chipOf(event);
  if (!chip || event.pointerType === "touch" || chip === peeked) return;
  clearTimeout(soon);
  soon = setTimeout(() => show(chip), DELAY);
});

element.addEventListener("pointerout", (event) => {
  if (chipOf(event) && !peek.contains(event.relatedTarget)) hide();
});

peek.addEventListener("pointerleave", hide);

element.addEventListener("focusin", (event) => {
  const chip = chipOf(event);
  if (chip?.matches(":focus-visible")) show(chip);
});

element.addEventListener("focusout", hide);

const follow = () => {
  if (peeked && peeked.getBoundingClientRect().top !== height) hide();
};

document.addEventListener("scroll", follow, { capture: true, passive: true });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
