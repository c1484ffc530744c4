// Takes answers along: a click asks Python for the file, which arrives as text and is saved by the browser.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `connection.js` stands before it.

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
    awaited = setTimeout(async () => {
      if ((await connection()) === "lost") tell("lost");
    }, EXPORT_PATIENCE);
    const turn = choice.dataset.turn === undefined ? null : Number(choice.dataset.turn);
    count += 1;
    trigger("exported", { turn, format: choice.dataset.format, count }); // the count tells equal files apart
  }
});

watch("file", () => {
  clearTimeout(awaited);
  const { name, type, data } = props.file ?? {};
  if (!name) return;
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), EXPORT_PATIENCE); // some browsers still read it after the click
});
