// Whether the server that drew this page still answers: "same", "changed" (started anew since, so that it no longer
// knows this page), "busy" or "lost". Stands in front of the scripts that ask it.

const CONNECTION_PATIENCE = 4000; // milliseconds; a server that is busy answering still answers this at once

const connection = async () => {
  const { root, api_prefix: prefix, app_id: known } = window.gradio_config;
  try {
    const options = { cache: "no-store", signal: AbortSignal.timeout(CONNECTION_PATIENCE) };
    const response = await fetch(`${root}${prefix}/app_id`, options);
    if (response.status === 401) return "changed";
    if (response.status === 429 || response.status === 503) return "busy";
    if (!response.ok) return "lost";
    return (await response.json()).app_id === known ? "same" : "changed";
  } catch {
    return "lost";
  }
};

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`report-qa:${name}`, { detail }));
const hear = (name, action) => document.addEventListener(`report-qa:${name}`, (event) => action(event.detail));

// Looks, so many milliseconds from now, whether the server is still there, and tells where it is not; returns the timer.
const lookIn = (milliseconds) =>
  setTimeout(async () => {
    if ((await connection()) !== "same") tell("lost");
  }, milliseconds);
