"""The read API's document as a page: the same facts, to be read by people."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from collector.accounts.access import signed_in
from collector.api.document import CALLS, document
from collector.api.problems import KINDS
from collector.languages import either


@signed_in()
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show every call, its parameters, and what can go wrong."""
    whole = msgspec.json.decode(document())
    base = whole["servers"][0]["url"]
    calls = [
        {
            "path": base + call.path,
            "about": either(call.about_zh, call.about),
            "summary": call.summary,
            "parameters": [_parameter(one) for one in operation["parameters"]],
            "fields": _fields(whole, call.answered.__name__),
        }
        for call in CALLS
        for operation in [whole["paths"][call.path]["get"]]
    ]
    words = {
        "page": "tokens",
        "calls": calls,
        "problems": KINDS,
        "address": request.build_absolute_uri(base),
    }
    return render(request, "api/reference.html", words)


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    schema = one["schema"]
    return {
        "name": one["name"],
        "about": one["description"],
        "choices": ", ".join(str(choice) for choice in schema.get("enum", ())),
        "default": schema.get("default", ""),
        "required": one["required"],
    }


def _fields(whole: dict[str, Any], name: str) -> list[dict[str, str]]:
    """Return the fields of what an answer's `data` holds, one line each."""
    schemas = whole["components"]["schemas"]
    data = schemas[name]["properties"]["data"]
    row = (data.get("items") or data)["$ref"].rpartition("/")[2]
    return list(_lines(schemas, row, ""))


def _lines(schemas: dict[str, Any], name: str, before: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for field, schema in schemas[name]["properties"].items():
        said = schema.get("description", "")
        found.append({"name": before + field, "about": said})
        several = [schema, schema.get("items") or {}, *schema.get("anyOf", [])]
        inner = next((one["$ref"] for one in several if "$ref" in one), "")
        if inner:
            found += _lines(schemas, inner.rpartition("/")[2], f"{before}{field}.")
    return found
