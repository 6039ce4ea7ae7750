import { cameraSegment } from "./exif.js";
import { Frame } from "./crop-frame.js";
import { text } from "./texts.js";

const dialog = document.getElementById("crop");
const image = dialog.querySelector("img");
const refusal = dialog.querySelector(".refusal");
const quality = 0.95;

/** So many bytes of a file are enough for its Exif segment, which has at most 64 KiB and stands near the beginning. */
const head = 256 * 1024;

/**
 * Lets a person choose what is kept of a photo. Gives the file to share and the shape that was chosen, or nothing if they left it.
 * Throws EncodingError for a photo that the browser can't show.
 * @param {File} file As it was taken. @param {{ shape: string, kept: object }} [before] What was chosen last time.
 * @param {() => void} begun Is told as soon as they have chosen: cutting takes a while.
 */
export async function cropped(file, before, begun) {
  image.src = URL.createObjectURL(file);
  let frame;
  try {
    await image.decode();
    frame = new Frame(dialog, image, before);
    for (let reason = ""; ; reason = text("This browser has no room to crop a photo of this size. It can be shared whole.")) {
      refusal.textContent = reason;
      if ((await answer(frame)) !== "apply") return null;
      if (frame.isWhole && !before) return null;
      begun();
      const shape = { shape: frame.shape, kept: frame.kept };
      const cut = frame.isWhole ? file : await cutting(file, frame.kept);
      if (cut) return { file: cut, shape };
    }
  } finally {
    frame?.end();
    URL.revokeObjectURL(image.src);
  }
}

function answer(frame) {
  dialog.returnValue = "";
  dialog.showModal();
  frame.show();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}

/** The part at its full resolution, upright; null where the browser's memory does not hold it. */
async function cutting(file, { x, y, width, height }) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(bitmap, -x, -y);
  bitmap.close();
  const wanted = file.type === "image/jpeg" ? file.type : "image/webp";
  const bytes = await new Promise((resolve) => canvas.toBlob(resolve, wanted, quality));
  if (!bytes) return null;
  // A browser that can't write what it was asked for writes PNG.
  const { type } = bytes;
  const camera = type === "image/jpeg" && cameraSegment(await file.slice(0, head).arrayBuffer());
  const parts = camera ? [bytes.slice(0, 2), camera, bytes.slice(2)] : [bytes];
  return new File(parts, file.name.replace(/(\.\w+)?$/, `.${type.split("/")[1].replace("jpeg", "jpg")}`), { type });
}
