"""A city in a book: halls, departments, windows, staff, items and who is where when."""

from datetime import date, time
from typing import Any

from collector.organisation.codes import credit_check
from collector.organisation.models import BEGINNING, EVERY_DAY
from collector.organisation.sheets.book import Book, Row
from collector.organisation.sheets.layout import BY_KEY

START = date(2026, 1, 5)


def credit_code(number: int) -> str:
    first = f"11320600{number:09}"
    return first + credit_check(first)


def book_of(**sheets: list[dict[str, Any]]) -> Book:
    book = Book()
    for key, rows in sheets.items():
        sheet = BY_KEY[key]
        book.rows[key] = {}
        for given in rows:
            values = {c.key: given.get(c.key, c.read("") if not c.needed else "")
                      for c in sheet.columns}  # fmt: skip
            book.rows[key][tuple(values[name] for name in sheet.identity)] = Row(values)
    return book


def place(code: str, kind: str, parent: str = "", **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": kind, "parent": parent, "name": f"{kind} {code}",
            "name_en": "", **more}  # fmt: skip


def a_city(windows: int, staff: int, halls: int = 10) -> Book:
    """A book of a city with its figures spread over its halls, four departments in each."""
    places = [
        place("nt", "city", area_code="320600000000"),
        *(place(f"c{n}", "county", "nt", area_code=f"3206{n + 10}000000") for n in range(halls)),
        *(place(f"h{n}", "hall", f"c{n}", area_code=f"3206{n + 10}000000") for n in range(halls)),
        *(
            place(f"h{n}-d{d}", "department", f"h{n}", platform=credit_code(d))
            for n in range(halls)
            for d in range(4)
        ),
    ]
    return book_of(
        platform=[{"code": credit_code(d), "name": f"部门{d}"} for d in range(4)],
        organisation=places,
        windows=[
            {"hall": f"h{n % halls}", "code": f"W{n // halls:03}", "number": str(n // halls),
             "name": f"窗口 {n}", "name_en": f"Window {n}", "department": f"h{n % halls}-d{n % 4}",
             "since": BEGINNING if n % 3 else START}
            for n in range(windows)
        ],
        staff=[
            {"hall": f"h{n % halls}", "number": f"{n:05}", "name": f"人员{n}", "post": "=窗口",
             "stars": n % 6, "department": f"h{n % halls}-d{n % 4}", "active": n % 7 != 0}
            for n in range(staff)
        ],
        items=[
            {"code": f"item-{n}", "name": f"事项{n}", "node": f"h{n % halls}",
             "task_code": f"{n:031}", "handle_code": f"{n:031}01",
             "windows": (f"h{n % halls}/W000", f"h{n % halls}/W001")}
            for n in range(windows // 4)
        ],
        duty=[
            {"hall": f"h{n % halls}", "staff": f"{n:05}",
             "window": f"W{n // halls % max(1, windows // halls):03}", "since": START,
             "weekdays": 0b11111 if n % 2 else EVERY_DAY, "starts": time(8, 30),
             "ends": time(17), "every_weeks": 1 + n % 2}
            for n in range(staff)
        ],
    )  # fmt: skip
