// Fetches a page again every 15 seconds and puts what it says in place, unless somebody is in it.

const EVERY = 15_000;
const main = document.querySelector("main");
const said = (one) => one.innerHTML.replace(/name="csrfmiddlewaretoken" value="\w+"/g, "");

async function again() {
  if (main !== document.activeElement && main.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (answer?.redirected) return location.reload();
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("main");
  if (said(fresh) !== said(main)) main.innerHTML = fresh.innerHTML;
}

setInterval(again, EVERY);
