import { CompleteImport, ImportFiles, RequestImport } from "./operations.js";
import { mutate, Refusal, send } from "./graph.js";
import { put } from "./transfer.js";
import { online } from "./online.js";
import { text } from "./texts.js";

// Sends the ZIPs in parts: what was interrupted goes on behind the last part that arrived, also after the page was left, once the same files are chosen again.
const form = document.querySelector("form[data-import]");
const bar = form.querySelector("progress");
const state = form.querySelector("[data-state]");
const refusal = form.querySelector(".refusal");
const button = form.querySelector("button");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const files = [...form.elements.zips.files];
  if (files.length === 0) return;
  button.disabled = true;
  refusal.textContent = "";
  try {
    const id = form.dataset.import || (await begin(files));
    form.dataset.import = id;
    await sendAll(id, files);
    const done = await mutate(CompleteImport, { importId: id });
    location.assign(new URL(done.import.url).pathname);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refusal.textContent = error.message;
  } finally {
    button.disabled = false;
  }
});

async function begin(files) {
  const input = { files: files.map(({ name, size }) => ({ fileName: name, byteSize: size })), keepPlaces: form.elements.keepPlaces.checked };
  return (await mutate(RequestImport, input)).import.id;
}

async function sendAll(id, files) {
  const all = files.reduce((sum, file) => sum + file.size, 0);
  bar.hidden = false;
  for (let pause = 1_000; ; pause = Math.min(pause * 2, 60_000)) {
    try {
      state.textContent = text("Sending…");
      let sent = 0;
      for (const wanted of (await send(ImportFiles, { id })).node.files) {
        const file = files.find(({ name, size }) => name === wanted.fileName && size === wanted.byteSize);
        if (!file && wanted.parts.some((part) => !part.received)) throw new Refusal([{ message: text("Choose the same files again: {0} is missing.", wanted.fileName) }]);
        for (const part of wanted.parts) {
          const bytes = file?.slice((part.number - 1) * wanted.partSize, part.number * wanted.partSize);
          if (!part.received) await put(part, bytes, new AbortController().signal, (now) => (bar.value = (sent + now) / all));
          sent += part.byteSize;
          bar.value = sent / all;
        }
      }
      return;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      state.textContent = text("Waiting for the connection");
      await online(pause);
    }
  }
}
