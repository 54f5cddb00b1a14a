"""Sheets that come in: once each, none lost, findings followed, nobody else's seen."""

import json
import re
from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate, now

from collector.accounts.models import AuditEntry
from collector.accounts.roles import Role
from collector.attachments import keeping
from collector.cases.models import Case
from collector.contacts.erasing import erase_due
from collector.inspections import scoring, settling
from collector.inspections.models import Answer, Finding, ImmutableError, Inspection, Photo
from tests.collector.inspections.conftest import World, signed_in
from tests.collector.inspections.sheets_of_a_hall import make_planned, picture, sheet


def send(client: Client, given: dict[str, Any]) -> Any:
    return client.post("/inspections/phone/send", json.dumps(given), "application/json")


def test_a_sheet_sent_twice_is_one(world: World, supervisor: Client):
    given = sheet(world.version, world.windows[0].node, {"dress-1": {"degree": "no"}})

    first = send(supervisor, given).json()
    again = send(supervisor, given | {"sent": "2026-11-24T08:00:00Z"}).json()

    assert (first["taken"], again["taken"]) == ("stored", "already")
    assert first["inspection"] == again["inspection"]
    assert (Inspection.objects.count(), Finding.objects.count(), Case.objects.count()) == (1, 1, 1)
    assert AuditEntry.objects.filter(action="inspection.done").count() == 1


def test_without_the_submission_it_would_be_two(world: World, supervisor: Client):
    """The negative control: what makes a sheet one is the id that the phone has made."""
    given = sheet(world.version, world.windows[0].node)
    for _ in range(2):
        send(supervisor, given | {"submission": str(uuid4())})

    assert Inspection.objects.count() == 2


def test_a_sheet_changed_after_its_answer_was_lost_is_kept_beside_the_first(
    world: World, supervisor: Client
):
    photo = uuid4()
    upload = SimpleUploadedFile("photo.jpg", picture(), "image/jpeg")
    supervisor.post(f"/inspections/phone/photos/{photo}", {"photo": upload})
    seen = {"dress-1": {"degree": "yes", "photos": [str(photo)]}}
    given = sheet(world.version, world.windows[0].node, seen)
    send(supervisor, given)

    changed = given | {"remark": "seen on the way out"}
    answers = [send(supervisor, changed).json() for _ in range(2)]

    assert [one["taken"] for one in answers] == ["beside", "already"]
    first, second = Inspection.objects.order_by("received_at")
    assert (first.counts, second.counts, second.beside) == (True, False, first)
    assert second.remark == "seen on the way out"
    for one in (first, second):
        kept = Photo.objects.get(inspection=one)
        assert supervisor.get(f"/inspections/{one.id}/photos/{kept.id}").status_code == 200


def test_two_devices_that_fill_one_inspection_in_are_both_kept(world: World, supervisor: Client):
    node = world.windows[0].node
    planned = make_planned(node, world.version)
    other = signed_in("4712", Role.SUPERVISOR)
    mine = sheet(world.version, node, inspection=str(planned.id))
    theirs = sheet(world.version, node, {"dress-1": {"degree": "no"}}, inspection=str(planned.id))

    assert send(supervisor, mine).json()["taken"] == "stored"
    second = send(other, theirs).json()

    assert (second["taken"], second["beside"]["by"]) == ("beside", "4711")
    assert Finding.objects.count() == 0
    html = other.get(f"/inspections/{second['inspection']}").content.decode()
    assert "Two devices filled this inspection in" in html
    other.post(f"/inspections/{second['inspection']}/do", {"do": "count"})
    assert Inspection.objects.get(counts=True).inspector == "4712"
    assert Finding.objects.get().item == "dress-1"


