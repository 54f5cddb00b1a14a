import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.receipt_code import Claim, link, make_code, read_code, tag_of

VECTORS = json.loads(
    Path(__file__).parents[2].joinpath("data", "receipt-codes.json").read_text(encoding="utf-8")
)
CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=16, max_size=16)
CLAIMS = st.builds(
    Claim,
    window=st.text(min_size=1, max_size=64),
    position=st.integers(0, 10**15 - 1),
    tag=st.integers(0, 16**5 - 1).map(lambda n: f"{n:05x}"),
)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["number"])
def test_the_worked_examples_hold(vector):
    claim = Claim(
        window=vector["window"], position=vector["position"], tag=tag_of(vector["log"] or None)
    )

    assert make_code(vector["key"], claim) == vector["code"]
    assert link(vector["url"], vector["key"], claim) == vector["link"]
    assert read_code(vector["key"], vector["number"], vector["code"]) == claim


@given(st.text(min_size=1, max_size=64), CLAIMS)
def test_a_code_opens_what_it_was_made_for(key, claim):
    number = claim.window if claim.position == 0 else f"{claim.window}-{claim.position:06d}"

    assert read_code(key, number, make_code(key, claim)) == claim
    assert read_code(key, number, make_code(key, claim).lower()) == claim


@given(CODES)
def test_a_code_made_up_opens_nothing(code):
    assert read_code("the hall's key", "A01-000123", code) is None


def test_a_code_opens_no_other_rating_hall_or_log():
    claim = Claim(window="A01", position=123, tag="9f86d")
    code = make_code("key", claim)

    assert read_code("key", "A01-000124", code) is None
    assert read_code("key", "A02-000123", code) is None
    assert read_code("other", "A01-000123", code) is None
    others = {make_code("key", Claim(window="A01", position=123, tag=f"{n:05x}")) for n in range(9)}
    assert len(others | {code}) == 10


def test_the_page_of_a_window_called_like_a_receipt_is_not_that_receipt():
    window = Claim(window="A01-000123", position=0, tag="00000")
    rating = Claim(window="A01", position=123, tag="00000")

    assert make_code("key", window) != make_code("key", rating)
    assert read_code("key", "A01-000123", make_code("key", window)) == window


@pytest.mark.parametrize("code", ["", "A" * 15, "A" * 17, "0" * 16, "Ａ" * 16, "é" * 16, "A" * 99])
def test_what_has_not_the_form_of_a_code_opens_nothing(code):
    assert read_code("key", "A01-000123", code) is None


def test_without_a_key_nothing_opens_anything():
    claim = Claim(window="A01", position=1, tag="00000")

    assert read_code("", "A01-000001", make_code("", claim)) is None


def test_a_hall_with_a_page_of_its_own_keeps_what_its_address_asks_for():
    claim = Claim(window="A01", position=1, tag="00000")

    own = link("https://Form.example/x?id=3", "key", claim)

    assert own.startswith("https://Form.example/x?id=3&n=A01-000001&c=")
