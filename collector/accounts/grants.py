"""What one person may do, and in which branches of the organisation."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from collector.accounts.models import RoleHeld
from collector.accounts.roles import ALLOWED, Permission, Role

EVERYWHERE = "/"
"""The path of the whole organisation: every node's path begins with it."""


@dataclass(frozen=True, slots=True)
class Grants:
    """The roles of one person, each with the path of its branch."""

    held: frozenset[tuple[Role, str]] = frozenset()

    def branches(self, permission: Permission) -> tuple[str, ...]:
        """Return the paths of the branches in which this is allowed, none inside another."""
        paths = sorted({path for role, path in self.held if role in ALLOWED[permission]})
        outer: list[str] = []
        for path in paths:
            if not any(path.startswith(one) for one in outer):
                outer.append(path)
        return tuple(outer)

    def anywhere(self, permission: Permission) -> bool:
        """Tell whether this is allowed in some branch."""
        return bool(self.branches(permission))

    def may(self, permission: Permission, path: str) -> bool:
        """Tell whether this is allowed for what stands at a path; "/" asks for everything."""
        return within(path, self.branches(permission))

    def where(self, permission: Permission, field: str = "node__path") -> Q:
        """Return the condition that a row's path lies where this is allowed."""
        return condition(self.branches(permission), field)

    def covers(self, other: "Grants") -> bool:
        """Tell whether all that another person holds lies in branches whose accounts one runs."""
        return all(self.may(Permission.MANAGE_ACCOUNTS, path) for _role, path in other.held)


def within(path: str, branches: Iterable[str]) -> bool:
    """Tell whether a path lies in one of the branches."""
    return any(path.startswith(branch) for branch in branches)


def touches(path: str, branches: Iterable[str]) -> bool:
    """Tell whether a branch holds what stands at a path, or something below it."""
    return any(path.startswith(branch) or branch.startswith(path) for branch in branches)


def condition(branches: Iterable[str], field: str = "node__path") -> Q:
    """Return the condition that a row's path lies in one of the branches; none: no row."""
    paths = tuple(branches)
    if EVERYWHERE in paths:
        return Q()
    found = Q(pk__in=())
    for path in paths:
        found |= Q(**{f"{field}__startswith": path})
    return found


def of_accounts(accounts: Iterable[int]) -> dict[int, Grants]:
    """Read what these accounts hold, with one query. One that holds nothing has empty grants."""
    ids = set(accounts)
    held: dict[int, set[tuple[Role, str]]] = {account: set() for account in ids}
    rows = RoleHeld.objects.filter(account__in=ids, account__is_active=True)
    for account, role, path in rows.values_list("account_id", "role", "node__path"):
        held[account].add((Role(role), path or EVERYWHERE))
    return {account: Grants(frozenset(some)) for account, some in held.items()}


def of_account(account: int | None) -> Grants:
    """Read what one account holds; nothing for nobody."""
    return of_accounts([account])[account] if account is not None else Grants()
