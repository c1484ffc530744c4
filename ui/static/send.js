// Tells Python of what a visitor wants last, and looks at the connection once an answer should have come.
// `connection.js` and `latest.js` stand before it.

const ANSWER_DUE = 2500; // milliseconds

let due;

const send = (name, detail) => {
  triggerLatest(name, detail);
  clearTimeout(due);
  due = lookIn(ANSWER_DUE);
};
