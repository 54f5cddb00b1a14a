// On the sign-in page: whoever is here is signed out. The key of the drafts that inspections keep
// on this phone is forgotten; the drafts stay, sealed, until their account signs in again.

const NAME = "yiping-inspections";

async function forget() {
  const known = await indexedDB.databases?.();
  if (known && !known.some((one) => one.name === NAME)) return;
  const request = indexedDB.open(NAME);
  // Never made here: there was nothing to forget.
  request.onupgradeneeded = () => request.transaction.abort();
  request.onsuccess = () => {
    const database = request.result;
    const transaction = database.transaction("keys", "readwrite");
    transaction.objectStore("keys").clear();
    transaction.oncomplete = () => {
      database.close();
      new BroadcastChannel(NAME).postMessage("signed out");
    };
  };
}

if (window.indexedDB) forget().catch(() => {});
