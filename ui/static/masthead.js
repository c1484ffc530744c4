// The shell: tells Python who has arrived, and keeps what is the browser's: language, light or dark, help, connection.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `connection.js` and `talks.js`
// stand before it.

const remembered = (name) => {
  try {
    return localStorage.getItem(`report-qa.${name}`) ?? "";
  } catch {
    return ""; // storage may be forbidden; then nothing is remembered
  }
};

const remember = (name, value) => {
  try {
    localStorage.setItem(`report-qa.${name}`, value);
  } catch {
    // as above
  }
};

// Light or dark: as chosen here before, else as the system has it.

const system = matchMedia("(prefers-color-scheme: dark)");
const dark = () => (remembered("theme") || (system.matches ? "dark" : "light")) === "dark";

const showTheme = () => {
  document.body.classList.toggle("dark", dark());
  const button = element.querySelector("button.theme");
  if (!button) return;
  const label = dark() ? button.dataset.toLight : button.dataset.toDark;
  button.title = label;
  button.setAttribute("aria-label", label);
};

system.addEventListener("change", () => setTimeout(showTheme)); // after Gradio has followed the system
showTheme();

// The keyboard's help

const dialog = () => element.querySelector("dialog.keys");

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable='true']");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "?") dialog()?.showModal();
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector("#chat-tab-button")?.click();
    requestAnimationFrame(() => document.querySelector("#question-box")?.focus());
  }
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (event.target === dialog() || button?.matches(".close")) dialog().close();
  else if (button?.matches(".help")) dialog().showModal();
  else if (button?.matches(".theme")) {
    remember("theme", dark() ? "light" : "dark");
    showTheme();
  } else if (button?.matches(".switch")) {
    remember("language", button.lang);
    trigger("language", { language: button.lang });
  }
});

watch("value", () => {
  showTheme();
  const bar = element.querySelector(".connection");
  if (lost) bar.textContent = bar.dataset.lost;
});

// A lost connection: said once, until the server answers again. One that was started anew draws the page anew.

const PAUSE = 2000;
let lost = false;

const reconnect = async () => {
  const state = await connection();
  if (state === "lost" || state === "busy") return void setTimeout(reconnect, PAUSE);
  if (state === "changed") return location.reload();
  lost = false;
  const bar = element.querySelector(".connection");
  bar.textContent = bar.dataset.found;
  setTimeout(() => {
    if (lost) return;
    bar.textContent = "";
    delete document.body.dataset.connection;
  }, PAUSE);
};

hear("lost", () => {
  if (lost) return;
  lost = true;
  document.body.dataset.connection = "lost";
  const bar = element.querySelector(".connection");
  bar.textContent = bar.dataset.lost;
  setTimeout(reconnect, PAUSE);
});

// What is copied: words with their address, or a link to a place.

const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement("textarea"); // where the page is not served over https or from this machine
    box.value = text;
    box.className = "unseen";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy], button[data-link]");
  if (!button) return;
  const { copy: text, link, done, failed } = button.dataset;
  const told = (await copy(text ?? new URL(link, document.baseURI).href)) ? done : failed;
  const label = button.firstElementChild;
  const usual = (button.dataset.usual ??= label.textContent);
  button.style.minWidth = `${button.offsetWidth}px`;
  label.textContent = told;
  button.focus();
  setTimeout(() => {
    if (label.textContent === told) label.textContent = usual;
  }, PAUSE);
});

// Who has arrived

const passage = new URLSearchParams(location.search).get("passage") ?? "";

const arrive = () =>
  trigger("arrived", { language: remembered("language"), passage, conversation: openTalk()?.record ?? null });

// The words of the page come with the visitor's language, so that there are none yet.
hear("absent", () => {
  const { busy, id } = window.reportQaSent("language");
  const told = busy ? "服务器正忙，正在重试…… The server is busy" : "页面没有打开，正在重试…… The page did not open";
  element.textContent = `${told}; trying again… ${id}`;
  setTimeout(arrive, PAUSE);
});

// Not before the tabs are mounted: while they are, Gradio forgets the names that an event gives them.
const arriveWhenMounted = () => {
  if (document.querySelector("#tabs [role='tabpanel']")) arrive();
  else setTimeout(arriveWhenMounted, 10);
};
arriveWhenMounted();
