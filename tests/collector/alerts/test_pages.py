"""The pages of the alerts: what one sees, takes up, wishes for; webhooks and the list of hosts."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now
from django.utils.translation import override

from collector.accounts.models import Account, AuditEntry
from collector.accounts.roles import Role
from collector.alerts.conditions import Condition
from collector.alerts.life import Sight, look
from collector.alerts.models import (
    Alert,
    AllowedHost,
    Delivery,
    Endpoint,
    Preference,
    Webhook,
    Wish,
)
from collector.alerts.words import evidence, headline
from tests.collector.alerts.a_hall import CALM, City, bad, person, silent
from tests.collector.alerts.test_push import AUTH, BROWSER

pytestmark = pytest.mark.django_db
SHARE = {
    "k": 140, "n": 700, "base_k": 140, "base_n": 2800, "low": 20, "high": 53, "days": 7,
    "first": "2026-03-04", "last": "2026-03-10", "due": 7, "complete": 6,
}  # fmt: skip


def client_of(account: Account, language: str = "en") -> Client:
    client = Client()
    client.force_login(account)
    client.cookies["django_language"] = language
    return client


@pytest.fixture
def manager(city: City) -> Client:
    return client_of(person("1023", Role.HALL_MANAGER, city.hall))


@pytest.fixture
def admin() -> Client:
    return client_of(person("admin", Role.ADMINISTRATOR, None))


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def raised(sight: Sight) -> Alert:
    found = look(sight, now(), CALM)
    assert found is not None
    return found


def test_what_is_open_stands_first_with_its_figures(city: City, manager: Client):
    raised(bad(city.window, "2026-000007"))
    raised(Sight(condition=Condition.UNSATISFIED_UP, place=city.hall, wrong=True, fine=False,
                 facts=SHARE))  # fmt: skip
    html = text(manager, "/alerts")
    assert "Window A01: dissatisfied, case 2026-000007." in html
    assert "140 of 700 in 7 days (20.0%); before that 140 of 2,800 (5.0%)." in html
    assert "6 of 7 window-days are complete." in html
    assert "2 are open · 2 with nobody" in html
    assert '"count": 2' in manager.get("/alerts/now").content.decode()


def test_taking_up_is_written_down_once_and_takes_it_off_the_bell(city: City, manager: Client):
    alert = raised(silent(city.window))
    other = client_of(person("it", Role.IT, city.hall))
    for client in (manager, other):
        assert client.post(f"/alerts/{alert.pk}/acknowledge").status_code == 302
    alert.refresh_from_db()
    assert alert.acknowledged_by == "1023"
    assert AuditEntry.objects.filter(action="alert.acknowledged").count() == 1
    assert '"count": 0' in manager.get("/alerts/now").content.decode()
    assert "1023 sees to it" in text(manager, f"/alerts/{alert.pk}")


def test_whoever_only_looks_takes_up_nothing(city: City):
    alert = raised(silent(city.window))
    viewer = client_of(person("viewer", Role.VIEWER, city.hall))
    assert "no contact" in text(viewer, "/alerts")
    assert "I see to it" not in text(viewer, "/alerts")
    assert viewer.post(f"/alerts/{alert.pk}/acknowledge").status_code == 403


def test_good_news_is_shown_and_calls_for_nobody(city: City, manager: Client):
    raised(Sight(condition=Condition.SATISFIED_UP, place=city.hall, wrong=True, fine=False,
                 facts=SHARE))  # fmt: skip
    html = text(manager, "/alerts")
    assert "More are satisfied than chance explains." in html
    assert "What has become better?" in html
    assert "Nothing is open." in html
    assert '"count": 0' in manager.get("/alerts/now").content.decode()


def test_whoever_may_see_no_cases_sees_no_bad_rating(city: City):
    alert = raised(bad(city.window))
    viewer = client_of(person("viewer", Role.VIEWER, city.hall))
    assert "2026-000001" not in text(viewer, "/alerts")
    assert viewer.get(f"/alerts/{alert.pk}").status_code == 404
    assert viewer.post(f"/alerts/{alert.pk}/acknowledge").status_code == 404


def test_what_is_over_stays_with_what_was_done(city: City, manager: Client):
    person("it", Role.IT, city.hall)
    alert = raised(silent(city.window))
    Alert.objects.update(cleared_at=now() + timedelta(minutes=5))
    assert "over after 5 min" in text(manager, "/alerts")
    html = text(manager, f"/alerts/{alert.pk}")
    assert "it · E-mail" in html


def test_every_condition_has_words_in_both_languages(city: City):
    facts = SHARE | {
        "window": "A01", "national": 2, "case": "2026-1", "since": None, "waiting": 3,
        "windows": ["A01"], "free": 1, "total": 9, "day": "2026-03-10", "month": "2026-02",
        "mean": 9, "weeks": 8,
    }  # fmt: skip
    at = now()
    for condition in Condition:
        alert = Alert(condition=condition, place=city.hall, raised_at=at, looked_at=at, facts=facts)
        with override("en"):
            english = f"{headline(alert, at)} {evidence(alert, at)}"
        with override("zh-hans"):
            chinese = f"{headline(alert, at)} {evidence(alert, at)}"
        assert english.isascii()
        assert len(chinese) < len(english)
        assert not re.findall("[A-Za-z]{2,}", re.sub("MB|GB", "", chinese))


def test_one_decides_what_one_is_told_by_branch_and_goes_back_to_the_role(
    city: City, manager: Client
):
    form = {"kind": "bad-ratings", "place": city.window.parent_id or city.hall.pk, "how": "not"}
    form["place"] = city.hall.pk
    assert manager.post("/alerts/own/wishes", form).status_code == 302
    assert Wish.objects.get().how == "not"
    assert "only on this page" in text(manager, "/alerts/own")
    wrong = ({"kind": "x"}, {"how": "x"}, {"place": "x"}, {"place": city.county.pk})
    for one in wrong:
        assert manager.post("/alerts/own/wishes", form | one).status_code == 422
    assert manager.post("/alerts/own/wishes", form | {"how": "role"}).status_code == 302
    assert not Wish.objects.exists()


def test_one_decides_how_one_is_reached(manager: Client):
    form = {"mail": "on", "email": "me@example.cn", "quiet_from": "19", "quiet_until": "7",
            "through": "on", "away_until": "2026-12-01"}  # fmt: skip
    assert manager.post("/alerts/own/ways", form).status_code == 302
    kept = Preference.objects.get()
    assert (kept.mail, kept.push, kept.email) == (True, False, "me@example.cn")
    assert (kept.quiet_from, kept.quiet_until, kept.through) == (19, 7, True)
    for one in ({"email": "nobody"}, {"away_until": "soon"}, {"quiet_until": ""}):
        assert manager.post("/alerts/own/ways", form | one).status_code == 422


def test_a_test_message_goes_to_oneself_and_not_again_at_once(manager: Client):
    assert manager.post("/alerts/own/test").status_code == 302
    assert manager.post("/alerts/own/test").status_code == 429
    (one,) = Delivery.objects.all()
    assert (one.channel, one.test) == ("mail", True)


def test_a_browser_is_taken_where_its_push_service_is_on_the_list(manager: Client):
    form = {"address": "https://push.example.net/x", "key": BROWSER, "auth": AUTH, "name": "F"}
    refused = manager.post("/alerts/own/browsers", form)
    assert refused.status_code == 422
    assert "push.example.net" in refused.content.decode()
    AllowedHost.objects.create(secure=True, host="push.example.net", port=443, made_at=now())
    for one in ({"key": "x"}, {"auth": ""}, {"address": "https://[::1]/"}):
        assert manager.post("/alerts/own/browsers", form | one).status_code == 422
    assert manager.post("/alerts/own/browsers", form).status_code == 204
    made = Endpoint.objects.get()
    assert "push.example.net" not in text(manager, "/alerts/own")
    assert manager.post(f"/alerts/own/browsers/{made.pk}").status_code == 302
    assert not Endpoint.objects.exists()


def test_a_webhook_takes_an_allowed_host_and_shows_its_secret_once(city: City, admin: Client):
    form = {"name": "chat", "address": "https://chat.example.cn/x", "place": city.hall.pk,
            "kinds": ["terminals", "bad-ratings"]}  # fmt: skip
    assert "has not allowed this host" in admin.post("/alerts/webhooks/add", form).content.decode()
    assert admin.post("/alerts/hosts", {"address": "https://chat.example.cn"}).status_code == 302
    made = admin.post("/alerts/webhooks/add", form).content.decode()
    assert "whsec_" in made
    hook = Webhook.objects.get()
    for end in ("²", "x", "9" * 40, "999"):
        assert admin.post("/alerts/hosts", {"end": end}).status_code == 302
    assert AllowedHost.objects.count() == 1
    assert "whsec_" not in hook.secret
    assert "whsec_" not in text(admin, "/alerts/webhooks")
    raised(silent(city.window))
    assert Delivery.objects.filter(webhook=hook).count() == 1
    assert admin.post(f"/alerts/webhooks/{hook.pk}", {"do": "test"}).status_code == 302
    assert admin.post(f"/alerts/webhooks/{hook.pk}", {"do": "test"}).status_code == 429
    for do, state in (("pause", "paused"), ("resume", "active"), ("end", "ended")):
        assert admin.post(f"/alerts/webhooks/{hook.pk}", {"do": do}).status_code == 302
        hook.refresh_from_db()
        assert hook.state == state
    assert admin.post(f"/alerts/webhooks/{hook.pk}", {"do": "resume"}).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["http://127.1/", "https://a@b.cn", "file:///x", "https://b.cn:22/", "https://xn--b.cn/", ""],
)
def test_a_host_in_disguise_is_refused_with_what_to_do(admin: Client, address: str):
    answer = admin.post("/alerts/hosts", {"address": address})
    assert answer.status_code == 422
    assert "Not called" in answer.content.decode()
    assert not AllowedHost.objects.exists()


def test_the_list_of_hosts_belongs_to_administrators_of_the_whole(city: City):
    it = client_of(person("it", Role.IT, None))
    branch = client_of(person("branch", Role.ADMINISTRATOR, city.hall))
    for client, status in ((it, 403), (branch, 404)):
        answer = client.post("/alerts/hosts", {"address": "https://chat.example.cn"})
        assert answer.status_code == status
    assert not AllowedHost.objects.exists()
