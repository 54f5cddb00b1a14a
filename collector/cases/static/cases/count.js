// Keeps the number of cases that need somebody beside their page's name, on every page.

// What was typed and not sent is forgotten at sign-out, from whatever page that happens.
import "./kept.js";

const EVERY = 30_000;
const place = document.querySelector('[data-key="nav-cases"]');

async function look() {
  if (!place || document.hidden) return;
  try {
    const answer = await fetch(place.dataset.count, { cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const { badge } = await answer.json();
    if (place.innerHTML !== badge) place.innerHTML = badge;
  } catch {
    // no answer: the number stays until there is one
  }
}

setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
