"""The pages about ratings of a real collector, on both databases."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.collector.boards.reading import field
from tests.collector.ratings.conftest import Rated


def numbers(html: str) -> list[str]:
    return re.findall(r'class="c-number"><a href="[^"]*">([^<]+)<', html)


def listed(rated: Rated, query: str = "") -> list[str]:
    return numbers(rated.visitor.get(f"/ratings?window=A01&{query}"))


def number(position: int) -> str:
    return f"A01-{position:06d}"


def test_the_list_is_newest_first_and_turns_through_every_rating_once(rated: Rated):
    html = rated.visitor.get("/ratings?window=A01")
    seen: list[str] = []
    for _page in range(20):
        seen += numbers(html)
        onward = re.search(r'<a href="(\?[^"]*before=[^"]*)" rel="next"', html)
        if onward is None:
            break
        html = rated.visitor.get("/ratings" + onward[1].replace("&amp;", "&"))

    ours = rated.collector.database.rows(
        "SELECT position FROM ingest_rating ORDER BY at DESC, log_id DESC, position DESC"
    )
    assert seen == [number(position) for (position,) in ours]
    assert len(seen) >= 66


def test_filters_pick_what_they_say(rated: Rated):
    assert number(rated.bad) in listed(rated, "level=bad&item=公积金提取")
    assert number(rated.bad) in listed(rated, "level=satisfaction-3:unsatisfied&reasons=with")
    assert number(rated.bad) not in listed(rated, "level=bad&reasons=without")
    assert listed(rated, "outcome=repeat") == [number(n) for n in reversed(rated.repeats)]
    assert listed(rated, "outcome=replaced") == [number(rated.first_answer)]
    walk_ups = listed(rated, "mode=walk-up&outcome=counted&first=2026-11-18&last=2026-11-18")
    assert walk_ups == [number(rated.walk_up)]
    assert listed(rated, "staff=3140&level=3&mode=invited") == [number(rated.first_answer)]
    assert listed(rated, "staff=9999") == []
    assert listed(rated, "last=2026-11-17") == []
    assert listed(rated, "clock=unsure") == []
    assert len(listed(rated, "item=事项1")) == 20


def test_the_count_is_that_of_the_figures_and_the_filters_effect_is_told(rated: Rated):
    html = rated.visitor.get("/ratings?window=A01&first=2026-11-18&last=2026-11-18")

    held = rated.collector.database.one("SELECT count(*) FROM ingest_rating")
    assert field(html, "count").startswith(f"{held} ")
    assert re.search(r"2 repeats kept out: satisfied \d\d\.\d% \(n=65\)", field(html, "effect"))


@pytest.mark.parametrize(
    "query",
    ["place=999999999999", "first=yesterday&last=9999-12-31", "before=a_b_c", "level=x:y&mode=z",
     "before=2026-11-18 10:00:00_" + "f" * 32 + "_999999999999999999", "window=%00%27;--&staff=%E2",
     "item=" + "x" * 5000, "before=9999-99-99 99:99:99_" + "0" * 32 + "_1", "place=-1&clock=%0a"],
)  # fmt: skip
def test_a_hostile_query_is_a_page_or_not_found(rated: Rated, query: str):
    answer = rated.visitor.http.get(f"{rated.visitor.url}/ratings?{query}", timeout=20)

    assert answer.status_code in {200, 404}


def test_one_rating_tells_its_facts_and_is_verified(rated: Rated):
    html = rated.visitor.get(rated.address(rated.bad))

    assert field(html, "heading") == "Not changed since the terminal wrote it"
    assert field(html, "verdict").startswith("two copies agree")
    assert field(html, "signature").startswith("valid, by the terminal")
    assert "210 " in html
    assert "213 " in html
    assert "ticket G047" in html
    assert "none is set up" in html
    assert field(html, "offset").startswith("+0.3 s")
    for copy, state in (("terminal", "same"), ("collector", "same"), ("above", "open")):
        assert f'<tr class="{state}" data-copy="{copy}">' in html


def test_what_was_changed_or_repeated_is_said_on_both_ends(rated: Rated):
    first = rated.visitor.get(rated.address(rated.first_answer))
    later = rated.visitor.get(rated.address(rated.changed_to))
    walk_up = rated.visitor.get(rated.address(rated.walk_up))
    repeat = rated.visitor.get(rated.address(rated.repeats[0]))

    assert "no: the citizen changed the answer" in first
    assert number(rated.changed_to) in first
    assert number(rated.first_answer) in later
    assert "yes, as a walk-up" in walk_up
    assert f"{number(rated.repeats[0])}, {number(rated.repeats[1])}" in walk_up
    assert "no: a repeat" in repeat


def test_a_proof_file_holds_for_another_program_and_a_changed_one_does_not(
    rated: Rated, tmp_path: Path
):
    answer = rated.visitor.http.get(
        rated.visitor.url + rated.address(rated.bad, "/proof"), timeout=20
    )
    page = (Path(__file__).parents[3] / "docs/protocol.md").read_text(encoding="utf-8")
    section = page.split("## Proof files", 1)[1]
    program = re.search(r"```python\n(.*?)```", section, re.DOTALL)
    assert program
    verifier = tmp_path / "verify.py"
    verifier.write_text(program[1], encoding="utf-8")
    proof = tmp_path / "proof.ratings"

    def run(raw: bytes) -> subprocess.CompletedProcess[str]:
        proof.write_bytes(raw)
        return subprocess.run(
            [sys.executable, verifier, proof, str(rated.bad)], capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip

    assert len(program[1].splitlines()) <= 30
    held = run(answer.content)
    assert (held.returncode, held.stderr) == (0, "")
    assert '"unsatisfied"' in held.stdout
    assert rated.device.log in held.stdout
    assert run(answer.content.replace(b"unsatisfied", b"satisfied")).returncode != 0
    cut = answer.content.rsplit(b"\n", 2)[0] + b"\n"
    assert run(cut).returncode != 0


def test_looking_is_written_down_once_for_a_search_and_once_for_a_rating(rated: Rated):
    def seen() -> list[tuple[str, str]]:
        return rated.collector.database.rows(
            "SELECT action, about FROM accounts_auditentry WHERE action LIKE %s ORDER BY position",
            "rating.%",
        )

    before = len(seen())
    html = rated.visitor.get("/ratings?window=A01&mode=invited")
    onward = re.search(r'<a href="(\?[^"]*before=[^"]*)" rel="next"', html)
    assert onward
    rated.visitor.get("/ratings" + onward[1].replace("&amp;", "&"))
    rated.visitor.get(rated.address(rated.bad))
    rated.visitor.get(rated.address(rated.bad, "/proof") + "&by=page")
    rated.visitor.get(rated.address(rated.bad, "/proof"))

    assert seen()[before:] == [
        ("rating.seen", "list"), ("rating.seen", f"rating:{number(rated.bad)}"),
        ("rating.exported", f"rating:{number(rated.bad)}"),
    ]  # fmt: skip


def test_collector_verify_reads_a_proof_without_a_collector(rated: Rated, tmp_path: Path):
    answer = rated.visitor.http.get(
        rated.visitor.url + rated.address(rated.bad, "/proof"), timeout=20
    )
    good, bad = tmp_path / "good.ratings", tmp_path / "bad.ratings"
    good.write_bytes(answer.content)
    bad.write_bytes(answer.content.replace(b"unsatisfied", b"satisfied"))

    def verify(*files: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "collector", "verify", *files, "--data", tmp_path / "none"],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    held, refused = verify(good), verify(good, bad)

    assert (held.returncode, held.stderr) == (0, "")
    assert f"holds: log {rated.device.log}" in held.stdout
    assert refused.returncode == 1
    assert "bad.ratings: 不一致" in refused.stderr


NAMES = (
    r"A\d\d-\d+|G\d+|SHA-256|Ed25519|satisfaction-3|national-2020-08|collector (verify|rebuild)"
    r"|docs/protocol.md|Proof files|https|admin|EN| s\b"
)


@pytest.mark.parametrize("which", ["list", "bad", "walk_up", "first_answer"])
def test_a_chinese_page_has_no_english_left(rated: Rated, which: str):
    address = "/ratings" if which == "list" else rated.address(getattr(rated, which))

    answer = rated.visitor.http.get(
        rated.visitor.url + address, headers={"Accept-Language": "zh-CN"}, timeout=20
    )

    text = re.sub(r"<(svg|head|code|kbd|form)\b.*?</\1>", " ", answer.text, flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", text)
    assert re.findall(r"[A-Za-z]{2,}", re.sub(NAMES, " ", words)) == []
    assert "评价" in words
