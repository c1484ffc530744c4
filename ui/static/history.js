// The drawer of earlier conversations, and keeping the one that is open in the browser's storage.
// Gradio calls this body once with (element, trigger, props, server, upload, watch); `connection.js` and `talks.js`
// stand before it.

const MOST_TALKS = 50; // the oldest beyond them are dropped
const LONGEST_WAIT = 4000; // milliseconds without an answer after which the connection is looked at

const drawer = () => element.querySelector("dialog.history");
const words = () => drawer().dataset;

const sayNote = (text) => {
  element.querySelector(".note").textContent = text;
  element.querySelector(".kept-note").hidden = !text;
};

let complained = false;

const complain = () => {
  if (complained) return;
  complained = true;
  sayNote(words().notKept);
};

const allTalks = () => {
  try {
    const ids = Object.keys(localStorage).filter((key) => key.startsWith(TALK));
    const talks = ids.map((key) => ({ id: key.slice(TALK.length), talk: readTalk(key.slice(TALK.length)) }));
    return talks.filter(({ talk }) => talk).sort((one, other) => other.talk.updated - one.talk.updated);
  } catch {
    return [];
  }
};

const writeTalk = (id, talk) => {
  try {
    localStorage.setItem(TALK + id, JSON.stringify(talk));
    return true;
  } catch {
    complain();
    return false;
  }
};

const removeTalk = (id) => {
  try {
    localStorage.removeItem(TALK + id);
  } catch {
    // forbidden; then nothing is kept
  }
};

// The one that is open. Another tab may have gone on with it: then this tab goes on in an entry of its own.

let open = ""; // the entry's id
let verdicts = {}; // by turn
const seen = new Map(); // an entry's record when this tab last read or wrote it
const branches = new Map(); // from a conversation's id on the server to the entry that this tab goes on in

const setOpen = (id) => {
  if (id !== open) verdicts = { ...readTalk(id)?.verdicts };
  open = id;
  try {
    if (id) sessionStorage.setItem(OPEN, id);
    else sessionStorage.removeItem(OPEN);
  } catch {
    complain();
  }
};

const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const branch = (record, kept) => {
  const same = ([turn]) => JSON.stringify(kept.record.turns[turn]) === JSON.stringify(record.turns[turn]);
  const id = newId();
  branches.set(record.id, id);
  return [id, { ...kept, verdicts: Object.fromEntries(Object.entries(kept.verdicts ?? {}).filter(same)) }];
};

const keepRecord = (record) => {
  let id = branches.get(record.id) ?? record.id;
  let kept = readTalk(id);
  const now = JSON.stringify({ ...record, id });
  if (kept && !seen.has(id)) seen.set(id, now); // opened just now
  if (seen.get(id) !== now) {
    if (kept && JSON.stringify(kept.record) !== seen.get(id)) [id, kept] = branch(record, kept);
    const mine = { ...record, id };
    const talk = { title: kept?.title ?? "", updated: Date.now(), verdicts: kept?.verdicts ?? {}, record: mine };
    if (writeTalk(id, talk)) seen.set(id, JSON.stringify(mine));
    for (const { id: oldest } of allTalks().slice(MOST_TALKS)) removeTalk(oldest);
  }
  setOpen(id);
};

let wanted = null; // how many turns the one has that is being opened

hear("record", ({ record }) => {
  if (wanted !== null) {
    clearTimeout(waiting);
    if (record.turns.length < wanted) sayNote(words().leftOut);
    wanted = null;
  }
  if (record.turns.length) keepRecord(record);
  else setOpen("");
  requestAnimationFrame(showVerdicts);
});

let waiting;

const openEntry = (id) => {
  const talk = readTalk(id);
  if (!talk) return list();
  drawer().close();
  document.querySelector("#chat-tab-button")?.click();
  seen.delete(id);
  branches.delete(talk.record.id);
  wanted = talk.record.turns.length;
  tell("leave");
  waiting = lookIn(LONGEST_WAIT);
  trigger("opened", { conversation: { ...talk.record, id } });
};

// Thumbs: which way they point is kept with the conversation.

const showVerdicts = () => {
  for (const thumb of document.querySelectorAll(".toolbar button.thumb")) {
    const given = verdicts[thumb.closest(".toolbar").dataset.turn];
    thumb.setAttribute("aria-pressed", String(given === thumb.dataset.verdict));
  }
};

