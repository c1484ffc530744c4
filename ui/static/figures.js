// What is chosen and asked for, told to Python; the tab is drawn when this has loaded.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `send.js` stands before it.

const PAUSE = 150; // milliseconds without a key

let pending;
let request = 0;

const choose = () => {
  const { search, year, kind } = element.querySelector("form").elements;
  send("chosen", { search: search.value, year: year.value, kind: kind.value });
};

element.addEventListener("input", (event) => {
  if (event.isComposing) return;
  clearTimeout(pending);
  pending = setTimeout(choose, event.target.type === "search" ? PAUSE : 0);
});

element.addEventListener("compositionend", choose);
element.addEventListener("submit", (event) => event.preventDefault());

element.addEventListener("click", (event) => {
  const button = event.target.closest("button.download");
  if (button) send("download", { format: button.dataset.format, request: ++request });
});

send("opened");
