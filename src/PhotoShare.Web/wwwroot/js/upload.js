import { OnPhotoProcessed, PhotoStatus } from "./operations.js";
import { send, subscribe } from "./graph.js";
import { UploadRow } from "./upload-row.js";
import { keepWords } from "./upload-words.js";
import { reorderable } from "./reorder.js";
import { incoming } from "./incoming.js";
import { online } from "./online.js";
import { grown } from "./pages.js";
import { text } from "./texts.js";

const form = document.querySelector("form[data-upload]");
const input = form.elements.photos;
const list = form.querySelector("[data-uploads]");
const news = form.querySelector("[data-news]");
const refusal = document.getElementById("photos-refusal");
const dialog = document.getElementById("preview-dialog");
const most = Number(form.dataset.maxPhotos);
const mostBytes = Number(form.dataset.maxBytes);
const types = input.accept.split(",");

const rows = () => Array.from(list.children, (item) => item.upload);
let shared = false;
const wakes = [];

/** Photos that were asked about once they had arrived: what became of one before its upload was answered was told of a photo that no row had yet. */
const asked = new Set();

for (const item of list.children) new UploadRow(item, changed);
const forgetWords = keepWords(form);
incoming(input, add);
reorderable(list, tellPlace);
input.required = false;
changed();

function add(files) {
  const reasons = [];
  for (const file of files) {
    if (rows().length >= most) {
      reasons.push(text("A post has at most {0} photos.", most));
      break;
    }
    if (file.type && !types.includes(file.type)) reasons.push(text("{0}: send a JPEG, PNG, WebP, GIF, AVIF or HEIC photo.", file.name));
    else if (file.size > mostBytes) reasons.push(text("{0}: a photo has at most {1} MB.", file.name, Math.floor(mostBytes / 1_048_576)));
    else if (file.size === 0) reasons.push(text("{0}: the file is empty.", file.name));
    else list.append(UploadRow.of(file, changed).item);
  }
  refusal.textContent = reasons.join(" ");
  changed();
}

const acts = {
  crop: crop,
  pause: (row) => row.transfer.pause(),
  resume: (row) => row.transfer.start(),
  retry: (row) => row.transfer.start(),
  earlier: (row) => row.item.previousElementSibling?.before(row.item),
  later: (row) => row.item.nextElementSibling?.after(row.item),
  remove(row) {
    const beside = row.item.nextElementSibling ?? row.item.previousElementSibling;
    row.item.remove();
    row.forget();
    (beside?.querySelector('[data-act="remove"]') ?? input).focus();
    changed();
  },
};

list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  event.preventDefault();
  const { act } = button.dataset;
  acts[act](button.closest("li").upload);
  if (act !== "earlier" && act !== "later") return;
  button.focus();
  tellPlace(button.closest("li"));
});

function tellPlace(item) {
  news.textContent = text("{0} is photo {1} of {2} now.", item.dataset.name, rows().indexOf(item.upload) + 1, list.children.length);
  changed();
}

async function crop(row) {
  const { cropped } = await import("./crop.js");
  try {
    const original = await row.original();
    const chosen = await cropped(original, row.shape, () => row.cutting());
    if (!chosen && row.state !== "cutting") return;
    row.shape = chosen?.shape;
    row.send(chosen?.file ?? original);
  } catch (error) {
    if (error.name !== "EncodingError") throw error;
    row.uncroppable();
  }
}

/** The form's own account of its photos, and the address, by which a reload finds those that have arrived. */
function changed(row) {
  const ids = rows().filter((one) => one?.id && one.state !== "failed").map((one) => one.id);
  form.elements.drafts.value = ids.join();
  history.replaceState(null, "", ids.length ? `/upload?${new URLSearchParams(ids.map((id) => ["photo", id]))}` : "/upload");
  document.getElementById("alt-hint").hidden = rows().length === 0;
  if (row?.state === "failed" || row?.state === "waiting") news.textContent = `${row.name}: ${row.find(".state").textContent}`;
  if (row?.state === "ready" && rows().every((one) => one.state === "ready")) news.textContent = text("All photos are ready.");
  if (row?.state === "developing" && !asked.has(row.id)) {
    asked.add(row.id);
    refresh().catch(() => asked.delete(row.id));
  }
  if (dialog.open && (row?.state === "ready" || row?.state === "failed")) preview();
  for (const wake of wakes.splice(0)) wake();
}

