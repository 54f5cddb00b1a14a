"""What people do to staff and their duty. Recorded; raises ActError where it cannot be done."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from collector.accounts.audit import By
from collector.organisation import recording
from collector.organisation.acts import ActError
from collector.organisation.models import Department, Duty, Hall, Staff, Window
from collector.organisation.recording import Done
from collector.organisation.sheets.book import Sheet, WrongCellError
from collector.organisation.sheets.layout import DUTY, STAFF
from collector.organisation.words import field_of

_PERSON = ("name", "post", "stars", "active", "since", "until")
_DUTY = ("since", "until", "weekdays", "starts", "ends", "every_weeks")


def write_person(by: By, hall: Hall, given: Mapping[str, str], person: Staff | None) -> Staff:
    """Add a member of staff, or change one. given: as the cells of the sheet of staff."""
    values = read_cells(STAFF, given, (*_PERSON, *(() if person else ("number",))))
    if values["until"] is not None and values["until"] <= values["since"]:
        raise ActError(_("The last day is before the first one."))
    department = None
    if given.get("department"):
        department = Department.objects.filter(
            hall=hall, node__code=given["department"], node__until=None
        ).first()
        if department is None:
            raise ActError(_("There is no such department in this hall."))
    with transaction.atomic():
        before: dict[str, Any] = {}
        if person is None:
            if Staff.objects.filter(hall=hall, number=values["number"]).exists():
                raise ActError(_("Another member of staff of the hall has this number."))
            person = Staff(hall=hall, number=values["number"])
        else:
            before = {name: getattr(person, name) for name in _PERSON}
            before["department"] = person.department.node.code if person.department else ""
        for name in _PERSON:
            setattr(person, name, values[name])
        person.department = department
        person.save()
        after = {name: values[name] for name in _PERSON}
        after["department"] = given.get("department", "")
        changed = {name: (before.get(name), new) for name, new in after.items()
                   if before.get(name) != new}  # fmt: skip
        if changed:
            action = "staff.change" if before else "staff.add"
            recording.record(by, Done(action, f"staff:{person.number}", hall.node, changed))
    return person


def add_duty(by: By, person: Staff, given: Mapping[str, str]) -> Duty:
    """Put a member of staff at a window. given: as the cells of the sheet of duty."""
    values = read_cells(DUTY, given, _DUTY)
    window = Window.objects.filter(
        hall=person.hall, code=given.get("window", ""), node__until=None
    ).first()
    if window is None:
        raise ActError(_("There is no such window in this hall."))
    if values["until"] is not None and values["until"] <= values["since"]:
        raise ActError(_("The last day is before the first one."))
    if (values["starts"] is None) != (values["ends"] is None):
        raise ActError(_("Give both times of day, or neither."))
    if values["starts"] is not None and values["ends"] <= values["starts"]:
        raise ActError(_("The duty ends before it begins."))
    with transaction.atomic():
        duty = Duty.objects.create(staff=person, window=window, **values)
        changed = {name: (None, value) for name, value in values.items()}
        subject = f"duty:{person.number}@{window.code}"
        recording.record(by, Done("duty.add", subject, window.node, changed))
    return duty


def end_duty(by: By, duty: Duty, day: date) -> None:
    """Let a duty end before a day; one that would not have begun is taken away."""
    with transaction.atomic():
        before = duty.until
        if day <= duty.since:
            duty.delete()
        else:
            duty.until = day
            duty.save(update_fields=["until"])
        recording.record(by, Done(
            "duty.end", f"duty:{duty.staff.number}@{duty.window.code}", duty.window.node,
            {"until": (before, max(day, duty.since))},
        ))  # fmt: skip


def read_cells(sheet: Sheet, given: Mapping[str, str], keys: tuple[str, ...]) -> dict[str, Any]:
    """Read what a form has as the cells of a sheet are read, so that both say the same."""
    values = {}
    for column in sheet.columns:
        if column.key not in keys:
            continue
        try:
            values[column.key] = column.read_whole(given.get(column.key, ""))
        except WrongCellError as wrong:
            expected = str(wrong.expected) % wrong.about if wrong.about else str(wrong.expected)
            raise ActError(
                _("%(field)s: expected is %(expected)s.")
                % {"field": field_of(column.key), "expected": expected}
            ) from None
    return values
