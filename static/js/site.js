// Small conveniences of the frame. Every page works without them.

const menus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// "/" goes to the search, unless one is writing or another key is held.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.defaultPrevented || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const fields = [...document.querySelectorAll("[role=search] input[type=search]")];
  const field = fields.find((one) => one.checkVisibility?.() ?? one.offsetParent);
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// <button type="button" data-copies="id of a field" hidden>
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(field.value);
    tell(button, "Copied.");
  } catch {
    // Browsers keep the clipboard from pages without https: the text is selected for its keys.
    field.focus();
    field.select();
    tell(button, "Press Ctrl+C to copy it.");
  }
});

// <button type="button" data-adds="id of a list" hidden>: one more field like the list's last one.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-adds]");
  if (!button) return;
  const list = document.getElementById(button.dataset.adds);
  if (list.children.length >= Number(list.dataset.most)) return;
  event.preventDefault();
  const row = list.lastElementChild.cloneNode(true);
  const number = list.children.length + 1;
  for (const field of row.querySelectorAll("input, textarea")) {
    field.value = "";
    field.id = `${list.id}-${number}`;
    field.required = false;
  }
  for (const label of row.querySelectorAll("label")) {
    label.htmlFor = `${list.id}-${number}`;
    label.querySelector("[data-number]").textContent = number;
  }
  list.append(row);
  row.querySelector("input, textarea").focus();
});

// <button type="button" data-suggests-zone="id of the field" hidden>
for (const button of document.querySelectorAll("[data-suggests-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const field = document.getElementById(button.dataset.suggestsZone);
  if (!zone || (field.value || field.placeholder) === zone) continue;
  button.textContent = `Use ${zone}, as this browser does`;
  button.hidden = false;
  button.addEventListener("click", () => {
    field.value = zone;
    button.hidden = true;
    field.focus();
  });
}

// What only makes sense with JavaScript is hidden until it runs.
function uncover(root) {
  for (const button of root.querySelectorAll("[data-copies], [data-needs-js]")) button.hidden = false;
}
uncover(document);
document.addEventListener("htmx:load", (event) => uncover(event.detail.elt));

/** Say it where the button is, too. */
function tell(button, words) {
  button.textContent = words;
  say(words);
}

/** Have a screen reader say it, without moving the focus. */
function say(words) {
  const live = document.getElementById("live");
  live.textContent = "";
  setTimeout(() => (live.textContent = words), 50);
}
