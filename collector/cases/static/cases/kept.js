// What somebody has typed into a case's forms and not sent yet, kept in this browser alone: a day
// at most, and gone when the account signs out. Nothing here ever leaves the browser.

const PREFIX = "yiping-case:";
const DAY = 24 * 60 * 60 * 1000;

function keys() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

// A browser that keeps nothing, or is full, leaves things as they are without drafts.
function quietly(act, otherwise) {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

export class Kept {
  // account and number: whose draft of which case. Those of other accounts go: this browser is
  // somebody else's now.
  constructor(account, number) {
    this.prefix = `${PREFIX}${account}:${number}:`;
    quietly(() => {
      for (const key of keys()) {
        if (!key.startsWith(`${PREFIX}${account}:`)) localStorage.removeItem(key);
      }
    });
  }

  // The names of the forms that have a draft.
  names() {
    const own = quietly(keys, []).filter((key) => key.startsWith(this.prefix));
    return own.map((key) => key.slice(this.prefix.length));
  }

  get(name) {
    return quietly(() => JSON.parse(localStorage.getItem(this.prefix + name)), null);
  }

  put(name, values) {
    const draft = JSON.stringify({ at: Date.now(), values });
    return quietly(() => (localStorage.setItem(this.prefix + name, draft), true), false);
  }

  drop(name) {
    quietly(() => localStorage.removeItem(this.prefix + name));
  }
}

// Forget what is older than a day; a clock that was set back makes nothing older.
function sweep() {
  for (const key of keys()) {
    const at = quietly(() => JSON.parse(localStorage.getItem(key)).at, 0);
    if (!(Date.now() - at < DAY)) localStorage.removeItem(key);
  }
}

quietly(sweep);
document.addEventListener("submit", (event) => {
  if (!event.target.matches('form[action$="/sign-out"]')) return;
  quietly(() => keys().forEach((key) => localStorage.removeItem(key)));
});
