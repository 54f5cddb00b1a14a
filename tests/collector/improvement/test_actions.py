"""An action from its form to its judgement, by the people who may and against those who may not."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from collector.accounts.models import AuditEntry
from collector.accounts.roles import Role
from collector.improvement.models import Action, Happened, State
from collector.improvement.plain_texts import holds_a_personal_number
from collector.organisation.models import Hall, Node
from tests.collector.boards.rows_of_a_hall import make_hall, make_window
from tests.collector.improvement.counted import CATALOGUE, Day, ago, case_of, count, form, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def window(hall: Hall) -> Node:
    return make_window(hall, "A01").node


@pytest.fixture
def officer(hall: Hall) -> Client:
    return person("3009", Role.CASE_OFFICER, hall.node)


def made(client: Client, node: Node, **more: Any) -> Action:
    answer = client.post("/improvement/new", form(node, **more))
    assert answer.status_code == 302, answer.content.decode()
    return Action.objects.latest("pk")


def do(client: Client, action: Action, verb: str, **fields: Any) -> int:
    action.refresh_from_db()
    sent = {"version": action.version, **fields, "do": verb}
    return client.post(f"/improvement/{action.pk}/do", sent).status_code


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def two_months(node: Node) -> None:
    """Before day 29 ago 60 of 80 satisfied in four weeks, since then 78 of 80."""
    count(*(Day(node, ago(n), 30, 10) for n in (30, 56)),
          *(Day(node, ago(n), 39, 1) for n in (2, 29)))  # fmt: skip


def test_an_action_goes_from_a_plan_to_a_judgement_that_is_kept(officer: Client, window: Node):
    two_months(window)
    action = made(officer, window)

    assert do(officer, action, "begin") == 302
    assert do(officer, action, "step", text="Ask the printer", due=ago(31)) == 302
    assert do(officer, action, "tick", step=action.steps.get().pk) == 302
    assert do(officer, action, "effect", day=ago(29)) == 302
    assert do(officer, action, "judge", note="Keep it.") == 302

    action.refresh_from_db()
    html = text(officer, f"/improvement/{action.pk}")
    assert (action.state, action.result) == ("judged", "helped")
    assert "More than chance" in html
    assert "60 / 80" in html
    assert "78 / 80" in html
    assert "Target reached" in html
    assert "no proof of the cause" in html
    assert "the season cannot be looked at" in html
    assert [one.what for one in action.history.all()] == [
        "judged", "effect", "step-done", "step", "begin", "made",
    ]  # fmt: skip
    trail = AuditEntry.objects.filter(about=f"action:{action.pk}").order_by("position")
    assert [one.action for one in trail] == [
        "action.made", "action.changed", "action.changed", "action.done", "action.changed",
        "action.judged",
    ]  # fmt: skip
    assert not any("Samples" in one.detail for one in trail)


def test_ratings_that_come_late_are_told_and_change_no_judgement(officer: Client, window: Node):
    two_months(window)
    action = made(officer, window)
    do(officer, action, "effect", day=ago(29))
    do(officer, action, "judge")

    count(Day(window, ago(10), 0, 50))
    action.refresh_from_db()

    assert action.result == "helped"
    html = text(officer, f"/improvement/{action.pk}")
    assert "Counted again today" in html
    assert "78 / 130" in html


def test_nothing_is_judged_before_its_day(officer: Client, window: Node):
    action = made(officer, window, judge_on=ago(-3))
    do(officer, action, "effect", day=ago(29))

    assert do(officer, action, "judge") == 422
    assert Action.objects.get().state == State.IN_EFFECT


def test_an_action_cannot_be_in_effect_from_tomorrow(officer: Client, window: Node):
    action = made(officer, window)

    assert do(officer, action, "effect", day=ago(-1)) == 422
    assert Action.objects.get().state == State.PLANNED


def test_whoever_comes_second_overwrites_nobody(officer: Client, window: Node, hall: Hall):
    action = made(officer, window)
    other = person("1023", Role.HALL_MANAGER, hall.node)

    first = do(officer, action, "change", **form(window, title="First"))
    late = other.post(
        f"/improvement/{action.pk}/do",
        {**form(window, title="Second"), "version": 1, "do": "change"},
    )

    assert (first, late.status_code) == (302, 409)
    assert "3009 changed this action" in late.content.decode()
    assert 'value="Second"' in late.content.decode()
    assert Action.objects.get().title == "First"
    assert Happened.objects.count() == 2


def test_a_figure_changed_after_it_took_effect_is_said(officer: Client, window: Node):
    two_months(window)
    action = made(officer, window)
    do(officer, action, "effect", day=ago(29))

    do(officer, action, "change", **form(window, wanted="80"))

    assert "were changed after it took effect" in text(officer, f"/improvement/{action.pk}")


@pytest.mark.parametrize(
    "number",
    ["13812345678", "138 1234 5678", "138-1234-5678", "+86 13812345678", "１３８１２３４５６７８",
     "0513-85123456", "320602199001011234", "32060219900101123x"],
)  # fmt: skip
def test_a_telephone_or_identity_number_is_kept_out(officer: Client, window: Node, number: str):
    answer = officer.post("/improvement/new", form(window, what=f"请致电 {number} 王先生"))

    assert answer.status_code == 422
    assert not Action.objects.exists()


@pytest.mark.parametrize("words", ["国办发〔2019〕51号", "2026-11-23 至 2026-12-01", "A01-19874",
                                   "共 12,345,678 次", "12345"])  # fmt: skip
def test_other_numbers_are_let_in(words: str):
    assert not holds_a_personal_number(words)


@pytest.mark.parametrize(
    ("field", "value"),
    [("wanted", "101"), ("wanted", "x"), ("judge_on", ago(29)), ("effect_from", "23.11.2026"),
     ("owner", "nobody"), ("measure", "profit"), ("title", " "), ("before_first", ago(60)),
     ("item", "nothing")],
)  # fmt: skip
def test_what_makes_no_action_is_refused_with_a_sentence(officer, window, field, value):
    answer = officer.post("/improvement/new", form(window, **{field: value}))

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Action.objects.exists()


def test_other_places_read_title_place_and_effect_and_nothing_more(officer: Client, window: Node):
    two_months(window)
    action = made(officer, window, root_cause="guide-missing", what="Between us")
    do(officer, action, "effect", day=ago(29))
    do(officer, action, "judge", note="For us alone")
    elsewhere = make_hall("far", name="Far", name_en="Far")
    stranger = person("7001", Role.HALL_MANAGER, elsewhere.node)

    for asked in (f"reason={CATALOGUE}:207", "cause=guide-missing"):
        html = text(stranger, f"/improvement/worked?{asked}")
        assert "Samples at every window" in html
        assert "City Service Centre · A01" in html
        assert "helped, by more than chance" in html
        assert "+22.5 points" in html
        for hidden in ("3009", "Between us", "For us alone", f"/improvement/{action.pk}"):
            assert hidden not in html
    assert stranger.get(f"/improvement/{action.pk}").status_code == 404
    assert "Samples" not in text(stranger, "/improvement")
    assert f"/improvement/{action.pk}" in text(officer, "/improvement/worked?cause=guide-missing")


def test_what_is_not_judged_is_told_to_no_other_place(officer: Client, window: Node):
    made(officer, window)
    stranger = person("7001", Role.HALL_MANAGER, make_hall("far").node)

    assert "Samples" not in text(stranger, f"/improvement/worked?reason={CATALOGUE}:207")


def test_the_board_says_what_is_past_its_day(officer: Client, window: Node):
    action = made(officer, window)
    do(officer, action, "effect", day=ago(29) - timedelta(days=1))

    html = text(officer, "/improvement")

    assert "1 is past its day" in html
    assert "to be judged since" in html


def test_who_may_only_look_makes_and_changes_nothing(officer: Client, window: Node, hall: Hall):
    action = made(officer, window)
    auditor = person("9001", Role.AUDITOR, hall.node)

    assert auditor.get(f"/improvement/{action.pk}").status_code == 200
    assert auditor.get("/improvement/new").status_code == 403
    assert do(auditor, action, "begin") == 403
    assert 'name="do"' not in text(auditor, f"/improvement/{action.pk}")


def test_an_action_moves_to_no_place_where_one_may_not(officer: Client, window: Node):
    action = made(officer, window)
    foreign = make_hall("far").node

    assert officer.post("/improvement/new", form(foreign)).status_code == 422
    assert do(officer, action, "change", **form(foreign)) == 422
    assert Action.objects.get().node == window


def test_an_action_from_a_case_brings_its_facts_and_none_of_its_words(
    officer: Client, window: Node, hall: Hall
):
    case = case_of(window, "2026-0329", reasons=["210"], catalogue=CATALOGUE, cause="guide-wrong")

    html = text(officer, f"/improvement/new?case={case.number}")
    action = made(officer, window, case=case.number)
    shown = text(officer, f"/improvement/{action.pk}")

    assert f'<option value="{CATALOGUE}:210" selected>' in html
    assert '<option value="guide-wrong" selected>' in html
    assert f'<option value="{window.pk}" selected>' in html
    assert f'href="/cases/{case.number}"' in shown
    assert "Samples" in text(officer, f"/improvement?case={case.number}")
    assert f"/improvement/new?case={case.number}" in text(officer, f"/cases/{case.number}")


def test_a_case_of_another_branch_begins_no_action(officer: Client, window: Node):
    foreign = case_of(make_window(make_hall("far"), "A01").node, "2026-0001")

    assert officer.get(f"/improvement/new?case={foreign.number}").status_code == 404
    answer = officer.post("/improvement/new", form(window, case=foreign.number))
    assert answer.status_code == 422
    assert not Action.objects.exists()
