"""What a phone takes into the hall: what is planned, every place one inspects, the checklists."""

import secrets
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import msgspec
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.timezone import localdate

from collector.accounts.access import grants_of
from collector.accounts.roles import Permission
from collector.inspections import places
from collector.inspections.models import DraftKey, Inspection, State, Version
from collector.organisation.models import Node
from collector.organisation.words import place_words


def written(request: HttpRequest) -> bytes:
    """Write the work of whoever asks, as JSON.

    owner: a digest that tells one account's drafts from another's; it names nobody.
    """
    account = request.user.pk
    assert isinstance(account, int)  # noqa: S101 -- the door lets nobody else in
    key = draft_key(account)
    planned = list(_planned(request))
    versions = {one.pk: one for one in places.newest_versions(request)}
    newest = list(versions)
    versions |= {one.version_id: one.version for one in planned}
    halls = places.halls_of(planned)
    nodes = places.inspectable(request)
    return msgspec.json.encode(
        {
            "owner": sha256(b"drafts/1 " + key).hexdigest()[:32],
            "key": b64encode(key).decode(),
            "token": get_token(request),
            "name": request.user.get_username(),
            "planned": [_planned_words(one, halls) for one in planned],
            "places": [
                {"id": one.pk, "kind": one.kind, "words": place_words(one), "path": one.path}
                for one in nodes
            ],
            "newest": newest,
            "versions": {str(one.pk): _version_words(one) for one in versions.values()},
        }
    )


def draft_key(account: int) -> bytes:
    """Return the key an account's drafts are sealed with; made when it is first asked for."""
    found, _made = DraftKey.objects.get_or_create(
        account_id=account, defaults={"secret": secrets.token_bytes(32)}
    )
    return bytes(found.secret)


def _planned(request: HttpRequest) -> Iterable[Inspection]:
    where = grants_of(request).where(Permission.INSPECT, "path")
    return (
        Inspection.objects.filter(where, state=State.PLANNED)
        .select_related("node", "version__checklist__node")
        .order_by("due", "node__code")[:500]
    )


def _planned_words(one: Inspection, halls: dict[int, str]) -> dict[str, Any]:
    node: Node = one.node
    return {
        "id": str(one.id),
        "node": node.pk,
        "words": place_words(node),
        "hall": places.hall_of(one, halls),
        "version": one.version_id,
        "due": one.due.isoformat() if one.due else "",
        "late": one.late(localdate()),
        "announced": one.announced,
        "drawn": one.draw_id is not None,
        "only": one.only,
    }


def _version_words(version: Version) -> dict[str, Any]:
    """Return a version as the phone shows it, in both languages: it may be read in either."""
    return {
        "id": version.pk,
        "path": version.checklist.path,
        "zh": version.checklist.zh,
        "en": version.checklist.en or version.checklist.zh,
        "number": version.number,
        "chapters": msgspec.to_builtins(version.whole.chapters),
    }
