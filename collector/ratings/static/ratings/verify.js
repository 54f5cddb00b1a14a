// Verifies the proof of a rating in the reader's own browser: the chain by SHA-256, the signature
// by Ed25519, both WebCrypto's. docs/protocol.md, "Proof files", says what is computed.
"use strict";
(() => {
  const place = document.getElementById("browser");
  const text = new TextEncoder();
  const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const unhex = (digits) => new Uint8Array(digits.match(/../g).map((two) => parseInt(two, 16)));
  const unbase64 = (letters) => Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  const joined = (...parts) => {
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  };
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

  function lines(raw) {
    const found = [];
    let start = 0;
    for (let at = 0; at < raw.length; at += 1) {
      if (raw[at] === 10) {
        found.push(raw.subarray(start, at));
        start = at + 1;
      }
    }
    return start === raw.length ? found : [];
  }

  // Returns "good", "bad", or "half" where the browser knows no Ed25519.
  async function verify(raw, log, position, shown) {
    const [first, ...entries] = lines(raw);
    if (!first) return "bad";
    const head = JSON.parse(new TextDecoder().decode(first));
    const key = unbase64(head.key);
    if (hex(await sha256(key)) !== log || head.log !== log) return "bad";
    if (head.count !== entries.length) return "bad";
    let digest = unhex(head.prev);
    if (head.first === 1) {
      const start = await sha256(joined(text.encode("rating-log/1\n"), key));
      if (hex(start) !== head.prev) return "bad";
    }
    let here = "";
    for (const [number, entry] of entries.entries()) {
      digest = await sha256(joined(digest, entry));
      if (head.first + number === position) here = hex(digest);
    }
    if (here !== shown || hex(digest) !== head.digest) return "bad";
    const last = head.first + head.count - 1;
    const checkpoint = text.encode(`rating-log/1\n${log}\n${last}\n${head.digest}\n`);
    let known;
    try {
      known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    } catch {
      return "half";
    }
    const signature = unbase64(head.sig);
    const good = await crypto.subtle.verify({ name: "Ed25519" }, known, signature, checkpoint);
    return good ? "good" : "bad";
  }

  function say(outcome) {
    place.textContent = place.dataset[outcome];
    place.dataset.outcome = outcome;
    place.classList.toggle("alarm", outcome === "bad");
  }

  async function run() {
    if (!window.isSecureContext || !crypto.subtle) return say("insecure");
    let raw;
    try {
      const answer = await fetch(place.dataset.proof, { credentials: "same-origin" });
      if (!answer.ok) return say("failed");
      raw = new Uint8Array(await answer.arrayBuffer());
    } catch {
      return say("failed");
    }
    const { log, position, digest } = place.dataset;
    try {
      return say(await verify(raw, log, Number(position), digest));
    } catch {
      return say("bad");
    }
  }

  run();
})();
