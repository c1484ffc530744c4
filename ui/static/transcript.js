// The conversation: what was just asked is shown before the server knows of it; its newest turn is kept in view.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `connection.js` and `latest.js`
// stand before it.

const log = () => element.querySelector(".turns");
const last = (selector) => [...log().querySelectorAll(selector)].at(-1);

const make = (tag, className, text = "") => {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
};

const toTop = (turn) => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  turn?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
};

// A question on its way, which the server draws when it has the outcome.

let clock;
let awaited = false;

hear("asked", ({ question }) => {
  awaited = true;
  const turn = make("section", "turn");
  const asked = make("p", "question");
  asked.dir = "auto";
  asked.append(make("span", "unseen", log().dataset.asked), question);
  const reply = make("div", "reply");
  reply.append(make("p", "searching", log().dataset.searching));
  turn.append(asked, reply);
  log().querySelector(".welcome")?.remove();
  last(".turn")?.querySelector(".failed")?.parentElement.remove();
  log().append(turn);
  toTop(turn);
  const since = Date.now();
  clearInterval(clock);
  clock = setInterval(() => {
    const searching = last(".searching");
    const seconds = Math.round((Date.now() - since) / 1000);
    if (!searching) clearInterval(clock);
    else if (seconds > 1) searching.dataset.seconds = log().dataset.seconds.replace("{seconds}", seconds);
  }, 1000);
});

hear("unanswered", ({ question, why, id = "" }) => {
  if (last(".turn")?.querySelector(".question")?.lastChild.data !== question || !last(".turn .searching")) {
    tell("asked", { question });
  }
  awaited = false;
  clearInterval(clock);
  const line = make("p", "failure", log().dataset[why]);
  if (id) line.append(make("small", "request", log().dataset.request.replace("{id}", id)));
  line.setAttribute("role", "alert");
  const retry = make("button", "retry", log().dataset.retry);
  retry.type = "button";
  const reply = last(".reply");
  reply.className = "reply failed";
  reply.replaceChildren(line, retry);
});

const questionOf = (node) => node.closest(".turn").querySelector(".question").lastChild.data;

element.addEventListener("click", (event) => {
  const retry = event.target.closest("button.retry");
  if (retry) tell("ask", { question: questionOf(retry) });
});

document.addEventListener("click", (event) => {
  const example = event.target.closest("button.example");
  if (example) tell("ask", { question: example.textContent });
});

// Between the sources of an answer with the arrow keys

element.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const chip = event.target.closest("a.chip");
  if (!step || !chip || event.ctrlKey || event.metaKey || event.altKey) return;
  const chips = [...chip.closest(".reply").querySelectorAll("a.chip")];
  event.preventDefault();
  chips[(chips.indexOf(chip) + step + chips.length) % chips.length].focus();
});

// Drawn anew: told to the history, which keeps it, to the question box, its first source opened where there is room

const outcome = () => {
  const reply = last(".turn .reply");
  if (!reply || reply.querySelector(".searching")) return "";
  return reply.matches(".failed") ? "failed" : "answered";
};

const drawn = () => {
  if (!log()) return;
  document.documentElement.lang = log().lang;
  const now = outcome();
  if (now || !last(".turn")) tell("record", { record: props.record });
  if (now) clearInterval(clock);
  if (now === "answered" && awaited && matchMedia("(min-width: 861px)").matches) {
    const chip = last(".turn").querySelector("a.chip");
    if (chip) tell("open", { link: chip, calmly: true });
    else tell("close", { always: false });
  }
  if (now || !last(".turn")) awaited = false;
  tell("drawn", { outcome: now, question: now ? questionOf(last(".reply")) : "" });
};

let drawing;

watch(["value", "record"], () => {
  clearTimeout(drawing);
  drawing = setTimeout(drawn); // once for both: Gradio hands them over one after the other
});

// How an answer was found is told in a tab of its own.

element.addEventListener("click", (event) => {
  const turn = event.target.closest("button.explain")?.closest(".toolbar").dataset.turn;
  if (turn === undefined) return;
  document.querySelector("#explain-tab-button").click();
  triggerLatest("explained", { turn: Number(turn) });
});
