// Keeps the figures of a period that includes today up to date: the page is asked for again and
// what differs is put in its place. Open tables stay open and the focus stays where it is.

const page = document.querySelector("[data-live]");
const EVERY = 10_000;
const LOST = 30_000;
const parts = (root) => [...root.querySelectorAll("[data-key]")].filter(
  (one) => one.closest(".overview"));
const seen = new Map(parts(document).map((one) => [one.dataset.key, one.innerHTML]));
const FOCUSABLE = "a, summary, [tabindex]";

let heard = Date.now();

function put(old, html) {
  const open = [...old.querySelectorAll("details")].map((one) => one.open);
  const focus = [...old.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  const scrolled = [...old.querySelectorAll(".wide")].map((one) => one.scrollLeft);
  old.innerHTML = html;
  old.querySelectorAll("details").forEach((one, place) => { one.open = open[place] ?? false; });
  old.querySelectorAll(".wide").forEach((one, place) => { one.scrollLeft = scrolled[place] ?? 0; });
  if (focus >= 0) old.querySelectorAll(FOCUSABLE)[focus]?.focus({ preventScroll: true });
}

function alive(time) {
  heard = Date.now();
  page.querySelector("[data-clock]").textContent = time;
  page.classList.remove("stale");
  page.querySelector("[data-live-word]").textContent = page.dataset.live;
}

function lost() {
  if (Date.now() - heard < LOST) return;
  page.classList.add("stale");
  page.querySelector("[data-live-word]").textContent = page.dataset.stale;
}

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.redirected) return location.reload();
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = parts(fresh);
    const keys = new Set(found.map((one) => one.dataset.key));
    // The first rating of all brings sections that were not there.
    if (found.some((one) => !seen.has(one.dataset.key)) || [...seen.keys()].some((k) => !keys.has(k)))
      return location.reload();
    for (const one of found) {
      const key = one.dataset.key;
      if (seen.get(key) === one.innerHTML) continue;
      seen.set(key, one.innerHTML);
      put(document.querySelector(`[data-key="${CSS.escape(key)}"]`), one.innerHTML);
    }
    alive(fresh.querySelector("[data-clock]").textContent);
  } catch { /* no answer: the words "stopped at" come by themselves */ }
}

setInterval(ask, EVERY);
setInterval(lost, 1_000);
document.addEventListener("visibilitychange", ask);
