"""The application of the terminals' settings."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as applications

from collector.terminal_settings.beginnings import Begins


class TerminalSettingsConfig(AppConfig):
    """Settings that places inherit, and what else a settings document is made from."""

    name = "collector.terminal_settings"
    label = "terminal_settings"

    def __init__(self, app_name: str, app_module: Any) -> None:
        super().__init__(app_name, app_module)
        self.beginnings: list[Begins] = []
        """Rooms add theirs in their `ready`."""


def terminal_settings() -> TerminalSettingsConfig:
    """Return this application."""
    config = applications.get_app_config("terminal_settings")
    assert isinstance(config, TerminalSettingsConfig)  # noqa: S101 -- what INSTALLED_APPS names
    return config
