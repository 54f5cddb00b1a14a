from datetime import timedelta

import pytest

from kiosk.app.screens import Rate
from sync.protocol.entries import Rating, Unrated, Visit
from tests.kiosk.desk import HandClocks, fields
from tests.kiosk.ledger import UNLOCKED, tamper


def test_an_invitation_is_shown_and_kept_before_it_is_confirmed(counter):
    said = counter.invite("A012", item="户口登记")
    assert (said.status, said["status"], said["staff"]) == (201, "invited", "007")
    screen = counter.terminal.screen
    assert isinstance(screen, Rate)
    assert screen.invitation.ticket == "A012"
    (visit,) = counter.desk.of(Visit)
    assert fields(visit, "ticket", "item", "by", "staff") == ("A012", "户口登记", "queue", "007")
    assert said["id"] == f"{counter.terminal.log[:8]}-{screen.invitation.visit}"


def test_whoever_waits_hears_of_the_rating_at_once_and_not_of_its_level(counter):
    visit = counter.invite()["id"]
    waiting = counter.ask("GET", f"/v1/visits/{visit}?wait=30")
    counter.terminal.tap("unsatisfied")
    said = counter.meanwhile(waiting)
    assert (said.status, said["status"]) == (200, "rated")
    assert not said.body.keys() & {"level", "national", "reasons", "scale", "code", "final"}


def test_a_wait_that_ends_without_an_outcome_says_invited(counter):
    visit = counter.invite()["id"]
    assert counter.outcome(visit, "?wait=1")["status"] == "invited"


def test_a_timeout_is_unrated_and_never_a_rating(counter):
    visit = counter.invite()["id"]
    waiting = counter.ask("GET", f"/v1/visits/{visit}?wait=30")
    counter.desk.pass_by(31)
    said = counter.meanwhile(waiting)
    assert (said["status"], said["cause"]) == ("unrated", "timeout")
    assert counter.desk.of(Rating) == []


def test_a_cancelled_invitation_is_unrated_and_cancelling_again_does_no_harm(counter):
    visit = counter.invite()["id"]
    for _ in range(2):
        said = counter.call("DELETE", f"/v1/visits/{visit}")
        assert (said.status, said["status"], said["cause"]) == (200, "unrated", "cancelled")
    assert len(counter.desk.of(Unrated)) == 1
    assert counter.terminal.screen.invitation is None


def test_a_rating_cannot_be_cancelled(counter):
    visit = counter.invite()["id"]
    counter.desk.rate("satisfied")
    counter.terminal.change_answer()
    said = counter.call("DELETE", f"/v1/visits/{visit}")
    assert (said.status, said["error"], said["id"]) == (409, "already-rated", visit)
    assert counter.terminal.screen.replaces is not None


def test_one_service_one_rating_also_after_a_restart_and_anew_the_next_day(counters):
    counter = counters()
    visit = counter.invite("A012")["id"]
    counter.desk.rate("satisfied")
    said = counter.invite("A012")
    assert (said.status, said["error"], said["id"]) == (409, "already-rated", visit)

    later = HandClocks(counter.desk.clocks.wall + timedelta(hours=2))
    again = counters(clocks=later)
    said = again.invite("A012")
    assert (said.status, said["error"], said["id"]) == (409, "already-rated", visit)
    assert again.outcome(visit)["status"] == "rated"
    again.desk.pass_by(24 * 3600)
    assert again.invite("A012").status == 201


def test_a_rated_ticket_is_found_behind_a_whole_day_of_other_entries(counters):
    counter = counters()
    counter.invite("A012")
    counter.desk.rate("satisfied")
    for _ in range(100):
        counter.desk.pass_by(10)
        counter.terminal.tap("satisfied")
    clocks = HandClocks(counter.desk.clocks.wall)
    assert counters(clocks=clocks).invite("A012").status == 409


def test_a_ticket_rated_before_the_log_was_damaged_is_still_rated(counters, data):
    counter = counters()
    rated = counter.invite("A012")["id"]
    counter.desk.rate("satisfied")
    counter.desk.pass_by(7)
    unanswered = counter.invite("A013")["id"]
    counter.terminal.pause()
    counter.close()
    damage = "UPDATE entry SET digest = zeroblob(32) WHERE position = 7"
    tamper(data, *UNLOCKED, damage)
    again = counters(clocks=HandClocks(counter.desk.clocks.wall))
    assert again.terminal.log != counter.terminal.log
    assert again.outcome(rated)["status"] == "rated"
    assert again.invite("A012").status == 409
    assert again.outcome(unanswered)["cause"] == "fault"


def test_a_ticket_that_was_not_rated_may_be_asked_again(counter):
    counter.invite("A012")
    counter.desk.pass_by(31)
    assert counter.invite("A012").status == 201


def test_pressing_the_key_again_while_the_ticket_waits_makes_no_second_visit(counter):
    first = counter.invite("A012")
    again = counter.invite("A012")
    assert (first.status, again.status) == (201, 200)
    assert first["id"] == again["id"]
    assert len(counter.desk.of(Visit)) == 1


def test_repeating_a_request_by_its_id_makes_no_second_visit(counter):
    first = counter.invite(None, id="42")
    counter.desk.rate("satisfied")
    again = counter.invite(None, id="42")
    assert (again.status, again["id"], again["status"]) == (200, first["id"], "rated")
    taken = counter.invite("B7", id="42")
    assert (taken.status, taken["error"]) == (409, "id-taken")


def test_the_next_ticket_ends_the_one_nobody_answered(counter):
    first = counter.invite("A012")["id"]
    counter.invite("A013")
    said = counter.outcome(first, "?wait=5")
    assert (said["status"], said["cause"]) == ("unrated", "cancelled")


