// Keeps the board on the page up to date. The server sends finished HTML, part by part; nothing
// moves under the pointer or the focus.

import { byKey, follow } from "./stream.js";

const board = document.querySelector("[data-live]");
const table = board.querySelector("table.board");

let order = null;

// A finger leaves no pointer behind that could be resting on a row.
const points = matchMedia("(hover: hover)").matches;
const busy = () =>
  table.querySelector("tbody :focus-visible") || (points && table.querySelector("tbody:hover"));

function keepFocus(inside, change) {
  const focused = inside?.contains(document.activeElement) ? document.activeElement : null;
  const link = focused?.getAttribute("href");
  const now = change();
  if (link) now.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus();
}

function fill(key, html) {
  const element = byKey(key);
  if (element) keepFocus(element, () => ((element.innerHTML = html), element));
}

function put(key, html) {
  const holder = document.createElement("template");
  holder.innerHTML = `<table>${html}</table>`;
  const fresh = holder.content.querySelector("tbody");
  const old = byKey(key);
  if (!old?.classList.contains("trouble") && fresh.classList.contains("trouble")) {
    const words = fresh.querySelector(".said strong").textContent;
    board.querySelector("[data-announce]").textContent =
      `${board.dataset.news} ${fresh.dataset.window} ${words}`;
  }
  if (old) return keepFocus(old, () => (old.replaceWith(fresh), fresh));
  fresh.hidden = true;
  table.append(fresh);
}

function arrange() {
  if (!order || busy()) return;
  const wanted = new Set(order);
  for (const one of [...table.tBodies]) if (!wanted.has(one.dataset.key)) one.remove();
  let before = table.tHead;
  for (const one of order.map(byKey).filter(Boolean)) {
    if (before.nextElementSibling !== one) before.after(one);
    one.hidden = false;
    before = one;
  }
  order = null;
}

function apply(change) {
  // Asked before anything is drawn anew: a row that has just been put in place is not hovered yet.
  const resting = busy();
  for (const [key, html] of Object.entries(change.inner ?? {})) fill(key, html);
  for (const [key, html] of Object.entries(change.rows ?? {})) put(key, html);
  order = change.order ?? order;
  if (!resting) arrange();
}

function alive(time) {
  const clock = board.querySelector("[data-clock]");
  if (time && clock.textContent !== time) clock.textContent = time;
  if (!board.classList.contains("stale")) return;
  board.classList.remove("stale");
  board.querySelector("[data-live-word]").textContent = board.dataset.live;
}

function lost() {
  if (board.classList.contains("stale")) return;
  board.classList.add("stale");
  board.querySelector("[data-live-word]").textContent = board.dataset.stale;
}

function read(page) {
  const inner = [...page.querySelectorAll("[data-key]:not(tbody)")];
  const rows = [...page.querySelector("table.board").tBodies];
  const differs = (one) => byKey(one.dataset.key)?.outerHTML !== one.outerHTML;
  return {
    inner: Object.fromEntries(inner.map((one) => [one.dataset.key, one.innerHTML])),
    rows: Object.fromEntries(
      rows.filter(differs).map((one) => [one.dataset.key, one.outerHTML])),
    order: rows.map((one) => one.dataset.key),
  };
}

table.addEventListener("pointerleave", arrange);
table.addEventListener("focusout", () => queueMicrotask(arrange));
setInterval(arrange, 1_000);
follow({ address: board.dataset.stream, apply, alive, lost, read });
