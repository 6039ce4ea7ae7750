// What the modules say, in the page's language: the page brings along what is not English.
const said = JSON.parse(document.querySelector('meta[name="texts"]')?.content ?? "{}");

export const text = (english, ...values) => (said[english] ?? english).replace(/\{(\d)\}/g, (_, index) => values[index]);
