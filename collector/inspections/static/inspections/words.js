// The page's texts, in its language: they stand in the page, so that no script holds any.

const list = document.getElementById("words");
const texts = new Map(
  [...list.querySelectorAll("dt")].map((one) => [one.textContent, one.nextElementSibling.textContent]),
);

/** Return a text with its %names filled in. */
export function say(name, given = {}) {
  const text = texts.get(name) ?? name;
  return text.replace(/%(\w+)/g, (whole, key) => (key in given ? String(given[key]) : whole));
}

/** Return a text of a checklist in the page's language, or in Chinese where it has no other. */
export function title(one) {
  return document.documentElement.dataset.language === "en" ? one.en || one.zh : one.zh;
}

/** Return the time of day. */
export function clock(at = new Date()) {
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((one) => String(one).padStart(2, "0"))
    .join(":");
}
