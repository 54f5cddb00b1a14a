// Brings finished sheets to the server: each until the server has said that it has it, and only
// then is it let go here. Sent twice it is one there, because the phone has made its id.

const ADDRESS = "/inspections/phone/";
const PATIENCE = 30_000;

export class SignedOut extends Error {}
export class Away extends Error {}

async function ask(path, how = {}) {
  const waiting = new AbortController();
  const ending = setTimeout(() => waiting.abort(), PATIENCE);
  let answer;
  try {
    answer = await fetch(ADDRESS + path, {
      redirect: "manual", cache: "no-store", signal: waiting.signal, ...how,
    });
  } catch {
    throw new Away();
  } finally {
    clearTimeout(ending);
  }
  // Every page of this site sends a signed-out person to the sign-in.
  if (answer.type === "opaqueredirect" || answer.status === 401) throw new SignedOut();
  if (answer.status >= 500 || answer.status === 429) throw new Away();
  return answer;
}

/** Ask for the work: who one is, what is planned, the token that a form needs. */
export async function hello() {
  const answer = await ask("work");
  if (!answer.ok) throw new SignedOut();
  const work = await answer.json().catch(() => null);
  // Some networks answer everything with a page of their own.
  if (!work?.owner) throw new Away();
  return work;
}

async function post(path, token, body, type) {
  const headers = { "X-CSRFToken": token, ...(type && { "Content-Type": type }) };
  const answer = await ask(path, { method: "POST", headers, body });
  if (answer.status === 403) throw new SignedOut();
  const said = await answer.json().catch(() => ({}));
  return { ok: answer.ok, ...said };
}

/**
 * Send one finished draft. Returns what the server says to it, or what it will not take.
 * Throws Away and SignedOut; the draft is as it was then.
 */
export async function sendDraft(keeping, draft, token) {
  const photos = Object.values(draft.answers).flatMap((one) => one.photos ?? []);
  for (const id of photos) {
    const photo = await keeping.photo(id);
    if (!photo || photo.arrived) continue;
    const form = new FormData();
    form.append("photo", photo.blob, "photo.jpg");
    const said = await post(`photos/${id}`, token, form);
    if (!said.ok) return { ...said, photo: id };
    await keeping.mark([id], true);
  }
  const said = await post("send", token, JSON.stringify(sheetOf(draft)), "application/json");
  if (said.problem === "photos-missing") await keeping.mark(said.places ?? [], false);
  // Nothing is let go for an answer that is not about this very sheet.
  if (said.ok && said.submission !== draft.id) throw new Away();
  return said;
}

function sheetOf(draft) {
  const answers = {};
  for (const [item, given] of Object.entries(draft.answers)) {
    const { degree = null, points = null, note = "", photos = [] } = given;
    answers[item] = { degree, points, note, photos };
  }
  return {
    submission: draft.id, inspection: draft.inspection, node: draft.node, version: draft.version,
    started: draft.started, finished: draft.finished, sent: new Date().toISOString(),
    answers, remark: draft.remark,
  };
}
