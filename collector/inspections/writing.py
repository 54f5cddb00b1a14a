"""Writes checklists: from an example, as a draft, published. Each act leaves a record."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils.timezone import now

from collector.accounts import audit
from collector.inspections import checklist as contents
from collector.inspections.checklist import Content, Example
from collector.inspections.models import Checklist, Version
from collector.organisation.models import Node


def take_over(request: HttpRequest, example: Example, node: Node | None) -> Checklist:
    """Make a checklist of an example, published as it is: it can be used at once.

    It keeps its name with "example" in it until somebody writes an own version.
    """
    at, by = now(), request.user.get_username()
    with transaction.atomic():
        made = Checklist.objects.create(
            node=node, zh=example.zh, en=example.en, example=example.id, made_at=at, made_by=by
        )
        _version(made, example.content, at, by, published=True)
        audit.record(request, "checklist.made", f"checklist:{made.pk}", branch=_branch(made),
                     detail={"example": example.id})  # fmt: skip
    return made


def draft(request: HttpRequest, checklist: Checklist, content: Content, note: str) -> Version:
    """Keep a draft of the next version, in place of the one that is there. Nothing uses it yet.

    Raises ChecklistError.
    """
    contents.checked(content)
    at, by = now(), request.user.get_username()
    with transaction.atomic():
        Checklist.objects.select_for_update().get(pk=checklist.pk)
        found = checklist.versions.filter(published_at=None).first()
        if found is None:
            return _version(checklist, content, at, by, note=note)
        found.content = contents.written(content).decode()
        found.digest = contents.digest(content)
        found.note, found.made_at, found.made_by = note, at, by
        found.save()
    return found


def publish(request: HttpRequest, checklist: Checklist) -> Version | None:
    """Publish the draft: from now on it is used and never altered. None where there is none."""
    with transaction.atomic():
        Checklist.objects.select_for_update().get(pk=checklist.pk)
        found = checklist.versions.filter(published_at=None).first()
        if found is None:
            return None
        found.published_at, found.published_by = now(), request.user.get_username()
        found.save()
        if checklist.example:
            checklist.example = ""
            checklist.save()
        audit.record(
            request, "checklist.published", f"checklist:{checklist.pk}", branch=_branch(checklist),
            detail={"version": found.number, "digest": found.digest},
        )  # fmt: skip
    return found


def rename(request: HttpRequest, checklist: Checklist, zh: str, en: str) -> None:
    """Give a checklist another name; results keep showing the version they were made by."""
    if (zh, en) == (checklist.zh, checklist.en) or not zh:
        return
    before = [checklist.zh, checklist.en]
    checklist.zh, checklist.en = zh[:100], en[:100]
    checklist.save()
    audit.record(request, "checklist.renamed", f"checklist:{checklist.pk}",
                 branch=_branch(checklist), detail={"name": [before, [zh, en]]})  # fmt: skip


def used_ids(versions: Iterable[Version]) -> set[str]:
    """Return every item id that these versions have."""
    return {item.id for one in versions for _part, item in one.whole.walk()}


def _version(
    checklist: Checklist,
    content: Content,
    at: datetime,
    by: str,
    *,
    note: str = "",
    published: bool = False,
) -> Version:
    newest = checklist.versions.aggregate(newest=Max("number", default=0))["newest"]
    return Version.objects.create(
        checklist=checklist, number=newest + 1, content=contents.written(content).decode(),
        digest=contents.digest(content), note=note, made_at=at, made_by=by,
        published_at=at if published else None, published_by=by if published else "",
    )  # fmt: skip


def _branch(checklist: Checklist) -> str:
    return checklist.node.path if checklist.node is not None else ""
