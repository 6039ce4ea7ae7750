import { tell } from "./tell.js";
import { text } from "./texts.js";

// Says calmly that the browser is offline, for as long as it is.
const bar = document.getElementById("offline");
const show = () => bar && (bar.hidden = navigator.onLine);
addEventListener("online", show);
addEventListener("offline", show);
show();

// A form that would go to nowhere stays, with all that was typed.
addEventListener("submit", (event) => {
  if (event.defaultPrevented || navigator.onLine) return;
  event.preventDefault();
  tell(text("You are offline. Nothing was sent, and nothing that you wrote is lost."));
});
