"""Checklists, plans and sheets in the database, and sheets as phones send them."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.utils.timezone import localdate, now
from PIL import Image

from collector.attachments import keeping
from collector.inspections import checklist as contents
from collector.inspections.checklist import Content, examples
from collector.inspections.models import (
    Answer,
    Checklist,
    Draw,
    Inspection,
    Photo,
    Reply,
    Version,
)
from collector.organisation.models import Node


def make_checklist(
    node: Node | None = None, content: Content | None = None, title: str = "检查表"
) -> Version:
    """Make a checklist with its first version published."""
    whole = content or examples()["window"].content
    checklist = Checklist.objects.create(
        node=node, zh=title, en=title, made_at=now(), made_by="somebody"
    )
    return Version.objects.create(
        checklist=checklist, number=1, content=contents.written(whole).decode(),
        digest=contents.digest(whole), made_at=now(), made_by="somebody", published_at=now(),
        published_by="somebody",
    )  # fmt: skip


def make_planned(node: Node, version: Version, **more: Any) -> Inspection:
    """Plan an inspection."""
    return Inspection.objects.create(
        **{"node": node, "path": node.path, "version": version, "due": localdate() + WEEK,
           "made_at": now(), "made_by": "somebody", **more},
    )  # fmt: skip


WEEK = timedelta(days=7)


def make_done(node: Node, version: Version, day: date | None = None, **more: Any) -> Inspection:
    """Keep an inspection that was done, without its answers."""
    return make_planned(
        node, version,
        **{"state": "done", "submission": uuid4(), "day": day or localdate(), "inspector": "4711",
           "started": now(), "finished": now(), "received_at": now(), "clock_ahead": 0, **more},
    )  # fmt: skip


def picture(colour: str = "red") -> bytes:
    """Return a small photo."""
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def sheet(version: Version, node: Node, said: dict[str, Any] | None = None, **more: Any) -> dict:
    """Return a sheet as a phone sends it: everything as it should be, but what is said."""
    answers: dict[str, Any] = {
        item.id: {"points": item.points} if item.points else {"degree": "yes"}
        for _part, item in version.whole.walk()
    }
    at = now().isoformat()
    return {
        "submission": str(uuid4()), "node": node.pk, "version": version.pk, "started": at,
        "finished": at, "sent": at, "answers": answers | (said or {}), **more,
    }  # fmt: skip


def inspections_of(hall: Node, window: Node, word: str) -> dict[str, Any]:
    """Make one of everything for a hall, each bearing a word; return what it is called."""
    version = make_checklist(hall, title=f"{word}list")
    draw = Draw.objects.create(
        node=hall, version=version, method="draw/1", seed="0" * 32, number=1, apart_days=0,
        announced=True, first=date(2026, 1, 5), last=date(2026, 1, 9), made_at=now(),
        made_by=f"{word}person",
        candidates=[{"window": window.pk, "ticket": f"{word}/ticket", "stratum": word}],
    )  # fmt: skip
    done = make_done(window, version, draw=draw, remark=f"{word}remark", inspector=f"{word}person")
    Answer.objects.create(inspection=done, item="dress-1", degree="no", note=f"{word}note")
    Reply.objects.create(inspection=done, text=f"{word}reply", at=now(), by=f"{word}person")
    photo = Photo.objects.create(
        id=uuid4(), account=None, inspection=done, item="dress-1", received_at=now(),
        attachment=keeping.accept(picture(), "", f"inspection:{done.id}"),
    )  # fmt: skip
    planned = make_planned(window, version, announced=True)
    return {
        "checklist": version.checklist_id, "draw": draw.pk, "inspection": done.id,
        "planned": planned.id, "photo": photo.id,
    }  # fmt: skip
