"""The cases application."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases: what is done about bad ratings, comments and findings."""

    name = "collector.cases"
    label = "cases"

    def ready(self) -> None:
        """Let words about a citizen go with the citizen's own; let terminals promise what is so."""
        from collector.cases.erasing import erase  # noqa: PLC0415 -- models need the setup
        from collector.cases.promise import promise  # noqa: PLC0415 -- the same
        from collector.personal_data.apps import personal_data  # noqa: PLC0415 -- the same
        from collector.terminal_settings.apps import terminal_settings  # noqa: PLC0415 -- the same

        personal_data().erasers.append(erase)
        terminal_settings().beginnings.append(promise)
