// A click on a column's name, told to Python.
// Gradio calls this body once with (element, trigger, props, server, upload, watch).

element.addEventListener("click", (event) => {
  const head = event.target.closest("button[data-column]");
  if (head) trigger("sorted", { column: head.dataset.column });
});
