"""From a question to a file: what the background, the command and the post all do."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from msgspec import Struct

from collector.accounts.grants import Grants
from collector.accounts.roles import Permission
from collector.organisation.models import Node
from collector.reports.asking import By, Format, Question
from collector.reports.making.national import write_national
from collector.reports.making.sheet import write_csv, write_workbook
from collector.reports.reading import read_report
from collector.reports.shapes import Report
from collector.reports.words import missing_days, title_of
from sync.protocol.catalogue import Scale

Progress = Callable[[int, int], None]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS: Mapping[Format, tuple[str, str]] = {
    Format.XLSX: (_XLSX, "xlsx"),
    Format.CSV: ("text/csv; charset=utf-8", "csv"),
    Format.PDF: ("application/pdf", "pdf"),
    Format.NATIONAL_CSV: ("application/zip", "zip"),
    Format.NATIONAL_JSON: ("application/zip", "zip"),
}


class Made(Struct, frozen=True):
    """A file and what it is about. `missing`: window-days it lacks."""

    name: str
    kind: str
    content: bytes
    title: str
    missing: int


def make_file(
    question: Question, wanted: Format, language: str, scales: Mapping[str, Scale], now: datetime,
    progress: Progress = lambda _done, _total: None,
) -> Made:  # fmt: skip
    """Make a file in a language. Raises BadQuestionError, NoFontError, Node.DoesNotExist."""
    with override(language):
        place = Node.objects.get(pk=question.place)
        progress(0, 2)
        report = read_report(question, place, scales, settings.REPORT_MINIMUM, now)
        progress(1, 2)
        content = _write(report, place, wanted, progress)
        progress(2, 2)
        return Made(
            name=file_name(place, question, wanted), kind=KINDS[wanted][0], content=content,
            title=title_of(report), missing=missing_days(report),
        )  # fmt: skip


def _write(report: Report, place: Node, wanted: Format, progress: Progress) -> bytes:
    if wanted is Format.XLSX:
        return write_workbook(report)
    if wanted is Format.CSV:
        return write_csv(report)
    if wanted is Format.PDF:
        # The library for it is loaded by whoever makes one, not by every server.
        from collector.reports.making.bulletin import write_bulletin  # noqa: PLC0415

        return write_bulletin(report)
    return write_national(report, place, wanted, progress)


def file_name(place: Node, question: Question, wanted: Format) -> str:
    """Return the name of a file: letters, digits and dashes alone."""
    code = "".join(one if one.isascii() and one.isalnum() else "-" for one in place.code)
    what = "evaluations" if wanted.national else question.by
    return f"{code}-{what}-{question.first}-{question.last}.{KINDS[wanted][1]}"


def format_words(wanted: str) -> str:
    """Name a format."""
    return {
        Format.XLSX: _("Workbook (Excel)"), Format.CSV: "CSV", Format.PDF: _("Bulletin (PDF)"),
        Format.NATIONAL_CSV: _("National fields (CSV)"),
        Format.NATIONAL_JSON: _("National fields (JSON lines)"),
    }[Format(wanted)]  # fmt: skip


def needs(by: By | str, wanted: Format | str) -> list[Permission]:
    """Return what one has to be allowed to do at the place, to see such a file."""
    found = [Permission.SEE_REPORTS]
    if By(by) is By.STAFF:
        found.append(Permission.SEE_STAFF)
    if Format(wanted).national:
        found.append(Permission.SEE_RATINGS)
    return found


def may_have(grants: Grants, path: str, by: By | str, wanted: Format | str) -> bool:
    """Tell whether somebody may see such a file of the place at a path."""
    return all(grants.may(one, path) for one in needs(by, wanted))
