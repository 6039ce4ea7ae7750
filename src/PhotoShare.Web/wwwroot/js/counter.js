// How many characters of its bound a field has, said aloud only near the end of it.
for (const field of document.querySelectorAll("[data-counted]")) {
  const said = document.createElement("span");
  said.className = "count";
  field.closest(".field").querySelector("label").after(said);
  const count = () => {
    const left = field.maxLength - field.value.length;
    said.textContent = field.value ? `${field.value.length} / ${field.maxLength}` : "";
    said.ariaLive = left < field.maxLength / 20 ? "polite" : "off";
  };
  field.addEventListener("input", count);
  count();
}
