// The passage beside the tabs: every link to a place in the report opens here, and Escape leads back to it.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `connection.js` and `latest.js`
// stand before it.

const PATIENCE = 2500; // milliseconds without an answer after which the connection is looked at

const narrow = matchMedia("(max-width: 860px)");
const desk = () => document.querySelector("#desk");
const shown = () => element.querySelector(".evidence");

let opener; // the link that was followed, to go back to
let calm = false; // opened by the page, not by the visitor: the keyboard stays where it is
let waiting;

const number = (text) => (text === undefined || text === "" ? null : Number(text));

const placeOf = (link) => {
  const place = { reference: new URL(link.href).searchParams.get("passage"), turn: number(link.dataset.turn) };
  place.citation = number(link.dataset.citation);
  const walking = element.contains(link) && link.rel;
  if (walking) place.turn = number(shown()?.dataset.turn); // what the same answer cites stays marked on the way
  return place;
};

const same = (place) => {
  const open = shown()?.dataset;
  return (
    open?.reference === place.reference && number(open.turn) === place.turn && number(open.citation) === place.citation
  );
};

const openSide = (open) => {
  if (open) desk().dataset.side = "open";
  else delete desk().dataset.side;
  document.querySelector("#work").inert = open && narrow.matches; // under the sheet
};

const look = () => {
  if (!calm) element.querySelector("#evidence-heading")?.focus({ preventScroll: true });
  const motionless = !opener || matchMedia("(prefers-reduced-motion: reduce)").matches; // on arrival there is no way to show
  const current = element.querySelector("mark.current") ?? element.querySelector("mark");
  const scroller = document.querySelector("#evidence");
  if (current) {
    const away = current.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    const room = Math.max((scroller.clientHeight - current.offsetHeight) / 2, 72);
    scroller.scrollTo({ top: scroller.scrollTop + away - room, behavior: motionless ? "auto" : "smooth" });
  } else {
    scroller.scrollTo({ top: 0 });
  }
};

const showOpener = () => {
  for (const other of document.querySelectorAll("a.chip[aria-current]")) other.removeAttribute("aria-current");
  const open = shown()?.dataset;
  if (!open?.citation) return;
  const chip = document.querySelector(`a.chip[data-turn="${open.turn}"][data-citation="${open.citation}"]`);
  chip?.setAttribute("aria-current", "true");
};

const open = (link, calmly) => {
  calm = calmly;
  if (!element.contains(link)) opener = link;
  openSide(!calmly || desk().dataset.side === "open");
  const place = placeOf(link);
  if (same(place)) return look();
  clearTimeout(waiting);
  waiting = lookIn(PATIENCE);
  triggerLatest("passage", place);
};

hear("open", ({ link, calmly }) => open(link, calmly));
hear("close", ({ always }) => {
  if (!shown() || (desk().dataset.side && !always)) return; // what the visitor opened stays open
  openSide(false);
  trigger("contents");
});
hear("drawn", () => requestAnimationFrame(showOpener));

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="?passage="]');
  if (!link || link.target || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link, false);
});

watch("value", () => {
  clearTimeout(waiting);
  showOpener();
  if (shown()) requestAnimationFrame(look);
});

// The way back

const back = () => {
  const target = opener?.isConnected ? opener : document.querySelector("a.chip[aria-current]");
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
};

const close = () => {
  openSide(false);
  history.replaceState(null, "", location.pathname); // a load shall not open again what was closed
  back();
  trigger("contents");
};

element.addEventListener("click", (event) => {
  if (event.target.closest("button.close")) close();
});

element.closest("#side").addEventListener("click", (event) => {
  if (event.target.id === "side" && narrow.matches) close(); // beside the sheet
});

element.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (narrow.matches) close();
    else back();
  }
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = rel && element.querySelector(`a[rel="${rel}"]`);
  if (link) {
    event.preventDefault();
    open(link, false);
  }
});

narrow.addEventListener("change", () => openSide(desk().dataset.side === "open"));
if (new URLSearchParams(location.search).get("passage")) openSide(true);
