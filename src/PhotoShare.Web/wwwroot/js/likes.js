import { Like, Unlike } from "./operations.js";
import { mutate } from "./graph.js";

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-like]");
  if (!form) return;
  event.preventDefault();
  toggle(form);
});

async function toggle(form) {
  if (form.dataset.busy) return;
  form.dataset.busy = "";
  const liked = form.querySelector("button").ariaPressed === "true";
  const count = Number(form.querySelector("[data-count]").textContent);
  show(form, !liked, count + (liked ? -1 : 1));
  try {
    const { subject } = await mutate(liked ? Unlike : Like, { subjectId: form.dataset.subject });
    show(form, subject.viewerHasLiked, subject.likeCount);
  } catch {
    // The plain form tells what is wrong, on a page of its own.
    show(form, liked, count);
    form.submit();
  } finally {
    delete form.dataset.busy;
  }
}

function show(form, liked, count) {
  const button = form.querySelector("button");
  button.ariaPressed = String(liked);
  button.toggleAttribute("data-pressed", liked);
  form.querySelector("[data-count]").textContent = count;
  form.action = `${form.dataset.like}/${liked ? "unlike" : "like"}`;
}
