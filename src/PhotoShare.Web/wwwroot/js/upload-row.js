/** One photo in the list of those to share: what it is, how far it is, and what it shows. */
export class UploadRow {
  #item;

  constructor(list, file) {
    this.#item = document.getElementById("upload-row").content.firstElementChild.cloneNode(true);
    const image = this.#find("img");
    image.src = URL.createObjectURL(file);
    image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
    // A kind that the browser can't show, or no photo at all.
    image.addEventListener("error", () => (image.hidden = true), { once: true });
    this.#find(".name").textContent = file.name;
    this.#find("[data-remove]").ariaLabel = `Remove ${file.name}`;
    list.append(this.#item);
  }

  get state() {
    return this.#item.dataset.state;
  }

  get altText() {
    return this.#find("input").value.trim();
  }

  sending() {
    this.#say("sending", "Sending…");
  }

  progress(share) {
    this.#find("progress").value = share;
  }

  /** Takes what the graph says of the photo. */
  show({ status, failure }) {
    if (status === "READY") this.#say("ready", "Ready");
    else if (status === "FAILED") this.failed(failure.message, false);
    else this.#say("developing", "Being developed…");
  }

  failed(message, again) {
    this.#say("failed", message);
    this.#find("[data-retry]").hidden = !again;
  }

  onRemove(act) {
    this.#find("[data-remove]").addEventListener("click", act);
  }

  onRetry(act) {
    this.#find("[data-retry]").addEventListener("click", act);
  }

  remove() {
    this.#item.remove();
  }

  #say(state, text) {
    this.#item.dataset.state = state;
    this.#find(".state").textContent = text;
    this.#find("[data-retry]").hidden = true;
  }

  #find(selector) {
    return this.#item.querySelector(selector);
  }
}
