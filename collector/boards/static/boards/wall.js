// Keeps a wall live, turns its pages, and darkens it when its picture has stopped.

import { byKey, follow } from "./stream.js";

const TURN = 15_000;
const wall = document.body;
const ice = document.querySelector(".ice");
const pages = [...document.querySelectorAll(".page")];
const dots = [...document.querySelectorAll(".turn i")];
let shown = 0;

function apply(change) {
  const { "wall-layout": layout, ...inner } = change.inner ?? {};
  if (layout && layout !== wall.dataset.layout) return location.reload();
  for (const [key, html] of Object.entries(inner)) {
    const element = byKey(key);
    if (element) element.innerHTML = html;
  }
}

function alive(time) {
  if (time) {
    const clock = document.querySelector("[data-clock]");
    clock.textContent = time.slice(0, 5);
  }
  if (ice.hidden) return;
  wall.classList.remove("frozen");
  ice.hidden = true;
}

function lost() {
  if (!ice.hidden) return;
  const time = document.querySelector("[data-clock]").textContent;
  ice.textContent = wall.dataset.frozen.replace("{time}", time);
  ice.hidden = false;
  wall.classList.add("frozen");
}

function read(page) {
  const inner = [...page.querySelectorAll("[data-key]")];
  return { inner: {
    ...Object.fromEntries(inner.map((one) => [one.dataset.key, one.innerHTML])),
    "wall-layout": page.body.dataset.layout,
  } };
}

function turn() {
  if (pages.length < 2) return;
  for (const list of [pages, dots]) list[shown].classList.remove("on");
  shown = (shown + 1) % pages.length;
  for (const list of [pages, dots]) list[shown].classList.add("on");
}

setInterval(turn, TURN);
follow({ address: wall.dataset.stream, apply, alive, lost, read });
