// Says times as people do, in the reader's own zone and language, and keeps them true:
//   <time datetime="2026-11-21T20:00:00Z" data-relative>  "3 minutes ago", exact time on hover
//   <time datetime="…" data-exact>                        the exact time

const language = document.documentElement.lang || undefined;
const exact = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60]];

/** "2 hr. ago"; beyond a month, the day itself. */
function said(then) {
  const seconds = (then - Date.now()) / 1000;
  if (Math.abs(seconds) < 45) return relative.format(0, "second");
  if (Math.abs(seconds) > 30 * 86_400) return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(then);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS[2];
  return relative.format(Math.round(seconds / size), unit);
}

function tell(root = document) {
  for (const time of root.querySelectorAll("time[data-relative], time[data-exact]")) {
    const then = new Date(time.dateTime);
    if (Number.isNaN(then.getTime())) continue;
    time.title = exact.format(then);
    const words = "relative" in time.dataset ? said(then) : time.title;
    if (time.textContent !== words) time.textContent = words;
  }
}

tell();
setInterval(tell, 30_000);
document.addEventListener("visibilitychange", () => document.hidden || tell());
document.addEventListener("portico:swapped", (event) => tell(event.detail));
