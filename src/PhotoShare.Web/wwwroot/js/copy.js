import { text } from "./texts.js";
const input = document.querySelector("[data-copy]");
input.addEventListener("focus", () => input.select());

// Browsers lend the clipboard to secure pages alone.
if (navigator.clipboard) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text("Copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(input.value);
    button.textContent = text("Copied");
  });
  input.after(button);
}
