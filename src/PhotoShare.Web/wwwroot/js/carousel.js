// Photos side by side: swiped or scrolled without any script; here by buttons, dots and keys, with a word for those who do not see it.
const boxOf = (element) => element.closest(".photos")?.querySelector(".carousel");
const isRtl = (box) => getComputedStyle(box).direction === "rtl";
const at = (box) => Math.round(Math.abs(box.scrollLeft) / box.clientWidth);

function go(box, index) {
  const slide = box.children[Math.max(0, Math.min(index, box.children.length - 1))];
  box.scrollTo({ left: slide.offsetLeft - box.children[0].offsetLeft });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-step], button[data-slide]");
  if (!button) return;
  const box = boxOf(button);
  go(box, "step" in button.dataset ? at(box) + Number(button.dataset.step) : Number(button.dataset.slide));
});

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.(".carousel, .steps, .dots") && boxOf(event.target);
  if (!box || event.altKey || event.ctrlKey || event.metaKey) return;
  const onward = isRtl(box) ? "ArrowLeft" : "ArrowRight", back = isRtl(box) ? "ArrowRight" : "ArrowLeft";
  const index = { [onward]: at(box) + 1, [back]: at(box) - 1, Home: 0, End: box.children.length - 1 }[event.key];
  if (index === undefined) return;
  event.preventDefault();
  go(box, index);
});

// Scrolling does not bubble.
document.addEventListener("scroll", (event) => event.target.matches?.(".carousel") && settle(event.target), { capture: true, passive: true });

function settle(box) {
  const index = at(box);
  if (box.dataset.at === String(index)) return;
  box.dataset.at = index;
  const photos = box.closest(".photos");
  photos.querySelectorAll("[data-slide]").forEach((dot, i) => i === index ? dot.setAttribute("aria-current", "true") : dot.removeAttribute("aria-current"));
  const [back, onward] = photos.querySelectorAll("[data-step]");
  // Not disabled, which would take the focus from under the finger.
  back.ariaDisabled = String(index === 0);
  onward.ariaDisabled = String(index === box.children.length - 1);
  photos.querySelector("[role=status]").textContent = box.children[index].ariaLabel;
}
