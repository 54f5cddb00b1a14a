"""Lines, weights and changes of results as the template needs them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from collector.accounts.grants import Grants
from collector.languages import either
from collector.organisation.models import Kind, Node
from collector.organisation.words import kind_of, name_of
from collector.overview.scale import Scale, around
from collector.overview.strips import Strip, placed
from collector.results.composite import EXACT, Part
from collector.results.frozen import Change
from collector.results.links import NEEDS, link_of
from collector.results.reading import Line
from collector.results.scheme import KEYS, WHOLE, Scheme, Weight
from collector.results.words import (
    answer_words,
    given_words,
    input_words,
    lacks_words,
    missing_words,
    rank_words,
    score,
    shared_words,
    span,
    why_not_words,
)


def group_view(kind: str, lines: Sequence[Line], month: date, *, grants: Grants) -> dict[str, Any]:
    """Return places of one kind, their intervals on one axis."""
    ends = [end for one in lines if one.without.interval for end in one.without.interval]
    scale = around([min(1.0, max(0.0, end)) for end in ends])
    return {
        "kind": kind,
        "answer": answer_words(lines),
        "ends": [f"{100 * end:g}" for end in (scale.low, scale.high)],
        "lines": [line_view(one, month, grants=grants, scale=scale) for one in lines],
    }


def line_view(
    line: Line, month: date, *, grants: Grants, scale: Scale | None = None
) -> dict[str, Any]:
    """Return a line. `grants`: an input is a link where its page opens."""
    made = line.without
    return {
        "id": line.id,
        "code": line.code,
        "name": name_of(line),
        "kind": kind_of(line.kind),
        "opens": line.kind != Kind.WINDOW,
        "score": score(made.value),
        "span": span(made.interval),
        "strip": _strip(line, scale) if scale else None,
        "sure": made.sure,
        "why_not": why_not_words(made, line.scheme, line.ratings),
        "shared": shared_words(made),
        "lacks": lacks_words(made),
        "rank": rank_words(line.rank),
        "of": line.rank.of if line.rank else "",
        "ratings": f"{line.ratings:,}",
        "upheld": line.upheld,
        "whole": score(line.whole.value),
        "parts": [_part(one, line, month, grants=grants) for one in made.parts],
    }


def _part(part: Part, line: Line, month: date, *, grants: Grants) -> dict[str, Any]:
    given = part.given
    link = link_of(given.input, line.id, line.kind, month)
    return {
        "name": input_words(given.input),
        "weight": part.weight,
        "figure": given_words(given),
        "span": "" if given.input in EXACT else span(given.interval()),
        "missing": missing_words(given.input) if given.value is None else "",
        "adds": score(part.share * given.value) if given.value is not None else "",
        "share": score(part.share) if part.share else "",
        "link": link if grants.anywhere(NEEDS[given.input]) else "",
    }


def _strip(line: Line, scale: Scale) -> Strip | None:
    within, value = line.without.interval, line.without.value
    return placed(scale, within, float(value)) if within and value is not None else None


def scheme_view(scheme: Scheme) -> dict[str, Any]:
    """Return the weights, each with its source and with who decided it."""
    ids = {one.path.rstrip("/").rpartition("/")[2] for one in scheme.weights if one.path}
    nodes = Node.objects.in_bulk([int(one) for one in ids if one])
    names = {node.path: name_of(node) for node in nodes.values()}
    return {
        "rows": [
            {"name": input_words(one.input), "weight": one.weight, "source": _source(one),
             "by": names.get(one.path, "") if one.path else _("default")}
            for one in scheme.weights
        ],
        "total": scheme.total,
        "whole": scheme.total == WHOLE,
        "least": scheme.least_weight,
        "minimum": scheme.minimum,
    }  # fmt: skip


def _source(weight: Weight) -> str:
    """Return on what a weight rests; of a default both languages are known."""
    if weight.path:
        return weight.source
    return either(*KEYS[weight.input].source)


def change_view(change: Change) -> dict[str, str]:
    """Return what reads otherwise since a month was closed."""
    none = _("nothing counted")
    return {
        "code": change.code,
        "name": name_of(change),
        "input": input_words(change.input),
        "was": given_words(change.was) or none if change.was else none,
        "now": given_words(change.now) or none if change.now else none,
    }