def test_visits_one_after_the_other_keep_their_own_outcomes(counter):
    ids = []
    for level in ("satisfied", None, "basic"):
        ids.append(counter.invite(None)["id"])
        if level is not None:
            counter.desk.rate(level)
        counter.desk.pass_by(61)
        counter.desk.rate("satisfied")
        counter.desk.pass_by(61)
    assert [counter.outcome(visit)["status"] for visit in ids] == ["rated", "unrated", "rated"]


def test_a_visit_cut_off_by_a_power_cut_is_unrated(counters):
    visit = counters().invite()["id"]
    said = counters().outcome(visit)
    assert (said["status"], said["cause"]) == ("unrated", "fault")


def test_without_anybody_on_duty_nobody_is_asked_for(counters):
    assert counters(staff=None).invite()["error"] == "nobody-on-duty"


def test_a_window_that_is_not_open_does_not_invite(counter):
    counter.terminal.pause()
    said = counter.invite()
    assert (said.status, said["error"]) == (409, "not-open")


def test_a_rating_is_never_given_to_somebody_else_than_meant(counter):
    said = counter.invite(staff="008")
    assert (said.status, said["error"]) == (409, "other-staff")
    assert counter.invite(staff="007").status == 201


def test_while_an_answer_is_stored_the_terminal_is_busy(counter):
    counter.invite("A012")
    asked = counter.ask("POST", "/v1/visits", {"ticket": "A013"})
    counter.is_asked()
    counter.terminal.tap("satisfied")
    said = counter.meanwhile(asked)
    assert (said.status, said["error"], said.headers["Retry-After"]) == (409, "busy", "1")
    assert counter.invite("A013").status == 201


def test_storage_that_fails_is_said_and_an_open_visit_ends_as_unrated(counter):
    visit = counter.invite("A012")["id"]
    counter.desk.lose_storage()
    said = counter.invite("A013")
    assert (said.status, said["error"]) == (503, "storage-fault")
    assert counter.outcome(visit).status == 503
    assert counter.invite("A014").status == 503
    assert counter.call("GET", "/v1/status")["state"] == "fault"
    counter.desk.regain_storage()
    counter.desk.pass_by(60)
    said = counter.outcome(visit)
    assert (said["status"], said["cause"]) == ("unrated", "fault")
    assert counter.invite("A013").status == 201


def test_the_status_says_who_is_on_duty_and_whether_an_answer_is_waited_for(counter):
    said = counter.call("GET", "/v1/status")
    assert said.body == {
        "state": "open", "window": "A01", "staff": "007", "busy": False, "visit": None,
        "version": "0.1.0",
    }  # fmt: skip
    visit = counter.invite()["id"]
    said = counter.call("GET", "/v1/status")
    assert (said["busy"], said["visit"]) == (True, visit)


def test_the_status_does_not_tell_a_bad_rating_by_how_long_the_citizen_stays(counter):
    counter.invite()
    counter.desk.rate("unsatisfied")
    said = counter.call("GET", "/v1/status")
    assert (said["busy"], said["visit"]) == (False, None)


@pytest.mark.parametrize("visit", ["1", "x", "0" * 8 + "-1", "%00", "..", "a" * 300, "-", "1-0"])
def test_a_visit_nobody_made_is_not_known(counter, visit):
    for method in ("GET", "DELETE"):
        said = counter.call(method, f"/v1/visits/{visit}")
        assert (said.status, said["error"]) == (404, "unknown-visit")


def test_the_position_of_another_entry_is_no_visit(counter):
    counter.desk.rate("satisfied")
    log = counter.terminal.log[:8]
    for position in (1, 2, 3, 4, 999):
        assert counter.outcome(f"{log}-{position}").status == 404


def test_levels_and_reasons_are_told_where_the_hall_shares_them(counters):
    counter = counters(share_levels=True)
    visit = counter.invite()["id"]
    counter.desk.rate("unsatisfied")
    said = counter.outcome(visit, "?coding=best-0")
    assert (said["level"], said["national"], said["code"], said["final"]) == (
        "unsatisfied", 2, 3, False,
    )  # fmt: skip
    waiting = counter.ask("GET", f"/v1/visits/{visit}?wait=30&until=final&coding=national")
    counter.terminal.pick("209")
    counter.terminal.finish_reasons()
    counter.desk.settle()
    counter.terminal.change_answer()
    counter.desk.rate("basic")
    counter.desk.pass_by(7)
    said = counter.meanwhile(waiting)
    assert (said["level"], said["code"], said["reasons"], said["final"]) == (
        "basic", "基本满意", [], True,
    )  # fmt: skip


def test_reasons_belong_to_the_answer_that_stands(counters):
    counter = counters(share_levels=True)
    visit = counter.invite()["id"]
    counter.desk.rate("unsatisfied")
    counter.terminal.pick("209")
    counter.terminal.finish_reasons()
    counter.desk.settle()
    counter.desk.pass_by(7)
    said = counter.outcome(visit)
    assert (said["reasons"], said["final"]) == (["209"], True)


def test_who_may_not_know_the_level_cannot_wait_for_the_citizen_to_go(counter):
    visit = counter.invite()["id"]
    counter.desk.rate("unsatisfied")
    said = counter.outcome(visit, "?wait=30&until=final&coding=best-5")
    assert said["status"] == "rated"
    assert not said.body.keys() & {"level", "code", "final"}


def test_an_unrated_visit_has_a_code_of_its_own(counter):
    visit = counter.invite()["id"]
    counter.desk.pass_by(31)
    assert counter.outcome(visit, "?coding=best-5")["code"] == -2
