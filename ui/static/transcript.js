// The conversation's clicks, told to Python; and its newest turn, kept in view.
// Gradio calls this body once with (element, trigger, props, server, upload, watch).

element.addEventListener("click", (event) => {
  const citation = event.target.closest("button[data-citation]");
  if (citation) {
    trigger("citation", { turn: Number(citation.dataset.turn), citation: Number(citation.dataset.citation) });
  }
  const example = event.target.closest("button.example");
  if (example) trigger("question", { text: example.textContent });
});

let turns = 0;

watch("value", () => {
  const log = element.querySelector(".turns");
  if (!log) return;
  document.documentElement.lang = log.lang;
  const shown = log.querySelectorAll(".turn");
  if (shown.length && shown.length >= turns) {
    requestAnimationFrame(() => shown[shown.length - 1].scrollIntoView({ block: "start" }));
  }
  turns = shown.length;
});
