"""Files in the background: made once, by one worker, whatever dies on the way."""

import os
import signal
import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from collector.accounts.roles import Role
from collector.organisation.models import Node
from collector.reports import jobs
from collector.reports.asking import By, Format, Question
from collector.reports.jobs import Desk, content_of, queue
from collector.reports.models import Job, Piece
from sync.protocol.catalogue import load_scales
from tests.collector.boards.conftest import signed_in
from tests.collector.boards.rows_of_a_hall import make_hall
from tests.collector.conftest import Here
from tests.collector.reports.a_city import SPRING

SCALES = load_scales()
LONG_AGO = "2026-11-01 00:00:00+00:00"


class Time:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> Any:
        return self.at


def asked(place: Node, wanted: Format = Format.CSV) -> Job:
    question = Question(place=place.pk, first=SPRING.first, last=SPRING.last, by=By.WINDOW)
    return queue(question, wanted, title="t", language="en", account=None, now=now())


@pytest.fixture
def place(db: None) -> Node:
    return make_hall().node


def test_a_job_is_made_and_kept(place: Node):
    job = asked(place)

    assert Desk(SCALES, now).work()
    assert not Desk(SCALES, now).work()

    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    assert b"".join(content_of(job)).startswith(b"\xef\xbb\xbf")
    assert sum(len(piece.content) for piece in job.pieces.all()) == job.size


def test_a_file_larger_than_a_piece_comes_back_whole(place: Node, monkeypatch: Any):
    monkeypatch.setattr(jobs, "PIECE", 100)
    job = asked(place)
    Desk(SCALES, now).work()
    job.refresh_from_db()

    assert job.pieces.count() > 3
    assert len(b"".join(content_of(job))) == job.size


def test_what_a_dead_worker_held_is_made_again_and_its_late_result_is_refused(place: Node):
    clock = Time()
    job = asked(place)
    dead, living = Desk(SCALES, clock), Desk(SCALES, clock)
    claimed = dead.claim()
    assert claimed is not None

    assert not living.work()
    clock.at += timedelta(seconds=31)
    assert living.work()
    kept = b"".join(content_of(Job.objects.get(pk=job.pk)))
    with pytest.raises(jobs.LostError):
        dead.make(claimed)

    job.refresh_from_db()
    assert (job.state, job.tries) == ("done", 2)
    assert b"".join(content_of(job)) == kept


def test_a_worker_that_beats_keeps_its_job(place: Node):
    clock = Time()
    asked(place)
    slow, other = Desk(SCALES, clock), Desk(SCALES, clock)
    slow.claim()
    for _ in range(10):
        clock.at += timedelta(seconds=20)
        slow.beat()
        assert not other.work()


def test_what_kills_every_worker_is_given_up_with_a_sentence(place: Node):
    clock = Time()
    job = asked(place)
    for _ in range(jobs.TRIES):
        victim = Desk(SCALES, clock)
        victim.take_back()
        assert victim.claim() is not None
        clock.at += timedelta(seconds=31)

    assert not Desk(SCALES, clock).work()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "3 times" in job.sentence


def test_a_report_without_a_font_says_which_package(place: Node, monkeypatch: Any):
    monkeypatch.setenv("COLLECTOR_REPORT_FONT", "/nowhere.ttf")
    job = asked(place, Format.PDF)
    Desk(SCALES, now).work()
    job.refresh_from_db()

    assert job.state == "failed"
    assert "fonts-noto-cjk" in job.sentence


def test_old_files_are_removed_with_their_pieces(place: Node):
    asked(place)
    clock = Time()
    Desk(SCALES, clock).work()
    clock.at += timedelta(days=31)
    Desk(SCALES, clock).tidy()
    assert not Job.objects.exists()
    assert not Piece.objects.exists()


def test_a_file_that_shows_staff_is_not_there_for_who_may_not_see_staff(place: Node):
    question = Question(place=place.pk, first=SPRING.first, last=SPRING.last, by=By.STAFF)
    job = queue(question, Format.CSV, title="t", language="en", account=None, now=now())
    Desk(SCALES, now).work()
    viewer, supervisor = signed_in("v", Role.VIEWER), signed_in("s", Role.SUPERVISOR)

    address = f"/reports/files/{job.token}"
    assert (viewer.get(address).status_code, supervisor.get(address).status_code) == (404, 200)
    assert viewer.get(f"/reports?place={place.pk}&by=staff").status_code == 403
    assert job.token not in viewer.get("/reports/files").content.decode()


def test_from_the_page_to_the_download(place: Node):
    client: Client = signed_in("s", Role.SUPERVISOR)
    form = {"place": place.pk, "span": "month", "day": "2026-03-05", "by": "window"}
    assert client.post("/reports/make", form | {"format": "xlsx"}).status_code == 302
    waits = client.get("/reports/files").content.decode()
    assert 'http-equiv="refresh"' in waits
    Desk(SCALES, now).work()

    listed = client.get("/reports/files").content.decode()
    job = Job.objects.get()
    assert f"/reports/files/{job.token}" in listed
    answer: Any = client.get(f"/reports/files/{job.token}")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert (
        answer["Content-Disposition"]
        == 'attachment; filename="hall-window-2026-03-01-2026-03-31.xlsx"'
    )
    for wrong in ({"format": "exe"}, {"format": "csv", "by": "nothing"},
                  {"format": "csv", "place": "x"}, {"format": "csv", "day": "then"}):  # fmt: skip
        assert client.post("/reports/make", form | wrong).status_code == 422
    assert client.get("/reports?day=never").status_code == 422
    assert client.get("/reports?place=99999999").status_code == 404


def states(here: Here) -> list[tuple[str, int]]:
    return here.database.rows("SELECT state, tries FROM reports_job ORDER BY id")


@pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)], indirect=True
)
def test_a_server_that_is_killed_leaves_its_jobs_to_the_next(fresh_collector: Any) -> None:
    with fresh_collector() as here:
        device = here.device(approved=False)
        code = device.enrol().body["code"]
        assert here.command("approve", code, "--window", "A01").returncode == 0
        place = here.database.one("SELECT id FROM organisation_node WHERE kind = 'hall'")
        question = (f'{{"place": {place}, "first": "2026-03-01", "last": "2026-03-31", '
                    f'"by": "window", "span": "own"}}')  # fmt: skip
        for number in range(4):
            here.database.rows(
                "INSERT INTO reports_job (token, place_id, asked, format, language, title, state, "
                "done, total, tries, worker, sentence, made_at, name, kind, size, beat) VALUES "
                "(%s, %s, %s, %s, 'en', 't', %s, 0, 0, 1, 'gone', '', %s, '', '', 0, %s)",
                f"t{number}", place, question, ("csv", "csv", "pdf", "pdf")[number],
                "queued" if number else "running", LONG_AGO, LONG_AGO,
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while not any(state == "done" for state, _tries in states(here)):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        os.kill(here.pid, signal.SIGKILL)
    with fresh_collector() as here:
        # The lease of what the killed one held is half a minute; here it is let run out.
        here.database.rows("UPDATE reports_job SET beat = %s WHERE state = 'running'", LONG_AGO)
        deadline = time.monotonic() + 90
        while {state for state, _tries in states(here)} != {"done"}:
            assert time.monotonic() < deadline, states(here)
            time.sleep(0.05)
        pieces = here.database.rows("SELECT job_id, count(*) FROM reports_piece GROUP BY job_id")
        assert sorted(int(n) for _job, n in pieces) == [1] * 4
