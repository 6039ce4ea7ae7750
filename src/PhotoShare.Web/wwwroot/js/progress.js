import { fetchPage } from "./pages.js";

// Something that takes a while shows how far it is, until it is done.
const pause = 2_000;
let timer;

async function look() {
  if (!document.hidden) {
    const fresh = await fetchPage(location.href).catch(() => null);
    const [shown, now] = [document, fresh].map((page) => page?.querySelector("section:has([data-progress]), section[data-progressed]"));
    if (shown && now) shown.replaceWith(now);
    else if (shown && fresh) return location.reload();
  }
  timer = document.querySelector("[data-progress]") ? setTimeout(look, pause) : null;
}

timer = setTimeout(look, pause);
addEventListener("pagehide", () => clearTimeout(timer));
