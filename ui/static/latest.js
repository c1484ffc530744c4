// Tells Python of what a visitor wants last. While an event runs, Gradio lets one more of its kind wait ("always_last"),
// but then sends the data of the event that ran: so all events of a kind share one object, changed in place.

const told = {};

const triggerLatest = (name, detail) => {
  told[name] ??= {};
  trigger(name, Object.assign(told[name], detail));
};
