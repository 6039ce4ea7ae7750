import { SavePost, UnsavePost, UpdateCollection } from "./operations.js";
import { attempt, onSubmit } from "./forms.js";
import { mutate } from "./graph.js";

const isPressed = (form) => form.querySelector("button").ariaPressed === "true";

onSubmit("form[data-save]", (form) => {
  const before = isPressed(form), postId = form.dataset.save;
  show(form, !before);
  return attempt(form, async () => {
    await mutate(before ? UnsavePost : SavePost, { postId });
    // What is no longer saved is in no collection either.
    if (before) form.parentElement.querySelectorAll("form[data-collection]").forEach((choice) => hold(choice, false));
  }, () => show(form, before));
});

onSubmit("form[data-collection]", (form) => {
  const before = isPressed(form), { collection: collectionId, post } = form.dataset;
  hold(form, !before);
  return attempt(form, async () => {
    await mutate(UpdateCollection, { collectionId, [before ? "removePostIds" : "addPostIds"]: [post] });
    if (!before) show(form.closest(".actions").querySelector("form[data-save]"), true);
  }, () => hold(form, before));
});

function show(form, saved) {
  form.querySelector("button").ariaPressed = String(saved);
  form.action = form.action.replace(/[^/]+$/, saved ? "unsave" : "save");
}

function hold(form, held) {
  form.querySelector("button").ariaPressed = String(held);
  form.action = form.action.replace(/(add|remove)(?=\/[^/]+$)/, held ? "remove" : "add");
}
