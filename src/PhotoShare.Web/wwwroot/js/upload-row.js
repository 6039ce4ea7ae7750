import { PhotoOriginal } from "./operations.js";
import { send } from "./graph.js";
import { takeBack, Transfer } from "./transfer.js";
import { text } from "./texts.js";

/** What a photo that can't be shared tells of itself. */
const failures = {
  UNSUPPORTED_FORMAT: text("It is no kind of image that can be read."),
  CORRUPT: text("The file is damaged."),
  TOO_LARGE: text("It has too many pixels."),
  TIMED_OUT: text("It took too long to develop."),
};

/** One photo in the list of those to share: what it is, how far it is, what it shows. Begins with a draft's row as the page has it, or with a file. */
export class UploadRow {
  #file;
  #changed;
  transfer = null;

  /** @param {HTMLElement} item The row. @param {() => void} changed Is told of each change of state. */
  constructor(item, changed) {
    this.item = item;
    this.#changed = changed;
    item.upload = this;
    const image = this.find("img");
    image.addEventListener("error", () => {
      image.hidden = true;
      this.uncroppable();
    });
    this.find(".name").title = this.name;
  }

  static of(file, changed) {
    const item = document.getElementById("upload-row").content.firstElementChild.cloneNode(true);
    item.dataset.name = item.querySelector(".name").textContent = file.name;
    const row = new UploadRow(item, changed);
    row.#file = file;
    row.send(file);
    return row;
  }

  get id() {
    return this.item.dataset.photo;
  }

  get name() {
    return this.item.dataset.name;
  }

  get state() {
    return this.item.dataset.state;
  }

  /** Whether its bytes are still to come, and come by themselves. */
  get going() {
    return this.state === "cutting" || this.#sends;
  }

  get #sends() {
    return ["queued", "sending", "waiting"].includes(this.state);
  }

  /** The photo as it was chosen, or as it was sent. */
  async original() {
    if (this.#file) return this.#file;
    const { node } = await send(PhotoOriginal, { id: this.id });
    const bytes = await (await fetch(node.original.url)).blob();
    return (this.#file = new File([bytes], this.name, { type: node.original.contentType }));
  }

  /** Sends a file as this photo, and takes back whatever was sent as it before. */
  send(file) {
    this.forget();
    const image = this.find("img");
    const address = URL.createObjectURL(file);
    image.addEventListener("load", () => URL.revokeObjectURL(address), { once: true });
    image.hidden = false;
    image.src = address;
    delete this.item.dataset.photo;
    const transfer = new Transfer(file, (...change) => this.transfer === transfer && this.#show(...change));
    this.transfer = transfer;
    transfer.start();
  }

  /** What was sent is not what is to be shared; what is, is being cut. */
  cutting() {
    this.forget();
    delete this.item.dataset.photo;
    this.#say("cutting", text("Cropping…"));
  }

  /** Takes back what was sent. */
  forget() {
    if (this.transfer) this.transfer.forget();
    else if (this.id) takeBack(this.id, true);
    this.transfer = null;
  }

  /** Takes what the graph says of the photo. */
  update({ id, status, failure, image }) {
    this.item.dataset.photo = id;
    this.find("textarea").name = `alt-${id}`;
    this.find(".refusal").id = `row-${id}-refusal`;
    const shown = this.find("img");
    if (image && shown.hidden) Object.assign(shown, { src: image.url, hidden: false });
    if (status === "READY") this.#say("ready", text("Ready"));
    else if (status === "FAILED") this.#say("failed", failures[failure.code] ?? text("Something went wrong on our side."));
    else this.#say("developing", text("Being developed…"));
  }

  find(selector) {
    return this.item.querySelector(selector);
  }

  #show(state, detail, again) {
    if (state === "progress") this.find("progress").value = detail;
    else if (state === "arrived") this.update(detail);
    else if (state === "failed") this.#say(state, detail, again);
    else this.#say(state, { queued: text("Waiting its turn"), sending: text("Sending…"), paused: text("Paused"), waiting: text("Waiting for the connection") }[state]);
  }

  #say(state, words, again = false) {
    this.item.dataset.state = state;
    this.find(".state").textContent = words;
    for (const [act, shown] of [["pause", this.#sends], ["resume", state === "paused"], ["retry", again]]) {
      const button = this.find(`[data-act="${act}"]`);
      // Whoever pressed one goes on with what stands in its place.
      const focused = button === document.activeElement;
      button.hidden = !shown;
      if (focused && !shown) this.find('[data-act]:is([data-act="resume"], [data-act="pause"], [data-act="retry"]):not([hidden]), [data-act="remove"]').focus();
    }
    this.find('[data-act="crop"]').disabled = state === "failed" || state === "cutting" || (!this.#file && state !== "ready");
    this.#changed(this);
  }

  /** It is of a kind that the browser can't show. */
  uncroppable() {
    this.find('[data-act="crop"]').hidden = true;
    this.find("[data-uncroppable]").hidden = false;
  }
}
