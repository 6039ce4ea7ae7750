// Each page works without any of this. A module is loaded where its part of a page is, or comes to be.
import "./offline.js";
import { install } from "./install.js";

const modules = {
  "[data-unread-count]": "./activity.js",
  "form[data-like]": "./likes.js",
  "article.post form[data-like]": "./hearts.js",
  "form[data-follow], form[data-answer]": "./follows.js",
  "form[data-save]": "./saves.js",
  "[data-feed-news]": "./feed.js",
  ".feed > article": "./watch.js",
  ":is(.feed, .gallery, .people, .notifications) + nav.pager a[rel=next]": "./more.js",
  "[data-live-post]": "./comments.js",
  "article.post.page": "./post.js",
  ".carousel": "./carousel.js",
  "button[data-share]": "./share.js",
  "form.search": "./suggest.js",
  "form[data-upload]": "./upload.js",
  "[data-counted]": "./counter.js",
  "[data-developing]": "./developing.js",
  "[data-progress]": "./progress.js",
  "form[data-import]": "./import.js",
  "form[data-push]": "./push.js",
  "[data-copy]": "./copy.js",
  "form[data-passkey]": "./passkeys.js",
};

const coming = [];

function load() {
  for (const [selector, module] of Object.entries(modules)) {
    if (!document.querySelector(selector)) continue;
    delete modules[selector];
    // One that fails is told of as any other.
    coming.push(new Promise((came) => import(module).finally(came)));
  }
}

document.addEventListener("grown", load);
load();
// Not before the page has all that it consists of.
Promise.all(coming).then(install);
