// Saves the file that Python made: no other page, no file on the server.
// Gradio calls this body once with (element, trigger, props, server, upload, watch).

watch("value", () => {
  const file = element.querySelector("data");
  if (!file) return;
  const bytes = Uint8Array.from(atob(file.getAttribute("value")), (character) => character.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: file.dataset.type }));
  link.download = file.dataset.name;
  link.click();
  URL.revokeObjectURL(link.href);
});
