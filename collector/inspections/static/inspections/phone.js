// Inspecting on a phone, with a network and without: what is planned, what is kept, one sheet.

import { Filling, progressOf } from "./filling.js";
import { openKeeping } from "./keeping.js";
import { Away, SignedOut, hello, sendDraft } from "./sending.js";
import { clock, say, title } from "./words.js";

const EVERY = 20_000;
const SELDOM = 120_000;
const at = (id) => document.getElementById(id);
const state = { keeping: null, work: null, filling: null, there: null, sending: false, leave: null, held: null, met: 0 };

async function begin() {
  if (!window.isSecureContext) return broken(say("insecure"));
  const needed = [navigator.serviceWorker, navigator.locks, window.indexedDB, window.BroadcastChannel, crypto.randomUUID];
  if (!needed.every(Boolean)) return broken(say("old"));
  navigator.serviceWorker.register("/inspections/phone/worker.js", { updateViaCache: "none" }).catch(() => {});
  try {
    state.keeping = await openKeeping();
  } catch (error) {
    return broken(String(error?.message ?? error));
  }
  navigator.storage?.persist?.().catch(() => {});
  await state.keeping.unlock();
  if (state.keeping.key) state.work = await state.keeping.work().catch(() => null);
  listen();
  // Without a key nothing can be shown yet: the server is asked first who is here.
  if (state.keeping.key) await refresh();
  await meet();
  if (!state.keeping.key) await refresh();
}

function listen() {
  addEventListener("hashchange", refresh);
  addEventListener("online", meet);
  addEventListener("offline", () => contact(false));
  document.addEventListener("visibilitychange", woken);
  setInterval(meetAgain, EVERY);
  at("send-now").onclick = meet;
  at("find").oninput = choosePlaces;
  at("place").onchange = chooseVersions;
  at("begin").onsubmit = (event) => (event.preventDefault(), beginUnplanned());
  at("sheet").onsubmit = (event) => (event.preventDefault(), finish());
  at("throw-away").onclick = throwAway;
  // From the sign-in page of this phone: the key has been forgotten.
  new BroadcastChannel("yiping-inspections").onmessage = () => lock();
}

function broken(words) {
  at("line").hidden = true;
  at("trouble").hidden = false;
  at("trouble-words").textContent = words;
}

async function meetAgain() {
  const waits = state.keeping.key && (await state.keeping.drafts()).some(ready);
  if (waits || !state.there || Date.now() - state.met > SELDOM) await meet();
}

const ready = (draft) => Boolean(draft.finished) && !draft.problem;

// The server is asked again and again: who one is, what is planned; and it gets what is finished.
async function meet() {
  if (state.sending || !state.keeping) return;
  state.sending = true;
  try {
    const work = await hello();
    const { key, token, ...rest } = work;
    const changed = state.keeping.owner !== work.owner;
    await state.keeping.hold(work.owner, key);
    state.work = rest;
    await state.keeping.putWork(rest);
    contact(true);
    state.met = Date.now();
    const sent = await sendAll(token);
    if (changed || sent || !state.filling) await refresh();
  } catch (error) {
    if (error instanceof SignedOut) await lock();
    else if (error instanceof Away) contact(false);
    else throw error;
  } finally {
    state.sending = false;
  }
}

async function sendAll(token) {
  let any = false;
  for (const { id } of (await state.keeping.drafts()).filter(ready)) {
    // Not while it is open, here or in another tab: what is being changed is not finished.
    any = (await whileAlone(id, () => send(id, token))) || any;
  }
  if (any) contact(true);
  return any;
}

async function send(id, token) {
  const draft = await state.keeping.draft(id);
  if (!draft || !ready(draft)) return false;
  at("line").textContent = say("sending");
  const said = await sendDraft(state.keeping, draft, token);
  if (said.ok) {
    const { words } = draft;
    const { inspection, beside } = said;
    await state.keeping.dropDraft(id, { id, words, at: new Date().toISOString(), inspection, beside });
  } else if (said.problem !== "photos-missing") {
    draft.problem = said.words ?? say("server");
    await state.keeping.putDraft(draft);
  }
  return true;
}

function whileAlone(id, doing) {
  return navigator.locks.request(`inspections-${id}`, { ifAvailable: true }, (lock) => (lock ? doing() : false));
}

async function woken() {
  if (document.visibilityState !== "visible" || !state.keeping) return;
  // Signed out in another tab while this one slept.
  if (state.keeping.key && !(await state.keeping.unlock())) return lock();
  await meet();
}

function contact(there) {
  state.there = there;
  at("line").textContent = there ? say("there", { time: clock() }) : say("away");
  at("line").classList.toggle("away", !there);
}

async function lock() {
  await leaveSheet();
  await state.keeping.forget();
  state.work = null;
  await refresh();
}

async function refresh() {
  const { keeping } = state;
  const open = Boolean(keeping.key);
  at("locked").hidden = open;
  if (!open) {
    at("home").hidden = at("sheet").hidden = true;
    // Nothing of whoever was here stays on the screen.
    for (const one of document.querySelectorAll("[data-list], #place, #version, #chapters")) one.replaceChildren();
    at("sign-in").href = `/sign-in?next=${encodeURIComponent(location.pathname + location.hash)}`;
    const { others } = await keeping.counts();
    const words = others ? say("locked", { n: others }) : say("locked-none");
    at("locked-words").textContent = state.there === false && !others ? say("first") : words;
    return;
  }
  const asked = location.hash.slice(1);
  if (asked && (await openSheet(asked))) return;
  await leaveSheet();
  at("home").hidden = false;
  await showHome();
}

