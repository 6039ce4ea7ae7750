import { fetchPage, grown, keyOf, unknown } from "./pages.js";
import { text } from "./texts.js";

// A list goes on where its end comes into sight: the same page that the link leads to is fetched, and its items are put below. Who
// comes back finds as many pages as there were, and the place where they were. Without script the link is followed.

const Ahead = "900px", PagesBeforeAFoot = 3;
const pager = document.querySelector(":is(.feed, .gallery, .people, .notifications) + nav.pager:has(a[rel=next])");
const list = pager.previousElementSibling;
const listIn = (page) => page.querySelector(`main .${list.classList[0]}`);
const nextIn = (page) => page.querySelector("nav.pager a[rel=next]");
const status = pager.appendChild(document.createElement("p"));
status.className = "state";
status.role = "status";

let link = nextIn(document);
let loading = false;
/** Where the pages came from that this one has grown by. */
let urls = [];

// What happened while the page was busy comes all at once: how it ended counts.
const watch = new IntersectionObserver((seen) => seen.at(-1).isIntersecting && isEndless() && load(), { rootMargin: Ahead });

// Whoever wants what is below the list must be able to get there; and data that costs is not spent unasked.
const isEndless = () => !navigator.connection?.saveData && (urls.length < PagesBeforeAFoot || !document.querySelector(".foot"));

pager.addEventListener("click", async (event) => {
  if (event.target !== link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const [first] = await load();
  // By keyboard one goes on with what is new.
  if (first && event.detail === 0) (first.matches("a, [tabindex]") ? first : first.querySelector("a[href], [tabindex]"))?.focus({ preventScroll: true });
});

async function load() {
  if (loading) return [];
  loading = true;
  list.ariaBusy = "true";
  link.textContent = text("Loading…");
  status.textContent = "";
  try {
    const url = link.href;
    const added = put(await fetchPage(url));
    urls.push(url);
    remember();
    return added;
  } catch {
    watch.disconnect();
    link.textContent = text("Try again");
    status.textContent = navigator.onLine ? text("The next ones could not be loaded.") : text("You are offline. Try again when you are back.");
    return [];
  } finally {
    loading = false;
    list.ariaBusy = null;
  }
}

/** Puts the items of a fetched page below, and its link in the place of the last one. */
function put(page) {
  const more = listIn(page);
  if (!more) throw new Error("That is not a page of this list.");
  const items = unknown(list, more.children);
  list.append(...items);
  watch.disconnect();
  const next = nextIn(page);
  if (next) {
    link.replaceWith(next);
    link = next;
    watch.observe(link);
  } else {
    link.remove();
    status.textContent = text("That is all.");
  }
  grown();
  return items;
}

function remember() {
  if (!urls.length) return;
  history.scrollRestoration = "manual";
  const first = [...list.children].find((item) => item.getBoundingClientRect().bottom > 0);
  if (first) history.replaceState({ ...history.state, more: { urls, key: keyOf(first), top: first.getBoundingClientRect().top } }, "");
}

async function comeBack({ urls: earlier, key, top }) {
  loading = true;
  const pages = await Promise.allSettled(earlier.map((url) => fetchPage(url)));
  loading = false;
  // As many as came, in their order: after one that did not, the link leads on.
  for (const [index, page] of pages.entries()) {
    if (page.status === "rejected") break;
    urls.push(earlier[index]);
    put(page.value);
  }
  const item = [...list.children].find((one) => keyOf(one) === key);
  if (item) scrollBy({ top: item.getBoundingClientRect().top - top, behavior: "instant" });
}

let resting;
addEventListener("scroll", () => {
  clearTimeout(resting);
  resting = setTimeout(remember, 200);
}, { passive: true });
document.addEventListener("click", (event) => event.target.closest("a") && remember(), { capture: true });
addEventListener("pagehide", remember);
// A page that failed to come is tried again as soon as there is a way.
addEventListener("online", () => link.isConnected && watch.observe(link));

if (history.state?.more) await comeBack(history.state.more);
if (link.isConnected) watch.observe(link);
