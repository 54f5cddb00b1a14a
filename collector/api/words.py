"""Names of what tokens read, in the language that is active."""

from django.utils.translation import pgettext

from collector.api.models import Resource


def resource_word(resource: str) -> str:
    """Name a resource."""
    return {
        Resource.WINDOWS.value: pgettext("resource", "windows"),
        Resource.RATINGS.value: pgettext("resource", "ratings one by one"),
        Resource.COUNTS.value: pgettext("resource", "counts and rates"),
        Resource.CASES.value: pgettext("resource", "cases"),
    }.get(str(resource), str(resource))
