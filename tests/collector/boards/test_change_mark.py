"""The mark by which a live page knows that something happened in a hall."""

from django.utils.timezone import now

from collector.boards.live import Marks
from collector.boards.queries.change_mark import HEARD, change_marks
from collector.organisation.models import Hall
from tests.collector.boards.rows_of_a_hall import make_beat, make_log, make_window


def test_a_halls_mark_changes_with_all_that_its_board_shows_and_no_other_hall_does(hall: Hall):
    other = Hall.objects.create(code="other")
    make_beat(make_log(make_window(other, "A01")))
    elsewhere = marks()["other"]
    seen = [marks().get(hall.code)]
    log = make_log(make_window(hall, "A01"))
    seen.append(marks()[hall.code])
    beat = make_beat(log)
    seen.append(marks()[hall.code])
    log.next += 1
    log.save()
    seen.append(marks()[hall.code])
    beat.last += 1
    beat.save()
    seen.append(marks()[hall.code])
    beat.state = "fault"
    beat.save()
    seen.append(marks()[hall.code])
    beat.at = now() - 2 * HEARD
    beat.save()
    seen.append(marks()[hall.code])

    assert len(set(seen)) == 7
    assert marks()[hall.code] == seen[-1]
    assert marks()["other"] == elsewhere


def test_a_sign_of_life_alone_draws_no_board_anew(hall: Hall):
    beat = make_beat(make_log(make_window(hall, "A01")), ago=HEARD / 2)
    before = marks()
    beat.at = now()
    beat.save()

    assert marks() == before


def marks() -> Marks:
    return change_marks(now())
