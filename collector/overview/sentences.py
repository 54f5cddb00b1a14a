"""The answers under the questions, made from the same figures: what the page says in words."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collector.boards.phrases import short_date
from collector.figures.chance import ENOUGH
from collector.figures.findings import Comparison, Named, Pair, Verdict, mostly
from collector.figures.rates import Share
from collector.languages import chinese
from collector.organisation.words import name_of, place_words
from collector.overview import writing
from collector.overview.shapes import Changed, Part

NAMED = 5
"""So many are named in a sentence; the rest is counted."""


def evidence(one: Share, places: int = 1) -> str:
    """Say what a figure rests on: its fraction and its interval."""
    if one.interval is None:
        return _("nobody rated in this period")
    words = _("95%% interval %(span)s") % {"span": writing.span(one.interval, places)}
    if one.enough:
        return f"{writing.fraction(one)} · {words}"
    lacking = ENOUGH - one.n
    return words + " · " + ngettext(
        "too few to judge: %(n)d more is needed", "too few to judge: %(n)d more are needed", lacking
    ) % {"n": lacking}  # fmt: skip


def compared(pair: Pair, places: int = 1) -> str:
    """Say how a figure changed on the period before, and whether that is more than chance."""
    if not pair.before.n:
        return _("nothing to compare with in the period before")
    if not (pair.now.enough and pair.before.enough):
        return _("too few to compare (period before: %(fraction)s)") % {
            "fraction": writing.fraction(pair.before)
        }
    words = (
        _("%(points)s points on the period before: beyond chance")
        if pair.beyond
        else _("%(points)s points on the period before: within chance")
    )
    return words % {"points": writing.points(pair, places) or "0"}


def trend_answer(comparison: Comparison[date], *, weekly: bool) -> str:
    """Say whether any day or week stands out."""
    judged = [one for one in comparison.parts if one.verdict is not Verdict.TOO_FEW]
    if not comparison.parts:
        return _("Nobody rated in this period.")
    if not judged:
        return _("No day has %(n)d ratings: nothing can be judged.") % {"n": ENOUGH}
    mean = writing.share(comparison.common)
    out = [*_days(comparison.standing_out)]
    if out:
        words = (
            _("Beyond chance (99.8%%) of %(mean)s: the weeks from %(days)s.")
            if weekly
            else _("Beyond chance (99.8%%) of %(mean)s: %(days)s.")
        )
        return words % {"mean": mean, "days": _listed(out)}
    words = (
        ngettext("No change beyond chance: the %(n)d week that can be judged is within what "
                 "%(mean)s would give (99.8%%).",
                 "No change beyond chance: all %(n)d weeks that can be judged are within what "
                 "%(mean)s would give (99.8%%).", len(judged))
        if weekly
        else ngettext("No change beyond chance: the %(n)d day that can be judged is within what "
                      "%(mean)s would give (99.8%%).",
                      "No change beyond chance: all %(n)d days that can be judged are within what "
                      "%(mean)s would give (99.8%%).", len(judged))
    )  # fmt: skip
    return words % {"n": len(judged), "mean": mean}


def _days(found: Iterable[object]) -> Iterable[str]:
    for one in found:
        key, verdict = one.key, one.verdict  # type: ignore[attr-defined]
        words = _("%(what)s low") if verdict is Verdict.BELOW else _("%(what)s high")
        yield words % {"what": short_date(key)}


def parts_answer(parts: Sequence[Part], comparison: Comparison[int]) -> str:
    """Say which parts differ from the rest, that the others cannot be ranked, and who has few."""
    names = {part.id: short_name(part) for part in parts}
    if not comparison.parts:
        return _("Nobody rated in this period.")
    out = comparison.standing_out
    few = [one for one in comparison.parts if one.verdict is Verdict.TOO_FEW]
    like = len(comparison.parts) - len(out) - len(few)
    words = _("None differs by more than chance.")
    if out:
        said = [
            (_("%(what)s low") if one.verdict is Verdict.BELOW else _("%(what)s high"))
            % {"what": names[one.key]}
            for one in out
        ]
        words = _("%(n)d beyond chance: %(names)s.") % {"n": len(out), "names": _listed(said)}
    if like:
        words += _gap() + (
            ngettext("The other %(n)d cannot be ranked.", "The other %(n)d cannot be ranked.", like)
            if out
            else _("Their order says nothing.")
        ) % ({"n": like} if out else {})  # fmt: skip
    if few:
        words += _gap() + _("Fewer than %(n)d ratings and not judged: %(names)s.") % {
            "n": ENOUGH, "names": _listed([names[one.key] for one in few]),
        }  # fmt: skip
    return words


def group_answer(low: Sequence[str], high: Sequence[str]) -> str:
    """Say which of several differ by more than chance."""
    said = [_("%(what)s low") % {"what": name} for name in low]
    said += [_("%(what)s high") % {"what": name} for name in high]
    if not said:
        return _("None differs by more than chance.") + _gap() + _("Their order says nothing.")
    return _("%(n)d beyond chance: %(names)s.") % {"n": len(said), "names": _listed(said)}


def heat_answer(comparison: Comparison[tuple[int, int]]) -> str:
    """Say which hours stand out."""
    if not comparison.parts:
        return _("Nobody rated in this period.")
    said = [
        f"{weekday(one.key[0])} {one.key[1]}:00{_hour_verdict(one.verdict)}"
        for one in comparison.standing_out
    ]
    share = writing.share(comparison.common)
    if not said:
        return _("Share below “satisfied”, %(share)s in all; no hour is beyond chance.") % {
            "share": share
        }
    return _("Share below “satisfied”, %(share)s in all; beyond chance: %(hours)s.") % {
        "share": share, "hours": _listed(said),
    }  # fmt: skip


def _hour_verdict(verdict: Verdict) -> str:
    return "" if verdict is Verdict.ABOVE else _(" (fewer than usual)")


def weekday(day: int) -> str:
    """Name a weekday, Monday 0, in one short word."""
    return (
        pgettext("weekday", "Mon"), pgettext("weekday", "Tue"), pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"), pgettext("weekday", "Fri"), pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    )[day]  # fmt: skip


def reasons_answer(bad: int, reasons: Sequence[Named], persons: int) -> str:
    """Say how often reasons were named, what makes most of it, and what part is about a person."""
    if not bad:
        return _("Nobody was dissatisfied in this period.")
    named = sum(one.ratings for one in reasons)
    if not named:
        return ngettext(
            "%(bad)d dissatisfied rating, and no reason was named.",
            "%(bad)d dissatisfied ratings, and no reason was named.", bad,
        ) % {"bad": bad}  # fmt: skip
    most = mostly(reasons)
    return _(
        "%(bad)s dissatisfied; reasons were named %(named)s times; the first %(most)d make "
        "%(share)s%%; %(persons)s were about a person, the rest is not the clerk's."
    ) % {
        "bad": writing.count(bad), "named": writing.count(named), "most": most,
        "share": f"{100 * reasons[most - 1].together:.0f}", "persons": writing.count(persons),
    }  # fmt: skip


def change_head(one: Changed, place: Part) -> str:
    """Say who changed in what direction."""
    up = (one.pair.now.value or 0) > (one.pair.before.value or 0)
    words = {
        ("satisfied", True): _("%(who)s: full satisfaction up"),
        ("satisfied", False): _("%(who)s: full satisfaction down"),
        ("response", True): _("%(who)s: response rate up"),
        ("response", False): _("%(who)s: response rate down"),
    }[one.what, up]
    return words % {"who": place_words(one.part or place)}


def change_evidence(one: Changed) -> str:
    """Say from what to what, with both fractions and the interval of the difference."""
    pair = one.pair
    words = "%s → %s (%s → %s)" % (  # noqa: UP031 -- arrows read better in one string
        writing.share(pair.before), writing.share(pair.now), writing.fraction(pair.before),
        writing.fraction(pair.now),
    )  # fmt: skip
    if pair.difference is None:
        return words
    low, high = (_points(end) for end in pair.difference)
    return words + _("; difference %(low)s to %(high)s points (95%%)") % {"low": low, "high": high}


def _points(end: float) -> str:
    text = f"{abs(100 * end):.1f}"
    return text if float(text) == 0 else ("+" if end > 0 else writing.MINUS) + text


def short_name(part: Part) -> str:
    """Name a place in one word: a window by its code."""
    return part.code if part.kind == "window" else name_of(part)


def _listed(names: Sequence[str]) -> str:
    words = _(", ").join(names[:NAMED])
    if len(names) > NAMED:
        words += _(" and %(n)d more") % {"n": len(names) - NAMED}
    return words


def _gap() -> str:
    return "" if chinese() else " "
