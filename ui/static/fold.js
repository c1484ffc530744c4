// What can be unfolded stays as the visitor left it when it is drawn anew; a phone begins with it folded.
// Gradio calls this body once with (element, trigger, props, server, upload, watch).

let unfolded = !matchMedia("(max-width: 860px)").matches;

const fold = () => {
  const details = element.querySelector("details");
  if (details) details.open = unfolded;
};

element.addEventListener(
  "toggle",
  (event) => {
    unfolded = event.target.open;
  },
  { capture: true }, // toggle events do not bubble
);

watch("value", fold);
fold();
