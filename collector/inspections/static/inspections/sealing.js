// Seals what this phone keeps: AES-GCM with a key of the account, bound to the place it is kept in.
// The key comes from the server with each sign-in, cannot be read out of the browser again, and is
// forgotten with the sign-out. Without it what is kept is noise.

const FORM = "AES-GCM";

/** Make a key of what the server has sent. */
export async function keyOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, FORM, false, ["encrypt", "decrypt"]);
}

/** Seal bytes for a place. */
export async function seal(key, place, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: FORM, iv, additionalData: new TextEncoder().encode(place) };
  return { iv, data: await crypto.subtle.encrypt(how, key, bytes) };
}

/** Open what was sealed for a place; throws where the key or the place is another one. */
export async function open(key, place, sealed) {
  const how = {
    name: FORM, iv: sealed.iv, additionalData: new TextEncoder().encode(place),
  };
  return crypto.subtle.decrypt(how, key, sealed.data);
}

/** Seal a value. */
export async function sealValue(key, place, value) {
  return seal(key, place, new TextEncoder().encode(JSON.stringify(value)));
}

/** Open a value. */
export async function openValue(key, place, sealed) {
  return JSON.parse(new TextDecoder().decode(await open(key, place, sealed)));
}
