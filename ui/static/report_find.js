// Asks as one types for exact words, at Enter for meaning; Enter and Shift+Enter then go from hit to hit.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `send.js` stands before it.

const PAUSE = 150; // milliseconds without a key: long enough to type on, too short to wait for

let asked = JSON.stringify(["exact", ""]);
let pending;

const field = () => element.querySelector("input[type=search]");
const chosen = () => element.querySelector("input[type=radio]:checked").value;
const wanted = () => JSON.stringify([chosen(), field().value.trim()]);

const ask = () => {
  clearTimeout(pending);
  if (asked === wanted()) return;
  asked = wanted();
  const query = field().value.trim();
  if (chosen() === "meaning" && query) {
    const count = document.querySelector("#report-found .count");
    if (count) count.textContent = element.querySelector("form").dataset.searching;
    send("meaning", { query });
  } else {
    send("exact", { query });
  }
};

element.addEventListener("input", (event) => {
  if (event.target !== field() || event.isComposing) return;
  clearTimeout(pending);
  const soon = chosen() === "exact" || !field().value;
  if (soon) pending = setTimeout(ask, field().value ? PAUSE : 0);
});

element.addEventListener("compositionend", () => {
  if (chosen() === "exact") ask();
});

element.addEventListener("change", (event) => {
  if (event.target.type === "radio" && field().value) ask();
});

hear("lost", () => {
  asked = ""; // Enter asks again
});

hear("unfound", () => {
  asked = ""; // as above
  trigger("failed", window.reportQaSent("query"));
});

element.addEventListener("submit", (event) => event.preventDefault());

// To the next hit (1) or the one before (-1); what has not been asked yet is asked first.
const step = (direction) => {
  if (asked !== wanted()) ask();
  else document.dispatchEvent(new CustomEvent("report-step", { detail: direction }));
};

element.addEventListener("keydown", (event) => {
  if (event.target !== field() || event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  step(event.shiftKey ? -1 : 1);
});

element.addEventListener("click", (event) => {
  const button = event.target.closest(".step");
  if (button) step(button.matches(".next") ? 1 : -1);
});
