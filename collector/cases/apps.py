"""The cases application."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.apps import AppConfig
from django.apps import apps as applications
from msgspec import Struct

from collector.accounts.roles import Permission


class Found(Struct, frozen=True, kw_only=True):
    """A finding that opened a case. `href`: its page, for whom `sees` lets see it there.

    pictures: the attachments that were taken of it.
    """

    href: str
    sees: Permission
    pictures: Sequence[UUID]


Finder = Callable[[str], Found | None]
"""Returns the finding that opened its case under a reference; None where another room's did."""


class CasesConfig(AppConfig):
    """Cases: what is done about bad ratings, comments and findings."""

    name = "collector.cases"
    label = "cases"

    def __init__(self, app_name: str, app_module: Any) -> None:
        super().__init__(app_name, app_module)
        self.finders: list[Finder] = []
        """Rooms whose findings open cases add theirs in their `ready`."""

    def found(self, reference: str) -> Found | None:
        """Return the finding that opened its case under a reference."""
        return next((found for find in self.finders if (found := find(reference))), None)

    def ready(self) -> None:
        """Let words about a citizen go with the citizen's own; let terminals promise what is so."""
        from collector.cases.erasing import erase  # noqa: PLC0415 -- models need the setup
        from collector.cases.promise import promise  # noqa: PLC0415 -- the same
        from collector.personal_data.apps import personal_data  # noqa: PLC0415 -- the same
        from collector.terminal_settings.apps import terminal_settings  # noqa: PLC0415 -- the same

        personal_data().erasers.append(erase)
        terminal_settings().beginnings.append(promise)


def cases() -> CasesConfig:
    """Return this application."""
    config = applications.get_app_config("cases")
    assert isinstance(config, CasesConfig)  # noqa: S101 -- what INSTALLED_APPS names
    return config
