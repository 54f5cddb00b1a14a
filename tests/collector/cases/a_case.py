"""A case with all that its page shows, for the walk through every address."""

from typing import Any

from django.utils.timezone import localdate, now

from collector.attachments.models import Attachment
from collector.cases.models import Case, Step
from collector.ingest.models import Log
from collector.organisation.models import Window
from collector.personal_data.contacts import give
from collector.personal_data.models import Statement
from collector.personal_data.receipts import Receipt


def case_of(window: Window, log: Log, word: str) -> dict[str, Any]:
    """Make it, each part bearing the word; return what addresses name it by."""
    today = localdate()
    receipt = Receipt.of_rating(window.hall.pk, window.code, log.hex, 7)
    place: dict[str, Any] = {"place": window.node, "hall": window.hall}
    case = Case.objects.create(
        number=f"{word}case", origin="rating", path=window.node.path, window=window.code,
        log=log.id, tag=receipt.tag, position=7, staff=f"{word}staff", item=f"{word}item",
        national=2, opened_at=now(), opened_on=today, since=today, days_total=5, days_verify=1,
        days_put_right=3, days_answer=4, due_on=today, step_due_on=today, contact=True, **place,
    )  # fmt: skip
    Step.objects.create(
        case=case, number=1, at=now(), who=f"{word}person", action="noted", stage="verify",
        words=word,
    )  # fmt: skip
    Statement.objects.create(
        **receipt.fields(), place=window.node, made_at=now(), text=word, once=f"{word}case"
    )
    contact = give(receipt, "13800001234", now())
    picture = Attachment.objects.create(
        about=f"case:{case.pk}", by=word, width=1, height=1, size=1, digest="", body=b"x",
        made_at=now(),
    )  # fmt: skip
    return {"case": case.number, "case_picture": picture.pk, "case_contact": contact.pk}
