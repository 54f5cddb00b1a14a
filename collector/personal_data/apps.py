"""The application, and what is shared for as long as the process lives: keys and erasers."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.apps import apps as applications
from django.core.checks import register

from collector import environment

if TYPE_CHECKING:
    from collector.personal_data.keyring import Keyring
    from collector.personal_data.receipts import Receipt

Eraser = Callable[["Receipt", datetime], int]
"""Takes away what another room keeps of a receipt's citizen; returns how many things. The second
argument is the present moment."""


class PersonalDataConfig(AppConfig):
    """Citizens' words and numbers."""

    name = "collector.personal_data"
    label = "personal_data"

    def __init__(self, app_name: str, app_module: Any) -> None:
        super().__init__(app_name, app_module)
        self.erasers: list[Eraser] = []
        """Rooms add theirs in their `ready`."""

    def ready(self) -> None:
        """Let `collector check` look at the keys."""
        from collector.personal_data.checks import keys_are_kept_well  # noqa: PLC0415

        register(keys_are_kept_well)

    @cached_property
    def ring(self) -> "Keyring":
        """The keys of this installation."""
        from collector.personal_data.keyring import Keyring  # noqa: PLC0415

        named = environment.text("COLLECTOR_KEYS")
        return Keyring(environment.keys_file(), ours=not named)


def personal_data() -> PersonalDataConfig:
    """Return this application."""
    config = applications.get_app_config("personal_data")
    assert isinstance(config, PersonalDataConfig)  # noqa: S101 -- what INSTALLED_APPS names
    return config
