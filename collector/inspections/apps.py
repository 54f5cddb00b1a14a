"""The inspections application."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """What supervisors look at themselves, beside what citizens rate."""

    name = "collector.inspections"
    label = "inspections"

    def ready(self) -> None:
        """Let whoever puts a finding right see where it stands and the photos taken of it."""
        from collector.cases.apps import cases  # noqa: PLC0415 -- models need the setup
        from collector.inspections.reference import find  # noqa: PLC0415 -- the same

        cases().finders.append(find)
