import { OnPhotoProcessed } from "./operations.js";
import { subscribe } from "./graph.js";

// A photo that was being developed when the page was made takes its place when it is ready. It may be so by the time we listen.
const waits = () => document.querySelector("[data-developing]");
subscribe(OnPhotoProcessed, () => ({}), refresh, refresh);

async function refresh() {
  if (!waits()) return;
  const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  for (const post of document.querySelectorAll("article.post:has([data-developing])")) {
    const now = fresh.querySelector(`article.post[data-post="${CSS.escape(post.dataset.post)}"]`);
    if (!now) continue;
    post.querySelector(".photos").replaceWith(now.querySelector(".photos"));
    post.querySelector(".note")?.replaceWith(...now.querySelectorAll(".note"));
  }
}
