/** Another page of this site, as a document. Throws where it is not there. */
export async function fetchPage(url, signal) {
  // What fetch would say too, but not without a complaint in the console.
  if (!navigator.onLine) throw new TypeError("offline");
  const response = await fetch(url, { headers: { accept: "text/html" }, signal });
  if (!response.ok) throw new Error(`${url} is ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** A part of a page, as the server shows it alone; null where it is not there. Throws where it could not be told. */
export async function fetchPart(url) {
  const response = await fetch(url);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${url} is ${response.status}`);
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  return template.content.firstElementChild;
}

/** What names an item of a list, on every page that has it. */
export const keyOf = (item) => item.id || item.dataset.post || item.querySelector("a[href]")?.getAttribute("href");

/** Those of some items that a list does not have yet. */
export function unknown(list, items) {
  const known = new Set([...list.children].map(keyOf));
  return [...items].filter((item) => !known.has(keyOf(item)));
}

/** Tells the modules that the page has grown, so that those which new parts need are loaded. */
export const grown = () => document.dispatchEvent(new Event("grown"));
