// A case's forms keep what is typed into them until it is sent: a session that ends or a phone that
// dies loses nothing. What was sent is forgotten once the page says that it is done.

import { Kept } from "./kept.js";

const root = document.querySelector("[data-drafts]");
const forms = new Map(
  [...root.querySelectorAll("form")]
    .map((form) => [form.querySelector("input[name=do]")?.value, form])
    .filter(([name]) => name),
);
const kept = new Kept(root.dataset.account, root.dataset.drafts);
const template = document.getElementById("draft-note");

function fields(form) {
  const typed = "textarea, select, input:is([type=text], [type=date], [type=radio])";
  return [...form.querySelectorAll(typed)].filter((one) => one.name);
}

function initial(one) {
  if (one.tagName !== "SELECT") return one.defaultValue;
  return ([...one.options].find((option) => option.defaultSelected) ?? one.options[0])?.value;
}

function read(form) {
  const found = {};
  for (const one of fields(form)) {
    if (one.type === "radio") {
      if (one.checked) found[one.name] = one.value;
    } else if (one.value !== initial(one)) found[one.name] = one.value;
  }
  return found;
}

function write(form, values) {
  for (const one of fields(form)) {
    if (!(one.name in values)) continue;
    if (one.type === "radio") one.checked = one.value === values[one.name];
    else if (one.tagName !== "SELECT") one.value = values[one.name];
    else if ([...one.options].some((option) => option.value === values[one.name])) {
      one.value = values[one.name];
    }
  }
}

// Say below a form that its draft is kept; at: since when, where it was just brought back.
function tell(name, form, at) {
  let note = form.querySelector(".draft-note");
  if (!note) {
    note = template.content.firstElementChild.cloneNode(true);
    note.querySelector("button").addEventListener("click", () => {
      kept.drop(name);
      form.reset();
      note.remove();
      form.querySelector("textarea, input:not([type=hidden])")?.focus();
    });
    form.append(note);
  }
  const back = note.querySelector(".brought-back");
  if (at) {
    back.hidden = false;
    back.querySelector("time").textContent = new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
  }
}

// The case has moved on without it: the words are shown to be taken from there.
function left(name, draft) {
  const words = draft.values.words;
  const place = document.getElementById("draft-left");
  if (!words || !place.hidden) return;
  place.hidden = false;
  place.querySelector("textarea").value = words;
  place.querySelector("button").addEventListener("click", () => {
    kept.drop(name);
    place.hidden = true;
  });
}

const done = document.querySelector(".messages [class*='did-']")?.className.match(/did-([a-z-]+)/);
if (done) kept.drop(done[1]);
for (const name of kept.names()) {
  const draft = kept.get(name);
  const form = forms.get(name);
  if (!draft?.values) kept.drop(name);
  else if (!form) {
    // What was just refused the page shows by itself.
    if (name !== root.dataset.posted) left(name, draft);
  } else {
    // What was just refused stands in its form already, as it was sent.
    if (name !== root.dataset.posted) write(form, draft.values);
    form.closest("details")?.setAttribute("open", "");
    tell(name, form, draft.at);
  }
}
for (const [name, form] of forms) {
  const keep = () => {
    const values = read(form);
    if (!Object.keys(values).length) {
      kept.drop(name);
      form.querySelector(".draft-note")?.remove();
    } else if (kept.put(name, values)) tell(name, form);
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
}
