// The composer: counts characters as the rule counts them, and keeps the text when sending fails.

const ASK_AFTER = 600;
const PLAIN = /^[^*_`&<>[\]\\]*$/;

const counters = (root) => root.querySelectorAll("[data-counts]");

/** What a reader sees of a text without markup: white space folded, characters counted whole. */
const seen = (text) => [...text.normalize("NFC").trim().split(/\s+/u).join(" ")].length;

function show(counter, count) {
  const limit = Number(counter.dataset.limit);
  counter.textContent = `${count} of ${limit}`;
  counter.classList.toggle("over", count > limit);
}

/** Text with markup is counted by the server, which alone knows what of it is shown. */
async function ask(counter, field) {
  const form = field.form;
  const asked = new FormData();
  asked.set("text", field.value);
  asked.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  try {
    const address = form.querySelector("button[name=preview]").getAttribute("hx-post");
    const answer = await fetch(address, { method: "POST", body: asked, headers: { "HX-Request": "true" } });
    if (!answer.ok || asked.get("text") !== field.value) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    show(counter, Number(page.querySelector("[data-count]").dataset.count));
  } catch {
    // Without the network the count stays as it was; the server counts again when it is posted.
  }
}

function count(counter) {
  const field = document.getElementById(counter.dataset.counts);
  if (!field) return;
  let timer;
  const update = () => {
    clearTimeout(timer);
    if (PLAIN.test(field.value) && !field.value.includes("://")) show(counter, seen(field.value));
    else timer = setTimeout(() => ask(counter, field), ASK_AFTER);
  };
  field.addEventListener("input", update);
  if (field.value) update();
}

function begin(root) {
  for (const counter of counters(root)) count(counter);
}

begin(document);

const inPlace = (element) => element.matches?.("form[data-composer]") && element.closest("[id^=compose-]");

document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (elt === document.body) return;
  begin(elt);
  if (!inPlace(elt)) return;
  (elt.querySelector(".errors") ?? elt.querySelector("textarea")).focus();
});

// A refusal (403) is the composer again, with the reason in it; a page that signing out led to is not.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig, target } = event.detail;
  if (!target?.id?.startsWith("compose-")) return;
  const asked = new URL(requestConfig.path, location.href).pathname;
  if (xhr.responseURL && new URL(xhr.responseURL).pathname !== asked) {
    event.detail.shouldSwap = false;
    location.assign(xhr.responseURL);
    return;
  }
  if (xhr.status === 403 && xhr.responseText.includes("data-composer")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

/** The composer that was being sent; what its fields ask for by themselves may fail unnoticed. */
const sent = ({ target }) => (target.matches?.("textarea, select") ? null : target.closest?.("form[data-composer]"));

function fail(event, words) {
  const form = sent(event);
  if (!form) return;
  form.querySelector("[data-failed]")?.remove();
  const failed = document.createElement("div");
  failed.className = "errors";
  failed.dataset.failed = "";
  failed.setAttribute("role", "alert");
  const head = document.createElement("h2");
  head.textContent = "Not sent";
  failed.append(head, words);
  form.querySelector("h2").after(failed);
  failed.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:sendError", (event) =>
  fail(event, "The server could not be reached. Your text is still here: send it again in a moment."),
);
/** Too many at once, or the database away: the answer itself says what to do. */
const SAYS_IT = new Set([429, 503]);
const said = ({ responseText }) =>
  new DOMParser().parseFromString(responseText, "text/html").body.textContent.trim().replace(/\s+/gu, " ");

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (SAYS_IT.has(xhr.status)) {
    fail(event, `${said(xhr)} Your text is still here.`);
    return;
  }
  const out = event.detail.xhr.status === 403;
  const why = out
    ? "This page is out of date: you may have signed out, or in again, somewhere else."
    : "Something went wrong on the server.";
  fail(event, `${why} Your text is still here${out ? ": copy it, and load the page again." : "."}`);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  sent(event)?.querySelector("[data-failed]")?.remove();
});

// The new card gets the focus, the closed composer gives it back to its button.
document.addEventListener("posted", (event) => {
  const card = document.getElementById(`claim-${event.detail.claim}`);
  card?.classList.add("is-new");
  card?.querySelector("a")?.focus();
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.requestConfig?.elt?.hasAttribute("data-cancel")) {
    document.querySelector(`#${event.detail.target.id} .reply`)?.focus();
  }
});
