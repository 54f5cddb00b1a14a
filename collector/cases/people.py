"""Who may work on a case at a place."""

from collector.accounts.grants import EVERYWHERE
from collector.accounts.models import Account, RoleHeld
from collector.accounts.roles import ALLOWED, Permission


def may_work(path: str) -> list[Account]:
    """Return the accounts that may work on cases at a place, in the order of their names."""
    rows = RoleHeld.objects.filter(
        role__in=ALLOWED[Permission.WORK_CASES], account__is_active=True, account__wall=False
    )
    ids = {
        account
        for account, branch in rows.values_list("account_id", "node__path")
        if path.startswith(branch or EVERYWHERE)
    }
    return list(Account.objects.filter(pk__in=ids).order_by("username"))
