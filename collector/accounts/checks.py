"""What the settings about accounts have to be; `collector check` asks."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from collector.accounts.roles import Role


def roles_with_a_second_factor(**_words: Any) -> list[CheckMessage]:
    """Find names of roles that do not exist: nobody would be asked for anything."""
    wrong = [name for name in settings.SECOND_FACTOR_ROLES if name not in set(Role)]
    if not wrong:
        return []
    return [
        Error(
            f"COLLECTOR_SECOND_FACTOR_ROLES names no role of ours: {', '.join(wrong)}",
            hint=f"Use some of: {', '.join(Role)}",
            id="accounts.E001",
        )
    ]
