"""Addresses of the read API and of its pages."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from collector.api import views
from collector.api.pages import reference, tokens


class LogName(StringConverter):
    """A log's name: 64 hex digits."""

    regex = "[0-9a-f]{64}"


class Position(StringConverter):
    """A position in a log."""

    regex = "[1-9][0-9]{0,15}"

    def to_python(self, value: str) -> int:  # type: ignore[override]
        """Make a number of it."""
        return int(value)


class CaseNumber(StringConverter):
    """A case's number."""

    regex = "[A-Za-z0-9-]{1,20}"


register_converter(CaseNumber, "case_number")
register_converter(LogName, "log_name")
register_converter(Position, "position")

urlpatterns = [
    path("api/read/v1/openapi.json", views.described, name="read-api-document"),
    path("api/read/v1/reference", reference.page, name="read-api-reference"),
    path("api/read/v1/windows", views.windows_list, name="read-api-windows"),
    path("api/read/v1/ratings", views.ratings_list, name="read-api-ratings"),
    path("api/read/v1/ratings/<log_name:log>/<position:position>", views.rating,
         name="read-api-rating"),
    path("api/read/v1/counts", views.counts_list, name="read-api-counts"),
    path("api/read/v1/cases", views.cases_list, name="read-api-cases"),
    path("api/read/v1/cases/<case_number:number>", views.case, name="read-api-case"),
    path("api/read/v1/case-rates", views.case_rates, name="read-api-case-rates"),
    path("tokens", tokens.page, name="tokens"),
    path("tokens/<int:token>", tokens.end, name="end-token"),
    re_path(r"^api/read(?:/[\s\S]*)?$", views.nowhere),
]  # fmt: skip
