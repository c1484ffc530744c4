// A click on a column's name, told to Python.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `send.js` stands before it.

element.addEventListener("click", (event) => {
  const head = event.target.closest("button[data-column]");
  if (head) send("sorted", { column: head.dataset.column });
});