def test_a_finding_opens_a_case_and_a_look_again_closes_the_loop(world: World, supervisor: Client):
    node = world.windows[0].node
    wrong = {"dress-1": {"degree": "no", "note": "13800000000"}, "post-1": {"degree": "no"}}
    done = send(supervisor, sheet(world.version, node, wrong)).json()["inspection"]
    assert Case.objects.count() == 2
    case = supervisor.get(f"/cases/{Case.objects.order_by('pk')[0].number}").content.decode()
    assert f'href="/inspections/{done}#dress-1"' in case
    assert 'id="dress-1"' in supervisor.get(f"/inspections/{done}").content.decode()

    supervisor.post(f"/inspections/{done}/do", {"do": "again"})
    again = Inspection.objects.get(of=done)
    right = {"dress-1": {"degree": "yes"}, "post-1": {"degree": "no"}}
    asked = sheet(world.version, node, inspection=str(again.id)) | {"answers": right}
    assert send(supervisor, asked).status_code == 200

    assert set(again.only) == {"dress-1", "post-1"}
    outcomes = dict(Finding.objects.values_list("item", "outcome"))
    assert outcomes == {"dress-1": "put-right", "post-1": "still"}
    assert Case.objects.count() == 2


def test_what_was_noted_stands_nowhere_in_clear(world: World, supervisor: Client):
    note = {"dress-1": {"degree": "no", "note": "电话 13812345678"}}
    done = send(supervisor, sheet(world.version, world.windows[0].node, note)).json()["inspection"]

    assert "13812345678" in supervisor.get(f"/inspections/{done}").content.decode()
    rows = [str(row) for row in Answer.objects.values_list("note", flat=True)]
    rows += list(AuditEntry.objects.values_list("detail", flat=True))
    assert not [row for row in rows if "13812345678" in row]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"answers": {}}, "unanswered"),
        ({"node": 999_999}, "no-such-place"),
        ({"version": 999_999}, "no-such-version"),
        ({"inspection": str(uuid4())}, "no-such-inspection"),
        ({"sent": "yesterday"}, "not-a-sheet"),
    ],
)
def test_a_sheet_that_cannot_be_taken_changes_nothing(
    world: World, supervisor: Client, change: dict[str, Any], problem: str
):
    answer = send(supervisor, sheet(world.version, world.windows[0].node) | change)

    assert (answer.status_code, answer.json()["problem"]) == (422, problem)
    assert answer.json()["words"]
    assert Inspection.objects.count() == 0


def test_a_photo_that_has_not_arrived_is_asked_for_again(world: World, supervisor: Client):
    photo = str(uuid4())
    given = sheet(
        world.version, world.windows[0].node, {"dress-1": {"degree": "yes", "photos": [photo]}}
    )
    missing = send(supervisor, given)
    assert (missing.json()["problem"], missing.json()["places"]) == ("photos-missing", [photo])
    for _ in range(2):
        upload = SimpleUploadedFile("photo.jpg", picture(), "image/jpeg")
        answer = supervisor.post(f"/inspections/phone/photos/{photo}", {"photo": upload})
        assert answer.status_code == 200

    assert send(supervisor, given).status_code == 200
    assert Photo.objects.count() == 1


def test_photos_go_by_the_rule_and_what_was_found_stays(world: World, supervisor: Client):
    photo = str(uuid4())
    upload = SimpleUploadedFile("photo.jpg", picture(), "image/jpeg")
    supervisor.post(f"/inspections/phone/photos/{photo}", {"photo": upload})
    wrong = {"dress-1": {"degree": "no", "photos": [photo]}}
    done = send(supervisor, sheet(world.version, world.windows[0].node, wrong)).json()["inspection"]
    page, after = f"/inspections/{done}", now() + timedelta(days=731)

    assert erase_due(after).pictures == 0  # its case is still open
    # Who puts it right sees the photo without seeing inspections.
    officer = signed_in("3009", Role.CASE_OFFICER)
    of_case = f"/cases/{Case.objects.get().number}"
    shown = re.search(rf'src="({of_case}/pictures/[^"]+)"', officer.get(of_case).content.decode())
    assert shown is not None
    assert officer.get(shown[1]).status_code == 200
    assert officer.get(page).status_code == 403
    Case.objects.update(
        stage="closed", closed_at=now(), answered_at=now(), cause="x", remedy="x", outcome="done"
    )
    case = Case.objects.get()
    keeping.accept(picture("blue"), "4711", f"case:{case.pk}")
    assert erase_due(now() + timedelta(days=729)).pictures == 0
    assert erase_due(after).pictures == 2
    assert erase_due(after).pictures == 0

    assert supervisor.get(f"{page}/photos/{photo}").status_code == 410
    told = f"1 photo erased on {localdate(after)} under the rule “Days for which p"
    for address in (page, f"/cases/{case.number}"):
        assert told in supervisor.get(address).content.decode()
    assert Finding.objects.get().case == case.number
    assert AuditEntry.objects.filter(action="picture.erased").count() == 1


