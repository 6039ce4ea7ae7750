import { CreatePost, DeletePhoto, OnPhotoProcessed, PhotoStatus, UpdatePhoto } from "./operations.js";
import { mutate, mutationId, Refusal, send, subscribe } from "./graph.js";
import { Transfer } from "./transfer.js";
import { UploadRow } from "./upload-row.js";

const form = document.querySelector("form[data-upload]");
const input = form.elements.photos;
const drop = form.querySelector(".drop");
const list = form.querySelector("[data-uploads]");
const refusal = form.querySelector("[data-refusal]");
const most = Number(form.dataset.maxPhotos);
const types = input.accept.split(",");
const clientMutationId = mutationId();

/** Photo in the order of the page: its row, and its transfer. */
let photos = [];

input.required = false;
input.addEventListener("change", () => {
  add(input.files);
  input.value = "";
});

drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.toggleAttribute("data-over", true);
});
for (const end of ["dragleave", "drop"]) drop.addEventListener(end, () => drop.toggleAttribute("data-over", false));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  add(event.dataTransfer.files);
});

function add(files) {
  refusal.textContent = "";
  for (const file of files) {
    if (photos.length >= most) return say(`A post has at most ${most} photos.`);
    if (file.type && !types.includes(file.type)) say(`${file.name} is none of the kinds of photo that can be shared.`);
    else if (file.size > Number(form.dataset.maxBytes)) say(`${file.name} is too large.`);
    else start(file);
  }
}

function start(file) {
  const photo = { row: new UploadRow(list, file), transfer: new Transfer(file) };
  photos.push(photo);
  photo.row.onRemove(() => remove(photo));
  photo.row.onRetry(() => run(photo));
  run(photo);
}

async function run(photo) {
  try {
    photo.row.sending();
    const answer = await photo.transfer.run((share) => photo.row.progress(share));
    photo.row.show(answer);
  } catch (error) {
    if (error.name === "AbortError") return;
    photo.row.failed(error instanceof Refusal ? error.message : "The connection broke.", !(error instanceof Refusal));
  }
}

function remove(photo) {
  photos = photos.filter((other) => other !== photo);
  photo.transfer.abort();
  photo.row.remove();
  input.focus();
  // Gone from the page is gone for the person; bytes that stay behind are forgotten by the server.
  if (photo.transfer.arrived) mutate(DeletePhoto, { photoId: photo.transfer.photoId });
}

subscribe(OnPhotoProcessed, () => ({}), ({ onPhotoProcessed }) => update(onPhotoProcessed.photo), async () => {
  const ids = photos.filter((photo) => photo.transfer.arrived).map((photo) => photo.transfer.photoId);
  if (ids.length) (await send(PhotoStatus, { ids })).nodes.filter(Boolean).forEach(update);
});

function update(answer) {
  photos.find((photo) => photo.transfer.photoId === answer.id)?.row.show(answer);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button.primary");
  if (photos.length === 0) return say("Choose a photo first.");
  if (photos.some((photo) => photo.row.state === "failed")) return say("Remove the photos that failed, or try them again.");
  button.disabled = true;
  button.textContent = "Sharing…";
  try {
    await Promise.all(photos.map((photo) => photo.transfer.done));
    await Promise.all(photos.filter((photo) => photo.row.altText).map((photo) => mutate(UpdatePhoto, { photoId: photo.transfer.photoId, altText: photo.row.altText })));
    const { post } = await mutate(CreatePost, {
      photoIds: photos.map((photo) => photo.transfer.photoId),
      caption: form.elements.caption.value,
      visibility: form.elements.visibility.value.toUpperCase(),
      clientMutationId,
    });
    location.assign(new URL(post.url).pathname);
  } catch (error) {
    say(error instanceof Refusal ? error.message : "It could not be shared. Your photos are still here; try again in a moment.");
    button.disabled = false;
    button.textContent = "Share";
  }
});

function say(text) {
  refusal.textContent = text;
}
