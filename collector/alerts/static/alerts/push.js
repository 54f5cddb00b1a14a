// Hands this browser's keys to the collector, so that it is shown messages while no page is open.

const form = document.querySelector("[data-push]");
const said = document.querySelector("[data-push-said]");
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const name = () => {
  const found = navigator.userAgent.match(/(Edg|Firefox|Chrome|Safari)\/\d+/)?.[0] ?? "";
  return `${found} ${navigator.platform ?? ""}`.trim();
};

async function add() {
  if ((await Notification.requestPermission()) !== "granted") return form.dataset.denied;
  const worker = await navigator.serviceWorker.register(form.dataset.worker);
  await new Promise((ready) => {
    const one = worker.active ?? worker.installing ?? worker.waiting;
    if (one.state === "activated") return ready();
    one.addEventListener("statechange", () => one.state === "activated" && ready());
  });
  const made = await worker.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.push) })
    .catch(() => null);
  if (!made) return form.dataset.failed;
  const words = new FormData(form);
  words.set("address", made.endpoint);
  words.set("key", text(made.getKey("p256dh")));
  words.set("auth", text(made.getKey("auth")));
  words.set("name", name());
  const answer = await fetch(form.action, { method: "POST", body: words });
  if (answer.status === 204) return location.reload();
  await made.unsubscribe();
  return answer.text();
}

if (form?.dataset.push) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const able = "serviceWorker" in navigator && "PushManager" in window && isSecureContext;
    said.textContent = able ? ((await add()) ?? "") : form.dataset.no;
  });
}
