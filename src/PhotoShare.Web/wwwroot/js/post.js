import { OnPostChanged, PostCounts } from "./operations.js";
import { send, subscribe } from "./graph.js";
import { fetchPage } from "./pages.js";
import { gone } from "./gone.js";
import { learn } from "./likes.js";
import { refresh } from "./threads.js";

// A post on its own page stays as it is by now: its likes, how much is said, its words, and whether it is there at all.
const article = document.querySelector("article.post.page");
const postId = article.dataset.post;
const commentCount = article.querySelector("[data-comment-count]");
/** So long after it was loaded a page still says what is so, unless it was cut off meanwhile. */
const Fresh = 10_000;
let asked = 0, wasCutOff = !navigator.onLine;
addEventListener("offline", () => { wasCutOff = true; });

subscribe(OnPostChanged, () => {
  asked++;
  return { postId };
}, ({ onPostChanged: { change, post } }) => {
  if (!post) return gone(article);
  const fewer = change === "COMMENTS" && post.commentCount <= Number(commentCount.textContent);
  show(post);
  if (fewer) return refresh();
  if (change === "EDITED") return words();
}, async () => {
  // What happened while nobody listened, these events do not tell again.
  // Also not while the first question was on a way that broke.
  const isFresh = asked === 1 && !wasCutOff && performance.now() < Fresh;
  const { node } = await send(PostCounts, { postId });
  if (!node) return gone(article);
  show(node);
  if (!isFresh) await Promise.all([refresh(), words()]);
});

function show(post) {
  commentCount.textContent = post.commentCount;
  const form = article.querySelector(".actions form[data-like]"), plain = article.querySelector(".actions a.like span");
  if (form) learn(form, post);
  else if (plain) plain.textContent = post.likeCount;
}

async function words() {
  const fresh = (await fetchPage(location.href)).querySelector("article.post .about");
  const about = article.querySelector(".about"), caption = about.querySelector(":scope > .caption"), now = fresh.querySelector(":scope > .caption");
  if (caption?.innerHTML === now?.innerHTML) return;
  caption?.remove();
  if (now) about.querySelector(":scope > .actions").before(now);
}
