import { Refusal } from "./graph.js";
import { text } from "./texts.js";

// One line at the foot of the page, read out without taking the focus; it goes by itself.
const line = document.getElementById("telling");
let gone;

export function tell(words) {
  clearTimeout(gone);
  line.textContent = words;
  gone = setTimeout(() => line.textContent = "", 6_000);
}

/** Why something was not done, in a sentence. */
export const why = (error) =>
  error instanceof Refusal ? error.message
  : navigator.onLine ? text("That did not work. Try again in a moment.")
  : text("You are offline. Try again when you are back.");
