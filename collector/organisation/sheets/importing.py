"""The three steps of an import together: read files, plan, apply what was shown."""

from collections.abc import Iterable
from datetime import date

from collector.organisation.sheets.files import Table, tables_of
from collector.organisation.sheets.plan import Plan, in_order, plan_of
from collector.organisation.sheets.reading import read_book
from collector.organisation.sheets.snapshot import former_codes, snapshot


def plan_files(files: Iterable[tuple[str, bytes]], today: date, *, complete: bool = False) -> Plan:
    """Say what importing these files (name, content) would do. Raises FileRefusedError."""
    tables: list[Table] = []
    for name, content in files:
        tables += tables_of(content, name.rpartition(".")[0])
    file, broken, problems = read_book(tables)
    plan = plan_of(file, snapshot(), former_codes(), today, broken=broken, complete=complete)
    return Plan(plan.steps, in_order([*problems, *plan.problems]), plan.unchanged)