def test_what_is_not_announced_is_seen_by_inspectors_alone_until_it_is_done(
    world: World, supervisor: Client, manager: Client
):
    node = world.windows[0].node
    planned = make_planned(node, world.version)

    assert str(planned.id) not in manager.get("/inspections").content.decode()
    assert manager.get(f"/inspections/{planned.id}").status_code == 404
    assert manager.get("/inspections/phone/work").status_code == 403
    send(supervisor, sheet(world.version, node, inspection=str(planned.id)))
    assert str(planned.id) in manager.get("/inspections").content.decode()
    assert manager.get(f"/inspections/{planned.id}").status_code == 200


def test_whoever_was_inspected_replies_through_the_manager(
    world: World, supervisor: Client, manager: Client
):
    done = send(supervisor, sheet(world.version, world.windows[0].node)).json()["inspection"]
    said = {"item": "dress-1", "staff": "2104", "text": "工牌当时在换发"}

    assert manager.post(f"/inspections/{done}/reply", said).status_code == 302
    assert supervisor.post(f"/inspections/{done}/reply", said).status_code == 422
    html = supervisor.get(f"/inspections/{done}").content.decode()
    assert "工牌当时在换发" in html
    assert "2104" in html


def test_a_published_version_is_never_altered_and_a_score_can_be_computed_again(
    world: World, supervisor: Client
):
    done = send(
        supervisor, sheet(world.version, world.windows[0].node, {"dress-1": {"degree": "partly"}})
    ).json()["inspection"]
    row = Inspection.objects.get(pk=done)

    with pytest.raises(ImmutableError):
        world.version.save()
    assert str(settling.score_of(row).value) == row.score
    html = supervisor.get(f"/inspections/{done}").content.decode()
    assert scoring.percent(row.value or Fraction(0)) in html


def test_the_plain_form_works_without_scripts(world: World, supervisor: Client):
    node = world.windows[0].node
    supervisor.post(
        "/inspections/plan/place",
        {"place": node.pk, "version": world.version.pk, "do": "now", "last": ""},
    )
    planned = Inspection.objects.get()
    html = supervisor.get(f"/inspections/{planned.id}/fill").content.decode()
    fields = {
        f"a-{item.id}": f"p:{item.points}" if item.points else "yes"
        for _part, item in world.version.whole.walk()
    }
    name = html.split('name="submission" value="')[1].split('"')[0]
    fields |= {"submission": name, "started": "", "n-dress-1": "an allem richtig"}
    upload = SimpleUploadedFile("photo.jpg", picture(), "image/jpeg")
    first = fields | {"a-dress-2": "", "f-dress-1": upload}

    refused = supervisor.post(f"/inspections/{planned.id}/fill", first)
    assert refused.status_code == 422
    assert "No answer yet" in refused.content.decode()
    kept = refused.content.decode().split('name="k-dress-1" value="')[1].split('"')[0]
    stored = supervisor.post(f"/inspections/{planned.id}/fill", fields | {"k-dress-1": kept})
    assert stored.status_code == 302
    supervisor.post(f"/inspections/{planned.id}/fill", fields | {"k-dress-1": kept})

    done = Inspection.objects.get()
    assert (done.state, done.score) == ("done", "1")
    assert Photo.objects.get().inspection == done


def test_windows_are_drawn_from_each_department_and_not_twice_in_the_period(
    world: World, supervisor: Client, manager: Client
):
    wish = {
        "place": world.hall.node_id, "version": world.version.pk, "number": "1",
        "first": localdate().isoformat(), "last": (localdate() + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    for _ in range(3):
        page = supervisor.post("/inspections/plan/draw", wish, follow=True)
    drawn = [one.node.code for one in Inspection.objects.select_related("node")]

    assert sorted(drawn) == ["A01", "A02", "A03"]
    assert "took no part" in page.content.decode()
    assert "2 other draws" in page.content.decode()
    draw = Inspection.objects.exclude(draw=None)[0].draw_id
    assert manager.get(f"/inspections/draws/{draw}").status_code == 404
    supervisor.post("/inspections/plan/draw", wish | {"again": "yes"})
    assert Inspection.objects.count() == 5
