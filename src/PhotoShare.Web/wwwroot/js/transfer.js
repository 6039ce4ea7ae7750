import { CompleteUpload, RequestUpload } from "./operations.js";
import { mutate, mutationId, Refusal } from "./graph.js";

/** One photo on its way up: a ticket, its parts, and the end. Run again after a failure, it sends only what is missing. */
export class Transfer {
  #file;
  #id = mutationId();
  #abort = new AbortController();
  #settle;

  /** Resolves when the whole photo is at the server. */
  done = new Promise((resolve) => (this.#settle = resolve));
  photoId = null;
  arrived = false;

  constructor(file) {
    this.#file = file;
  }

  async run(progress) {
    const { ticket } = await mutate(RequestUpload, {
      fileName: this.#file.name,
      contentType: this.#file.type || guess(this.#file.name),
      byteSize: this.#file.size,
      sha256: await sha256(this.#file),
      clientMutationId: this.#id,
    });
    this.photoId = ticket.photo.id;
    await this.#sendParts(ticket, progress);
    const answer = await mutate(CompleteUpload, { photoId: this.photoId });
    this.arrived = true;
    this.#settle();
    return answer.photo;
  }

  abort() {
    this.#abort.abort();
  }

  async #sendParts({ parts, partSize }, progress) {
    let sent = 0;
    for (const part of parts) {
      const bytes = this.#file.slice((part.number - 1) * partSize, part.number * partSize);
      if (!part.received) await put(part, bytes, this.#abort.signal, (now) => progress((sent + now) / this.#file.size));
      sent += bytes.size;
      progress(sent / this.#file.size);
    }
  }
}

/** XMLHttpRequest, because fetch tells nothing of how far an upload has come. */
function put(part, bytes, signal, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener("abort", stop, { once: true });
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => (request.status < 300 ? resolve() : reject(new Error(`The part was answered with ${request.status}.`)));
    request.onerror = () => reject(new Error("The connection broke."));
    request.onabort = () => reject(new DOMException("Removed.", "AbortError"));
    request.onloadend = () => signal.removeEventListener("abort", stop);
    request.open("PUT", part.url);
    for (const { name, value } of part.headers) request.setRequestHeader(name, value);
    request.send(bytes);
  });
}

/** Lower-case hexadecimal; null where the browser lends its cryptography to secure pages alone, or where the bytes can't be read. */
async function sha256(file) {
  if (!crypto.subtle) return null;
  let bytes;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    throw new Refusal([{ message: "The file can't be read any more. Choose it again." }]);
  }
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Some browsers know no type for a phone's own photos. */
function guess(name) {
  const ending = name.split(".").pop().toLowerCase();
  return { heic: "image/heic", heif: "image/heif", avif: "image/avif" }[ending] ?? "application/octet-stream";
}
