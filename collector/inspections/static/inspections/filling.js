// One sheet on the screen: its items, its photos, and that each change is kept at once.

import { clock, say, title } from "./words.js";

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;
const DEGREES = ["yes", "partly", "no", "na"];
const MOST = Number(document.body.dataset.photos);
const at = (id) => document.getElementById(id);
const made = (id) => at(id).content.firstElementChild.cloneNode(true);

/** The items of a version that a draft is asked about, each with its chapter. */
export function itemsOf(version, only) {
  return version.chapters
    .map((part) => ({ ...part, items: part.items.filter((one) => !only.length || only.includes(one.id)) }))
    .filter((part) => part.items.length);
}

export const answered = (given) => Boolean(given?.degree) || Number.isInteger(given?.points);

/** Count the items of a draft, and those that are answered. */
export function progressOf(draft, version) {
  const items = itemsOf(version, draft.only).flatMap((part) => part.items);
  return { n: items.filter((one) => answered(draft.answers[one.id])).length, all: items.length };
}

export class Filling {
  constructor(keeping, draft, version) {
    this.keeping = keeping;
    this.draft = draft;
    this.version = version;
    this.rows = new Map();
    this.saving = Promise.resolve();
    this.pending = 0;
  }

  show() {
    at("sheet-place").textContent = this.draft.words;
    at("sheet-words").textContent = [this.draft.hall, title(this.version)].filter(Boolean).join(" · ");
    at("remark").value = this.draft.remark;
    at("remark").oninput = () => this.#change(() => (this.draft.remark = at("remark").value));
    at("chapters").replaceChildren(...itemsOf(this.version, this.draft.only).map((one) => this.#part(one)));
    this.trouble(this.draft.problem);
    this.#count();
    at("saved").textContent = say("saved", { time: clock(new Date(this.draft.saved)) });
  }

  trouble(words) {
    at("sheet-trouble").textContent = words ?? "";
    at("sheet-trouble").hidden = !words;
  }

  #part(part) {
    const section = made("t-chapter");
    section.querySelector("h2").textContent = title(part);
    for (const item of part.items) section.append(this.#item(item));
    return section;
  }

  #item(item) {
    const row = made("t-item");
    const given = this.#given(item.id);
    const legend = row.querySelector("legend");
    legend.textContent = title(item);
    if (item.critical) {
      const mark = document.createElement("span");
      mark.className = "mark-critical";
      mark.textContent = say("critical");
      legend.append(" ", mark);
    }
    row.querySelector(".chips").append(...this.#chips(item, given));
    const note = row.querySelector("textarea");
    note.value = given.note ?? "";
    note.oninput = () => this.#change(() => (given.note = note.value));
    const file = row.querySelector("input[type=file]");
    file.onchange = () => this.#take(item.id, row, file);
    this.rows.set(item.id, row);
    this.#pictures(item.id, row);
    return row;
  }

  #given(item) {
    this.draft.answers[item] ??= { note: "", photos: [] };
    return this.draft.answers[item];
  }

  #chips(item, given) {
    const points = item.kind === "points";
    const values = points ? Array.from({ length: item.points + 1 }, (_, n) => item.points - n) : DEGREES.slice(0, 3);
    return [...values, "na"].map((value) => {
      const chip = made("t-chip");
      const radio = chip.querySelector("input");
      radio.name = `a-${item.id}`;
      radio.value = String(value);
      const number = typeof value === "number";
      chip.querySelector("span").textContent = number ? String(value) : say(value);
      radio.checked = number ? given.points === value : given.degree === value;
      radio.onchange = () => this.#answer(item.id, number ? { points: value } : { degree: value });
      return chip;
    });
  }

  #answer(item, said) {
    this.rows.get(item).classList.remove("missing");
    this.rows.get(item).querySelector(".missing-words").hidden = true;
    this.#change(() => {
      const given = this.#given(item);
      given.degree = said.degree ?? null;
      given.points = said.points ?? null;
    });
    this.#count();
  }

  #count() {
    at("progress").textContent = say("progress", progressOf(this.draft, this.version));
  }

  // Changes are kept one after another; what is shown as saved has been written.
  #change(doing) {
    doing();
    this.#keep(() => this.keeping.putDraft(this.draft));
  }

  #keep(writing) {
    this.draft.finished = null;
    this.draft.problem = null;
    this.trouble();
    this.pending += 1;
    this.saving = this.saving.then(async () => {
      try {
        this.draft.saved = new Date().toISOString();
        await writing();
        at("saved").textContent = say("saved", { time: clock() });
        at("saved").classList.remove("alarm");
      } catch (error) {
        const why = error?.name === "QuotaExceededError" ? say("full") : String(error?.message ?? error);
        at("saved").textContent = say("unsaved", { why });
        at("saved").classList.add("alarm");
      }
      this.pending -= 1;
    });
    return this.saving;
  }

  async #take(item, row, file) {
    const [chosen] = file.files;
    file.value = "";
    const given = this.#given(item);
    if (!chosen || given.photos.length >= MOST) return;
    const blob = await smaller(chosen);
    if (!blob) return this.trouble(say("no-photo"));
    const id = crypto.randomUUID();
    given.photos.push(id);
    await this.#keep(() => this.keeping.putPhoto(this.draft, id, blob));
    this.#pictures(item, row);
  }

  async #pictures(item, row) {
    const ids = this.#given(item).photos;
    row.querySelector(".take").hidden = ids.length >= MOST;
    const figures = ids.map((id, place) => {
      const figure = made("t-picture");
      figure.querySelector("canvas").setAttribute("aria-label", `${say("photo")} ${place + 1}`);
      figure.querySelector("button").onclick = () => this.#remove(item, row, id);
      return figure;
    });
    row.querySelector(".pictures").replaceChildren(...figures);
    for (const [place, id] of ids.entries()) {
      const kept = await this.keeping.photo(id);
      if (kept) await draw(kept.blob, figures[place].querySelector("canvas"));
    }
  }

  async #remove(item, row, id) {
    const given = this.#given(item);
    given.photos = given.photos.filter((one) => one !== id);
    await this.#keep(async () => {
      await this.keeping.putDraft(this.draft);
      await this.keeping.dropPhoto(id);
    });
    this.#pictures(item, row);
  }

  /** Finish: tells whether nothing is missing; otherwise leads to the first item that is. */
  async finish() {
    await this.saving;
    const missing = [...this.rows].filter(([item]) => !answered(this.draft.answers[item]));
    for (const [, row] of missing) {
      row.classList.add("missing");
      row.querySelector(".missing-words").hidden = false;
    }
    if (missing.length) {
      this.trouble(say("missing", { n: missing.length }));
      missing[0][1].querySelector("input").focus();
      missing[0][1].scrollIntoView({ block: "center" });
      return false;
    }
    this.draft.finished = new Date().toISOString();
    this.draft.problem = null;
    await this.keeping.putDraft(this.draft);
    return true;
  }
}

async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * share));
    canvas.height = Math.max(1, Math.round(picture.height * share));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    // Drawn anew, the place where it was taken does not even leave the phone.
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  } catch {
    return null;
  }
}

async function draw(blob, canvas) {
  const picture = await createImageBitmap(blob);
  const share = Math.max(canvas.width / picture.width, canvas.height / picture.height);
  const [width, height] = [picture.width * share, picture.height * share];
  canvas.getContext("2d").drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  picture.close();
}
