// Which citation the evidence belongs to, shown on its buttons; and the way back to them, by button or Escape.
// Gradio calls this body once with (element, trigger, props, server, upload, watch).

const openers = () => {
  const open = element.querySelector(".evidence")?.dataset;
  if (!open) return [];
  const place = `[data-turn="${open.turn}"][data-citation="${open.citation}"]`;
  return [...document.querySelectorAll(`#transcript button${place}`)];
};

watch("value", () => {
  requestAnimationFrame(() => {
    for (const other of document.querySelectorAll("#transcript [aria-current]")) {
      other.removeAttribute("aria-current");
    }
    for (const opener of openers()) opener.setAttribute("aria-current", "true");
  });
});

const goBack = () => {
  const chip = openers().at(-1);
  chip?.scrollIntoView({ block: "center" });
  chip?.focus({ preventScroll: true });
};

element.addEventListener("click", (event) => {
  if (event.target.closest("button.back")) goBack();
});

element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") goBack();
});
