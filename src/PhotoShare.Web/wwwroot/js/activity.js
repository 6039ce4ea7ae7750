import { OnNotification, UnreadNotifications } from "./operations.js";
import { send, subscribe } from "./graph.js";

// How many notifications one has not read, on every page; on their own page, the notifications too.
const badge = document.querySelector("[data-unread-count]");
const page = document.querySelector("[data-notifications]") && await import("./notifications.js");
let after = badge.dataset.after, stood = false;

page?.begin(show);
subscribe(OnNotification, () => ({ after }), async ({ onNotification: { cursor, unreadCount, notification } }) => {
  show(unreadCount);
  await page?.arrive(notification.id);
  after = cursor;
}, async () => {
  // Meanwhile they may have been read elsewhere.
  if (stood) show((await send(UnreadNotifications)).viewer.unreadNotificationCount);
  stood = true;
});

function show(count) {
  badge.hidden = !count;
  badge.firstElementChild.textContent = count > 99 ? "99+" : count;
}
