import { FeedNewSince, OnFeedUpdated } from "./operations.js";
import { send, subscribe } from "./graph.js";
import { fetchPage, grown, unknown } from "./pages.js";
import { tell, why } from "./tell.js";
import { text } from "./texts.js";

// Says how many posts wait above the ones that are shown, and puts them there when asked to, never by itself.
const pill = document.querySelector("[data-feed-news]");
const button = pill.firstElementChild;
const feed = document.querySelector(".feed");
/** Posts that the server counts may still be told of so long. */
const Late = 3_000;
let newest = pill.dataset.feedNews, count = 0, counted = -Infinity, counting = false, dirty = false;

subscribe(OnFeedUpdated, () => ({}), ({ onFeedUpdated }) => {
  if (newest && (counting || performance.now() - counted < Late)) recount();
  else show(count + onFeedUpdated.newCount);
}, () => newest && recount());

async function recount() {
  dirty = counting;
  if (counting) return;
  counting = true;
  counted = performance.now();
  try {
    show((await send(FeedNewSince, { cursor: newest })).feed.newSince);
  } catch {
    // The next word of the server brings the number.
  } finally {
    counting = false;
  }
  if (dirty) recount();
}

function show(number) {
  count = number;
  button.hidden = !count;
  if (count) button.textContent = count === 1 ? text("1 new post") : text("{0} new posts", count);
}

button.addEventListener("click", async () => {
  button.ariaBusy = "true";
  try {
    const page = await fetchPage("/");
    const found = page.querySelector(".feed").children;
    const items = unknown(feed, found);
    // Where so much came that this page does not reach down to what is shown, all of it is shown anew.
    if (!feed.firstElementChild || items.length === found.length) return location.assign("/");
    newest = page.querySelector("[data-feed-news]").dataset.feedNews;
    feed.prepend(...items);
    grown();
    show(0);
    scrollTo({ top: 0, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
    if (items.length) {
      items[0].tabIndex = -1;
      items[0].focus({ preventScroll: true });
    }
  } catch (error) {
    tell(why(error));
  } finally {
    button.ariaBusy = null;
  }
});
