"""When what citizens left behind is to be erased: by the rules of its place and its case."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

from django.utils.timezone import localdate

from collector.cases.models import Case, Step
from collector.cases.opening import of_receipt
from collector.personal_data.models import Contact, Statement
from collector.personal_data.receipts import Receipt
from collector.rules.kinds import Key
from collector.rules.reading import Rulebook
from collector.rules.tables.personal_data import CONTACT_DAYS, CONTACT_MOST_DAYS, WORDS_DAYS

_Row = TypeVar("_Row", Contact, Statement)
BATCH = 200


class Schedule:
    """The rules as they are now: a snapshot for one piece of work."""

    def __init__(self) -> None:
        self.book = Rulebook.read()

    def contacts(self, until: date) -> Iterator[tuple[Contact, date]]:
        """Give the numbers that are to go by a day, each with its day, the oldest first."""
        rows = Contact.objects.filter(erased_at=None).defer("phone").select_related("place", "hall")
        for one, case in _with_cases(rows.order_by("made_at", "pk").iterator(chunk_size=BATCH)):
            day = localdate(one.made_at) + self._days(CONTACT_MOST_DAYS, one)
            if case is not None and case.closed_at is not None:
                day = min(day, localdate(case.closed_at) + self._days(CONTACT_DAYS, one))
            if day <= until:
                yield one, day

    def statements(self, until: date) -> Iterator[tuple[Statement, date]]:
        """Give the words that are to go by a day, each with its day, the oldest first."""
        rows = Statement.objects.filter(
            erased_at=None, made_at__date__lte=until - timedelta(days=WORDS_DAYS.low)
        ).defer("text").select_related("place")  # fmt: skip
        for one, case in _with_cases(rows.order_by("made_at", "pk").iterator(chunk_size=BATCH)):
            begins = one.made_at if case is None else case.closed_at
            if begins is None:
                continue
            day = localdate(begins) + self._days(WORDS_DAYS, one)
            if day <= until:
                yield one, day

    def notes(self, until: date) -> Iterator[Step]:
        """Give the steps of closed cases whose words are to go by a day: notes, answers."""
        earliest = until - timedelta(days=WORDS_DAYS.low)
        rows = Step.objects.filter(
            words__isnull=False, case__closed_at__date__lte=earliest
        ).defer("words").select_related("case")  # fmt: skip
        for step in rows.order_by("pk").iterator(chunk_size=BATCH):
            closed, days = step.case.closed_at, self.book.rule(WORDS_DAYS, step.case.path).number
            if closed is not None and localdate(closed) + timedelta(days=days) <= until:
                yield step

    def _days(self, key: Key, row: Contact | Statement) -> timedelta:
        return timedelta(days=self.book.rule(key, row.place.path).number)


def case_of(contact: Contact) -> Case | None:
    """Return the case that somebody is to be called about, None where there is none."""
    return next(case for _row, case in _with_cases([contact]))


def _with_cases(rows: Iterable[_Row]) -> Iterator[tuple[_Row, Case | None]]:
    rest = iter(rows)
    while some := list(islice(rest, BATCH)):
        cases = {
            one.receipt: one
            for one in Case.objects.filter(
                position__in={row.position for row in some}, tag__in={row.tag for row in some}
            )
        }
        for row in some:
            receipt: Receipt = row.receipt()
            yield row, cases.get(receipt) or of_receipt(receipt)
