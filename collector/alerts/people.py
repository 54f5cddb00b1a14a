"""Who is told of something at a place, and how: roles, wishes, and who is away."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q
from msgspec import Struct

from collector.accounts.models import Account, RoleHeld
from collector.accounts.roles import ALLOWED, Role
from collector.alerts.conditions import DEFAULTS, How, Kind
from collector.alerts.models import Preference, Wish
from collector.organisation.models import Kind as Place
from collector.organisation.models import Node
from collector.organisation.paths import ids_of


class Told(Struct, frozen=True):
    """Somebody who is told, and how."""

    account: Account
    how: How
    preference: Preference


class _Holding(Struct, frozen=True):
    account: int
    role: Role
    depth: int


def people_for(kind: Kind, path: str, day: date) -> list[Told]:
    """Return who is told of a kind at a place, by the ids of the accounts. A handful of queries.

    Who has no right to see the kind there is never among them, whatever they wish.
    """
    ids = ids_of(path)
    holding = _holding(kind, ids)
    accounts = {one.account for one in holding}
    preferences = Preference.objects.in_bulk(accounts)
    wishes = _wishes(kind, ids, accounts)
    away = {key for key, one in preferences.items() if one.away_until and one.away_until >= day}
    how = _by_role(kind, holding, away | _not_now(wishes))
    how |= {account: wish for account, wish in wishes.items() if account not in away}
    wanted = sorted(key for key, one in how.items() if one is not How.NOT)
    found = Account.objects.in_bulk(wanted)
    return [
        Told(found[key], how[key], preferences.get(key) or Preference(account=found[key]))
        for key in wanted
    ]


def _holding(kind: Kind, ids: list[int]) -> list[_Holding]:
    """Return who may see the kind here; what lies in one hall counts as equally near."""
    hall = Node.objects.filter(pk__in=ids, kind=Place.HALL).values_list("pk", flat=True).first()
    nearest = ids.index(hall) + 1 if hall is not None else len(ids)
    rows = RoleHeld.objects.filter(
        Q(node__in=ids) | Q(node=None), account__is_active=True, account__wall=False,
        role__in=ALLOWED[DEFAULTS[kind].needs],
    )  # fmt: skip
    return [
        _Holding(account, Role(role), min(nearest, ids.index(node) + 1) if node else 0)
        for account, role, node in rows.values_list("account_id", "role", "node_id")
    ]


def _by_role(kind: Kind, holding: Iterable[_Holding], out: set[int]) -> dict[int, How]:
    told = DEFAULTS[kind].told
    there = [one for one in holding if one.account not in out]
    now = [one for one in there if told.get(one.role) is How.NOW]
    nearest = max((one.depth for one in now), default=0)
    found = {one.account: How.COLLECTED for one in there if told.get(one.role) is How.COLLECTED}
    return found | {one.account: How.NOW for one in now if one.depth == nearest}


def _wishes(kind: Kind, ids: list[int], accounts: Iterable[int]) -> dict[int, How]:
    rows = Wish.objects.filter(kind=kind, place__in=ids, account__in=list(accounts))
    # The nearest branch comes last and stays.
    ordered = sorted(
        rows.values_list("account_id", "place_id", "how"), key=lambda row: ids.index(row[1])
    )
    return {account: How(how) for account, _place, how in ordered}


def _not_now(wishes: Mapping[int, How]) -> set[int]:
    """Whoever does not want it at once leaves the nearest place empty: those above are told."""
    return {account for account, how in wishes.items() if how is not How.NOW}
