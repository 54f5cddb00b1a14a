// Keeps the page about terminals live: when something changed it is fetched again, and the sections
// that say something else are put in place; one that somebody is typing in or has opened waits.

import { follow } from "./stream.js";

const REST = 10_000;
const live = document.querySelector("[data-live]");
let fetched = Date.now();
let mark = null;
let due = false;

const parts = (root) => [...root.querySelectorAll("ul.summary, section[id], aside[id]")];
const name = (one) => one.id || "summary";
const said = (one) => one.innerHTML.replace(/name="csrfmiddlewaretoken" value="\w+"/g, "");
const busy = (one) => one.contains(document.activeElement) || one.querySelector("details[open]");

function put(page) {
  const fresh = new Map(parts(page).map((one) => [name(one), one]));
  for (const one of parts(document)) {
    const other = fresh.get(name(one));
    if (other && said(other) !== said(one) && !busy(one)) one.innerHTML = other.innerHTML;
  }
}

async function ask() {
  fetched = Date.now();
  due = false;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (answer?.redirected) return location.reload();
  if (answer?.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
}

function apply(change) {
  if (change.page) return put(change.page);
  const now = change.inner?.mark;
  if (now && mark && now !== mark) due = true;
  mark = now ?? mark;
}

function alive(time) {
  live.querySelector("[data-clock]").textContent = time;
  live.querySelector("[data-live-word]").textContent = live.dataset.word;
  live.classList.remove("stale");
  if (due && Date.now() - fetched > REST) ask();
}

function lost() {
  live.classList.add("stale");
  live.querySelector("[data-live-word]").textContent = live.dataset.stale;
}

follow({ address: live.dataset.stream, apply, alive, lost, read: (page) => ({ page }) });
