import { Suggest } from "./operations.js";
import { send } from "./graph.js";
import { text } from "./texts.js";

// Suggestions under a field of search (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). The focus stays in the field; without any
// of this, the form searches.

const Pause = 150;

for (const form of document.querySelectorAll("form.search")) attach(form, form.querySelector("input[type=search]"));

function attach(form, input) {
  const list = form.querySelector("[role=listbox]"), status = form.querySelector("[role=status]");
  let asked = 0, timer, active = -1, shownFor = "";

  Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false", autocomplete: "off" });
  input.setAttribute("aria-controls", list.id);

  const options = () => [...list.querySelectorAll("[role=option]")];

  const close = () => {
    clearTimeout(timer);
    asked++;
    list.hidden = true;
    input.ariaExpanded = "false";
    activate(-1);
  };

  const activate = (index) => {
    active = index;
    options().forEach((option, i) => option.ariaSelected = String(i === index));
    const option = options()[index];
    option ? input.setAttribute("aria-activedescendant", option.id) : input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };

  const ask = async () => {
    const query = input.value.trim(), mine = ++asked;
    if (!query) return close();
    try {
      const found = await send(Suggest, { query });
      // What was typed last wins, whichever answer comes last.
      if (mine === asked && document.activeElement === input) show(query, found);
    } catch {
      if (mine === asked) close();
    }
  };

  const show = (query, { people, hashtags, places }) => {
    shownFor = query;
    const entries = [
      ...people.nodes.map((one) => [`/@${one.username}`, one.displayName ?? one.username, `@${one.username}`, one.avatar?.url]),
      ...hashtags.nodes.map(({ name }) => [`/tags/${encodeURIComponent(name)}`, `#${name}`, text("Hashtag")]),
      ...places.nodes.map(({ id, name }) => [`/places/${id}`, name, text("Place")]),
    ];
    list.replaceChildren(...entries.map(optionOf));
    list.hidden = !entries.length;
    input.ariaExpanded = String(!list.hidden);
    activate(-1);
    status.textContent = entries.length === 1 ? text("1 suggestion") : text("{0} suggestions", entries.length);
  };

  const optionOf = ([url, name, kind, picture], index) => {
    const option = document.createElement("li"), words = document.createElement("span");
    option.role = "option";
    option.id = `${list.id}-${index}`;
    option.dataset.url = url;
    words.append(Object.assign(document.createElement("b"), { textContent: name }), Object.assign(document.createElement("span"), { className: "handle", textContent: kind }));
    const image = picture ? Object.assign(document.createElement("img"), { src: picture, alt: "", className: "avatar", width: 40, height: 40 })
      : Object.assign(document.createElement("span"), { className: "avatar letter", textContent: name[0] === "#" ? "#" : [...name][0].toUpperCase(), ariaHidden: "true" });
    option.append(image, words);
    return option;
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, Pause);
  });
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "ArrowDown" && list.hidden && input.value.trim()) count && shownFor === input.value.trim() ? reopen() : ask();
    else if (event.key === "ArrowDown" && count) activate((active + 2) % (count + 1) - 1);
    else if (event.key === "ArrowUp" && count && !list.hidden) activate((active + count + 1) % (count + 1) - 1);
    else if (event.key === "Enter" && active >= 0 && !list.hidden) location.assign(options()[active].dataset.url);
    else return;
    event.preventDefault();
  });
  const reopen = () => {
    list.hidden = false;
    input.ariaExpanded = "true";
    activate(0);
  };

  input.addEventListener("blur", close);
  // A press on an option must not take the focus first, or the list is gone before the click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const url = event.target.closest("[role=option]")?.dataset.url;
    if (url) location.assign(url);
  });
  // Whoever was quicker than this module has typed already.
  if (document.activeElement === input && input.value !== input.defaultValue) ask();
}
