// The pages' client of the graph: the same doors that any program uses, with the session's cookie.
export { subscribe } from "./live.js";

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
  // What fetch would say too, but not without a complaint in the console.
  if (!navigator.onLine) throw new TypeError("offline");
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

/** A new id for something that is made once, however often the request is sent. Works on plain HTTP too, unlike crypto.randomUUID. */
export const mutationId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
