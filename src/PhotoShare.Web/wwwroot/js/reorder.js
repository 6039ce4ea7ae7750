/** Pixels at the upper and the lower end of the window where the page moves along. */
const edge = 72;

/** Rows of a list can be dragged by their grips, with a mouse or a finger. Tells `moved` of the row when it is let go elsewhere. */
export function reorderable(list, moved) {
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || event.button) return;
    event.preventDefault();
    const row = grip.closest("li");
    const before = row.nextElementSibling;
    grip.setPointerCapture(event.pointerId);
    row.toggleAttribute("data-dragged", true);
    const drag = ({ clientY }) => {
      const after = [...list.children].find((other) => other !== row && clientY < middle(other)) ?? null;
      if (after !== row.nextElementSibling) list.insertBefore(row, after);
      if (clientY < edge) scrollBy(0, -edge / 4);
      else if (clientY > innerHeight - edge) scrollBy(0, edge / 4);
    };
    const end = () => {
      grip.removeEventListener("pointermove", drag);
      row.toggleAttribute("data-dragged", false);
      if (row.nextElementSibling !== before) moved(row);
    };
    grip.addEventListener("pointermove", drag);
    grip.addEventListener("lostpointercapture", end, { once: true });
  });
}

function middle(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}