subscribe(OnPhotoProcessed, () => ({}), ({ onPhotoProcessed: { photo } }) => rows().find((row) => row.id === photo.id)?.update(photo), refresh);

/** Takes the answer for those that still wait: it may be older than the news that came meanwhile. */
async function refresh() {
  const waiting = () => rows().filter((row) => row.state === "developing");
  const ids = waiting().map((row) => row.id);
  if (ids.length === 0) return;
  for (const photo of (await send(PhotoStatus, { ids })).nodes.filter(Boolean)) waiting().find((row) => row.id === photo.id)?.update(photo);
}

addEventListener("beforeunload", (event) => {
  if (!shared && rows().some((row) => row.state !== "failed")) event.preventDefault();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.value === "share") ask("share");
  else preview(true);
});
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

async function preview(open) {
  const shown = (await ask("preview"))?.getElementById("preview");
  if (!shown) return;
  dialog.querySelector("[data-preview]").replaceChildren(shown);
  grown();
  if (open && !dialog.open) dialog.showModal();
}

/** Sends the form once all photos are there, and gives the page that answers it, with what it refuses said here; leaves for the post that was made. */
async function ask(what) {
  if (!areWell()) return null;
  say(what, what === "share" ? text("Sharing…") : text("A moment…"));
  try {
    while (rows().some((row) => row.going)) await new Promise((resolve) => wakes.push(resolve));
    if (!areWell()) return null;
    const answer = await answered(what);
    if (answer.redirected) {
      shared = new URL(answer.url).pathname.startsWith("/posts/");
      if (shared) forgetWords();
      location.assign(answer.url);
      return null;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    takeRefusals(page);
    if (answer.ok || answer.status === 422) return page;
    document.getElementById("form-refusal").textContent = text("It could not be shared. Your photos are still here; try again in a moment.");
    dialog.close();
    return null;
  } finally {
    if (!shared) say(what, null);
  }
}

function areWell() {
  const is = (state) => rows().some((row) => row.state === state);
  refusal.textContent = rows().length === 0 ? text("Choose a photo first.")
    : is("failed") ? text("Remove the photos that failed, or try them again.")
    : is("paused") ? text("A photo is paused. Let it go on, or remove it.")
    : "";
  if (!refusal.textContent) return true;
  dialog.close();
  refusal.scrollIntoView({ block: "center" });
  return false;
}

/** What the buttons of an act say while it lasts; null when it is over. */
function say(what, words) {
  for (const button of document.querySelectorAll('button[name="do"]:is([value="share"], [value="preview"]):not(.unseen)')) {
    button.disabled = words !== null;
    if (button.value !== what) continue;
    button.dataset.label ??= button.textContent;
    button.textContent = words ?? button.dataset.label;
  }
}

/** Sharing twice is sharing once, so it may be asked again until somebody answers. */
async function answered(what) {
  for (let pause = 1_000; ; pause = Math.min(pause * 2, 60_000)) {
    const body = new FormData(form);
    body.delete("photos");
    body.set("do", what);
    try {
      const answer = await fetch(location.href, { method: "POST", body, headers: { accept: "text/html" } });
      if (answer.status < 502) return answer;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    say(what, text("Waiting for the connection"));
    await online(pause);
  }
}

function takeRefusals(page) {
  for (const place of document.querySelectorAll(".refusal[id]")) place.textContent = page.getElementById(place.id)?.textContent.trim() ?? "";
  for (const field of form.querySelectorAll(".field [name]")) {
    const now = page.getElementById(field.id);
    if (!now) continue;
    for (const name of ["aria-invalid", "aria-describedby"]) {
      if (now.hasAttribute(name)) field.setAttribute(name, now.getAttribute(name));
      else field.removeAttribute(name);
    }
    const said = page.getElementById(`${field.id}-refusal`);
    if (said && !document.getElementById(said.id)) field.closest(".field").append(document.adoptNode(said));
  }
  const first = form.querySelector(".refusal:not(:empty)");
  if (!first) return;
  dialog.close();
  const hidden = first.closest("details");
  if (hidden) hidden.open = true;
  first.scrollIntoView({ block: "center" });
}
