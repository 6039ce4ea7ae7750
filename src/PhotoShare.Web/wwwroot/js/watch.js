import { OnPostChanged } from "./operations.js";
import { subscribe } from "./graph.js";
import { gone } from "./gone.js";
import { learn } from "./likes.js";

// The likes and comments of the posts that one is looking at, one or two of a whole feed, change as they are counted.

/** Who scrolls past is not looking. */
const Look = 1_200;
const ends = new Map();

const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting && !ends.has(target)) {
      const timer = setTimeout(() => ends.set(target, follow(target)), Look);
      ends.set(target, () => clearTimeout(timer));
    } else if (!isIntersecting) {
      ends.get(target)?.();
      ends.delete(target);
    }
  }
}, { rootMargin: "-25% 0px" });

const follow = (article) => subscribe(OnPostChanged, () => ({ postId: article.dataset.post }), ({ onPostChanged: { post } }) => {
  if (!post) return gone(article);
  const form = article.querySelector("form[data-like]");
  if (form) learn(form, post);
  article.querySelector("[data-comment-count]").textContent = post.commentCount;
});

function look() {
  document.querySelectorAll(".feed > article:not([data-watched])").forEach((article) => {
    article.dataset.watched = "";
    watch.observe(article);
  });
}

document.addEventListener("grown", look);
look();
