import { Refusal } from "./graph.js";
import { tell, why } from "./tell.js";

/** Forms that are sent by script instead, wherever on the page they are or come to be. */
export const onSubmit = (selector, act) => document.addEventListener("submit", (event) => {
  const form = event.target.closest(selector);
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  act(form, event);
});

/**
 * Does what a form asks for, once at a time. Says why it could not be done after `undo`; what cannot be said here, e.g. that one
 * has been signed out, the plain form tells on a page of its own.
 */
export async function attempt(form, act, undo = () => {}) {
  if ("busy" in form.dataset) return;
  form.dataset.busy = "";
  try {
    await act();
  } catch (error) {
    undo();
    // What fetch throws when nothing answered.
    if (error instanceof Refusal || error instanceof TypeError || !navigator.onLine) tell(why(error));
    else form.submit();
  } finally {
    delete form.dataset.busy;
  }
}
