"""The names by which other rooms know inspections and findings: written and read here alone."""

from uuid import UUID

from django.urls import reverse

from collector.accounts.roles import Permission
from collector.cases.apps import Found
from collector.inspections.models import Inspection, Photo


def about(inspection: Inspection) -> str:
    """Return what an inspection's photos belong to, and what the audit trail calls it."""
    return f"inspection:{inspection.id}"


def refer(inspection: Inspection, item: str) -> str:
    """Return the reference under which what was found at an item opens its case."""
    return f"{about(inspection)}:{item}"


def find(reference: str) -> Found | None:
    """Return the finding of a reference; None where it is not one of an inspection."""
    room, _sign, rest = reference.partition(":")
    inspection, _sign, item = rest.partition(":")
    if room != "inspection":
        return None
    photos = Photo.objects.filter(inspection=UUID(inspection), item=item)
    return Found(
        href=f"{reverse('inspection', args=[inspection])}#{item}",
        sees=Permission.SEE_INSPECTIONS,
        pictures=list(photos.values_list("attachment", flat=True)),
    )
