// The conversations that this browser keeps, each in an entry of its own, so that tabs do not overwrite each other's.
// An entry: { title, updated, verdicts, record }; the record is `ui/record.py`'s, which proves it before it is shown.
// Which one is open is the tab's own. Whatever is stored may be another program's or changed by hand.

const TALK = "report-qa.talk.";
const OPEN = "report-qa.open";

const isTalk = (talk) =>
  Array.isArray(talk?.record?.turns) &&
  talk.record.turns.length > 0 &&
  typeof talk.record.turns[0]?.question === "string" &&
  typeof talk.record.report === "string" &&
  Number.isFinite(talk.updated);

const readTalk = (id) => {
  try {
    const talk = JSON.parse(localStorage.getItem(TALK + id));
    return isTalk(talk) ? talk : null;
  } catch {
    return null; // forbidden, or no JSON
  }
};

const openTalk = () => {
  try {
    return readTalk(sessionStorage.getItem(OPEN));
  } catch {
    return null;
  }
};
