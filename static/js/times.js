// <time datetime="..." data-relative>: how long ago, in words. The date itself stays as the title.

const UNITS = [
  ["year", 31_557_600], ["month", 2_629_800], ["week", 604_800], ["day", 86_400], ["hour", 3_600], ["minute", 60],
];
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });

function ago(then) {
  const seconds = (then - Date.now()) / 1000;
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  return unit ? words.format(Math.round(seconds / unit[1]), unit[0]) : "just now";
}

function tell(root) {
  for (const time of root.querySelectorAll("time[data-relative]")) {
    const then = new Date(time.dateTime);
    time.title ||= then.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    time.textContent = ago(then);
  }
}

tell(document);
document.addEventListener("htmx:load", (event) => tell(event.detail.elt));
setInterval(() => tell(document), 60_000);
