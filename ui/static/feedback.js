// Thumbs under an answer; one that points down asks what was wrong.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `connection.js` stands before it.

const FEEDBACK_PATIENCE = 4000; // milliseconds without an answer after which the connection is looked at

const dialog = () => element.querySelector("dialog.wrong");
const form = () => element.querySelector("form");
const fault = (text) => {
  element.querySelector(".fault").textContent = text;
};

let count = 0;
let awaited;
let asked; // the thumb that opened the form

const say = (turn, text) => {
  const line = document.querySelector(`.toolbar[data-turn="${turn}"] .told`);
  if (line) line.textContent = text;
};

const send = (given) => {
  count += 1;
  clearTimeout(awaited);
  awaited = setTimeout(async () => {
    const state = await connection();
    if (state === "same") return;
    if (dialog().open) fault(dialog().dataset.lost);
    else say(given.turn, dialog().dataset.lost);
    if (state !== "changed") tell("lost"); // which would load the page anew, and lose what is written in the form
  }, FEEDBACK_PATIENCE);
  trigger("given", { wrong: "", comment: "", ...given, count });
};

const ask = (thumb) => {
  asked = thumb;
  form().reset();
  fault("");
  const refused = thumb.closest(".reply").matches(".unanswered");
  for (const reason of form().querySelectorAll("label[data-after]")) {
    reason.hidden = (reason.dataset.after === "refusal") !== refused;
  }
  dialog().showModal();
};

document.addEventListener("click", (event) => {
  const thumb = event.target.closest("button.thumb");
  if (!thumb) return;
  if (thumb.dataset.verdict === "down") ask(thumb);
  else if (thumb.getAttribute("aria-pressed") !== "true") {
    send({ turn: Number(thumb.closest(".toolbar").dataset.turn), verdict: "up" });
  }
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const said = new FormData(form());
  const turn = Number(asked.closest(".toolbar").dataset.turn);
  send({ turn, verdict: "down", wrong: said.get("wrong") ?? "", comment: said.get("comment") });
});

element.addEventListener("click", (event) => {
  if (event.target === dialog() || event.target.closest("button.cancel")) dialog().close();
});

watch("outcome", () => {
  clearTimeout(awaited);
  const { turn, verdict, kept, told } = props.outcome ?? {};
  if (told === undefined) return;
  if (kept) tell("verdict", { turn, verdict });
  if (!kept && dialog().open) return fault(told);
  if (verdict === "down") dialog().close();
  say(turn, told);
});
