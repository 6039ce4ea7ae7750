// Each page works without any of this. A module is loaded where its part of a page is.
const modules = {
  "form[data-like]": "./likes.js",
  "form[data-follow]": "./follows.js",
  "[data-live-post]": "./comments.js",
  "form[data-upload]": "./upload.js",
  "[data-developing]": "./developing.js",
  "input[data-copy]": "./copy.js",
};

for (const [selector, module] of Object.entries(modules)) {
  if (document.querySelector(selector)) import(module);
}
