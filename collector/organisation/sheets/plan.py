"""What applying a file would do: the difference between two books, step by step."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import blake2b

from django.utils.translation import gettext_lazy as _

from collector.organisation.sheets.book import (
    Book,
    Identity,
    Problem,
    Row,
    Sheet,
    Value,
    WrongCellError,
)
from collector.organisation.sheets.cells import SPACES
from collector.organisation.sheets.checks import check
from collector.organisation.sheets.layout import SHEETS, WINDOWS

_ENDING = {"platform": False}
"""Sheets whose rows have no days and therefore never end; all others do."""


class Verb(StrEnum):
    """What happens to a row."""

    ADD = "add"
    CHANGE = "change"
    MOVE = "move"
    END = "end"
    MERGE = "merge"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Step:
    """One row that is not as it was. `identity` is as it is now, before the step.

    `changed` has the old and new value by column; `values` all that there will be.
    """

    sheet: Sheet
    verb: Verb
    identity: Identity
    values: Mapping[str, Value]
    changed: Mapping[str, tuple[Value, Value]]
    row: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps, in the order in which they are applied, or what is wrong instead."""

    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    unchanged: int

    @property
    def mark(self) -> str:
        """A digest of all steps, by which a confirmed plan is known again."""
        running = blake2b(digest_size=16)
        for step in self.steps:
            running.update(
                repr((step.sheet.key, step.verb, step.identity, sorted(step.changed.items())))
                .encode("utf-8", "backslashreplace")
            )  # fmt: skip
        return running.hexdigest()

    def numbers(self) -> Mapping[tuple[str, Verb], int]:
        """Return how many steps there are by sheet and verb."""
        return Counter((step.sheet.key, step.verb) for step in self.steps)


def plan_of(
    file: Book,
    before: Book,
    former: Mapping[Identity, set[str]],
    today: date,
    *,
    broken: Book,
    complete: bool = False,
) -> Plan:
    """Compare a file with what there is.

    broken: what is left of rows with bad cells, for others to refer to.
    complete: the file is all there is, so whatever its sheets leave out ends with yesterday.
    Without it, what a file leaves out stays as it is.
    """
    renamed, problems = _renamed(file, before, former)
    whole = Book()
    steps: list[Step] = []
    unchanged = 0
    for sheet in SHEETS:
        named = renamed if sheet is WINDOWS else {}
        rows, fresh = _laid_over(sheet, file, before, named)
        unchanged += len(file.of(sheet.key)) - len(fresh)
        if complete and sheet.key in file.rows and _ENDING.get(sheet.key, True):
            kept = {named.get(one, one) for one in file.of(sheet.key)}
            fresh += _left_out(sheet, before, kept, rows, today)
        steps += fresh
        whole.rows[sheet.key] = rows
    if _add_broken(whole, broken, before):
        problems += check(file, whole, before)
    return Plan(tuple(steps), in_order(problems), unchanged)


