import { CancelUpload, CompleteUpload, DeletePhoto, RequestUpload } from "./operations.js";
import { mutate, mutationId, Refusal } from "./graph.js";
import { slot } from "./slots.js";
import { online } from "./online.js";
import { text } from "./texts.js";

/** Answers that a fresh ticket puts right. */
const passing = ["SHA256_MISMATCH", "UPLOAD_INCOMPLETE", "UPLOAD_RUNNING"];

/** Failures in a row, while the browser has a connection, before a person is asked. */
const mostTries = 6;

/**
 * One photo on its way up: a ticket, its parts, and the end. It goes on by itself after the connection broke, and whenever it goes on it
 * sends only what is missing. Tells `changed` of its states: queued, sending, paused, waiting, failed with a reason and whether to try
 * again, arrived with what the graph says of the photo.
 */
export class Transfer {
  #file;
  #changed;
  #id = mutationId();
  #hash;
  #running;
  photoId = null;
  arrived = false;

  constructor(file, changed) {
    this.#file = file;
    this.#changed = changed;
  }

  /** Begins, or goes on. */
  async start() {
    if (this.#running) return;
    const { signal } = (this.#running = new AbortController());
    this.#changed("queued");
    for (let tries = 1, pause = 1_000; ; tries++, pause = Math.min(pause * 2, 60_000)) {
      try {
        const photo = await slot(() => this.#send(signal), signal);
        this.arrived = true;
        return this.#changed("arrived", photo);
      } catch (error) {
        if (signal.aborted) return;
        const refused = error instanceof Refusal && !passing.includes(error.code);
        if (refused || (navigator.onLine && tries >= mostTries)) {
          this.#running = null;
          return this.#changed("failed", refused ? error.message : text("The connection broke."), !refused);
        }
        if (!navigator.onLine) tries = 0;
        this.#changed("waiting");
        await online(pause, signal);
        if (signal.aborted) return;
      }
    }
  }

  pause() {
    if (this.arrived || !this.#running) return;
    this.#running.abort();
    this.#running = null;
    this.#changed("paused");
  }

  /** Ends it, and takes back what has been sent. */
  forget() {
    this.#running?.abort();
    if (this.photoId) takeBack(this.photoId, this.arrived);
  }

  async #send(signal) {
    this.#changed("sending");
    this.#hash ??= await sha256(this.#file);
    const { ticket } = await mutate(RequestUpload, {
      fileName: this.#file.name,
      contentType: this.#file.type || guess(this.#file.name),
      byteSize: this.#file.size,
      sha256: this.#hash,
      clientMutationId: this.#id,
    });
    this.photoId = ticket.photo.id;
    let sent = 0;
    const tell = (bytes) => this.#changed("progress", bytes / this.#file.size);
    for (const part of ticket.parts) {
      signal.throwIfAborted();
      const bytes = this.#file.slice((part.number - 1) * ticket.partSize, part.number * ticket.partSize);
      if (!part.received) await put(part, bytes, signal, (now) => tell(sent + now));
      tell((sent += bytes.size));
    }
    return (await mutate(CompleteUpload, { photoId: this.photoId })).photo;
  }
}

/** Forgets a photo that no post has. Where that fails, an upload is forgotten by the server after a while, and what arrived stays among one's own photos. */
export async function takeBack(photoId, arrived) {
  try {
    if (!arrived) return await mutate(CancelUpload, { photoId });
  } catch (error) {
    if (error.code !== "UPLOAD_COMPLETE") return console.info(error);
  }
  await mutate(DeletePhoto, { photoId }).catch(console.info);
}

/** XMLHttpRequest, because fetch tells nothing of how far an upload has come. */
export function put(part, bytes, signal, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    for (const [source, event] of [[signal, "abort"], [window, "offline"]]) source.addEventListener(event, stop, { once: true });
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => (request.status < 300 ? resolve() : reject(new Error(`The part was answered with ${request.status}.`)));
    request.onerror = request.onabort = () => reject(new Error("The part was not sent."));
    request.onloadend = () => {
      for (const [source, event] of [[signal, "abort"], [window, "offline"]]) source.removeEventListener(event, stop);
    };
    request.open("PUT", part.url);
    for (const { name, value } of part.headers) request.setRequestHeader(name, value);
    request.send(bytes);
  });
}

/** Lower-case hexadecimal; null where the browser lends its cryptography to secure pages alone. */
async function sha256(file) {
  let bytes;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    throw new Refusal([{ message: text("The file can't be read any more. Choose it again.") }]);
  }
  if (!crypto.subtle) return null;
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Some browsers know no type for a phone's own photos. */
function guess(name) {
  const ending = name.split(".").pop().toLowerCase();
  return { heic: "image/heic", heif: "image/heif", avif: "image/avif" }[ending] ?? "application/octet-stream";
}
