// Makes and uses passkeys. The server says what it wants, the browser asks its person, and the page's own form carries the outcome.
import { text } from "./texts.js";

const form = document.querySelector("form[data-passkey]");
const makes = form.dataset.passkey.endsWith("creation");
const state = form.querySelector("[role=status]");
let waiting = new AbortController();

async function options() {
  const answer = await fetch(form.dataset.passkey, { method: "POST", body: new FormData(form) });
  const said = await answer.json();
  if (said.confirm) location.assign(said.confirm);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return makes ? PublicKeyCredential.parseCreationOptionsFromJSON(said) : PublicKeyCredential.parseRequestOptionsFromJSON(said);
}

async function ceremony(mediation) {
  waiting.abort();
  waiting = new AbortController();
  const { signal } = waiting;
  const publicKey = await options();
  const credential = await navigator.credentials[makes ? "create" : "get"]({ publicKey, mediation, signal });
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

async function ask() {
  state.textContent = "";
  try {
    await ceremony();
  } catch (error) {
    // Who turned it down knows.
    if (!["NotAllowedError", "AbortError"].includes(error.name)) state.textContent = text("That did not work. Try again in a moment.");
  }
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  // Among the names that the browser offers to fill in: it asks nobody, and waits.
  if (document.querySelector("[autocomplete~=webauthn]") && await PublicKeyCredential.isConditionalMediationAvailable?.()) ceremony("conditional").catch(() => {});
}
