// What was typed survives a reload of the page, in this tab and for this person alone. Photos that arrived are in the address.
const kept = /^(caption|contentWarning|visibility|comments|place|coordinates|showCamera|alt-.*)$/;

export function keepWords(form) {
  const key = `upload:${form.dataset.upload}`;
  restore(form, JSON.parse(sessionStorage.getItem(key) ?? "{}"));
  form.addEventListener("input", () => {
    const words = [...form.elements].filter((field) => kept.test(field.name) && field.type !== "hidden")
      .map((field) => [field.type === "radio" ? `${field.name}=${field.value}` : field.name, /radio|checkbox/.test(field.type) ? field.checked : field.value]);
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(words)));
  });
  return () => sessionStorage.removeItem(key);
}

function restore(form, words) {
  for (const field of form.elements) {
    const was = words[field.type === "radio" ? `${field.name}=${field.value}` : field.name];
    if (was === undefined || !kept.test(field.name)) continue;
    if (/radio|checkbox/.test(field.type)) field.checked = was;
    else if (!field.value) field.value = was;
    if (was && field.type === "text") field.closest("details").open = true;
  }
}
