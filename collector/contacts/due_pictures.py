"""When pictures that staff have taken are to be erased: of cases and of inspections.

What was found, its score and its case stay; pages say on which day and by which rule a photo went.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.timezone import localdate
from msgspec import Struct

from collector.attachments.models import Attachment
from collector.cases.models import Case
from collector.inspections.models import Finding, Inspection
from collector.rules.kinds import Key
from collector.rules.reading import Rulebook
from collector.rules.tables.attachments import CASE_DAYS, INSPECTION_DAYS

BATCH = 200


class Pictures(Struct, frozen=True, kw_only=True):
    """All pictures of one thing. `path`: where it stands. `rule`: the name of what they go by."""

    about: str
    path: str
    rule: str


_Ends = Iterator[tuple[str, str, date]]
"""What it is about, where it stands, from which day its time runs."""


def pictures_due(book: Rulebook, until: date) -> Iterator[Pictures]:
    """Give what pictures that are to go by a day belong to."""
    kinds: tuple[tuple[str, Key, Callable[[Sequence[str]], _Ends]], ...] = (
        ("case:", CASE_DAYS, _cases), ("inspection:", INSPECTION_DAYS, _inspections),
    )  # fmt: skip
    for kind, key, ends in kinds:
        kept = Attachment.objects.filter(
            erased_at=None, about__startswith=kind,
            made_at__date__lte=until - timedelta(days=key.low),
        )  # fmt: skip
        abouts = list(kept.order_by("about").values_list("about", flat=True).distinct())
        for first in range(0, len(abouts), BATCH):
            names = [about.removeprefix(kind) for about in abouts[first : first + BATCH]]
            for name, path, begins in ends(names):
                if begins + timedelta(days=book.rule(key, path).number) <= until:
                    yield Pictures(about=f"{kind}{name}", path=path, rule=key.name)


def _cases(names: Sequence[str]) -> _Ends:
    for one in Case.objects.filter(pk__in=names, closed_at__isnull=False):
        if one.closed_at is not None:
            yield str(one.pk), one.path, localdate(one.closed_at)


def _inspections(names: Sequence[str]) -> _Ends:
    """Leave out those whose findings somebody is still working on."""
    ids = [UUID(name) for name in names]
    cases = Finding.objects.filter(inspection__in=ids).exclude(case="")
    numbers = dict(cases.values_list("case", "inspection"))
    open_ones = Case.objects.filter(number__in=numbers, closed_at=None)
    worked = {numbers[number] for number in open_ones.values_list("number", flat=True)}
    rows = Inspection.objects.filter(pk__in=ids, day__isnull=False).exclude(pk__in=worked)
    for one in rows:
        if one.day is not None:
            yield str(one.pk), one.path, one.day
