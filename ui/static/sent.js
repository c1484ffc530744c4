// What Python was told of last, and how the server took it: its status, and the id under which its log has the request.
// Gradio says of neither. Stands once on the page, before anything is told.

const SENT_KEPT = 20;

const sent = [];

const plainFetch = window.fetch;

window.fetch = async (resource, options) => {
  const response = await plainFetch(resource, options);
  if (/\/(queue\/join|run\/predict)(\?|$)/.test(String(resource.url ?? resource)) && typeof options?.body === "string") {
    const { event_data: detail } = JSON.parse(options.body);
    sent.push({ detail, status: response.status, id: response.headers.get("X-Request-Id") });
    if (sent.length > SENT_KEPT) sent.shift();
  }
  return response;
};

// What became of the last event that told one of these details: whether the server was too busy, and the request's id.
window.reportQaSent = (...details) => {
  const last = sent.findLast(({ detail }) => detail && details.includes(Object.keys(detail)[0]));
  return { busy: [429, 503].includes(last?.status), id: last?.id ?? "" };
};
