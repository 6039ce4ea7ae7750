import { AddComment, OnCommentAdded } from "./operations.js";
import { mutate, mutationId, subscribe } from "./graph.js";
import { attempt } from "./forms.js";
import { fetchPart, grown } from "./pages.js";
import { why } from "./tell.js";
import { text } from "./texts.js";

const section = document.querySelector("[data-live-post]");
const postId = section.dataset.livePost;
const form = section.querySelector(".comment-form");
const home = form && document.createComment("");
form?.before(home);
const coming = new Map();

// A page of older comments stays as it is.
if (section.dataset.after) {
  let after = section.dataset.after;
  subscribe(OnCommentAdded, () => ({ postId, after }), async ({ onCommentAdded: { edge } }) => {
    const row = await place(edge.node);
    after = edge.cursor;
    if (row) announce(`${row.querySelector(".author").textContent} ${text("commented:")} ${row.querySelector(".body").textContent}`);
  });
}

/** Puts a comment where it belongs, once, however many ways it comes; answers its row when it is new. */
function place(comment, own = false) {
  const placing = coming.get(comment.id);
  if (placing) return placing.then(() => null);
  const promise = fetchRow(comment.id).then((row) => row && put(row, comment, own));
  coming.set(comment.id, promise);
  promise.catch(() => coming.delete(comment.id));
  return promise;
}

/** A comment's row as the server shows it; null when it is not there. */
export const fetchRow = (id) => fetchPart(`/comments/${id}/row`);

function put(row, { id, parent }, own) {
  const list = parent ? section.querySelector(`[data-thread="${CSS.escape(parent.id)}"]`) : section.querySelector(".thread");
  if (!list || document.getElementById(row.id)) return null;
  // The rest of a long thread is not shown yet, and ends with this one; but what one said oneself is seen.
  if (!own && list.parentElement.querySelector(":scope > [data-replies]:not([aria-busy])")) {
    coming.delete(id);
    return null;
  }
  row.dataset.new = "";
  list.append(row);
  section.querySelector("[data-nothing]")?.remove();
  grown();
  return row;
}

export function announce(words) {
  section.querySelector("[data-announce]").textContent = words;
}

if (form) {
  const body = form.elements.body;
  const refusal = form.querySelector(".refusal");
  let clientMutationId = mutationId();

  form.addEventListener("submit", (event) => {
    if (form.elements.editId?.value) return;
    event.preventDefault();
    refusal.textContent = "";
    attempt(form, async () => {
      try {
        const { comment } = await mutate(AddComment, { postId, body: body.value, parentId: form.dataset.parent || null, clientMutationId });
        clientMutationId = mutationId();
        body.value = "";
        answer(null);
        // Where its row does not come now, the subscription brings it.
        const row = await place(comment, true).catch(() => null);
        (row ?? body).scrollIntoView({ block: "nearest" });
        announce(text("Your comment is there."));
      } catch (error) {
        refusal.textContent = `${why(error)} ${text("Your words are still here.")}`;
      }
    }).then(() => body.focus({ preventScroll: true }));
  });

  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    if (event.key === "Escape" && form.dataset.parent) answer(null);
  });

  section.addEventListener("click", (event) => {
    const link = event.target.closest("[data-reply], .answering a");
    if (!link) return;
    event.preventDefault();
    answer(link.dataset.reply ? link : null);
    body.focus();
  });
}

/** Takes the form to the comment that the next one answers; back to its own place for nobody. */
function answer(link) {
  form.dataset.parent = link?.dataset.reply ?? "";
  // For the plain form, should the graph be out of reach.
  form.elements.parentId.value = link ? new URL(link.href).searchParams.get("replyTo") : "";
  form.querySelector(".answering")?.remove();
  if (!link) return home.after(form);
  const line = document.createElement("p");
  const cancel = document.createElement("a");
  line.className = "answering";
  cancel.href = "#comment-form";
  cancel.textContent = text("Rather not");
  line.append(`${text("Answering {0}.", link.dataset.name)} `, cancel);
  form.prepend(line);
  section.querySelector(`[data-thread="${CSS.escape(link.dataset.reply)}"]`)?.after(form);
}
