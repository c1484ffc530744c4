// Saves the file that was asked for.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `save.js` stands before it.

watch("value", () => {
  const file = element.querySelector("data");
  if (file) save({ name: file.dataset.name, type: file.dataset.type, data: file.getAttribute("value") });
});
