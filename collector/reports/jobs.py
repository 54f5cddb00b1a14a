"""Files made in the background: queued, claimed by one worker, made, kept for some days.

Several workers on one database are safe: a job is claimed by one conditional update, whoever
claims keeps `beat` fresh, and a file is stored only by who still holds the claim.
"""

import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from collector.organisation.models import Node
from collector.reports.asking import BadQuestionError, Format, Question
from collector.reports.files import Made, make_file
from collector.reports.making.font import NoFontError
from collector.reports.models import Job, Piece
from sync.protocol.catalogue import Scale

LEASE = timedelta(seconds=30)
"""A claim whose beat is older belongs to a process that is no more."""
TRIES = 3
PIECE = 512 * 1024
QUEUE = 50
"""So many files may wait for one account."""


class BusyError(Exception):
    """Too many files wait already."""


class LostError(Exception):
    """Somebody else has claimed what this worker was making."""


def queue(
    question: Question, wanted: Format, *, title: str, language: str, account: int | None,
    now: datetime,
) -> Job:  # fmt: skip
    """Put a job into the queue. Raises BusyError."""
    waiting = Job.objects.filter(account=account, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    if waiting.count() >= QUEUE:
        raise BusyError
    return Job.objects.create(
        token=secrets.token_hex(16), account_id=account, place_id=question.place,
        asked=msgspec.to_builtins(question), format=wanted, language=language, title=title[:300],
        made_at=now,
    )  # fmt: skip


def question_of(job: Job) -> Question:
    """Return what a job was asked for."""
    return msgspec.convert(job.asked, Question)


class Desk:
    """Where one worker takes jobs and makes them. `clock` gives the present instant."""

    def __init__(self, scales: Mapping[str, Scale], clock: Callable[[], datetime]) -> None:
        self.name = uuid.uuid4().hex
        self._scales = scales
        self._clock = clock

    def work(self) -> bool:
        """Make the oldest job that waits; return whether there was one."""
        self.take_back()
        job = self.claim()
        if job is None:
            return False
        try:
            self.make(job)
        except LostError:
            pass
        except (BadQuestionError, NoFontError, Node.DoesNotExist, DatabaseError) as error:
            self._fail(job, _sentence(job.language, error))
        except Exception as error:
            # Whatever it is, the person who waits is told, and the next job is made.
            self._fail(job, _sentence(job.language, error))
            raise
        return True

    def beat(self) -> None:
        """Say that what this worker has claimed is still being made."""
        Job.objects.filter(worker=self.name, state=Job.State.RUNNING).update(beat=self._clock())

    def tidy(self) -> None:
        """Remove files that are older than they are kept."""
        old = self._clock() - timedelta(days=settings.REPORT_DAYS)
        Job.objects.filter(made_at__lt=old).exclude(state=Job.State.RUNNING).delete()

    def take_back(self) -> None:
        """Put what a dead worker held back into the queue, and give up what kills workers."""
        dead = Job.objects.filter(state=Job.State.RUNNING, beat__lt=self._clock() - LEASE)
        for job in dead.filter(tries__gte=TRIES):
            still = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, worker=job.worker)
            still.update(
                state=Job.State.FAILED, ended_at=self._clock(), sentence=_gave_up(job), worker=""
            )
        dead.filter(tries__lt=TRIES).update(state=Job.State.QUEUED, worker="", done=0, total=0)

    def claim(self) -> Job | None:
        """Take the oldest job that waits, if nobody else does first."""
        waiting = Job.objects.filter(state=Job.State.QUEUED).order_by("made_at", "pk")
        for key in waiting.values_list("pk", flat=True)[:5]:
            job = Job.objects.get(pk=key)
            won = Job.objects.filter(pk=key, state=Job.State.QUEUED).update(
                state=Job.State.RUNNING, worker=self.name, beat=self._clock(), tries=job.tries + 1
            )
            if won:
                job.refresh_from_db()
                return job
        return None

    def _held(self, job: Job) -> QuerySet[Job]:
        return Job.objects.filter(pk=job.pk, worker=self.name, state=Job.State.RUNNING)

    def make(self, job: Job) -> None:
        """Make a claimed job's file and store it. Raises LostError where the claim ran out."""
        told = self._clock()

        def progress(done: int, total: int) -> None:
            nonlocal told
            if done in {0, total} or self._clock() - told > timedelta(seconds=1):
                told = self._clock()
                if not self._held(job).update(done=done, total=total, beat=told):
                    raise LostError

        made = make_file(
            question_of(job), Format(job.format), job.language, self._scales, self._clock(),
            progress,
        )  # fmt: skip
        self._store(job, made)

    def _store(self, job: Job, made: Made) -> None:
        with transaction.atomic():
            Piece.objects.filter(job=job).delete()
            for number, first in enumerate(range(0, len(made.content), PIECE)):
                Piece.objects.create(
                    job=job, number=number, content=made.content[first : first + PIECE]
                )
            won = self._held(job).update(
                state=Job.State.DONE, name=made.name, kind=made.kind, size=len(made.content),
                title=made.title[:300], ended_at=self._clock(), worker="",
            )  # fmt: skip
            if not won:
                raise LostError

    def _fail(self, job: Job, sentence: str) -> None:
        self._held(job).update(
            state=Job.State.FAILED, sentence=sentence, ended_at=self._clock(), worker=""
        )


def content_of(job: Job) -> Iterator[bytes]:
    """Yield a job's file."""
    for number in range(-(-job.size // PIECE)):
        yield bytes(Piece.objects.get(job=job, number=number).content)


def _sentence(language: str, error: Exception) -> str:
    with override(language):
        if isinstance(error, (BadQuestionError, NoFontError)):
            return str(error)
        if isinstance(error, Node.DoesNotExist):
            return _("The place is no longer there. Choose another one.")
        return _(
            "The file could not be made: %(why)s. Nothing else is affected. Ask for it again; if "
            "it fails again, give IT this sentence."
        ) % {"why": f"{type(error).__name__}: {error}"[:300]}


def _gave_up(job: Job) -> str:
    with override(job.language):
        return _(
            "The server ended %(n)d times while it made this file, so it was given up. Choose "
            "fewer days, or tell IT."
        ) % {"n": job.tries}