hear("verdict", ({ turn, verdict }) => {
  verdicts[turn] = verdict;
  const talk = readTalk(open);
  if (talk) writeTalk(open, { ...talk, verdicts });
  showVerdicts();
});

// The list

const node = (tag, className, text = "") => {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
};

const button = (className, label, title) => {
  const made = node("button", className);
  made.type = "button";
  if (title === undefined) made.textContent = label;
  else {
    made.title = label;
    made.setAttribute("aria-label", `${label}${words().colon}${title}`);
  }
  return made;
};

const titleOf = (talk) => String(talk.title || talk.record.turns[0].question);

const whenOf = (talk) => {
  const today = new Date().toDateString() === new Date(talk.updated).toDateString();
  const parts = today ? { hour: "numeric", minute: "2-digit" } : { year: "numeric", month: "short", day: "numeric" };
  const count = words().count.replace("{count}", talk.record.turns.length);
  return `${new Intl.DateTimeFormat(words().lang, parts).format(talk.updated)} · ${count}`;
};

const row = ({ id, talk }) => {
  const item = node("li", "talk");
  item.dataset.id = id;
  const opens = node("button", "open");
  opens.type = "button";
  if (id === open) opens.setAttribute("aria-current", "true");
  const title = node("span", "title", titleOf(talk));
  title.dir = "auto";
  opens.append(title, node("small", "", whenOf(talk)));
  item.append(opens, button("rename", words().rename, titleOf(talk)), button("delete", words().delete, titleOf(talk)));
  return item;
};

const ours = () => allTalks().filter(({ talk }) => talk.record.report === words().report);

const showEmpty = () => {
  drawer().querySelector(".empty").hidden = drawer().querySelector("li") !== null;
};

const list = () => {
  drawer().querySelector("ul").replaceChildren(...ours().map(row));
  showEmpty();
};

const renameRow = (item) => {
  const { id } = item.dataset;
  const talk = readTalk(id);
  if (!talk) return list();
  const form = node("form", "renaming");
  const input = node("input", "");
  input.value = titleOf(talk);
  input.maxLength = 80;
  input.autocomplete = "off";
  input.setAttribute("aria-label", words().newTitle);
  form.append(input);
  item.querySelector(".open").replaceWith(form);
  input.select();
  let done = false;
  const end = (save, back) => {
    if (done) return;
    done = true;
    const now = readTalk(id);
    const title = input.value.trim();
    if (save && now) writeTalk(id, { ...now, title: title === now.record.turns[0].question ? "" : title });
    const kept = readTalk(id);
    if (!kept) return list();
    const anew = row({ id, talk: kept });
    item.replaceWith(anew);
    if (back) anew.querySelector(".rename").focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    end(true, true);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.key !== "Escape") return;
    event.preventDefault(); // the drawer stays open
    event.stopPropagation();
    end(false, true);
  });
  input.addEventListener("blur", () => end(true, false));
};

const deleteRow = (item) => {
  const { id } = item.dataset;
  const talk = readTalk(id);
  if (!talk) return list();
  removeTalk(id);
  if (id === open) document.querySelector("button.fresh")?.click();
  const gone = node("li", "gone");
  gone.append(node("span", "title", `${words().deleted}${words().colon}${titleOf(talk)}`));
  const undo = button("undo", words().undo);
  undo.addEventListener("click", () => {
    if (!readTalk(id) && !writeTalk(id, talk)) return;
    const back = row({ id, talk });
    gone.replaceWith(back);
    back.querySelector(".open").focus();
  });
  gone.append(undo);
  item.replaceWith(gone);
  undo.focus();
};

element.addEventListener("click", (event) => {
  const pressed = event.target.closest("button");
  const item = event.target.closest("li.talk");
  if (event.target === drawer() || pressed?.matches(".history .close")) drawer().close();
  else if (pressed?.matches(".kept-note .close")) sayNote("");
  else if (pressed?.matches(".anew")) {
    drawer().close();
    document.querySelector("#chat-tab-button")?.click();
    requestAnimationFrame(() => document.querySelector("button.fresh")?.click());
  } else if (pressed?.matches(".open")) openEntry(item.dataset.id);
  else if (pressed?.matches(".rename")) renameRow(item);
  else if (pressed?.matches(".delete")) deleteRow(item);
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("button.talks")) return;
  list();
  drawer().showModal();
});

addEventListener("storage", (event) => {
  if (event.key?.startsWith(TALK) && drawer()?.open && !drawer().querySelector(".renaming, .gone")) list();
});
