"""Tab through a page as somebody does who has no mouse, and say where that goes wrong."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

_PREPARE = """
() => {
  const modal = document.querySelector("dialog:modal");
  const shown = (one) => one.checkVisibility({ visibilityProperty: true })
    && !one.closest("[inert], dialog:not([open])") && (!modal || modal.contains(one));
  const group = (one) => one.type === "radio" && one.name;
  const stops = [...document.querySelectorAll(
    "a[href], area[href], button, input, select, textarea, summary, [tabindex], iframe"
  )].filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && shown(one));
  const first = new Map();
  for (const one of stops.filter(group)) {
    const key = `${one.form && [...document.forms].indexOf(one.form)}/${one.name}`;
    if (!first.has(key) || one.checked) first.set(key, one);
  }
  const chosen = [...first.values()];
  window.tabStops = stops.filter((one) => !group(one) || chosen.includes(one));
  window.tabbed = [];
  const ringed = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5)
      || /rgb\\(31, 78, 180\\)|rgb\\(143, 176, 255\\)/.test(style.boxShadow);
  };
  const say = (one) => `<${one.tagName.toLowerCase()}> ${(one.getAttribute("aria-label")
    || one.textContent.trim() || one.name || one.id || "").replace(/\\s+/g, " ").slice(0, 40)}`;
  window.tabSay = say;
  // What a live page has drawn anew meanwhile is the stop that it stands for.
  const place = (target) => {
    const at = tabStops.indexOf(target);
    const href = target.getAttribute("href");
    return at >= 0 || !href ? at : tabStops.findIndex(
      (one) => !one.isConnected && one.getAttribute("href") === href);
  };
  addEventListener("focusin", ({ target }) => {
    const near = [target, target.parentElement, target.nextElementSibling,
      target.closest("tr, tbody, li, label, summary")].filter(Boolean);
    const box = target.getBoundingClientRect();
    tabbed.push({
      stop: place(target), words: say(target), ringed: near.some(ringed),
      inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    });
  });
  // To the very top, whatever has the focus when the page opens.
  const top = modal ?? document.body;
  top.tabIndex = -1;
  top.focus();
  top.removeAttribute("tabindex");
  tabbed.length = 0;
  return { stops: tabStops.length, words: tabStops.map(say),
    skip: tabStops[0]?.classList.contains("skip") ?? false,
    nav: !modal && !!document.querySelector("nav"),
    positive: stops.filter((one) => one.tabIndex > 0).map(say),
    mute: [...document.querySelectorAll("[role=button], [role=link], [onclick]")]
      .filter((one) => one.tabIndex < 0).map(say) };
}
"""


@dataclass(frozen=True)
class Walk:
    """What was found: how many stops there are, how many were reached, and what is wrong."""

    stops: int
    reached: int
    faults: list[str]


def tab_through(page: Page, most: int = 1_000) -> Walk:
    """Press Tab from the top of the page until all stops were reached, or `most` of them."""
    facts: dict[str, Any] = page.evaluate(_PREPARE)
    wanted = min(facts["stops"], most)
    for _ in range(wanted + 3):
        page.keyboard.press("Tab")
    # What scrolls may take the focus too, without being one of the stops.
    seen: list[dict[str, Any]] = page.evaluate("tabbed")
    while sum(one["stop"] >= 0 for one in seen) < wanted and len(seen) < 2 * wanted + 20:
        page.keyboard.press("Tab")
        seen = page.evaluate("tabbed")
    return Walk(facts["stops"], wanted, list(_faults(facts, seen, wanted)))


def _faults(facts: dict[str, Any], seen: list[dict[str, Any]], wanted: int) -> list[str]:
    faults = [f"has a place of its own in the order: {one}" for one in facts["positive"]]
    faults += [f"acts and takes no focus: {one}" for one in facts["mute"]]
    if facts["nav"] and not facts["skip"]:
        faults.append("the first stop is no link that skips the navigation")
    reached = [one["stop"] for one in seen if one["stop"] >= 0][:wanted]
    if reached != list(range(wanted)):
        at = next((n for n, stop in enumerate(reached) if stop != n), len(reached))
        came = facts["words"][reached[at]] if at < len(reached) else "nothing"
        faults.append(f"Tab goes to {came} and not to {facts['words'][at]} (stop {at})")
    for one in seen:
        if not one["ringed"]:
            faults.append(f"no ring around {one['words']}")
        if not one["inside"]:
            faults.append(f"out of sight: {one['words']}")
    return list(dict.fromkeys(faults))[:12]


def tab_to(page: Page, selector: str, most: int = 600) -> None:
    """Press Tab until something that a selector means has the focus. Fails when it never has."""
    there = f"document.activeElement?.matches({selector!r}) ?? false"
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(there):
            return
    raise AssertionError(f"{page.url}: Tab does not lead to {selector}")
