// A candidate under the pointer or the keyboard stands out, in the picture and in the table at once.
// Gradio calls this body once with (element, trigger, props, server, upload, watch).

const light = (event) => {
  const lit = event.target.closest("[data-candidate]")?.dataset.candidate;
  for (const each of element.querySelectorAll("[data-candidate]")) {
    each.classList.toggle("lit", each.dataset.candidate === lit);
  }
};

element.addEventListener("pointerover", light);
element.addEventListener("focusin", light);
element.addEventListener("pointerleave", light);
