// Keeps the figure beside "Alerts" up to date on every page, and says a new one politely.

const EVERY = 20_000;
const bell = document.querySelector("[data-bell]");
const said = document.querySelector("[data-bell-said]");
let latest = null;

async function ask() {
  if (document.hidden) return;
  const answer = await fetch(bell.dataset.bell, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const now = await answer.json();
  bell.textContent = now.count || "";
  bell.classList.toggle("badge", now.count > 0);
  if (latest !== null && now.latest > latest) said.textContent = `${bell.dataset.news} ${now.said}`;
  latest = Math.max(latest ?? 0, now.latest);
}

if (bell) {
  ask();
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
}
