import { tell } from "./tell.js";
import { text } from "./texts.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-share]");
  if (!button) return;
  const url = new URL(button.dataset.share, location.href).href;
  if (navigator.share) {
    try {
      await navigator.share({ url, title: button.dataset.title });
    } catch (error) {
      // Whoever closes the sheet has changed their mind.
      if (error.name !== "AbortError") copy(url);
    }
  } else copy(url);
});

async function copy(url) {
  try {
    await navigator.clipboard.writeText(url);
    tell(text("The link is copied."));
  } catch {
    // Browsers lend the clipboard to secure pages alone; there one copies by hand.
    tell(url);
  }
}
