"""The application of the terminals' settings."""

from django.apps import AppConfig


class TerminalSettingsConfig(AppConfig):
    """Settings that places inherit, and what else a settings document is made from."""

    name = "collector.terminal_settings"
    label = "terminal_settings"
