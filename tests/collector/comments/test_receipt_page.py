"""The public page of a receipt on a real collector."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from PIL import Image

from collector.comments.limits import Allowance, Limiter
from sync.protocol.receipt_code import Claim, link, make_code, tag_of
from tests.collecting import Collector, running_collector
from tests.collector.device import Device, stamp

PUBLIC = "https://hpd.example.gov.cn"
STATION = "A01"


class Phone:
    """A citizen's browser, each from an address of its own."""

    def __init__(self, collector: Collector, language: str = "zh-CN") -> None:
        self.url = collector.url
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.headers["Accept-Language"] = language

    def opens(self, path: str) -> requests.Response:
        return self.http.get(self.url + path, timeout=20)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collector]:
    folder: Path = tmp_path_factory.mktemp("hall")
    with running_collector(folder, PUBLIC_URL=PUBLIC) as collector:
        yield collector


@pytest.fixture(scope="module")
def terminal(hall: Collector) -> Device:
    device = Device(hall.url)
    code = device.enrol().body["code"]
    approved = hall.command("approve", code, "--window", STATION, "--name", "综合窗口")
    assert approved.returncode == 0, approved.stderr
    return device


@pytest.fixture(scope="module")
def feedback(terminal: Device) -> dict[str, str]:
    told: dict[str, str] = terminal.call("GET", f"/logs/{terminal.log}/settings").body["feedback"]
    return told


@pytest.fixture
def phone(hall: Collector) -> Iterator[Phone]:
    phone = Phone(hall)
    yield phone
    phone.http.close()


def path_of(device: Device, key: str, position: int) -> str:
    claim = Claim(window=STATION, position=position, tag=tag_of(device.log))
    return link(PUBLIC + "/R", key, claim).removeprefix(PUBLIC.upper())


def test_a_fresh_collector_tells_its_terminals_where_receipts_lead_and_a_key(feedback):
    assert feedback["url"] == PUBLIC + "/R"
    assert feedback["comments"] is True
    assert len(feedback["key"]) >= 32


def test_a_receipt_shows_what_was_answered(terminal, feedback, phone):
    position = terminal.rate("unsatisfied")
    picked = terminal.write(
        {"type": "reasons", **stamp(position + 1), "rating": position,
         "catalogue": "national-2020-08", "codes": ["209"]}
    )  # fmt: skip
    assert terminal.send(position, picked).status == 200

    answer = phone.opens(path_of(terminal, feedback["key"], position))

    assert answer.status_code == 200
    assert "您选了“不满意”" in answer.text
    assert "11 月 23 日 09:12" in answer.text
    assert "您在窗口选的" in answer.text
    assert f"A01-{position:06d}" in answer.text
    assert 'value="209"' not in answer.text
    assert "<script" not in answer.text
    assert not list(phone.http.cookies)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_receipt_is_good_before_its_rating_has_arrived(terminal, feedback, hall):
    phone = Phone(hall, "en")
    position = terminal.rate("satisfied")
    path = path_of(terminal, feedback["key"], position)

    before = phone.opens(path)
    terminal.send(position)
    after = phone.opens(path)

    assert before.status_code == after.status_code == 200
    assert "Your rating is on its way" in before.text
    assert "You chose “Satisfied”" in after.text
    phone.http.close()


def test_a_log_the_collector_has_never_heard_of_has_good_receipts_too(hall, feedback, phone):
    answer = phone.opens(path_of(Device(hall.url), feedback["key"], 5))

    assert answer.status_code == 200
    assert "正在路上" in answer.text


def test_two_terminals_at_one_window_do_not_show_each_others_ratings(
    hall, terminal, feedback, phone
):
    second = Device(hall.url)
    code = second.enrol().body["code"]
    assert hall.command("approve", code, "--window", STATION).returncode == 0
    while len(terminal.entries) < 2:
        terminal.rate("unsatisfied")
    terminal.send()
    second.rate("satisfied")
    second.rate("basic")
    second.send()

    shown = phone.opens(path_of(second, feedback["key"], 2)).text

    assert "您选了“基本满意”" in shown


