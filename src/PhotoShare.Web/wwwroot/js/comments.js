import { AddComment, OnCommentAdded } from "./operations.js";
import { mutate, mutationId, Refusal, subscribe } from "./graph.js";

const section = document.querySelector("[data-live-post]");
const postId = section.dataset.livePost;
const form = section.querySelector(".comment-form");
const rows = new Map();

// A page of older comments stays as it is.
if (section.dataset.after) {
  let after = section.dataset.after;
  subscribe(OnCommentAdded, () => ({ postId, after }), async ({ onCommentAdded: { edge } }) => {
    after = edge.cursor;
    const row = await place(edge.node);
    if (row) announce(`${row.querySelector(".author").textContent} commented: ${row.querySelector(".body").textContent}`);
  });
}

/** Puts a comment where it belongs, once, however many ways it comes; answers its row when it is new. */
async function place({ id, parent }) {
  if (rows.has(id)) return null;
  rows.set(id, null);
  const response = await fetch(`/comments/${id}/row`);
  if (!response.ok) {
    rows.delete(id);
    return null;
  }
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  const row = template.content.querySelector(".comment");
  const list = parent ? section.querySelector(`[data-thread="${CSS.escape(parent.id)}"]`) : section.querySelector(".thread");
  if (!list || document.getElementById(row.id)) return null;
  row.dataset.new = "";
  list.append(row);
  section.querySelector(".empty")?.remove();
  if (row.querySelector("form[data-like]")) import("./likes.js");
  return row;
}

function announce(text) {
  section.querySelector("[data-announce]").textContent = text;
}

if (form) {
  const body = form.elements.body;
  const refusal = form.querySelector(".refusal");
  let clientMutationId = mutationId();

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    refusal.textContent = "";
    try {
      const { comment } = await mutate(AddComment, { postId, body: body.value, parentId: form.dataset.parent || null, clientMutationId });
      clientMutationId = mutationId();
      body.value = "";
      answer(null);
      const row = await place(comment);
      (row ?? body).scrollIntoView({ block: "nearest" });
      announce("Your comment is there.");
    } catch (error) {
      refusal.textContent = error instanceof Refusal ? error.message : "It could not be sent. Your words are still here; try again in a moment.";
    } finally {
      button.disabled = false;
      body.focus({ preventScroll: true });
    }
  });

  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });

  section.addEventListener("click", (event) => {
    const link = event.target.closest("[data-reply], .answering a");
    if (!link) return;
    event.preventDefault();
    answer(link.dataset.reply ? link : null);
    body.focus();
  });
}

/** Says whom the next comment answers; null for nobody. */
function answer(link) {
  form.dataset.parent = link?.dataset.reply ?? "";
  // For the plain form, should the graph be out of reach.
  form.elements.parentId.value = link ? new URL(link.href).searchParams.get("replyTo") : "";
  form.querySelector(".answering")?.remove();
  if (!link) return;
  const line = document.createElement("p");
  const cancel = document.createElement("a");
  line.className = "answering";
  cancel.href = "#comment-form";
  cancel.textContent = "Rather not";
  line.append(`Answering ${link.dataset.name}. `, cancel);
  form.prepend(line);
}
