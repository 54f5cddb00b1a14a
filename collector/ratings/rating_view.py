"""One rating in words: the left column of its page. The right one is in `proof_view`."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from msgspec import Struct

from collector.boards import phrases
from collector.ingest.models import Rating
from collector.organisation.words import item_words, name_of
from collector.ratings import words
from collector.ratings.clock_view import Fact, Moment, clock_facts, formula, moments
from collector.ratings.found import Difference, differences
from collector.ratings.list_view import address_of
from collector.ratings.proof_view import ProofView, proof_view
from collector.ratings.story import Told
from collector.ratings.words import Reason
from sync.protocol.catalogue import Scale
from sync.protocol.receipt_code import receipt_number


class Damage(Struct, frozen=True):
    """A field of which the kept row says something else than the signed bytes."""

    field: str
    kept: str
    signed: str


class RatingView(Struct, frozen=True, kw_only=True):
    """The page."""

    national: int
    level: str
    scale: str
    facts: tuple[Fact, ...]
    reasons: tuple[Reason, ...]
    catalogue: str
    clocks: tuple[Fact, ...]
    formula: str
    moments: tuple[Moment, ...]
    counting: tuple[Fact, ...]
    damages: tuple[Damage, ...]
    row_gone: bool
    before: str
    after: str
    position: int
    digest: str
    proof: ProofView

    @property
    def row_wrong(self) -> bool:
        """Whether what the figures use is not what was signed."""
        return self.row_gone or bool(self.damages)

    @property
    def sound(self) -> bool:
        """Whether nothing at all is wrong with this rating."""
        return self.proof.holds and not self.row_wrong


def rating_view(told: Told, scales: Mapping[str, Scale], at: datetime) -> RatingView:
    """Put a rating into words."""
    one = told.one
    scale, level, national = _answer(told, scales)
    line = told.segment.line(one.position)
    return RatingView(
        national=national,
        level=words.level_word(scale, level, scales),
        scale=words.place_on_scale(scale, level, national, scales),
        facts=tuple(_facts(told)),
        reasons=tuple(
            Reason(row.code, words.reason_words(row.catalogue, row.code)) for row in told.reasons
        ),
        catalogue=told.reasons[0].catalogue if told.reasons else "",
        clocks=tuple(clock_facts(told.clocks)),
        formula=formula(told.clocks),
        moments=tuple(moments(told)),
        counting=tuple(_counting(told)),
        damages=tuple(_damage(one) for one in differences(one, scales)),
        row_gone=one.row is None and not told.quarantined,
        before=_address(told, told.before),
        after=_address(told, told.after),
        position=one.position,
        digest=line.stored.hex() if line else "",
        proof=proof_view(told, at),
    )


def _answer(told: Told, scales: Mapping[str, Scale]) -> tuple[str, str, int]:
    """Return scale, level and national level, as signed where that can be read."""
    signed, row = told.one.signed, told.one.row
    if signed is None:
        assert row is not None  # noqa: S101 -- never both
        return row.scale, row.level, row.national
    scale = scales.get(signed.scale)
    rank = scale.rank(signed.level) if scale else None
    if scale is None or rank is None:
        return signed.scale, signed.level, row.national if row else 3
    return signed.scale, signed.level, scale.levels[rank].national


def _facts(told: Told) -> Iterator[Fact]:
    one = told.one
    names = [name_of(node) for node in told.place]
    yield Fact(name=_("Window"), text=one.window, note=" · ".join(reversed(names)))
    if told.visit is not None:
        item = item_words(told.visit.item) or _("no item named")
        ticket = _("ticket %(n)s") % {"n": told.visit.ticket} if told.visit.ticket else ""
        yield Fact(name=_("Service"), text=item, note=ticket)
    else:
        yield Fact(name=_("Service"), text=_("none: nobody was asked for this rating"))
    yield _on_duty(told)
    yield _how(told)
    row = one.row
    if row is not None and row.replaces is not None:
        yield _other(told, _("Replaces"), row.replaces)
    if row is not None and row.replaced_by is not None:
        yield _other(told, _("Replaced by"), row.replaced_by)
    if row is not None and row.replaces is None and row.replaced_by is None:
        yield Fact(name=_("Changed"), text=_("not changed"))


def _on_duty(told: Told) -> Fact:
    staff = _signed(told, "staff")
    if not staff:
        return Fact(name=pgettext("rating", "On duty"), text=_("nobody signed in"))
    shift = told.shift
    since = ""
    if shift is not None and shift.staff == staff:
        since = pgettext("duty", "since %(time)s") % {"time": f"{localtime(shift.at):%H:%M}"}
    return Fact(
        name=pgettext("rating", "On duty"), text=_("staff number %(n)s") % {"n": staff}, note=since
    )


def _how(told: Told) -> Fact:
    elapsed = words.seconds(_elapsed(told))
    if _signed(told, "mode") == "walk-up":
        text = _("walk-up, tapped %(time)s after coming near") % {"time": elapsed}
    elif told.visit is not None and told.visit.by == "queue":
        text = _("invited by the queue system, tapped after %(time)s") % {"time": elapsed}
    else:
        text = _("invited by the staff, tapped after %(time)s") % {"time": elapsed}
    return Fact(name=_("How"), text=text)


def _signed(told: Told, name: str) -> object:
    """Return a field as it was signed, or as the row has it where there is nothing signed."""
    source = told.one.signed if told.one.signed is not None else told.one.row
    value = getattr(source, name, None)
    return value if isinstance(value, str | int) else ""


def _elapsed(told: Told) -> int:
    elapsed = _signed(told, "elapsed")
    return elapsed if isinstance(elapsed, int) else 0


def _other(told: Told, name: str, position: int) -> Fact:
    number = receipt_number(told.one.window, position)
    return Fact(name=name, text=number, href=address_of(number, told.one.log.hex))


def _address(told: Told, row: Rating | None) -> str:
    if row is None:
        return ""
    return address_of(receipt_number(row.window, row.position), told.one.log.hex)


def _counting(told: Told) -> Iterator[Fact]:
    row = told.one.row
    if told.quarantined:
        yield Fact(name=_("Counts"), text=_("no: the entry makes no sense"),
                   note=told.quarantined, wrong=True)  # fmt: skip
    elif row is None:
        yield Fact(name=_("Counts"), text=_("no: its row is gone"), wrong=True)
    elif row.outcome == Rating.Outcome.REPEAT:
        why = (
            _("a second answer for the same service")
            if row.visit is not None
            else _("too soon after the tap before, by the hall's minimum interval")
        )
        yield Fact(name=_("Counts"), text=_("no: a repeat"), note=why)
    elif row.outcome == Rating.Outcome.REPLACED:
        yield Fact(name=_("Counts"), text=_("no: the citizen changed the answer"))
    elif row.mode == "walk-up":
        yield Fact(name=_("Counts"), text=_("yes, as a walk-up"),
                   note=_("outside the rates: nobody was asked"))  # fmt: skip
    else:
        yield Fact(name=_("Counts"), text=_("yes"), note=_("in the rates of its day"))
    if told.repeats:
        numbers = ", ".join(receipt_number(told.one.window, n) for n in told.repeats[:3])
        yield Fact(
            name=_("Repeats right after"), text=phrases.count(len(told.repeats)), note=numbers
        )
    yield from _beside(told)
    if told.effect is not None and told.effect.everything.n:
        yield _effect(told)


def _beside(told: Told) -> Iterator[Fact]:
    for name, row in ((_("Rating before"), told.before), (_("Rating after"), told.after)):
        if row is not None:
            yield Fact(name=name, text=words.when(row.at), note=words.outcome_word(row.outcome),
                       href=_address(told, row))  # fmt: skip


def _effect(told: Told) -> Fact:
    effect = told.effect
    assert effect is not None  # noqa: S101 -- asked for where there is one
    note = ngettext(
        "of all taps that day; with its %(n)s repeat %(share)s",
        "of all taps that day; with its %(n)s repeats %(share)s",
        effect.repeats,
    ) % {"n": effect.repeats, "share": words.share(effect.everything)}
    if not effect.repeats:
        note = _("of all taps that day; there were no repeats")
    return Fact(name=_("Satisfied"), text=words.share(effect.counted), note=note, key="effect")


def _damage(one: Difference) -> Damage:
    return Damage(words.field_word(one.name), one.kept, one.signed)
