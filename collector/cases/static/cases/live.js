// Keeps the list of cases as it is now: asks for a short mark, and for the page where that changed.
// The list is not touched while somebody is in it; the next look brings what was missed.

const EVERY = 10_000;
const list = document.getElementById("cases");
let known = null;

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(list.dataset.mark, { cache: "no-store" });
    if (answer.redirected || answer.status === 403) return location.reload();
    if (!answer.ok) return;
    const { mark } = await answer.json();
    const first = known === null;
    if (mark === known) return;
    if (first) { known = mark; return; }
    if (list.contains(document.activeElement)) return;
    const text = await (await fetch(location.href, { cache: "no-store" })).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("cases");
    if (!fresh) return;
    list.replaceChildren(...fresh.childNodes);
    for (const key of ["nav-cases"]) {
      const place = document.querySelector(`[data-key="${key}"]`);
      const other = page.querySelector(`[data-key="${key}"]`);
      if (place && other) place.replaceChildren(...other.childNodes);
    }
    const clock = document.querySelector("[data-live-clock]");
    const told = page.querySelector("[data-live-clock]");
    if (clock && told) clock.textContent = told.textContent;
    known = mark;
  } catch {
    // no answer: the clock on the page says as of when this is
  }
}

look();
setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
