import { text } from "./texts.js";

/** Pixels that are kept at least, each way, of a photo that has them. */
const least = 64;

/** The frame over the photo in the dialog: which part is kept, in the photo's own pixels. */
export class Frame {
  #dialog;
  #image;
  #window;
  #events = new AbortController();

  constructor(dialog, image, before) {
    this.#dialog = dialog;
    this.#image = image;
    this.#window = dialog.querySelector(".window");
    this.whole = { x: 0, y: 0, width: image.naturalWidth, height: image.naturalHeight };
    this.kept = before?.kept ?? this.whole;
    this.shape = before?.shape ?? "whole";
    const { signal } = this.#events;
    for (const radio of dialog.querySelectorAll("[name=shape]")) {
      radio.checked = radio.value === this.shape;
      radio.addEventListener("change", () => this.#choose(radio.value), { signal });
    }
    this.#window.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#window.addEventListener("pointerdown", (event) => this.#drag(event), { signal });
  }

  /** The dialog's parts are another's from now on. */
  end() {
    this.#events.abort();
  }

  get isWhole() {
    return this.shape === "whole" || (this.kept.width === this.whole.width && this.kept.height === this.whole.height);
  }

  /** Width over height where the shape says it. */
  get ratio() {
    return Number(this.shape) || null;
  }

  show() {
    const { style } = this.#window;
    const percent = (part, of) => `${(100 * part) / of}%`;
    style.left = percent(this.kept.x, this.whole.width);
    style.top = percent(this.kept.y, this.whole.height);
    style.width = percent(this.kept.width, this.whole.width);
    style.height = percent(this.kept.height, this.whole.height);
    this.#window.toggleAttribute("data-whole", this.shape === "whole");
    this.#dialog.querySelector("[data-size]").textContent = text("{0} × {1} pixels", this.kept.width, this.kept.height);
  }

  #choose(shape) {
    this.shape = shape;
    if (shape === "whole") this.kept = this.whole;
    else if (this.ratio) {
      // As large as it goes, from the middle of what was kept.
      const { width, height } = this.whole;
      const wide = Math.min(width, height * this.ratio);
      this.#set(this.kept.x + (this.kept.width - wide) / 2, this.kept.y + (this.kept.height - wide / this.ratio) / 2, wide, wide / this.ratio);
    }
    this.show();
  }

  /** Rounded, inside the photo, and of the shape. */
  #set(x, y, width, height) {
    const { width: mostWide, height: mostHigh } = this.whole;
    width = Math.min(mostWide, Math.max(width, Math.min(least, mostWide)));
    height = Math.min(mostHigh, Math.max(height, Math.min(least, mostHigh)));
    if (this.ratio) {
      width = Math.min(width, mostHigh * this.ratio);
      height = width / this.ratio;
    }
    [width, height] = [Math.round(width), Math.round(height)];
    this.kept = { x: Math.round(Math.min(Math.max(x, 0), mostWide - width)), y: Math.round(Math.min(Math.max(y, 0), mostHigh - height)), width, height };
    this.show();
  }

  /** From its middle. */
  #resize(wider, higher) {
    const { x, y, width, height } = this.kept;
    this.#set(x - wider / 2, y - higher / 2, width + wider, height + higher);
  }

  #key(event) {
    if (this.shape === "whole" || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = Math.max(1, Math.round(Math.max(this.whole.width, this.whole.height) / 50));
    const { x, y, width, height } = this.kept;
    const [right, down] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? [0, 0];
    if (event.key === "+" || event.key === "=") this.#resize(step, (step * height) / width);
    else if (event.key === "-") this.#resize(-step, (-step * height) / width);
    else if (!right && !down) return;
    else if (event.shiftKey && !this.ratio) this.#resize(right, -down);
    else this.#set(x + right, y + down, width, height);
    event.preventDefault();
  }

  #drag(event) {
    if (this.shape === "whole" || event.button) return;
    event.preventDefault();
    this.#window.focus({ focusVisible: false });
    this.#window.setPointerCapture(event.pointerId);
    const [begun, corner] = [this.kept, event.target.dataset.corner];
    const scale = this.whole.width / this.#image.clientWidth;
    const move = ({ clientX, clientY }) => {
      const [right, down] = [(clientX - event.clientX) * scale, (clientY - event.clientY) * scale];
      if (!corner) return this.#set(begun.x + right, begun.y + down, begun.width, begun.height);
      const wider = corner.includes("e") ? right : -right;
      // The corner that lies opposite stays where it is.
      const width = begun.width + (this.ratio ? Math.max(wider, (corner.includes("s") ? down : -down) * this.ratio) : wider);
      const height = this.ratio ? width / this.ratio : begun.height + (corner.includes("s") ? down : -down);
      this.#stretch(begun, corner, width, height);
    };
    this.#window.addEventListener("pointermove", move);
    this.#window.addEventListener("lostpointercapture", () => this.#window.removeEventListener("pointermove", move), { once: true });
  }

  #stretch(begun, corner, width, height) {
    const [right, bottom] = [begun.x + begun.width, begun.y + begun.height];
    const [roomWide, roomHigh] = [corner.includes("w") ? right : this.whole.width - begun.x, corner.includes("n") ? bottom : this.whole.height - begun.y];
    width = Math.max(Math.min(width, roomWide, this.ratio ? roomHigh * this.ratio : Infinity), Math.min(least, this.whole.width));
    height = this.ratio ? width / this.ratio : Math.max(Math.min(height, roomHigh), Math.min(least, this.whole.height));
    this.#set(corner.includes("w") ? right - width : begun.x, corner.includes("n") ? bottom - height : begun.y, width, height);
  }
}
