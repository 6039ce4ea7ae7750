import { text } from "./texts.js";

/** Says that a post is no longer there. What is shown of it stays where it is, so that nothing moves, but nothing more is done with it. */
export function gone(article) {
  if (article.querySelector(".gone")) return;
  const notice = document.createElement("p");
  notice.className = "gone";
  notice.role = "alert";
  notice.textContent = text("This post has been deleted. What you still see is gone when you leave.");
  article.querySelector(".about").prepend(notice);
  article.querySelectorAll("button, textarea").forEach((control) => control.disabled = true);
}
