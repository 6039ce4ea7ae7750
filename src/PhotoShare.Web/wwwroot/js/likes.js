import { Like, Unlike } from "./operations.js";
import { attempt, onSubmit } from "./forms.js";
import { mutate } from "./graph.js";

onSubmit("form[data-like]", (form) => set(form, !isLiked(form)));

const isLiked = (form) => form.querySelector("button").ariaPressed === "true";

/** Likes what a form is about, or takes it back; what it was already, it stays. */
export function set(form, liked) {
  const before = isLiked(form), count = Number(form.querySelector("[data-count]").textContent);
  if (before === liked || "busy" in form.dataset) return;
  show(form, liked, count + (liked ? 1 : -1));
  form.querySelector("button").toggleAttribute("data-pressed", liked);
  return attempt(form, async () => {
    const { subject } = await mutate(liked ? Like : Unlike, { subjectId: form.dataset.subject });
    if (subject) show(form, subject.viewerHasLiked, subject.likeCount);
  }, () => show(form, before, count));
}

/** What others did: not over what one is just doing oneself. */
export function learn(form, { viewerHasLiked, likeCount }) {
  if (!("busy" in form.dataset)) show(form, viewerHasLiked, likeCount);
}

function show(form, liked, count) {
  const button = form.querySelector("button");
  button.ariaPressed = String(liked);
  form.querySelector("[data-count]").textContent = count;
  form.action = `${form.dataset.like}/${liked ? "unlike" : "like"}`;
}