def test_the_code_of_the_window_itself_opens_the_windows_page(feedback, phone):
    claim = Claim(window=STATION, position=0, tag="00000")

    answer = phone.opens(f"/R/{STATION}/{make_code(feedback['key'], claim)}")

    assert answer.status_code == 200
    assert "窗口的留言页" in answer.text


@pytest.mark.parametrize(
    "path", ["/R/A01-000001/AAAAAAAAAAAAAAAA", "/R/A01-000001/x", "/R/A01-000001", "/R", "/R/x/y/z"]
)
def test_a_wrong_code_is_told_kindly(phone, path):
    answer = phone.opens(path)

    assert answer.status_code == 404
    assert "服务台" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_whoever_guesses_is_slowed_down(tmp_path):
    with running_collector(tmp_path / "data") as collector:
        phone = Phone(collector)
        answers = [phone.opens("/R/A01-000001/AAAAAAAAAAAAAAAA") for _ in range(12)]
        phone.http.close()

    assert [answer.status_code for answer in answers] == [404] * 10 + [429] * 2
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 30


def test_a_limit_gives_back_what_time_has_earned():
    now = 0.0
    limiter = Limiter(Allowance(2, 30.0), lambda: now)
    limiter.spend("a")
    limiter.spend("a")

    assert limiter.wait("a") == 30.0
    assert limiter.wait("b") == 0.0
    now = 30.0
    assert limiter.wait("a") == 0.0
    now = 3_000.0
    limiter.spend("a")
    assert limiter.wait("a") == 0.0


def test_without_a_public_address_no_receipt_has_a_code(tmp_path):
    with running_collector(tmp_path / "data") as collector:
        device = Device(collector.url)
        code = device.enrol().body["code"]
        collector.command("approve", code, "--window", STATION)
        told = json.loads(device.call("GET", f"/logs/{device.log}/settings").raw)

    assert told["feedback"] is None


def test_a_public_address_that_is_none_is_refused_with_what_to_do(hall):
    environment = {**hall.environment, "COLLECTOR_PUBLIC_URL": "pj.example.cn"}
    wrong = hall._replace(environment=environment)

    said = wrong.command("status")

    assert said.returncode != 0
    assert "https://pj.example.cn" in said.stderr


def test_a_phone_without_scripts_writes_sends_a_photo_and_follows_it(
    hall, terminal, feedback, chromium, tmp_path
):
    position = terminal.rate("unsatisfied")
    assert terminal.send(position).status == 200
    picture = tmp_path / "p.jpg"
    Image.new("RGB", (600, 400), "#a53").save(picture)
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="zh-CN"
    )
    page = context.new_page()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(hall.url + path_of(terminal, feedback["key"], position))
    first = sum(sizes)

    page.locator(".chip span").first.click()
    page.fill("#text", "材料要交两次")
    page.set_input_files("#photo", picture)
    assert not page.locator("#phone").is_visible()
    page.locator("label[for=call]").click()
    page.fill("#phone", "138")
    page.get_by_role("button", name="提交").click()
    assert page.locator("#phone-wrong").is_visible()
    assert page.locator("#text").input_value() == "材料要交两次"
    assert "已收下 1 张" in page.content()
    page.fill("#phone", "１３８ 1234 5627")
    page.get_by_role("button", name="提交").click()

    assert "已收到" in page.locator(".did").inner_text()
    assert "138 •••• ••27" in page.content()
    assert page.locator(".steps .now").inner_text() == "正在核实"
    page.get_by_role("link", name="English").click()
    assert "Being looked into" in page.content()
    width = page.locator("body").bounding_box()
    assert width is not None
    assert width["width"] <= 390
    assert first < 30 * 1024
    assert context.cookies() == []
    context.close()
