import { MarkNotificationsRead } from "./operations.js";
import { mutate } from "./graph.js";
import { fetchPage, fetchPart, grown } from "./pages.js";

const list = document.querySelector("[data-notifications]");
const announcement = document.querySelector("[data-announce]");
/** So long does one look before what is there has been seen. */
const Look = 1_500;
let told = () => {}, looking, seen = null;

/** @param show is given how many are left unread. */
export function begin(show) {
  told = show;
  look();
  document.addEventListener("visibilitychange", look);
}

/** Puts a notification on top: a new one, or one that grew, as it is now. Nothing that one is reading moves. */
export async function arrive(id) {
  const row = await fetchPart(`/notifications/${id}/row`);
  // It was taken back meanwhile.
  if (!row) return;
  const still = [...list.children].find((item) => item.getBoundingClientRect().top >= 0 && item.id !== row.id);
  const before = still?.getBoundingClientRect().top;
  document.getElementById(row.id)?.remove();
  row.dataset.new = "";
  list.prepend(row);
  document.querySelector("main > .notice")?.remove();
  if (scrollY > 0 && still) scrollBy({ top: still.getBoundingClientRect().top - before, behavior: "instant" });
  announcement.textContent = row.querySelector(".told").textContent;
  if ("request" in row.dataset) await showRequests();
  look();
}

/** What one has had before one's eyes for a moment has been read. The rows stay marked, so that one sees which were new. */
function look() {
  clearTimeout(looking);
  const newest = list.firstElementChild;
  if (document.hidden || !newest?.matches("[data-unread]") || newest === seen) return;
  looking = setTimeout(async () => {
    try {
      const { unreadCount } = await mutate(MarkNotificationsRead, { before: newest.dataset.node });
      seen = newest;
      told(unreadCount);
    } catch {
      // They stay unread, and are so the next time.
    }
  }, Look);
}

async function showRequests() {
  const fresh = (await fetchPage(location.href)).querySelector(".requests");
  const shown = document.querySelector(".requests");
  if (!fresh) return;
  if (shown) shown.replaceWith(fresh);
  else list.before(fresh);
  grown();
}
