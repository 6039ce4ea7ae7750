/** Photos come by the field, dropped anywhere on the page, or pasted. Each time `add` is given the files. */
export function incoming(input, add) {
  const take = () => {
    add(input.files);
    input.value = "";
  };
  input.addEventListener("change", take);
  // Some people are faster than their connection.
  if (input.files.length > 0) take();

  const sheet = document.querySelector("[data-dropping]");
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  // Entering a part of the page comes before leaving the one around it.
  let within = 0;
  const enter = (change) => (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    within = change === 0 ? 0 : within + change;
    sheet.hidden = within <= 0;
  };
  addEventListener("dragenter", enter(1));
  addEventListener("dragleave", enter(-1));
  addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    enter(0)(event);
    if (carriesFiles(event)) add(event.dataTransfer.files);
  });

  addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  });
}
