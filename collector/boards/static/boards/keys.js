// Keys for every page: "/" search, "g w" and the like for pages, arrows for rows, Enter opens what
// is under the focus by itself, Esc goes back, "?" lists them. Nothing is taken from who types.

const PATIENCE = 1_500;
const PAGES = { w: ["/windows"], o: ["/overview"], r: ["/ratings", "/reports"], c: ["/cases"], i: ["/inspections"], t: ["/terminals"] };
const sheet = document.querySelector("dialog.keys");
const rows = "tbody[data-window] th a, tbody [data-row] a, tbody tr > th a";
let going = 0;

const typing = (one) => one.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select");
const shown = (one) => one.offsetParent !== null && !one.closest("[hidden]");

function step(by) {
  const links = [...document.querySelectorAll(rows)].filter(shown);
  if (!links.length) return false;
  const at = links.findIndex((one) => one.closest("tbody, tr")?.contains(document.activeElement));
  const to = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  links[Math.min(Math.max(to, 0), links.length - 1)].focus();
  return true;
}

function back() {
  const way = document.querySelector("a[data-back]");
  if (way) way.click();
}

function search() {
  const field = document.querySelector("[data-search]");
  if (field) field.focus();
  return Boolean(field);
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const { key } = event;
  if (key === "Escape") {
    if (sheet?.open) return;
    if (typing(event.target)) event.target.blur();
    else back();
    return;
  }
  if (typing(event.target) || sheet?.open) return;
  if (Date.now() - going < PATIENCE) {
    going = 0;
    const ways = (PAGES[key] ?? []).map((page) => document.querySelector(`nav a[href="${page}"]`));
    ways.find(Boolean)?.click();
    return;
  }
  if (key === "g") going = Date.now();
  else if (key === "?") sheet?.showModal();
  else if (key === "/" && search()) event.preventDefault();
  else if (key === "ArrowDown" && step(1)) event.preventDefault();
  else if (key === "ArrowUp" && step(-1)) event.preventDefault();
}

document.addEventListener("keydown", pressed);
sheet?.querySelector("button").addEventListener("click", () => sheet.close());
// A choice in a filter is meant: nobody should have to press a button after it.
for (const one of document.querySelectorAll("[data-submits]")) {
  one.addEventListener("change", () => one.form.requestSubmit());
}
