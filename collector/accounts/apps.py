"""The accounts application, and what its pages share for as long as the process lives."""

from functools import cached_property
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.core.checks import register

from collector.accounts.checks import roles_with_a_second_factor

if TYPE_CHECKING:
    from collector.accounts.door import Door


class AccountsConfig(AppConfig):
    """Accounts of people."""

    name = "collector.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Have our settings looked at with Django's."""
        register(roles_with_a_second_factor)

    @cached_property
    def door(self) -> "Door":
        """What watches over every stream of this process."""
        # Models may be imported only once all applications are there.
        from collector.accounts.door import Door, over  # noqa: PLC0415

        return Door(over)
