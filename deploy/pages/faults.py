"""What can be seen to be wrong with a page without looking: too wide, cut, on top of each other."""

from playwright.sync_api import Page

_SEEN = """
() => {
  const found = [];
  const style = (one) => getComputedStyle(one);
  const shown = (one) => style(one).visibility !== "hidden" && one.getClientRects().length;
  const say = (one) => `<${one.tagName.toLowerCase()} ${one.className.baseVal ?? one.className}> `
    + one.textContent.trim().replace(/\\s+/g, " ").slice(0, 60);
  const scrolls = (one) => one
    && (/(auto|scroll)/.test(style(one).overflowX) || scrolls(one.parentElement));
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) {
    found.push(`${wide} px wider than the window`);
  }
  for (const one of document.body.querySelectorAll("*")) {
    if (one.closest("svg, .hidden, .skip, [hidden]") || !shown(one)) continue;
    if (![...one.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    const { overflowX, textOverflow } = style(one);
    if (/(hidden|clip)/.test(overflowX) && textOverflow !== "ellipsis"
        && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 2) {
      found.push(`cut: ${say(one)}`);
    }
    const box = one.getBoundingClientRect();
    if (box.width > 1 && (box.right > innerWidth + 1 || box.left < -1)
        && !scrolls(one.parentElement)) {
      found.push(`outside the window: ${say(one)}`);
    }
  }
  return [...new Set(found)].slice(0, 8);
}
"""


def found(page: Page) -> list[str]:
    """Return a sentence for each thing."""
    faults: list[str] = page.evaluate(_SEEN)
    return faults
