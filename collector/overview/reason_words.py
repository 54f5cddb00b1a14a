"""What a reason says, by catalogue and code; a code nobody knows any more keeps its number."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec
from django.db.models import Q

from collector.languages import either
from collector.organisation.paths import ids_of
from collector.terminal_settings.models import Layer
from sync.protocol.catalogue import Catalogue, Reason, load_catalogue

_KEPT = 32


def words(catalogue: str, code: str, own: Mapping[tuple[str, str], Reason]) -> str:
    """Return the reason's text in the page's language, without its line break."""
    reason = _reason(catalogue, code, own)
    if reason is None:
        return code
    return (either(reason.zh, reason.en)).replace("|", "")


def about_a_person(catalogue: str, code: str, own: Mapping[tuple[str, str], Reason]) -> bool:
    """Tell whether a reason is about the person at the window; the rest is not the clerk's."""
    reason = _reason(catalogue, code, own)
    return reason is not None and reason.person


def _reason(catalogue: str, code: str, own: Mapping[tuple[str, str], Reason]) -> Reason | None:
    return own.get((catalogue, code)) or _known(catalogue).get(code)


@lru_cache(maxsize=_KEPT)
def _known(catalogue: str) -> Mapping[str, Reason]:
    # The name came from a terminal: only names that stand in the catalogues' folder are looked for.
    if not catalogue.replace("-", "").isalnum() or not catalogue.isascii():
        return {}
    try:
        return {reason.code: reason for reason in load_catalogue(catalogue).reasons}
    except (FileNotFoundError, ValueError):
        return {}


def own_reasons(path: str, catalogues: Iterable[str]) -> dict[tuple[str, str], Reason]:
    """Read the reasons that halls at a path, above or below it wrote themselves.

    Asks the database only where a catalogue is none of the installed ones.
    """
    strange = {one for one in catalogues if not _known(one)}
    if not strange:
        return {}
    above = ids_of(path)
    layers = Layer.objects.filter(Q(node__in=above) | Q(node__path__startswith=path))
    found: dict[tuple[str, str], Reason] = {}
    for values in layers.values_list("values", flat=True):
        own = values.get("own_catalogue")
        if own is not None and own.get("id") in strange:
            catalogue = msgspec.convert(own, Catalogue)
            found |= {(catalogue.id, reason.code): reason for reason in catalogue.reasons}
    return found
