// Follows a live page: by server-sent events, and where those do not get through (an old browser,
// a proxy that gathers answers before it passes them on) by asking for the page again and again.
// The server gives a sign of life each second; six seconds without one are a stream that is stuck.

const LOST = 10_000;
const STUCK = 6_000;
const POLL = 5_000;

export const byKey = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`);

// apply(change): what differs. alive(time): a sign of life. lost(): none for ten seconds.
// read(page): what a page fetched whole has, as a change.
export function follow({ address, apply, alive, lost, read }) {
  let heard = Date.now();
  let streamed = Date.now();
  let asked = 0;
  let asking = false;

  function sign(time) {
    heard = Date.now();
    alive(time);
  }

  async function poll() {
    asked = Date.now();
    asking = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.redirected || answer.status === 403) return location.reload();
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      apply(read(page));
      sign(page.querySelector("[data-clock]")?.textContent);
    } catch {
      // no answer: lost() says so by itself
    } finally {
      asking = false;
    }
  }

  function streaming(source) {
    const heardIt = () => { streamed = Date.now(); };
    source.addEventListener("board", (event) => { heardIt(); apply(JSON.parse(event.data)); });
    source.addEventListener("beat", (event) => { heardIt(); sign(event.data); });
    // The browser asks again by itself, unless the answer was no stream at all.
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) streamed = 0;
    });
  }

  streaming(new EventSource(address));
  setInterval(() => {
    const now = Date.now();
    if (now - streamed > STUCK && now - asked > POLL && !asking) poll();
    if (now - heard > LOST) lost();
  }, 1_000);
}
