"""The inspections application."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """What supervisors look at themselves, beside what citizens rate."""

    name = "collector.inspections"
    label = "inspections"

    def ready(self) -> None:
        """Let whoever puts a finding right see the photos that were taken of it."""
        from collector.cases.apps import cases  # noqa: PLC0415 -- models need the setup
        from collector.inspections.photographing import of_finding  # noqa: PLC0415 -- the same

        cases().pictures_of_findings.append(of_finding)
