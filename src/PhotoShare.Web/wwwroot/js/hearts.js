import { set } from "./likes.js";

// Two taps on a photo like it; never the other way round.
const Between = 320, Near = 32;
let last = null;

document.addEventListener("pointerup", (event) => {
  const photos = event.button === 0 && event.target.closest("article.post .photos");
  const form = photos && !event.target.closest("button, a") && photos.closest("article").querySelector(".actions form[data-like]");
  if (!form) return last = null;
  const second = last && event.timeStamp - last.at < Between && Math.hypot(event.clientX - last.x, event.clientY - last.y) < Near;
  last = second ? null : { at: event.timeStamp, x: event.clientX, y: event.clientY };
  if (!second) return;
  set(form, true);
  beat(photos, form);
});

function beat(photos, form) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const heart = form.querySelector(".icon").cloneNode(true);
  heart.classList.add("beating");
  heart.addEventListener("animationend", () => heart.remove());
  photos.append(heart);
}
