"""Evaluations one by one in the fields of the national platform, with a list of what lacks.

The mapping is documented in docs/national-fields.md. Nothing is uploaded from here, nothing is
made up: a field that cannot be filled stays empty and is counted under `unmapped`.
"""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.timezone import localtime, make_aware

from collector.figures.models import LogDay
from collector.figures.places import Places
from collector.ingest.models import Rating, ReasonPicked, Visit
from collector.organisation.models import Department, Item, Kind, Node
from collector.organisation.sheets.safe import safe_csv
from collector.reports.asking import BadQuestionError, Format
from collector.reports.shapes import Report
from collector.reports.words import coverage_of, title_of

FIELDS: Final = (
    "areaCode", "areaName", "deptCode", "proDepart", "taskCode", "taskHandleItem", "taskName",
    "projectNo", "serviceNumber", "assessNumber", "pf", "satisfaction", "evalDetail",
    "writingEvaluation", "assessTime", "isdefault", "dataSource",
)  # fmt: skip
NEEDED: Final = ("areaCode", "deptCode", "taskCode", "taskHandleItem", "projectNo")
"""What the platform asks for and this installation may not know."""
MOST: Final = 500_000
"""Evaluations in one file: what a program and a spreadsheet still open."""
NATIONAL: Final = "national-"
_LOCAL: Final = "00000000"
"""In a task's code: it is known here alone and is not sent upward."""

Row = dict[str, str]
Unmapped = Counter[tuple[str, str]]


def write_national(
    report: Report, place: Node, wanted: Format, progress: Callable[[int, int], None]
) -> bytes:
    """Write a ZIP: evaluations, unmapped.csv, and a page that says what it covers and lacks."""
    unmapped: Unmapped = Counter()
    rows = list(_Reading(place, report, unmapped, progress).rows())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        if wanted is Format.NATIONAL_JSON:
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            packed.writestr("evaluations.jsonl", "".join(lines))
        else:
            cells = ([row[name] for name in FIELDS] for row in rows)
            packed.writestr("evaluations.csv", safe_csv([FIELDS, *cells]))
        listed = [(field, about, str(n)) for (field, about), n in sorted(unmapped.items())]
        packed.writestr(
            "unmapped.csv",
            safe_csv([[coverage_of(report)], ["field", "about", "evaluations"], *listed]),
        )
        said = (title_of(report), coverage_of(report), f"{len(rows)} evaluations")
        packed.writestr("README.txt", "\ufeff" + "\r\n".join(said) + "\r\n")
    return target.getvalue()


