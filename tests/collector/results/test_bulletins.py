"""Bulletins: written, previewed, published, read by everybody, withdrawn; nobody recognised."""

import re

import pypdfium2
import pytest
from django.test import Client

from collector.accounts.models import AuditEntry
from collector.accounts.roles import Role
from collector.organisation.models import Hall, Kind, Node
from collector.results.models import Bulletin
from tests.collector.boards.rows_of_a_hall import make_hall, make_window
from tests.collector.improvement.counted import case_of, named, person
from tests.collector.results.a_month import LAST, WORD, closed_nights, rated

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Node:
    node = Node.objects.create(kind=Kind.CITY, code="320600", name="通城市", name_en="Tongcheng")
    node.path = f"/{node.pk}/"
    node.save()
    return node


def hall_in(city: Node, code: str, good: int, bad: int) -> Hall:
    hall: Hall = make_hall(code, name=f"大厅{code}", name_en=f"Hall {code}")
    hall.node.parent, hall.node.path = city, f"{city.path}{hall.node.pk}/"
    hall.node.save()
    hall.node.spells.update(path=hall.node.path)
    rated(hall.node, good, 0, bad)
    return hall


@pytest.fixture
def halls(city: Node) -> list[Hall]:
    found = [hall_in(city, "h1", 98, 2), hall_in(city, "h2", 90, 8), hall_in(city, "h3", 80, 20)]
    rated(city, 268, 0, 30)
    closed_nights(city, 60, 57)
    return found


@pytest.fixture
def officer(city: Node) -> Client:
    return person("5001", Role.SUPERVISOR, city)


def drafted(client: Client, node: Node) -> Bulletin:
    answer = client.post("/results/bulletins/make", {"place": node.pk, "month": WORD})
    assert answer.status_code == 302
    return Bulletin.objects.filter(node=node).latest("pk")


def do(client: Client, bulletin: Bulletin, verb: str, **fields: str) -> int:
    bulletin.refresh_from_db()
    sent = {"do": verb, "version": bulletin.version, **fields}
    return client.post(f"/results/bulletins/{bulletin.pk}/do", sent).status_code


def published(client: Client, node: Node, **texts: str) -> Bulletin:
    bulletin = drafted(client, node)
    if texts:
        assert do(client, bulletin, "write", **texts) == 302
    assert do(client, bulletin, "publish") == 302
    bulletin.refresh_from_db()
    assert bulletin.state == "published"
    return bulletin


