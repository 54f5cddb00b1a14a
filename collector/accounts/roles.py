"""Which role may do what: the one table that every page, stream and command asks."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person is at a branch of the organisation, or at all of it."""

    VIEWER = "viewer"
    WINDOW_STAFF = "window-staff"
    HALL_MANAGER = "hall-manager"
    CASE_OFFICER = "case-officer"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    IT = "it"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """What a page shows or does. Names are those of the table's lines."""

    SEE_WINDOWS = "see_windows"
    SEE_FIGURES = "see_figures"
    SEE_RATINGS = "see_ratings"
    SEE_REPORTS = "see_reports"
    SEE_CASES = "see_cases"
    WORK_CASES = "work_cases"
    DECIDE_APPEALS = "decide_appeals"
    SEE_CONTACTS = "see_contacts"
    SEE_INSPECTIONS = "see_inspections"
    INSPECT = "inspect"
    IMPROVE = "improve"
    PUBLISH_RESULTS = "publish_results"
    EDIT_CHECKLISTS = "edit_checklists"
    SEE_STAFF = "see_staff"
    EDIT_DUTY = "edit_duty"
    SEE_ORGANISATION = "see_organisation"
    EDIT_ORGANISATION = "edit_organisation"
    SEE_TERMINALS = "see_terminals"
    MANAGE_TERMINALS = "manage_terminals"
    EDIT_SETTINGS = "edit_settings"
    EDIT_RULES = "edit_rules"
    EDIT_ANNOUNCEMENTS = "edit_announcements"
    MANAGE_WALLS = "manage_walls"
    MANAGE_TOKENS = "manage_tokens"
    MANAGE_ACCOUNTS = "manage_accounts"
    SEE_AUDIT = "see_audit"


TABLE = """
                    viewer  window-staff  hall-manager  case-officer  supervisor  auditor  it   administrator
see_windows         yes     yes           yes           yes           yes         yes      yes  yes
see_figures         yes     -             yes           yes           yes         yes      -    yes
see_ratings         -       -             yes           yes           yes         yes      -    yes
see_reports         yes     -             yes           yes           yes         yes      -    yes
see_cases           -       -             yes           yes           yes         yes      -    yes
work_cases          -       -             yes           yes           -           -        -    -
decide_appeals      -       -             yes           yes           yes         -        -    -
see_contacts        -       -             -             yes           -           -        -    -
see_inspections     -       -             yes           -             yes         yes      -    yes
inspect             -       -             -             -             yes         -        -    -
improve             -       -             yes           yes           yes         -        -    -
publish_results     -       -             -             -             yes         -        -    -
edit_checklists     -       -             -             -             yes         -        -    yes
see_staff           -       -             yes           yes           yes         yes      yes  yes
edit_duty           -       -             yes           -             -           -        -    yes
see_organisation    -       -             yes           -             yes         yes      yes  yes
edit_organisation   -       -             -             -             -           -        -    yes
see_terminals       -       -             yes           -             -           yes      yes  yes
manage_terminals    -       -             -             -             -           -        yes  yes
edit_settings       -       -             -             -             -           -        yes  yes
edit_rules          -       -             -             -             -           -        -    yes
edit_announcements  -       -             yes           -             -           -        yes  yes
manage_walls        -       -             yes           -             -           -        yes  yes
manage_tokens       -       -             -             -             -           -        yes  yes
manage_accounts     -       -             -             -             -           -        -    yes
see_audit           -       -             -             -             -           yes      -    -
"""  # noqa: E501 -- a table is read across
"""An administrator gives roles and does not read what people did; an auditor reads and gives
nothing. Whoever gives themselves another role is in the trail that the other one reads."""


def read(table: str = TABLE) -> Mapping[Permission, frozenset[Role]]:
    """Read the table. Raises ValueError where it is not about all roles and all permissions."""
    head, *lines = [line.split() for line in table.strip().splitlines()]
    roles = [Role(name) for name in head]
    marks = {Permission(name): given for name, *given in lines}
    if set(roles) != set(Role) or set(marks) != set(Permission):
        raise ValueError("the table does not name every role and every permission once")
    return {
        permission: frozenset(
            role for role, mark in zip(roles, given, strict=True) if mark == "yes"
        )
        for permission, given in marks.items()
    }


ALLOWED = read()