class _Reading:
    """Reads counting ratings of services, a log and a day at a time."""

    def __init__(
        self, place: Node, report: Report, unmapped: Unmapped,
        progress: Callable[[int, int], None],
    ) -> None:  # fmt: skip
        self._place = place
        self._question = report.question
        self._unmapped = unmapped
        self._progress = progress
        self._places = Places()
        self._nodes = Node.objects.in_bulk()
        self._departments = {
            one.node_id: one
            for one in Department.objects.select_related("platform").all()
        }  # fmt: skip
        self._items = {one.code: one for one in Item.objects.all()}

    def rows(self) -> Iterator[Row]:
        """Yield the evaluations. Raises BadQuestionError where there are too many."""
        days = (self._question.first, self._question.last)
        kept = list(LogDay.objects.filter(day__range=days).order_by("day", "log"))
        n = 0
        for done, one in enumerate(kept):
            self._progress(done, len(kept))
            for row in self._of_day(one.log, one.day, (one.first, one.last)):
                n += 1
                if n > MOST:
                    raise BadQuestionError(
                        f"More than {MOST:,} evaluations: choose fewer days. · 请缩短统计期。"
                    )
                yield row

    def _of_day(self, log: UUID, day: date, positions: tuple[int, int]) -> Iterator[Row]:
        begins = make_aware(datetime.combine(day, time()))
        ends = make_aware(datetime.combine(day + timedelta(days=1), time()))
        ratings = [
            one
            for one in Rating.objects.filter(
                log=log, position__range=positions, at__gte=begins, at__lt=ends,
                outcome=Rating.Outcome.COUNTED,
            ).order_by("position")
            if self._place.pk in self._places.stand(log, one.window, day).places
        ]  # fmt: skip
        visits = Visit.objects.filter(log=log, position__in=[one.visit for one in ratings])
        services = {one.position: one for one in visits}
        reasons = _reasons(log, ratings)
        for one in ratings:
            service = services.get(one.visit) if one.visit else None
            if one.mode != "invited" or service is None:
                self._unmapped["projectNo", "walk-up: no service, left out"] += 1
                continue
            yield self._row(log, day, one, service, reasons.get(one.position, []))

    def _row(
        self, log: UUID, day: date, rating: Rating, service: Visit, reasons: list[tuple[str, str]]
    ) -> Row:
        places = self._places.stand(log, rating.window, day).places
        nodes = [self._nodes[one] for one in places if one in self._nodes]
        area = next((one for one in reversed(nodes) if one.area_code), None)
        known = [self._departments.get(one.pk) for one in reversed(nodes)]
        department = next((one for one in known if one), None)
        platform = department.platform if department else None
        item = self._items.get(service.item)
        row = {
            "areaCode": area.area_code if area else "",
            "areaName": area.name if area else "",
            "deptCode": platform.code if platform else "",
            "proDepart": department.name if department else "",
            "taskCode": item.task_code if item else "",
            "taskHandleItem": item.handle_code if item else "",
            "taskName": item.name if item else "",
            "projectNo": service.ticket,
            # A service and its evaluation have one name each, the same whenever it is exported.
            "serviceNumber": f"{log.hex}-{service.position}",
            "assessNumber": "1",
            "pf": str(settings.REPORT_CHANNEL),
            "satisfaction": str(rating.national),
            "evalDetail": ",".join(code for name, code in reasons if name.startswith(NATIONAL)),
            "writingEvaluation": "",
            "assessTime": f"{localtime(rating.at):%Y-%m-%d %H:%M:%S}",
            "isdefault": "0",
            "dataSource": settings.REPORT_DATA_SOURCE,
        }
        self._note(row, nodes, service, reasons)
        return row

    def _note(
        self, row: Mapping[str, str], nodes: list[Node], service: Visit,
        reasons: list[tuple[str, str]],
    ) -> None:  # fmt: skip
        """Count what could not be filled, by what somebody would have to enter."""
        where = _where(nodes, service.window)
        about = {
            "areaCode": where, "deptCode": f"{where} {row['proDepart']}".strip(),
            "taskCode": f"item {service.item or '(none)'}",
            "taskHandleItem": f"item {service.item or '(none)'}", "projectNo": where,
        }  # fmt: skip
        for field in NEEDED:
            if not row[field]:
                self._unmapped[field, about[field]] += 1
        if _LOCAL in row["taskCode"]:
            self._unmapped["taskCode", f"local code {row['taskCode']}: not sent upward"] += 1
        for catalogue, code in reasons:
            if not catalogue.startswith(NATIONAL):
                self._unmapped["evalDetail", f"{catalogue} {code}"] += 1


def _where(nodes: list[Node], window: str) -> str:
    hall = next((one.code for one in nodes if one.kind == Kind.HALL), "")
    return f"{hall}/{window}"


def _reasons(log: UUID, ratings: list[Rating]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    wanted = [one.position for one in ratings]
    if wanted:
        rows = ReasonPicked.objects.filter(log=log, position__gt=wanted[0], rating__in=wanted)
        for rating, catalogue, code in rows.order_by("position", "code").values_list(
            "rating", "catalogue", "code"
        ):
            found.setdefault(rating, []).append((catalogue, code))
    return found