def read(address: str) -> str:
    """Read a page as anybody: no sign-in, no cookie."""
    client = Client()
    answer = client.get(address)
    assert answer.status_code == 200
    assert not client.cookies
    return words(answer.content.decode())


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def printed(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_everybody_reads_a_published_bulletin_in_both_languages(city, halls, officer):
    for code, n in (("207", 11), ("214", 2)):
        named(city, LAST, code, n)
    published(officer, city, put_right="样本贴到窗口", put_right_en="Samples hang at windows")
    address = f"/bulletins/{city.pk}/{WORD}"

    english, chinese = read(f"{address}?lang=en"), read(f"{address}?lang=zh")

    assert "298 people rated; the official satisfaction rate is 89.93%" in english
    assert "95% interval" in english
    assert "57 of 60 window-days" in english
    assert "Samples hang at windows" in english
    assert "No samples of the papers given at least 10" in english
    assert "Further reasons were named by fewer than 5" in english
    assert "Unfriendly" not in english
    assert "通城市" in chinese
    assert "样本贴到窗口" in chinese
    assert "Tongcheng" in read("/bulletins?lang=en")


def test_page_pdf_and_csv_say_the_same(city, halls, officer):
    published(officer, city, put_right="样本贴到窗口")
    address = f"/bulletins/{city.pk}/{WORD}"
    page = read(f"{address}?lang=en")

    pdf = printed(Client().get(f"{address}/en.pdf").content)
    csv = Client().get(f"{address}/en.csv").content.decode("utf-8-sig")

    for said in ("89.93%", "57 of 60 window-days", "not printed"):
        assert said in page
        assert said in pdf
        assert said in csv


def test_a_small_number_is_nowhere_and_follows_from_nothing(city, halls, officer):
    for node in (city, *(hall.node for hall in halls)):
        published(officer, node)

    texts = {
        node.code: read(f"/bulletins/{node.pk}/{WORD}?lang=en")
        for node in (city, *(hall.node for hall in halls))
    }

    # 2 of 100 were bad at h1. 30 less 8 less 20 would tell it: h2 is not printed anywhere.
    assert "Dissatisfied fewer than 5" in texts["h1"]
    assert "at least 96.00%" in texts["h1"]
    assert "98.00" not in texts["h1"]
    assert "Hall h2 not printed" in texts["320600"]
    assert "Not printed this month" in texts["h2"]
    assert "91.84" not in texts["h2"]
    assert "80.00%" in texts["h3"]


def test_no_window_no_staff_no_word_of_a_case_is_in_it(city, halls, officer):
    window = make_window(halls[2], "A77", name="公积金窗口", name_en="Fund window").node
    rated(window, 50, 0, 9)
    for n in range(7):
        case_of(window, f"2026-{n}", answered_at="2026-01-01T00:00Z", put_right_on=LAST)
    published(officer, halls[2].node)
    address = f"/bulletins/{halls[2].node.pk}/{WORD}"

    everything = [read(f"{address}?lang=en"), read(f"{address}?lang=zh")]
    everything.append(Client().get(f"{address}/zh.csv").content.decode())

    for said in everything:
        assert not re.search("A77|公积金|Fund|3140|2026-[0-6]\\b(?!-)|5001", said), said
    assert "Followed up at least 5" in everything[0]
    assert "Answered 100%" in everything[0]


def test_a_bulletin_stays_as_it_was_published(city, halls, officer):
    published(officer, city)
    before = read(f"/bulletins/{city.pk}/{WORD}?lang=en")

    rated_later = hall_in(city, "h9", 500, 100)
    assert rated_later

    assert read(f"/bulletins/{city.pk}/{WORD}?lang=en") == before


def test_a_withdrawn_bulletin_says_so_and_is_gone(city, halls, officer):
    bulletin = published(officer, city)
    address = f"/bulletins/{city.pk}/{WORD}"

    assert do(officer, bulletin, "withdraw") == 409
    assert do(officer, bulletin, "withdraw", why="Two windows were missing") == 302

    answer = Client().get(f"{address}?lang=en")
    assert answer.status_code == 410
    assert "Two windows were missing" in answer.content.decode()
    assert "89.93" not in answer.content.decode()
    assert Client().get(f"{address}/en.pdf").status_code == 404
    assert WORD not in read("/bulletins?lang=en")
    assert [one.action for one in AuditEntry.objects.filter(action__startswith="bulletin")
            .order_by("position")] == [
        "bulletin.made", "bulletin.published", "bulletin.withdrawn",
    ]  # fmt: skip


def test_a_draft_is_read_by_nobody_outside(city, halls, officer):
    bulletin = drafted(officer, city)

    assert Client().get(f"/bulletins/{city.pk}/{WORD}").status_code == 404
    assert Client().get(f"/results/bulletins/{bulletin.pk}").status_code == 302
    assert "89.93%" in words(officer.get(f"/results/bulletins/{bulletin.pk}").content.decode())


def test_only_who_has_the_right_publishes(city, halls, officer):
    bulletin = drafted(officer, city)
    viewer = person("7001", Role.VIEWER, city)

    assert viewer.get(f"/results/bulletins/{bulletin.pk}").status_code == 200
    assert do(viewer, bulletin, "publish") == 403
    assert Bulletin.objects.get().state == "draft"


def test_a_telephone_number_is_kept_out_of_what_everybody_reads(city, halls, officer):
    bulletin = drafted(officer, city)

    assert do(officer, bulletin, "write", put_right="请拨 138 1234 5678") == 409
    assert Bulletin.objects.get().put_right == ""


def test_two_officers_do_not_overwrite_each_other(city, halls, officer):
    bulletin = drafted(officer, city)
    do(officer, bulletin, "write", put_right="first")

    late = officer.post(
        f"/results/bulletins/{bulletin.pk}/do",
        {"do": "write", "version": 1, "put_right": "second"},
    )

    assert late.status_code == 409
    assert "second" in late.content.decode()
    assert Bulletin.objects.get().put_right == "first"


def test_a_month_that_is_not_over_is_not_published(city, halls, officer):
    from django.utils.timezone import localdate  # noqa: PLC0415

    officer.post("/results/bulletins/make", {"place": city.pk, "month": f"{localdate():%Y-%m}"})
    bulletin = Bulletin.objects.get()

    assert do(officer, bulletin, "publish") == 409


def test_no_bulletin_is_about_a_window(city, halls, officer):
    window = make_window(halls[0], "A01").node

    answer = officer.post("/results/bulletins/make", {"place": window.pk, "month": WORD})

    assert answer.status_code == 422
    assert not Bulletin.objects.exists()
