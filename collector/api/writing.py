"""Answers as JSON and as CSV; in both the same facts, under the same names."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, get_args, get_origin
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import Struct

from collector.api.asked import Listed
from collector.api.shapes import Completeness, Freshness, Page
from collector.organisation.sheets.safe import safe_csv

CSV: Final = "text/csv; charset=utf-8"


def answer(request: HttpRequest, asked: Listed, page: Page[Any]) -> HttpResponse:
    """Write a page in the form that was asked for, with a link to the next one."""
    if asked.format == "csv":
        found = HttpResponse(_csv(page), content_type=CSV)
        found["Content-Disposition"] = f'attachment; filename="{_name(page)}.csv"'
    else:
        found = HttpResponse(msgspec.json.encode(page), content_type="application/json")
    if page.next is not None:
        words = {**request.GET.dict(), "cursor": page.next}
        relation = "next" if page.more else "later"
        found["Link"] = f'<{request.path}?{urlencode(words)}>; rel="{relation}"'
    return found


def json(body: Struct) -> HttpResponse:
    """Write a single answer."""
    return HttpResponse(msgspec.json.encode(body), content_type="application/json")


def _csv(page: Page[Any]) -> bytes:
    """Write rows with their freshness and completeness in each: a row may be copied alone."""
    of_row = _columns(_row_type(type(page)))
    rest = [_value(page.freshness, way) for _head, way in _columns(Freshness)]
    rest += [_value(page.completeness, way) for _head, way in _columns(Completeness)]
    heads = [head for kind in (of_row, _columns(Freshness), _columns(Completeness))
             for head, _way in kind]  # fmt: skip
    return safe_csv([heads, *([*(_value(row, way) for _head, way in of_row), *rest]
                              for row in page.data)])  # fmt: skip


def _row_type(page: type[Any]) -> type[Struct]:
    (row,) = get_args(page.__orig_bases__[0])
    found: type[Struct] = row
    return found


@cache
def _columns(kind: type[Struct]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the columns of a type: each with the way to its value."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for field in msgspec.structs.fields(kind):
        inner = _struct_in(field.type)
        if inner is None:
            found.append((field.name, (field.name,)))
        else:
            found += [(f"{field.name}.{head}", (field.name, *way)) for head, way in _columns(inner)]
    return tuple(found)


def _struct_in(kind: Any) -> type[Struct] | None:
    """Return the struct a field holds, perhaps an optional one; a list is one cell."""
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    for one in (kind, *(get_args(kind) if isinstance(kind, UnionType) else ())):
        if isinstance(one, type) and issubclass(one, Struct):
            return one
    return None


def _value(row: Any, way: tuple[str, ...]) -> str:
    for name in way:
        if row is None:
            return ""
        row = getattr(row, name)
    return _text(row)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Struct):
        return ":".join(_text(getattr(value, name)) for name in value.__struct_fields__)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ".join(_text(one) for one in value)
    return str(value)


def _name(page: Page[Any]) -> str:
    return type(page).__name__.removesuffix("Page").lower()
