// Browsers lend workers to secure pages alone: https, or one's own machine.
const workers = navigator.serviceWorker;
const posts = 6;

export function install() {
  if (!workers) return;
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}

// A network is not yet a way to us.
if (document.querySelector("[data-offline]")) addEventListener("online", () => fetch("/health/live").then(() => location.reload(), () => {}));

async function register() {
  try {
    await workers.register("/sw.js");
  } catch (error) {
    // The page was left meanwhile; the next one does it.
    if (error.name === "AbortError") return;
    throw error;
  }
  const { active } = await workers.ready;
  if (!document.querySelector("[data-kept][hidden]") || navigator.connection?.saveData) return;
  const photos = [...document.querySelectorAll(`.feed > article:nth-child(-n + ${posts}) img`)].map((image) => image.currentSrc).filter((url) => url.startsWith("http"));
  const parts = performance.getEntriesByType("resource").map((part) => part.name).filter((url) => url.startsWith(`${location.origin}/assets/`));
  active.postMessage({ photos, parts });
}
