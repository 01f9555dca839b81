// The outline with the keyboard, and its memory: what was opened, what was closed, and where one was.

const outline = document.getElementById("outline");
const keys = document.getElementById("keys");
const NAME = `outline:${document.documentElement.dataset.person ?? ""}:${outline.dataset.outline}`;
const MOST_KEPT = 500;

const links = () => [...outline.querySelectorAll("a.text")].filter((link) => link.checkVisibility?.() ?? link.offsetParent);
// A reference is a row of its own, but neither remembered nor answered: its claim stands elsewhere.
const itemOf = (element) => element.closest("li[data-claim], li[data-reference]");
const linkOf = (item) => item?.querySelector(":scope > .row > a.text");
const listOf = (item) => item?.querySelector(":scope > details");
const key = (details) => details.dataset.below;

// ---- memory ------------------------------------------------------------------------------------

function recall() {
  try {
    return { open: [], closed: [], at: null, ...JSON.parse(localStorage.getItem(NAME)) };
  } catch {
    return { open: [], closed: [], at: null };
  }
}

const memory = recall();

function remember() {
  try {
    memory.open = memory.open.slice(-MOST_KEPT);
    memory.closed = memory.closed.slice(-MOST_KEPT);
    localStorage.setItem(NAME, JSON.stringify(memory));
  } catch {
    // No storage: the outline begins afresh each time.
  }
}

// Browsers also tell of each list that comes open; what is as it came need not be remembered.
function note(details) {
  const one = key(details);
  const [now, before] = details.open ? ["open", "closed"] : ["closed", "open"];
  if (memory[now].includes(one)) return;
  const asItCame = details.open !== ("unread" in details.dataset);
  if (asItCame && !memory[before].includes(one)) return;
  memory[before] = memory[before].filter((each) => each !== one);
  if (!asItCame) memory[now].push(one);
  remember();
}

function restore(root) {
  const closed = new Set(memory.closed);
  const open = new Set(memory.open);
  for (const details of root.querySelectorAll("details[data-below]")) {
    if (details.open && closed.has(key(details))) details.open = false;
    else if (!details.open && open.has(key(details))) details.open = true;
  }
}

outline.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.matches("details[data-below]")) note(target);
  },
  true,
);
// Who closes a list and leaves at once is gone before the browser tells of it.
addEventListener("pagehide", () => outline.querySelectorAll("details[data-below]").forEach(note));
outline.addEventListener("focusin", ({ target }) => {
  const item = itemOf(target);
  if (!item) return;
  isBack = true;
  if ("reference" in item.dataset) return;
  memory.at = item.dataset.claim;
  remember();
});
// Not at htmx:load: by then the browser has told that the fetched lists are open.
document.addEventListener("htmx:afterSwap", () => {
  restore(outline);
  comeBack();
});

let isBack = false; // where one was, or busy elsewhere: the row may come with a list fetched later

function comeBack() {
  if (isBack) return;
  const asked = location.hash.match(/^#row-(\d+)$/);
  const item = document.getElementById(`row-${asked ? asked[1] : memory.at}`);
  if (!item || item === outline.firstElementChild) return;
  for (let above = item.parentElement.closest("details"); above; above = above.parentElement.closest("details")) {
    if (asked) above.open = true;
  }
  if (!linkOf(item).checkVisibility?.()) return;
  isBack = true;
  item.classList.add("was-here");
  item.querySelector(".row").scrollIntoView({ block: "center" });
}

// ---- keys --------------------------------------------------------------------------------------

function go(link) {
  if (!link) return;
  link.focus();
  link.scrollIntoView({ block: "nearest" });
}

function step(from, by) {
  const shown = links();
  go(shown[shown.indexOf(from) + by]);
}

function inward(link) {
  const details = listOf(itemOf(link));
  if (!details) return;
  if (!details.open) details.open = true;
  else go(details.querySelector("a.text"));
}

function outward(link) {
  const item = itemOf(link);
  const details = listOf(item);
  if (details?.open) details.open = false;
  else go(linkOf(item.parentElement.closest("li[data-claim]")));
}

// Further down or up, round to the other end; a list that is closed comes open for it.
function stepToNew(link, by) {
  const rows = [...outline.querySelectorAll(".row")];
  const here = link ? rows.indexOf(link.parentElement) : -1;
  const others = here < 0 ? rows : [...rows.slice(here + 1), ...rows.slice(0, here)];
  const turned = by > 0 ? others : others.reverse();
  const row = turned.find((each) => each.querySelector(".fresh"));
  if (!row) return;
  for (let above = row.closest("details"); above; above = above.parentElement.closest("details")) above.open = true;
  go(row.querySelector("a.text"));
}

function answer(link, name) {
  if (!outline.dataset.mayAnswer || "reference" in itemOf(link).dataset) return;
  const question = itemOf(link).classList.contains("is-question");
  location.assign(`${link.getAttribute("href")}reply/${question ? "thesis" : name}/`);
}

const DOES = {
  ArrowDown: (link) => step(link, 1),
  ArrowUp: (link) => step(link, -1),
  ArrowRight: inward,
  ArrowLeft: outward,
  Home: () => go(links()[0]),
  End: () => go(links().at(-1)),
  s: (link) => answer(link, "pro"),
  o: (link) => answer(link, "con"),
  n: (link) => stepToNew(link, 1),
  p: (link) => stepToNew(link, -1),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.matches("input, textarea, select") || keys.open) return;
  if (event.key === "?") {
    event.preventDefault();
    keys.showModal();
    return;
  }
  const does = DOES[event.key];
  const row = outline.contains(document.activeElement) ? itemOf(document.activeElement) : null;
  if (does && row) {
    event.preventDefault();
    does(linkOf(row));
  } else if (does && "np".includes(event.key)) {
    event.preventDefault();
    does(null);
  } else if (event.key === "ArrowDown" && document.activeElement === document.body) {
    event.preventDefault();
    go(linkOf(outline.querySelector(".was-here") ?? outline.firstElementChild));
  }
});

// ---- begin -------------------------------------------------------------------------------------

const tools = document.querySelector("[data-outline-tools]");
tools.hidden = false;
for (const [name, open] of [["open", true], ["close", false]]) {
  tools.querySelector(`[data-${name}-all]`)?.addEventListener("click", () => {
    for (const details of outline.querySelectorAll("li li > details[data-below]")) details.open = open;
  });
}
restore(outline);
comeBack();
