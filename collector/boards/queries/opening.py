"""Whether windows should be open now: by the hours of the place each stands in."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import get_current_timezone

from collector.boards.rows import Opening
from collector.organisation.models import Hall
from collector.organisation.paths import ids_of
from collector.terminal_settings.merging import merge, settings_from
from collector.terminal_settings.models import Layer
from sync.protocol import hours
from sync.protocol.settings import Settings


def openings(
    hall: Hall, decided: Settings, paths: Mapping[str, str], now: datetime, *, plans: bool
) -> dict[str, Opening]:
    """Return how each window stands with its hours; `paths` by the windows' codes. One query.

    Departments and windows may have decided their own: few have, and each is read once.
    """
    at_hall = _opening(decided, now, plans=plans)
    above = dict(
        Layer.objects.filter(node__path__startswith=hall.node.path).values_list("node_id", "values")
    )
    above.pop(hall.node_id, None)
    if not above:
        return dict.fromkeys(paths, at_hall)
    ids_to_hall = ids_of(hall.node.path)
    outer = dict(Layer.objects.filter(node_id__in=ids_to_hall).values_list("node_id", "values"))
    read: dict[tuple[int, ...], Opening] = {(): at_hall}
    found: dict[str, Opening] = {}
    for code, path in paths.items():
        own = tuple(one for one in ids_of(path) if one in above)
        if own not in read:
            values = [outer[one] for one in ids_to_hall if one in outer]
            values += [above[one] for one in own]
            read[own] = _opening(settings_from(merge(values)), now, plans=plans)
        found[code] = read[own]
    return found


def _opening(decided: Settings, now: datetime, *, plans: bool) -> Opening:
    zone = get_current_timezone()
    return Opening(
        known=hours.known(decided.hours),
        since=hours.opened_at(decided.hours, now, zone),
        plans=plans,
    )
