"""That nobody has changed a rating, in words: the copies, the chain, the signature.

The heading says the worst that was found. Nothing is said to agree that was not compared just now.
"""

import base64
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from msgspec import Struct

from collector.boards import phrases
from collector.ratings import words
from collector.ratings.segment import Line, Segment
from collector.ratings.story import Copy, Told
from sync.protocol.entries import Unreadable


class CopyView(Struct, frozen=True, kw_only=True):
    """A copy of the log. `state`: "same", "other" (crimson) or "open" (nothing to compare)."""

    name: str
    last: str
    when: str
    digest: str
    word: str
    state: str
    key: str


class LineView(Struct, frozen=True, kw_only=True):
    """An entry of the chain, with its exact bytes."""

    position: int
    kind: str
    text: str
    plain: bool
    digest: str
    whole: str
    made: str
    main: bool
    holds: bool
    quarantined: str


class ProofView(Struct, frozen=True, kw_only=True):
    """The right column. `holds`: all that could be compared agrees."""

    holds: bool
    heading: str
    meaning: str
    short: str
    copies: tuple[CopyView, ...]
    lines: tuple[LineView, ...]
    damaged: tuple[LineView, ...]
    missing: str
    end: int | None
    signed: bool
    signature: str
    signature_word: str
    log: str
    covered: str
    forks: tuple[str, ...]
    downloadable: bool


def proof_view(told: Told, at: datetime) -> ProofView:
    """Put the proof into words."""
    segment, copy = told.segment, told.copy
    heading, meaning = _verdict(told)
    holds = _holds(told)
    return ProofView(
        holds=holds,
        heading=heading,
        meaning=meaning,
        short=_short(told, at),
        copies=tuple(_copies(told, at)),
        lines=tuple(_line(told, one) for one in segment.around),
        damaged=tuple(_line(told, one) for one in segment.damaged),
        missing=_missing(segment),
        end=segment.end,
        signed=segment.signed,
        signature=base64.b64encode(segment.signature).decode("ascii"),
        signature_word=_signature(segment),
        log=segment.log,
        covered=_covered(segment),
        forks=tuple(_forks(told, copy)),
        downloadable=segment.end is not None and bool(segment.lines),
    )


def _holds(told: Told) -> bool:
    return told.segment.holds and told.copy.verdict != "other" and told.one.signed is not None


def _verdict(told: Told) -> tuple[str, str]:
    segment = told.segment
    if segment.missing or told.one.signed is None:
        return _("Entries of this log are missing here"), _(
            "They were stored once: the chain cannot go on without them. The terminal keeps "
            "its own for 400 days and sends them again from a backup that lacks them."
        )
    if segment.damaged:
        return _("What is stored here was changed"), _(
            "The bytes of an entry and the digest beside it no longer belong together. What was "
            "tapped is still at the terminal: restore a backup, or compare with the tier above."
        )
    if segment.end is None:
        return _("No signature covers this entry"), _(
            "A terminal signs every batch it sends, so one was here: the checkpoint is gone."
        )
    if not segment.holds:
        return _("The signature is not the terminal's"), _(
            "The chain is whole, and the terminal's key did not sign where it leads."
        )
    if told.copy.verdict == "other":
        return _("The terminal tells another history"), _(
            "Its digest is another one than here. Usually a copied disk or a restored image: "
            "both histories are kept, see the terminals' page before anybody decides."
        )
    return _("Not changed since the terminal wrote it"), _(
        "The bytes it wrote are those that are kept here. Any change would break a digest below."
    )


def _short(told: Told, at: datetime) -> str:
    when = f"{at:%H:%M:%S}"
    if not _holds(told):
        return _("does not agree · verified %(time)s") % {"time": when}
    if told.copy.verdict == "same":
        return _("two copies agree · verified %(time)s") % {"time": when}
    return _("signature holds · verified %(time)s") % {"time": when}


def _copies(told: Told, at: datetime) -> Iterator[CopyView]:
    yield _terminal(told.one.window, told.copy)
    segment = told.segment
    line = segment.line(told.one.position)
    sound = segment.holds
    yield CopyView(
        name=_("this collector"),
        last=str(told.one.log.next - 1),
        when=told.received or _("unknown"),
        digest=_digest(line.stored) if line else "",
        word=_("made again %(time)s, the same") % {"time": f"{at:%H:%M:%S}"} if sound
        else _("does not hold"),
        state="same" if sound else "other",
        key="collector",
    )  # fmt: skip
    yield CopyView(
        name=_("tier above"), last="–", when="–", digest="",
        word=_("none is set up"), state="open", key="above",
    )  # fmt: skip


def _terminal(window: str, copy: Copy) -> CopyView:
    said = copy.beat
    word, state = {
        "same": (pgettext("copy", "the same"), "same"),
        "other": (_("another digest"), "other"),
        "ahead": (_("has more that is on its way"), "open"),
        "short": (_("its last heartbeat was before this rating"), "open"),
        "unheard": (_("has not said yet"), "open"),
    }[copy.verdict]
    return CopyView(
        name=_("terminal %(window)s") % {"window": window},
        last=str(copy.last) if said else "–",
        when=f"{words.when(said.at)}" if said else "–",
        digest=_("%(digest)s at %(last)s") % {"digest": _digest(copy.digest), "last": copy.last}
        if said else "",
        word=word,
        state=state,
        key="terminal",
    )  # fmt: skip


def _digest(digest: bytes) -> str:
    text = digest.hex()
    return f"{text[:16]}…{text[-6:]}"


def _line(told: Told, line: Line) -> LineView:
    entry = told.said[line.position]
    text = line.body.decode("utf-8", "backslashreplace")
    plain = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
    return LineView(
        position=line.position,
        kind=words.entry_word(entry),
        text=plain,
        plain=plain.encode() == line.body,
        digest=f"{line.stored.hex()[:8]}…{line.stored.hex()[-6:]}",
        whole=line.stored.hex(),
        made=line.made.hex(),
        main=line.position == told.one.position,
        holds=line.holds,
        quarantined=line.quarantined or (entry.code if isinstance(entry, Unreadable) else ""),
    )


def _missing(segment: Segment) -> str:
    if not segment.missing:
        return ""
    some = ", ".join(str(n) for n in segment.missing[:5])
    more = " …" if len(segment.missing) > 5 else ""  # noqa: PLR2004 -- five fit a line
    return ngettext("Position %(n)s has no entry.", "Positions %(n)s have no entries.",
                    len(segment.missing)) % {"n": some + more}  # fmt: skip


def _signature(segment: Segment) -> str:
    if segment.end is None:
        return _("there is none")
    if segment.signed:
        return _("valid, by the terminal's own key (Ed25519)")
    return _("NOT valid: the terminal's key did not sign this digest")


def _covered(segment: Segment) -> str:
    n = len(segment.lines)
    part = ngettext("%(n)s entry made again", "%(n)s entries made again", n) % {
        "n": phrases.count(n)
    }
    if not segment.before:
        return _("%(part)s, from the beginning of the log") % {"part": part}
    return _("%(part)s, from the signed checkpoint %(before)s on") % {
        "part": part, "before": segment.before,
    }  # fmt: skip


def _forks(told: Told, _copy: Copy) -> Iterator[str]:
    for fork in told.forks:
        yield _("positions %(first)s to %(last)s, received %(when)s") % {
            "first": fork.first, "last": fork.last, "when": words.when(fork.received_at),
        }  # fmt: skip
