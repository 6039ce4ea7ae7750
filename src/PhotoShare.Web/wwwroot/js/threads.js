import { DeleteComment, UpdateComment } from "./operations.js";
import { attempt, onSubmit } from "./forms.js";
import { mutate } from "./graph.js";
import { announce, fetchRow } from "./comments.js";
import { fetchPage, grown, unknown } from "./pages.js";
import { tell, why } from "./tell.js";
import { text } from "./texts.js";

// What one does with the comments that are there: see more of them, change and delete one's own.

const section = document.querySelector("[data-live-post]");

section.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-earlier], a[data-replies], a[data-edit]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if ("edit" in link.dataset) edit(link);
  else if (!link.ariaBusy) more(link).catch((error) => tell(why(error)));
});

async function more(link) {
  const replies = link.dataset.replies;
  const list = (page) => page.querySelector(replies ? `[data-thread="${CSS.escape(replies)}"]` : ".thread");
  const shown = list(document), before = new Set(shown.children);
  // From now on the thread takes in what comes.
  link.ariaBusy = "true";
  try {
    const page = await fetchPage(link.href);
    const items = unknown(shown, list(page).children);
    if (replies) {
      // In their own order, also where new ones came below the first; what came meanwhile is last.
      const late = [...shown.children].filter((row) => !before.has(row) && !page.getElementById(row.id));
      shown.replaceChildren(...list(page).children, ...late);
      link.remove();
    } else {
      const last = shown.firstElementChild, top = last.getBoundingClientRect().top;
      shown.prepend(...items);
      scrollBy({ top: last.getBoundingClientRect().top - top, behavior: "instant" });
      const earlier = page.querySelector("a[data-earlier]");
      earlier ? link.replaceWith(earlier) : link.remove();
    }
    grown();
    const first = items[0];
    if (first) {
      first.tabIndex = -1;
      first.focus({ preventScroll: true });
    }
  } finally {
    link.ariaBusy = null;
  }
}

function edit(link) {
  const row = link.closest(".comment"), said = row.querySelector(".said");
  if (said.querySelector("form.edit")) return;
  const form = document.createElement("form"), body = document.createElement("textarea"), line = document.createElement("p");
  const [save, cancel] = ["Save", "Rather not"].map((word) => Object.assign(document.createElement("button"), { textContent: words[word] }));
  form.className = "edit";
  form.dataset.comment = link.dataset.edit;
  body.value = link.dataset.body;
  body.maxLength = section.querySelector(".comment-form textarea")?.maxLength ?? 2_000;
  body.required = true;
  body.rows = 1;
  body.ariaLabel = link.ariaLabel ?? link.textContent;
  save.className = "primary";
  cancel.type = "button";
  line.className = "row";
  line.append(save, cancel);
  form.append(body, line);
  const close = () => {
    form.remove();
    link.focus();
  };
  cancel.addEventListener("click", close);
  body.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  said.querySelector(".meta").before(form);
  body.focus();
}

const words = { "Save": text("Save"), "Rather not": text("Rather not") };

onSubmit("form.edit", (form) => attempt(form, async () => {
  try {
    await mutate(UpdateComment, { commentId: form.dataset.comment, body: form.querySelector("textarea").value });
  } catch (error) {
    // The words stay where they are.
    return tell(why(error));
  }
  const row = form.closest(".comment"), fresh = await fetchRow(form.dataset.comment);
  row.querySelector(".line").replaceWith(fresh.querySelector(".line"));
  row.querySelector("[data-edit]").focus();
  announce(text("Your comment is changed."));
}));

// The first press asks, the second does it.
onSubmit("form[data-delete-comment]", (form) => {
  const button = form.querySelector("button");
  if (!("sure" in button.dataset)) {
    const word = button.textContent;
    button.dataset.sure = "";
    button.textContent = text("Delete for good?");
    button.addEventListener("blur", () => {
      delete button.dataset.sure;
      button.textContent = word;
    }, { once: true });
    return;
  }
  return attempt(form, async () => {
    await mutate(DeleteComment, { commentId: form.dataset.deleteComment });
    const row = form.closest(".comment");
    const next = row.nextElementSibling ?? row.previousElementSibling ?? section.querySelector(".comment-form textarea");
    if (next?.matches(".comment")) next.tabIndex = -1;
    row.remove();
    next?.focus({ preventScroll: true });
    announce(text("The comment is deleted."));
  });
});

/** Makes the comments that are shown what they are now: some were changed or deleted. Those before this page's are left alone. */
export async function refresh() {
  // One that comes while the page is fetched may not be in it, and is not gone.
  const shown = [...section.querySelectorAll(".comment")];
  const page = await fetchPage(location.href);
  const rows = [...page.querySelectorAll(".comment")];
  const fresh = new Map(rows.map((row) => [row.id, row]));
  const first = page.querySelector(".thread > .comment")?.id ?? "";
  for (const row of shown) {
    const now = fresh.get(row.id);
    if (!now) {
      // Ids are in the order of time. Of a long thread the page has the first replies alone.
      const thread = row.closest(".replies");
      if (row.id >= first && !(thread && page.querySelector(`[data-replies="${CSS.escape(thread.dataset.thread)}"]`))) row.remove();
    } else {
      const [was, is] = [row, now].map((one) => one.querySelector(":scope > .line"));
      const [said, says] = [was, is].map((line) => line.querySelector(".body"));
      if (said.innerHTML === says.innerHTML || was.querySelector("form.edit")) continue;
      // Nothing is taken from under the focus.
      if (was.contains(document.activeElement)) said.replaceWith(says);
      else was.replaceWith(is);
    }
  }
}
