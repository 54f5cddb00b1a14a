"""Lets a screen on a wall in by its link: to the wall of one branch, to look, until it is ended."""

from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.timezone import now

from collector.accounts import audit
from collector.accounts.addresses import address_of
from collector.accounts.models import Wall
from collector.accounts.shown_once import digest, new_secret
from collector.organisation.models import Node

COOKIE = "wall"
PATH = "/wall"
"""The cookie is sent to these addresses alone: no other page ever learns the secret."""
_LASTS = 400 * 24 * 3600
_WRITTEN_EVERY = timedelta(minutes=1)


def make(request: HttpRequest, node: Node, name: str) -> tuple[Wall, str]:
    """Make a link for a screen; return it and its secret, which nobody can read again."""
    secret = new_secret()
    with transaction.atomic():
        wall = Wall.objects.create(
            node=node, name=name, digest=digest(secret), made_at=now(),
            made_by=request.user.get_username(),
        )  # fmt: skip
        audit.record(
            request, "wall.made", f"wall:{wall.pk}", branch=node.path,
            detail={"name": name, "place": node.code},
        )  # fmt: skip
    return wall, secret


def end(request: HttpRequest, wall: Wall) -> bool:
    """End a link: its screen goes dark within seconds. False where it was ended before."""
    with transaction.atomic():
        ended = Wall.objects.filter(pk=wall.pk, ended_at=None).update(ended_at=now())
        if ended:
            audit.record(
                request, "wall.ended", f"wall:{wall.pk}", branch=wall.node.path,
                detail={"name": wall.name},
            )  # fmt: skip
    return bool(ended)


def opened_by(secret: str) -> Wall | None:
    """Return the wall that a secret opens, if it still does."""
    found = Wall.objects.filter(digest=digest(secret), ended_at=None)
    return found.select_related("node").first() if secret else None


def of_request(request: HttpRequest) -> Wall | None:
    """Return the wall whose screen asks, and note that it did."""
    wall = opened_by(request.COOKIES.get(COOKIE, ""))
    at = now()
    if wall is not None and (wall.seen_at is None or at - wall.seen_at > _WRITTEN_EVERY):
        wall.seen_at, wall.seen_from = at, address_of(request)[:45]
        wall.save(update_fields=["seen_at", "seen_from"])
    return wall


def let_in(answer: HttpResponseBase, secret: str, *, https: bool) -> None:
    """Give a screen its cookie."""
    answer.set_cookie(
        COOKIE, secret, max_age=_LASTS, path=PATH, httponly=True, secure=https, samesite="Lax"
    )
