"""What people decide about a result: which of two sheets counts, and what is said to it."""

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext as _

from collector.accounts import audit
from collector.inspections import following, scoring
from collector.inspections.models import Answer, Inspection, Reply, State
from collector.inspections.reference import about

LONGEST = 1000


def count(request: HttpRequest, one: Inspection) -> bool:
    """Let a sheet count instead of the other ones of the same inspection; nothing is deleted.

    Findings and cases of the other one stay: somebody may be at work on them.
    """
    root = one.beside_id or one.id
    with transaction.atomic():
        all_of_it = Inspection.objects.select_for_update().filter(
            Q(pk=root) | Q(beside=root), state=State.DONE
        )
        known = {row.pk: row for row in all_of_it}
        mine = known.get(one.pk)
        if mine is None or mine.counts:
            return False
        for row in known.values():
            row.counts = row.pk == one.pk
            row.save()
        following.follow(request, mine, score_of(mine))
        audit.record(request, "inspection.chosen", about(one), branch=one.path)
    return True


def score_of(done: Inspection) -> scoring.Score:
    """Score a sheet again from its answers."""
    rows = Answer.objects.filter(inspection=done)
    answers = {
        row.item: scoring.Answer(
            degree=scoring.Degree(row.degree) if row.degree else None, points=row.points
        )
        for row in rows
    }
    return scoring.score(done.version.whole, answers, done.only)


def reply(request: HttpRequest, one: Inspection, *, item: str, staff: str, text: str) -> str:
    """Keep a reply; return what is wrong with it, "" where nothing is."""
    said = text.strip()
    if not said:
        return _("Write what is to be said; an empty reply is not kept.")
    if len(said) > LONGEST:
        return _("A reply has at most %(n)d characters; this one has %(given)d.") % {
            "n": LONGEST, "given": len(said),
        }  # fmt: skip
    known = {each.id for _part, each in one.version.whole.walk()}
    with transaction.atomic():
        Reply.objects.create(
            inspection=one, item=item if item in known else "", staff=staff.strip()[:64],
            text=said, at=now(), by=request.user.get_username(),
        )  # fmt: skip
        audit.record(request, "inspection.replied", about(one), branch=one.path)
    return ""
