"""Roles and permissions in words, in the language that is active."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from collector.accounts.models import Account, RoleHeld
from collector.accounts.roles import ALLOWED, Permission, Role
from collector.organisation.words import name_of


@dataclass(frozen=True, slots=True)
class HeldView:
    """A role that somebody holds, and where."""

    id: int
    role: str
    place: str


def role_word(role: Role | str) -> str:
    """Name a role."""
    return {
        Role.VIEWER: pgettext("role", "Viewer"),
        Role.WINDOW_STAFF: pgettext("role", "Window staff"),
        Role.HALL_MANAGER: pgettext("role", "Hall manager"),
        Role.CASE_OFFICER: pgettext("role", "Case officer"),
        Role.SUPERVISOR: pgettext("role", "Supervisor"),
        Role.AUDITOR: pgettext("role", "Auditor"),
        Role.IT: pgettext("role", "IT"),
        Role.ADMINISTRATOR: pgettext("role", "Administrator"),
    }[Role(role)]


def role_note(role: Role) -> str:
    """Say what a role is for, in one line."""
    return {
        Role.VIEWER: _("sees windows, figures and reports"),
        Role.WINDOW_STAFF: _("sees the windows, no figures about people"),
        Role.HALL_MANAGER: _("runs halls: ratings, cases, duty, announcements"),
        Role.CASE_OFFICER: _("works on cases and sees the contact a citizen left"),
        Role.SUPERVISOR: _("inspects, and sees figures, ratings and cases"),
        Role.AUDITOR: _("sees everything but contacts, and who did what"),
        Role.IT: _("approves and looks after terminals and their settings"),
        Role.ADMINISTRATOR: _("runs the organisation and the accounts"),
    }[role]


def needs(permission: Permission | None) -> str:
    """Say which roles may do what somebody just may not."""
    if permission is None:
        return ""
    mark = _(", ")
    roles = mark.join(role_word(role) for role in Role if role in ALLOWED[permission])
    return _("This needs one of these roles: %(roles)s.") % {"roles": roles}


def roles_of(accounts: Iterable[Account]) -> dict[int, list[HeldView]]:
    """Put what accounts hold into words, in the table's order, with one query."""
    ids = [account.pk for account in accounts]
    found: dict[int, list[HeldView]] = {account: [] for account in ids}
    rows = RoleHeld.objects.filter(account__in=ids).select_related("node")
    order = list(Role)
    for row in sorted(rows, key=lambda row: (order.index(Role(row.role)), row.pk)):
        place = name_of(row.node) if row.node else _("everywhere")
        found[row.account_id].append(HeldView(row.pk, role_word(row.role), place))
    return found
