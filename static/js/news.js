// How much is new about the reader, in the menu: asked for once a minute at most in each tab.

const KEPT_FOR = 60_000;
const KEY = "news";

const counts = document.querySelectorAll("[data-news-count]");
const person = document.documentElement.dataset.person;

/** What was asked for a moment ago, if it was for the same person. */
function kept() {
  try {
    const known = JSON.parse(sessionStorage.getItem(KEY));
    return known?.person === person && Date.now() - known.at < KEPT_FOR ? known : null;
  } catch {
    return null;
  }
}

async function ask() {
  const answer = await fetch(counts[0].dataset.newsCount, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) return null;
  const { count } = await answer.json();
  const known = { person, count, at: Date.now() };
  sessionStorage.setItem(KEY, JSON.stringify(known));
  return known;
}

function show({ count }) {
  for (const place of counts) {
    place.textContent = count >= 99 ? "99+" : count;
    place.hidden = count === 0;
    const summary = place.closest("[data-menu]")?.querySelector("summary");
    summary?.classList.toggle("has-news", count > 0);
  }
}

async function tell() {
  try {
    const known = kept() ?? (await ask());
    if (known) show(known);
  } catch {
    // No connection: the menu leads there all the same.
  }
}

document.querySelector("[data-read-news]")?.addEventListener("submit", () => sessionStorage.removeItem(KEY));
if (counts.length && person) tell();