async function showHome() {
  const { keeping, work } = state;
  const drafts = await keeping.drafts();
  const { others } = await keeping.counts();
  cards("unsent", drafts.map(draftCard));
  at("send-now").hidden = !drafts.some(ready);
  const began = new Set(drafts.map((one) => one.inspection));
  const planned = (work?.planned ?? []).filter((one) => !began.has(one.id));
  cards("planned", planned.map(plannedCard));
  cards("sent", (await keeping.sent()).map(sentCard));
  at("others").hidden = !others;
  at("others").textContent = say("others", { n: others });
  choosePlaces();
}

function cards(id, some) {
  const section = at(id);
  section.querySelector("[data-n]").textContent = some.length;
  section.querySelector("[data-none]").hidden = some.length > 0;
  section.querySelector("[data-list]").replaceChildren(...some);
}

function card(href, words, beside, alarm) {
  const one = at("t-card").content.firstElementChild.cloneNode(true);
  one.querySelector("a").href = href;
  one.querySelector("b").textContent = words;
  one.querySelector("span").textContent = beside.filter(Boolean).join(" · ");
  one.classList.toggle("alarm-card", Boolean(alarm));
  return one;
}

function draftCard(draft) {
  const version = draft.shape;
  const words = draft.problem
    ? say("refused", { why: draft.problem })
    : draft.finished ? say("waiting") : say("draft", progressOf(draft, version));
  return card(`#${draft.id}`, draft.words, [words, draft.hall], draft.problem);
}

function plannedCard(one) {
  const day = say(one.late ? "late" : "due", { day: one.due });
  const marks = [one.announced && say("announced"), one.drawn && say("drawn"), one.only.length && say("again")];
  return card(`#${one.id}`, one.words, [day, one.hall, ...marks], one.late);
}

function sentCard(one) {
  const time = clock(new Date(one.at)).slice(0, 5);
  const words = one.beside ? say("beside", one.beside) : say("stored", { time });
  return card(`/inspections/${one.inspection}`, one.words, [words], one.beside);
}

function choosePlaces() {
  const asked = at("find").value.trim().toLowerCase();
  const fitting = (state.work?.places ?? []).filter((one) => one.words.toLowerCase().includes(asked));
  at("place").replaceChildren(...fitting.slice(0, 300).map((one) => new Option(one.words, one.id)));
  chooseVersions();
}

function chooseVersions() {
  const place = state.work?.places.find((one) => String(one.id) === at("place").value);
  const some = (state.work?.newest ?? [])
    .map((one) => state.work.versions[one])
    .filter((one) => place?.path.startsWith(one.path));
  at("version").replaceChildren(...some.map((one) => new Option(title(one), one.id)));
}

async function beginUnplanned() {
  const place = state.work?.places.find((one) => String(one.id) === at("place").value);
  const version = state.work?.versions[at("version").value];
  if (!place || !version) return;
  const draft = newDraft({ node: place.id, words: place.words, hall: "", only: [] }, version);
  await state.keeping.putDraft(draft);
  location.hash = draft.id;
}

function newDraft(planned, version) {
  const now = new Date().toISOString();
  return {
    id: crypto.randomUUID(), inspection: planned.id ?? null, node: planned.node,
    version: version.id, shape: version, only: planned.only, words: planned.words,
    hall: planned.hall, started: now, saved: now, finished: null, problem: null,
    answers: {}, remark: "",
  };
}

async function openSheet(asked) {
  const drafts = await state.keeping.drafts();
  let draft = drafts.find((one) => one.id === asked || one.inspection === asked);
  if (!draft) {
    const planned = state.work?.planned.find((one) => one.id === asked);
    if (!planned) return false;
    draft = newDraft(planned, state.work.versions[planned.version]);
    await state.keeping.putDraft(draft);
  }
  if (state.filling?.draft.id === draft.id) return true;
  await leaveSheet();
  if (!(await alone(draft.id))) {
    contact(state.there ?? navigator.onLine);
    at("line").textContent = say("elsewhere");
    return false;
  }
  state.filling = new Filling(state.keeping, draft, draft.shape);
  state.filling.show();
  at("home").hidden = true;
  at("sheet").hidden = false;
  scrollTo(0, 0);
  at("sheet-place").focus({ preventScroll: true });
  return true;
}

// One tab of this phone at a time fills a sheet in: two would overwrite each other.
function alone(id) {
  return new Promise((resolve) => {
    state.held = navigator.locks.request(`inspections-${id}`, { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock && new Promise((leave) => (state.leave = leave));
    });
  });
}

async function leaveSheet() {
  await state.filling?.saving;
  state.filling = null;
  at("sheet").hidden = true;
  state.leave?.();
  state.leave = null;
  await state.held;
}

async function finish() {
  if (!(await state.filling.finish())) return;
  location.hash = "";
  await refresh();
  await meet();
}

async function throwAway() {
  if (!confirm(say("throw"))) return;
  await state.filling.saving;
  await state.keeping.dropDraft(state.filling.draft.id);
  location.hash = "";
  await refresh();
}
begin();
