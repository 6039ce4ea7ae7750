// All live parts of a page share one WebSocket (graphql-transport-ws), which does not count among the few connections that a browser
// opens to a server. Nobody listens while nobody looks: it rests while the page is hidden or the browser is offline, and then every
// part goes on from its last cursor.

const parts = new Map();
const Rest = 5_000, Silence = 40_000, Shortest = 1_000, Longest = 60_000, Steady = 10_000;
let socket = null, ready = false, barred = false, pause = Shortest, last = 0, since = 0;
let again, resting, silence;

/**
 * Follows a subscription of operations.js for as long as the page is open.
 * @param variables asked for anew at each connection, so that one that broke resumes from the last cursor.
 * @param next given what comes, one after the other; where it fails, the connection is made anew and the same comes again.
 * @param opened called whenever the subscription stands: what happens from then on is not missed.
 * @returns a function that ends it.
 */
export function subscribe(documentId, variables, next, opened = () => {}) {
  const id = String(++last);
  const part = { documentId, variables, next, opened, doing: Promise.resolve() };
  parts.set(id, part);
  if (ready) start(id, part);
  else connect();
  return () => {
    parts.delete(id);
    if (ready) send({ id, type: "complete" });
  };
}

function connect() {
  if (socket || barred || !parts.size || document.hidden || !navigator.onLine) return;
  clearTimeout(again);
  const url = new URL("/graphql", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const mine = socket = new WebSocket(url, "graphql-transport-ws");
  listen();
  mine.onopen = () => send({ type: "connection_init" });
  mine.onmessage = ({ data }) => {
    if (mine !== socket) return;
    listen();
    take(JSON.parse(data));
  };
  mine.onclose = ({ code }) => {
    if (mine !== socket) return;
    // Signed out meanwhile: the next page says so.
    barred = code === 4403;
    disconnect();
    retry();
  };
}

/** The server says something every few seconds; when it does not, the way to it is gone though nobody said so. */
function listen() {
  clearTimeout(silence);
  silence = setTimeout(() => {
    disconnect();
    connect();
  }, Silence);
}

function disconnect() {
  clearTimeout(silence);
  const old = socket;
  socket = null;
  ready = false;
  old?.close();
}

function retry() {
  clearTimeout(again);
  if (since && performance.now() - since > Steady) pause = Shortest;
  since = 0;
  again = setTimeout(connect, pause / 2 + Math.random() * pause);
  pause = Math.min(pause * 2, Longest);
}

const send = (message) => socket.send(JSON.stringify(message));

function start(id, part) {
  send({ id, type: "subscribe", payload: { documentId: part.documentId, variables: part.variables() } });
  // Its pong comes when the subscription stands.
  send({ type: "ping", payload: { id } });
}

function take({ type, id, payload }) {
  switch (type) {
    case "connection_ack":
      ready = true;
      since = performance.now();
      parts.forEach((part, key) => start(key, part));
      break;
    case "ping":
      send({ type: "pong" });
      break;
    case "pong":
      hand(parts.get(payload?.id), (part) => part.opened());
      break;
    case "next":
      if (payload.data) hand(parts.get(id), (part) => part.next(payload.data));
      break;
  }
}

/** One thing after the other. What could not be taken in comes again with the next connection. */
function hand(part, act) {
  if (!part) return;
  const over = socket;
  part.doing = part.doing.then(() => over === socket && act(part)).catch(() => {
    if (over !== socket) return;
    disconnect();
    retry();
  });
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(resting);
  if (document.hidden) resting = setTimeout(disconnect, Rest);
  else connect();
});
addEventListener("online", connect);
addEventListener("offline", disconnect);
// A page that comes back from the browser's own cache has none.
addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);
