// The pages' client of the graph: the same doors that any program uses, with the session's cookie.

/** What was asked for was refused, for a reason to show. */
export class Refusal extends Error {
  /** @param {{ message: string, code?: string, path?: string[] }[]} errors */
  constructor(errors) {
    super(errors[0].message);
    this.code = errors[0].code;
    this.path = errors[0].path;
  }
}

/** Runs a query or mutation of operations.js. Throws Refusal for a payload's errors, Error for anything else that went wrong. */
export async function send(documentId, variables) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ documentId, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  for (const payload of Object.values(data)) {
    if (payload?.errors?.length) throw new Refusal(payload.errors);
  }
  return data;
}

/** Sends a mutation with its one input and answers its payload. */
export async function mutate(documentId, input) {
  const [payload] = Object.values(await send(documentId, { input }));
  return payload;
}

/**
 * Follows a subscription for as long as the page is open, over server-sent events (graphql-sse, distinct connections).
 * The variables are asked for anew at each connection, so that one that broke resumes from the last cursor.
 */
export function subscribe(documentId, variables, next, opened = () => {}) {
  let pause = 1_000;
  const connect = () => {
    const events = new EventSource(`/graphql?${new URLSearchParams({ documentId, variables: JSON.stringify(variables()) })}`);
    const again = () => {
      events.close();
      setTimeout(connect, pause + Math.random() * pause);
      pause = Math.min(pause * 2, 60_000);
    };
    events.addEventListener("open", () => {
      pause = 1_000;
      opened();
    });
    events.addEventListener("next", (event) => {
      const { data } = JSON.parse(event.data);
      if (data) next(data);
    });
    events.addEventListener("complete", again);
    events.addEventListener("error", again);
    addEventListener("pagehide", () => events.close(), { once: true });
  };
  connect();
  // A page that comes back from the browser's own cache has lost its connection.
  addEventListener("pageshow", (event) => event.persisted && connect());
}

/** A new id for something that is made once, however often the request is sent. Works on plain HTTP too, unlike crypto.randomUUID. */
export const mutationId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
