import { text } from "./texts.js";

const form = document.querySelector("form[data-push]");
const [on, off, state] = ["[data-on]", "[data-off]", "[role=status]"].map((part) => form.querySelector(part));

function show(subscription) {
  on.hidden = !!subscription;
  off.hidden = !subscription;
}

async function send(path, { endpoint, keys: { p256dh, auth } }) {
  const body = new FormData(form);
  for (const [name, value] of Object.entries({ endpoint, p256dh, auth })) body.set(name, value);
  const answer = await fetch(path, { method: "POST", body });
  if (!answer.ok) throw new Error((await answer.json()).detail);
}

async function turnOn(pushes) {
  if (await Notification.requestPermission() !== "granted") return state.textContent = text("Your browser does not let us. You can change that in its settings for this site.");
  const subscription = await pushes.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.push });
  try {
    await send(form.action, subscription.toJSON());
  } catch (refused) {
    await subscription.unsubscribe();
    throw refused;
  }
  show(subscription);
  state.textContent = text("It is on.");
}

async function turnOff(pushes) {
  const subscription = await pushes.getSubscription();
  if (subscription) {
    await send(`${form.action}/delete`, subscription.toJSON());
    await subscription.unsubscribe();
  }
  show(null);
  state.textContent = text("It is off.");
}

const trying = (act, pushes) => async () => {
  try {
    await act(pushes);
  } catch (error) {
    state.textContent = error.name === "Error" && error.message || text("That did not work. Try again in a moment.");
  }
};

if (navigator.serviceWorker && window.PushManager) {
  const { pushManager } = await navigator.serviceWorker.ready;
  on.addEventListener("click", trying(turnOn, pushManager));
  off.addEventListener("click", trying(turnOff, pushManager));
  show(await pushManager.getSubscription());
} else state.textContent = text("This browser can't do that. On a phone it may, once PhotoShare is on the home screen.");
