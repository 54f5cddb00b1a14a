"""A public bulletin in words: one list of sections, which page, PDF and CSV all print."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from msgspec import Struct

from collector.boards.phrases import count
from collector.languages import either
from collector.overview.writing import percent
from collector.results.guarding import Guarded, Shown
from collector.results.public import Levels, Named, Public


class Row(Struct, frozen=True):
    """A line of a section: what it is, the figure, and what stands beside it."""

    name: str
    figure: str
    beside: str = ""


class Section(Struct, frozen=True):
    """A question and its lines."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""


def said(name: Named) -> str:
    """Return a name in the active language."""
    return either(name.zh, name.en)


def title_of(public: Public) -> str:
    """Return the title."""
    words = {"place": said(public.place), "year": public.month.year, "month": public.month.month}
    return _("%(place)s: ratings and what was put right, %(year)d-%(month)02d") % words


def coverage_of(public: Public) -> str:
    """Return the line that says on what the figures rest."""
    return _("%(complete)s of %(due)s window-days are closed with both ends equal; ratings of "
             "services that were asked for, without those two people found mistaken or malicious"
             ) % {"complete": count(public.complete), "due": count(public.due)}  # fmt: skip


def sections(public: Public, put_right: str) -> list[Section]:
    """Return all sections; `put_right` are the officer's lines in the active language."""
    return [one for one in (
        _ratings(public), _levels_section(public), _reasons(public), _cases(public),
        _done(put_right), _places(public),
    ) if one.rows or one.note]  # fmt: skip


def meaning(public: Public) -> list[tuple[str, str]]:
    """Return what the words mean, for the public."""
    return [
        (_("Official satisfaction rate"),
         _("very satisfied, satisfied and mostly satisfied, of all ratings")),
        (_("Interval"), _("with so many ratings, the true share lies in it with 95%% certainty; "
                          "places whose intervals overlap may not differ at all") % {}),
        (_("Small numbers"),
         _("numbers from 1 to %(n)d are not printed, and no number from which they follow, so that "
           "nobody can be recognised; windows and staff are never named")
         % {"n": public.smallest - 1}),
    ]  # fmt: skip


def shown_words(one: Shown, smallest: int) -> str:
    """Write a count: as it is, as fewer than so many, or from where to where it lies."""
    if one.exact:
        return count(one.low)
    if one.high < smallest:
        return _("fewer than %(n)d") % {"n": smallest}
    return f"{count(one.low)}\N{EN DASH}{count(one.high)}"


def share_words(one: Guarded) -> str:
    """Write a share in per cent, or the least it is."""
    if one.exact:
        return f"{percent(one.part.low, one.n, 2)}%"
    # Rounded down: “at least” has to stay true.
    least = f"{10_000 * max(0, one.part.low) // one.n / 100:.2f}%"
    if one.part.low <= 0:
        most = f"{-(-10_000 * one.part.high // one.n) / 100:.2f}%"
        return _("at most %(share)s") % {"share": most}
    return _("at least %(share)s") % {"share": least}


def _interval(one: Guarded) -> str:
    within = one.interval
    if within is None:
        return ""
    return _("95%% interval %(low)s to %(high)s%%, of %(n)s") % {
        "low": f"{100 * within.low:.2f}", "high": f"{100 * within.high:.2f}", "n": count(one.n),
    }  # fmt: skip


def _ratings(public: Public) -> Section:
    rows = []
    if public.levels is not None:
        official, good = public.levels.official, public.levels.good
        rows = [
            Row(_("Official satisfaction rate"), share_words(official), _interval(official)),
            Row(_("Satisfied (5 and 4)"), share_words(good), _interval(good)),
        ]
    if public.response.n:
        rows.append(
            Row(_("Response rate"), share_words(public.response), _interval(public.response))
        )
    return Section(_("How satisfied were people?"), tuple(rows), _missing(public))


def _missing(public: Public) -> str:
    if public.levels is not None:
        return ""
    if not public.enough:
        return _("Fewer than %(n)d ratings: too few for a share.") % {"n": public.minimum}
    return _("Not printed this month: numbers would follow from it, of this place or of a "
             "neighbouring one, that are too small to print.")  # fmt: skip


def _levels_section(public: Public) -> Section:
    levels = public.levels
    if levels is None:
        return Section("", ())
    return Section(
        _("How were the answers split?"),
        tuple(
            Row(name, shown_words(one, public.smallest))
            for name, one in (
                (_("Very satisfied or satisfied"), levels.satisfied),
                (_("Mostly satisfied"), levels.basically),
                (_("Dissatisfied"), levels.unsatisfied),
            )
        ),
        _("%(n)s ratings") % {"n": count(levels.n)},
    )


def _reasons(public: Public) -> Section:
    rows = tuple(
        Row(said(name), _("at least %(n)s") % {"n": count(_down(n, public.smallest))})
        for name, n in public.reasons
    )
    note = _("Further reasons were named by fewer than %(n)d.") % {"n": public.smallest}
    return Section(_("What were people not satisfied with?"), rows, note if public.fewer else "")


def _cases(public: Public) -> Section:
    cases = public.cases
    if cases.opened.exact and not cases.opened.low:
        none = _("No case was opened for a bad rating this month.")
        return Section(_("What became of bad ratings?"), (), none)
    opened = (
        shown_words(cases.opened, public.smallest)
        if not cases.opened.exact
        else _("at least %(n)s") % {"n": count(_down(cases.opened.low, public.smallest))}
    )
    rows = [Row(_("Followed up"), opened)]
    rows += [
        Row(name, _whole(one))
        for name, one in (
            (pgettext("rate", "Put right or explained"), cases.put_right),
            (_("Put right in time"), cases.on_time),
            (pgettext("results", "Answered"), cases.answered),
            (pgettext("results", "Called back"), cases.called_back),
        )
        if one.n
    ]  # fmt: skip
    return Section(_("What became of bad ratings?"), tuple(rows))


def _done(put_right: str) -> Section:
    lines = [line.strip() for line in put_right.splitlines() if line.strip()]
    return Section(_("What was put right?"), tuple(Row(line, "") for line in lines))


def _places(public: Public) -> Section:
    rows = tuple(
        Row(said(one.name), share_words(one.levels.official), _interval(one.levels.official))
        if one.levels is not None
        else Row(said(one.name), _("not printed"))
        for one in public.places
    )
    note = _("In the order of codes and not of figures; “not printed” are places with too few "
             "ratings, or whose figures would tell a small number of another.")  # fmt: skip
    return Section(_("And place by place? (official rate)"), rows, note if rows else "")


def _whole(one: Guarded) -> str:
    """Write a share of cases in whole per cent: small counts do not follow from it."""
    if one.exact:
        return f"{percent(one.part.low, one.n, 0)}%"
    if one.part.low <= 0:
        most = f"{-(-100 * one.part.high // one.n)}%"
        return _("at most %(share)s") % {"share": most}
    return _("at least %(share)s") % {"share": f"{100 * one.part.low // one.n}%"}


def _down(n: int, smallest: int) -> int:
    """Round down to a multiple, so that no subtraction between places gives a small number."""
    return n - n % smallest


def answer_of(public: Public) -> Iterator[str]:
    """Yield the sentences at the head of the page."""
    levels: Levels | None = public.levels
    if levels is None:
        yield _missing(public)
        return
    yield _("%(n)s people rated; the official satisfaction rate is %(share)s.") % {
        "n": count(levels.n), "share": share_words(levels.official),
    }  # fmt: skip
