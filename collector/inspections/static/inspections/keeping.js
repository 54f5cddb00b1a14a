// What this phone keeps, in IndexedDB: drafts, photos, the work of the day, what was sent. All of
// it sealed; in clear stand only random ids, whose account it is (as a digest) and whether it waits.

import { keyOf, open as unseal, openValue, seal, sealValue } from "./sealing.js";

const NAME = "yiping-inspections";
const STORES = ["drafts", "photos", "sent"];
const SENT_DAYS = 7;

function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function ended(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

/** Open the phone's keeping. */
export async function openKeeping() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("keys", { keyPath: "owner" });
    request.result.createObjectStore("work", { keyPath: "owner" });
    for (const name of STORES) {
      request.result.createObjectStore(name, { keyPath: "id" }).createIndex("owner", "owner");
    }
    request.transaction.objectStore("photos").createIndex("draft", "draft");
  };
  return new Keeping(await promised(request));
}

class Keeping {
  constructor(database) {
    this.database = database;
    this.owner = null;
    this.key = null;
    // Another tab may want a newer form: a page that stays open must not stand in its way.
    database.onversionchange = () => database.close();
  }

  // "strict": what is said to be saved has reached the disk, not only the browser.
  #write(names) {
    return this.database.transaction(names, "readwrite", { durability: "strict" });
  }

  #all(name, index, value) {
    const store = this.database.transaction(name).objectStore(name);
    return promised(index ? store.index(index).getAll(value) : store.getAll());
  }

  /** Take the key that is here, if one is; tells whether there is. */
  async unlock() {
    const [found] = await this.#all("keys");
    this.owner = found?.owner ?? null;
    this.key = found?.key ?? null;
    return Boolean(found);
  }

  /** Keep the key of whoever is signed in, and nobody else's. */
  async hold(owner, base64) {
    if (this.owner === owner && this.key) return;
    const key = await keyOf(base64);
    const transaction = this.#write(["keys"]);
    transaction.objectStore("keys").clear();
    transaction.objectStore("keys").put({ owner, key });
    await ended(transaction);
    this.owner = owner;
    this.key = key;
  }

  /** Forget the key: what is sealed stays, unread. */
  async forget() {
    const transaction = this.#write(["keys"]);
    transaction.objectStore("keys").clear();
    await ended(transaction);
    this.owner = this.key = null;
  }

  /** Count what is kept unsent: one's own, and that of other accounts. */
  async counts() {
    const drafts = await this.#all("drafts");
    const own = drafts.filter((one) => one.owner === this.owner).length;
    return { own, others: drafts.length - own };
  }

  async putWork(work) {
    const sealed = await sealValue(this.key, "work", work);
    const transaction = this.#write(["work"]);
    transaction.objectStore("work").put({ owner: this.owner, ...sealed });
    await ended(transaction);
  }

  async work() {
    const store = this.database.transaction("work").objectStore("work");
    const found = await promised(store.get(this.owner));
    return found ? openValue(this.key, "work", found) : null;
  }

  async #opened(name) {
    const found = [];
    for (const one of await this.#all(name, "owner", this.owner)) {
      found.push(await openValue(this.key, `${name}:${one.id}`, one));
    }
    return found;
  }

  /** Return all drafts of one's own, the latest first. */
  async drafts() {
    return (await this.#opened("drafts")).sort((a, b) => (a.started < b.started ? 1 : -1));
  }

  async draft(id) {
    const store = this.database.transaction("drafts").objectStore("drafts");
    const found = await promised(store.get(id));
    return found?.owner === this.owner ? openValue(this.key, `drafts:${id}`, found) : null;
  }

  async putDraft(draft) {
    const sealed = await sealValue(this.key, `drafts:${draft.id}`, draft);
    const transaction = this.#write(["drafts"]);
    transaction.objectStore("drafts").put({ id: draft.id, owner: this.owner, ...sealed });
    await ended(transaction);
  }

  /** Keep a photo with the draft that names it: both, or neither. */
  async putPhoto(draft, id, blob) {
    const picture = await seal(this.key, `photos:${id}`, await blob.arrayBuffer());
    const sheet = await sealValue(this.key, `drafts:${draft.id}`, draft);
    const transaction = this.#write(["drafts", "photos"]);
    transaction.objectStore("photos").put({
      id, owner: this.owner, draft: draft.id, type: blob.type, arrived: false, ...picture,
    });
    transaction.objectStore("drafts").put({ id: draft.id, owner: this.owner, ...sheet });
    await ended(transaction);
  }

  async photo(id) {
    const store = this.database.transaction("photos").objectStore("photos");
    const found = await promised(store.get(id));
    if (!found) return null;
    const bytes = await unseal(this.key, `photos:${id}`, found);
    return { arrived: found.arrived, blob: new Blob([bytes], { type: found.type }) };
  }

  /** Write down that photos have arrived, or that they have not after all. */
  async mark(ids, arrived) {
    const transaction = this.#write(["photos"]);
    const store = transaction.objectStore("photos");
    for (const id of ids) {
      const request = store.get(id);
      request.onsuccess = () => request.result && store.put({ ...request.result, arrived });
    }
    await ended(transaction);
  }

  async dropPhoto(id) {
    const transaction = this.#write(["photos"]);
    transaction.objectStore("photos").delete(id);
    await ended(transaction);
  }

  /** Let a draft and its photos go; `receipt` is what is left of one that was sent. */
  async dropDraft(id, receipt) {
    const sealed = receipt && (await sealValue(this.key, `sent:${id}`, receipt));
    const transaction = this.#write(STORES);
    transaction.objectStore("drafts").delete(id);
    const photos = transaction.objectStore("photos");
    const request = photos.index("draft").getAllKeys(id);
    request.onsuccess = () => request.result.forEach((one) => photos.delete(one));
    if (sealed) transaction.objectStore("sent").put({ id, owner: this.owner, ...sealed });
    await ended(transaction);
  }

  /** Return what was sent in the last days, the latest first; let go what is older. */
  async sent() {
    const least = new Date(Date.now() - SENT_DAYS * 86_400_000).toISOString();
    const found = await this.#opened("sent");
    const older = found.filter((one) => one.at < least);
    if (older.length) {
      const transaction = this.#write(["sent"]);
      older.forEach((one) => transaction.objectStore("sent").delete(one.id));
      await ended(transaction);
    }
    return found.filter((one) => one.at >= least).sort((a, b) => (a.at < b.at ? 1 : -1));
  }
}