def _laid_over(
    sheet: Sheet, file: Book, before: Book, named: Mapping[Identity, Identity]
) -> tuple[dict[Identity, Row], list[Step]]:
    """Lay a sheet of a file over what there is; return its rows then, and the steps that takes.

    named: what rows of the file were called before, where that is something else.
    """
    # Read-only from here on, so rows may be shared between the books.
    rows = dict(before.of(sheet.key))
    for old in named.values():
        rows.pop(old, None)
    steps: list[Step] = []
    for identity, given in file.of(sheet.key).items():
        old = named.get(identity, identity)
        now = before.of(sheet.key).get(old)
        rows[identity] = _filled(sheet, given, now)
        step = _step(sheet, old, now, rows[identity])
        if step:
            steps.append(step)
    return rows, steps


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of sheets, rows and columns."""
    return tuple(sorted(problems, key=_place))


def _add_broken(whole: Book, broken: Book, before: Book) -> bool:
    """Let rows with bad cells be referred to. False: too little is left of one to go by."""
    for sheet in SHEETS:
        for identity, given in broken.of(sheet.key).items():
            if identity in whole.rows[sheet.key]:
                continue
            try:
                row = _filled(sheet, given, before.of(sheet.key).get(identity))
            except WrongCellError:
                return False
            whole.rows[sheet.key][identity] = row
    return True


def _place(problem: Problem) -> tuple[int, int, str]:
    titles = [sheet.title for sheet in SHEETS]
    number = int("".join(c for c in problem.cell if c.isdigit()) or 0)
    return titles.index(problem.sheet), number, problem.cell


def _filled(sheet: Sheet, given: Row, now: Row | None) -> Row:
    """Return a row whole: what its file does not say stays, or is what an empty cell means."""
    values = {
        column.key: given.values[column.key] if column.key in given.values
        else now[column.key] if now is not None else column.read(None)
        for column in sheet.columns
    }  # fmt: skip
    return Row(values, given.number, given.letters)


def _step(sheet: Sheet, old: Identity, now: Row | None, row: Row) -> Step | None:
    values = {key: value for key, value in row.values.items() if key != "formerly"}
    if now is None:
        changed = {key: (None, value) for key, value in values.items()}
        return Step(sheet, Verb.ADD, old, values, changed, row.number)
    changed = {
        key: (now[key], value) for key, value in values.items() if not _same(now[key], value)
    }
    if not changed:
        return None
    return Step(sheet, _verb(changed), old, values, changed, row.number)


def _verb(changed: Mapping[str, tuple[Value, Value]]) -> Verb:
    if "until" in changed:
        if changed["until"][1] is None:
            return Verb.REOPEN
        return Verb.MERGE if changed.get("successor", ("", ""))[1] else Verb.END
    if "successor" in changed and changed["successor"][1]:
        return Verb.MERGE
    return Verb.MOVE if {"parent", "department"} & changed.keys() else Verb.CHANGE


def _same(now: Value, value: Value) -> bool:
    # A cell is read without the spaces around it, which an older name may have.
    return bool(now == value or (isinstance(now, str) and now.strip(SPACES) == value))


def _left_out(
    sheet: Sheet, before: Book, kept: set[Identity], rows: dict[Identity, Row], today: date
) -> list[Step]:
    steps = []
    for identity, now in before.of(sheet.key).items():
        if identity in kept or (now["until"] is not None and now["until"] <= today):
            continue
        until = max(today, now["since"] + timedelta(days=1))
        rows[identity] = Row({**now.values, "until": until})
        values = {key: value for key, value in now.values.items() if key != "formerly"}
        steps.append(Step(sheet, Verb.END, identity, {**values, "until": until},
                          {"until": (now["until"], until)}))  # fmt: skip
    return steps


def _renamed(
    file: Book, before: Book, former: Mapping[Identity, set[str]]
) -> tuple[dict[Identity, Identity], list[Problem]]:
    """Return the windows that get another code: from what they will be to what they are."""
    found: dict[Identity, Identity] = {}
    problems: list[Problem] = []
    windows = before.of(WINDOWS.key)
    wanted = {
        identity: row for identity, row in file.of(WINDOWS.key).items()
        if row.values.get("formerly") and row["formerly"] not in former.get(identity, set())
        and row["formerly"] != identity[1]
    }  # fmt: skip
    leaving = {(hall, row["formerly"]) for (hall, _code), row in wanted.items()}
    for identity, row in wanted.items():
        old = (identity[0], row["formerly"])
        expected = None
        if old not in windows:
            expected = _("the code a window of this hall has now")
        elif old in found.values():
            expected = _("a code that no other row gives up")
        elif identity in windows and identity not in leaving:
            expected = _("a new code for it that no other window of the hall has")
        elif old in file.of(WINDOWS.key) and old not in wanted:
            expected = _("a code that no other row keeps")
        if expected is None:
            found[identity] = old
        else:
            cell = row.cell("formerly")
            problems.append(Problem(WINDOWS.title, cell, row["formerly"], expected))
    return found, problems
