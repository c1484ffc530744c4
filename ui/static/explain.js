// The tab's own box, told to Python.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `send.js` stands before it.

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = element.querySelector("input").value.trim();
  if (text) send("question", { text });
});

hear("unexplained", () => trigger("failed", window.reportQaSent("text", "turn")));
