// The question box: asks when the server answers, and keeps the question when it does not.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `connection.js` and `latest.js`
// stand before it.

const box = () => element.querySelector("textarea");

// What this tab keeps until the next load, in case there is one before the answer: a draft, an unanswered question.

const keep = (name, value) => {
  try {
    if (value) sessionStorage.setItem(`report-qa.${name}`, value);
    else sessionStorage.removeItem(`report-qa.${name}`);
  } catch {
    // storage may be forbidden; then a load forgets
  }
};

const kept = (name) => {
  try {
    return sessionStorage.getItem(`report-qa.${name}`) ?? "";
  } catch {
    return "";
  }
};

const fit = () => {
  if (!box()?.offsetParent) return; // not drawn yet, or in a tab that is not open; fitted when it is
  box().style.height = "auto";
  box().style.height = `${box().scrollHeight}px`;
};

const write = (text) => {
  box().value = text;
  keep("draft", text);
  fit();
};

// Asking

const LOOK_AGAIN = 4000; // milliseconds between looks at the connection while an answer is awaited

const LONGEST_WAIT = 120000; // milliseconds; the longest queue takes less, so that the question must have been lost

let waiting = "";
let since = 0;
let looking;
let failures = 0; // in a row, of the connection

const settle = () => {
  waiting = "";
  clearInterval(looking);
  looking = undefined;
  element.querySelector("form").removeAttribute("aria-busy");
};

const give = () => {
  const question = waiting;
  settle();
  failures += 1;
  tell("unanswered", { question, why: failures > 1 ? "stillLost" : "lost" });
  tell("lost");
};

const refuse = (why, id) => {
  const question = waiting;
  settle();
  tell("unanswered", { question, why, id });
};

const look = async () => {
  const state = await connection();
  if (!waiting) return state;
  if (state === "lost") give();
  else if (state === "busy" && !looking) refuse("busy"); // once asked, the question is in the queue
  else if (state === "changed" || Date.now() > since + LONGEST_WAIT) location.reload(); // which keeps the question
  return state;
};

const ask = async (text) => {
  const question = text.trim();
  if (!question || waiting) return;
  waiting = question;
  since = Date.now();
  keep("question", question);
  keep("again", "yes"); // should the page be drawn anew before the server knows of the question
  element.querySelector("form").setAttribute("aria-busy", "true");
  tell("asked", { question });
  const state = await look();
  if (state !== "changed") keep("again", "");
  if (state !== "same" || waiting !== question) return;
  trigger("dropped");
  triggerLatest("asked", { question });
  looking = setInterval(look, LOOK_AGAIN);
};

hear("ask", ({ question }) => ask(question));

// The conversation was drawn: at first what this tab kept, later an outcome of what was asked here. Who types fast has
// asked before the first drawing is told.

let arrived = false;

const arrive = () => {
  if (arrived) return;
  arrived = true;
  write(kept("draft"));
  if (waiting) return;
  const unanswered = kept("question");
  const again = kept("again");
  keep("again", "");
  if (unanswered && again) ask(unanswered);
  else if (unanswered) tell("unanswered", { question: unanswered, why: "lost" });
  if (matchMedia("(hover: hover)").matches && document.activeElement === document.body) box().focus();
};

hear("drawn", ({ outcome, question }) => {
  if (!arrived) requestAnimationFrame(arrive); // when the box is drawn too
  if (waiting && outcome) {
    settle();
    failures = 0;
    keep("question", "");
    if (outcome === "failed" && !box().value) write(question);
  }
});

// Typing

const submit = () => {
  if (waiting || !box().value.trim()) return;
  const question = box().value;
  write("");
  ask(question);
};

element.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

element.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.target !== box()) return;
  if (event.isComposing || event.keyCode === 229) return; // an input method takes this Enter
  event.preventDefault();
  submit();
});

element.addEventListener("input", () => {
  keep("draft", box().value);
  fit();
});

new ResizeObserver(fit).observe(element);

element.addEventListener("click", (event) => {
  if (!event.target.closest("button.fresh")) return;
  settle();
  keep("question", "");
  write("");
  trigger("fresh");
  tell("close", { always: true });
  box().focus();
});

hear("fault", () => {
  if (!waiting) return; // it was called off
  const { busy, id } = window.reportQaSent("question");
  refuse(busy ? "busy" : "fault", id);
});

hear("leave", () => {
  settle();
  keep("question", "");
});

watch("value", fit);
