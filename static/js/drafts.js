// Keeps what is typed into a <form data-draft="name"> until the server has taken it.
//
// Every form that was sent is remembered as "sent"; the next page tells whether that went well. It
// did not if the page shows the same form again, or says data-keeps-drafts on its body (errors, the
// sign-in page, a form out of date). A page that never loads (no network) tells nothing: kept too.

const person = document.documentElement.dataset.person ?? "";
const PREFIX = `draft:${person}:`;
const LATER = 400;
const DAYS = 14;

const nameOf = (form) => PREFIX + form.dataset.draft;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function keep(name, draft) {
  try {
    localStorage.setItem(name, JSON.stringify(draft));
  } catch {
    // Storage is full or switched off: the form works all the same.
  }
}

const drop = (name) => {
  try {
    localStorage.removeItem(name);
  } catch {
    // As above.
  }
};

/** What a person typed or chose: [[field name, value], ...], without what the server put there. */
function typed(form) {
  return [...new FormData(form)].filter(([field, value]) => {
    const element = form.elements[field];
    const type = element instanceof RadioNodeList ? element[0].type : element?.type;
    return typeof value === "string" && type !== "hidden" && type !== "password";
  });
}

/** Whether somebody was quicker than this script, and has typed already. */
const isBegun = (form) =>
  [...form.querySelectorAll("textarea, input[type=text]")].some(({ value, defaultValue }) => value !== defaultValue);

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** As many lines as there were: site.js adds one for every click. */
function addLines(form, button, left) {
  const list = form.querySelector(`#${button.dataset.adds}`);
  const wanted = left.get(list.querySelector("[name]").name)?.length ?? 0;
  while (list.children.length < Math.min(wanted, Number(list.dataset.most))) button.click();
}

function put(form, fields) {
  const left = new Map();
  for (const [field, value] of fields) left.set(field, [...(left.get(field) ?? []), value]);
  for (const button of form.querySelectorAll("[data-adds]")) addLines(form, button, left);
  for (const element of form.elements) {
    if (element.type === "hidden" || !left.has(element.name)) continue;
    const values = left.get(element.name);
    if (element.type === "radio" || element.type === "checkbox") element.checked = values.includes(element.value);
    else if (values.length) element.value = values.shift();
  }
  for (const more of form.querySelectorAll("details")) {
    if ([...more.querySelectorAll("input, textarea")].some((field) => field.value)) more.open = true;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function button(text, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", action);
  return made;
}

function offer(form, draft) {
  const notice = document.createElement("div");
  notice.className = "draft";
  notice.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = "You had begun to write something here.";
  const done = () => {
    notice.remove();
    form.querySelector("textarea, input:not([type=hidden])")?.focus();
  };
  notice.append(
    words,
    button("Put it back", () => (put(form, draft.fields), done())),
    button("Discard it", () => (drop(nameOf(form)), done())),
  );
  form.prepend(notice);
}

function watch(form) {
  const name = nameOf(form);
  const now = typed(form);
  const begun = isBegun(form);
  const before = begun ? null : now;
  const draft = read(name);
  const failed = form.querySelector(".errors") !== null;
  const asKept = draft && same(draft.fields, now);
  // Sent, and here it is as it was sent: the server has it.
  if (asKept && draft.sent && !failed) drop(name);
  else if (draft) keep(name, { ...draft, sent: false });
  if (draft && !asKept && !failed) offer(form, draft);

  let timer;
  const save = () => {
    clearTimeout(timer);
    const fields = typed(form);
    if (!same(fields, before)) keep(name, { fields, at: Date.now(), sent: false });
    else if (!form.querySelector(".draft")) drop(name);
  };
  const saveLater = () => {
    clearTimeout(timer);
    timer = setTimeout(save, LATER);
  };
  if (begun) saveLater();
  form.addEventListener("input", saveLater);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    const fields = typed(form);
    if (!event.submitter?.hasAttribute("data-keeps-draft")) keep(name, { fields, at: Date.now(), sent: true });
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    const { successful, requestConfig } = event.detail;
    if (event.target !== form || requestConfig.verb !== "post") return;
    if (successful) drop(name);
    else save();
  });
}

function watchAll(root) {
  if (root.matches?.("form[data-draft]")) watch(root);
  for (const form of root.querySelectorAll("form[data-draft]")) watch(form);
}

function settle() {
  const here = new Set([...document.querySelectorAll("form[data-draft]")].map(nameOf));
  const old = Date.now() - DAYS * 86_400_000;
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith("draft:")) continue;
    const draft = read(name);
    if (!draft || draft.at < old) drop(name);
    else if (draft.sent && "keepsDrafts" in document.body.dataset) keep(name, { ...draft, sent: false });
    else if (draft.sent && name.startsWith(PREFIX) && !here.has(name)) drop(name);
  }
}

// Who signs out leaves nothing behind for the next person at this computer.
function leave(event) {
  if (!event.target.matches?.("form[data-leaves]")) return;
  for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) drop(name);
}

try {
  settle();
  watchAll(document);
  document.addEventListener("submit", leave);
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) watchAll(event.detail.elt);
  });
} catch {
  // No storage in this browser: nothing is kept, nothing is broken.
}
