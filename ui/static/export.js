// Takes answers along: a click asks Python for the file, which arrives as text and is saved by the browser.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `connection.js` and `save.js`
// stand before it.

const EXPORT_PATIENCE = 4000; // milliseconds without a file after which the connection is looked at

let count = 0;
let awaited;

document.addEventListener("click", (event) => {
  const opener = event.target.closest("button.export");
  const choice = event.target.closest("button[data-format]");
  if (opener) {
    const choices = document.getElementById(opener.getAttribute("aria-controls"));
    choices.hidden = !choices.hidden;
    opener.setAttribute("aria-expanded", String(!choices.hidden));
    if (!choices.hidden) choices.scrollIntoView({ block: "nearest" });
  } else if (choice?.closest(".exports")) {
    clearTimeout(awaited);
    awaited = lookIn(EXPORT_PATIENCE);
    const turn = choice.dataset.turn === undefined ? null : Number(choice.dataset.turn);
    count += 1;
    trigger("exported", { turn, format: choice.dataset.format, count }); // the count tells equal files apart
  }
});

watch("file", () => {
  clearTimeout(awaited);
  if (props.file?.name) save(props.file);
});
