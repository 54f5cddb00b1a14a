import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.settings import MAX_DOCUMENT_BYTES, Settings, Span, pictures_of
from sync.protocol.settings_checks import faults, read_document

WINDOW = {"window": {"code": "A01"}}
PIN = "scrypt$16384$8$1$AAAAAAAAAAAAAAAAAAAAAA==$" + "A" * 43 + "="
REASON = {"code": "x1", "national": 1, "zh": "慢", "en": "Slow"}


def reasons(count: int, **more: object) -> list[dict[str, object]]:
    return [REASON | {"code": f"x{number}"} | more for number in range(count)]


def own(**fields: object) -> dict[str, object]:
    return {"own_catalogue": {"id": "hall-1", "reasons": [REASON]} | fields}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"hours": {"week": [[]] * 6}}, "6 days"),
        ({"hours": {"week": [[{"opens": "09:00", "closes": "09:00"}]] + [[]] * 6}}, "09:00"),
        ({"hours": {"days": {"2026-02-30": []}}}, "calendar"),
        ({"hours": {"days": {"2026-10-10": [{"opens": "09:00", "closes": "12:00"},
                                            {"opens": "11:59", "closes": "17:00"}]}}}, "11:59"),
        ({"staff": [{"number": "1", "name": "a"}, {"number": "1", "name": "b"}]}, "2 times"),
        ({"staff": [{"number": " 1", "name": "a"}]}, "no code"),
        ({"staff": [{"number": "1", "name": "a", "pin": "1234"}]}, "no hashed PIN"),
        ({"staff": [{"number": "1", "name": "a", "photo": "face.png"}]}, "photo"),
        ({"announcements": [{"title": "x", "since": "2026-05-02", "until": "2026-05-01"}]}, "ends"),
        ({"announcements": [{"title": "x", "since": "2026-02-30"}]}, "calendar"),
        ({"announcements": [{"title": "x"}] * 51}, "length"),
        ({"neighbours": [{"code": "A01"}]}, "itself"),
        ({"neighbours": [{"code": "A02"}, {"code": "A02"}]}, "2 times"),
        (own(id="national-2020-08"), "national-"),
        (own(id=""), "no code"),
        (own(reasons=[REASON, REASON]), "2 times"),
        (own(reasons=[REASON | {"zh": ""}]), "1 to 40"),
        (own(reasons=reasons(9)), "9 enabled"),
        (own(reasons=reasons(201, enabled=False)), "201"),
        ({"scale": "stars-10"}, "stars-10"),
        ({"catalogue": "../scales"}, "scales"),
        ({"catalogue": "next"}, "next"),
        ({"feedback": {"url": "javascript:alert(1)"}}, "https"),
        ({"window": {"code": "A\u0000"}}, "no code"),
        ({"timezone": "Asia/Shanghai\n"}, "timezone"),
    ],
    ids=str,
)  # fmt: skip
def test_a_document_whose_parts_do_not_go_together_is_refused_with_its_reason(changes, reason):
    with pytest.raises(ValueError, match="the settings document cannot be used") as refused:
        read_document(json.dumps(WINDOW | changes).encode())
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    "changes",
    [
        own(reasons=[*reasons(8), REASON | {"code": "y", "enabled": False}]),
        {"scale": "national-5"},
        {"staff": [{"number": "1", "name": "a", "pin": PIN, "photo": "a" * 64}]},
        {"hours": {"week": [[{"opens": "09:00", "closes": "12:00"},
                             {"opens": "12:00", "closes": "17:00"}]] + [[]] * 6,
                   "days": {"2026-10-01": []}}},
        {"announcements": [{"title": "x", "since": "2026-05-01", "until": "2026-05-01"}]},
        {"a_newer_field": {"deep": [[]]}, "presentation": {"colour": "red"}},
    ],
    ids=str,
)  # fmt: skip
def test_what_goes_together_is_taken(changes):
    assert isinstance(read_document(json.dumps(WINDOW | changes).encode()), Settings)


def test_a_document_over_its_size_is_refused_before_it_is_read():
    document = json.dumps(WINDOW | {"x": "y" * MAX_DOCUMENT_BYTES}).encode()
    with pytest.raises(ValueError, match="more than 262144"):
        read_document(document)


def test_six_hundred_of_staff_with_photo_and_pin_fit_into_a_document():
    staff = [
        {"number": f"{n:06}", "name": "欧阳某某", "post": "综合窗口首席代表", "stars": 5,
         "photo": f"{n:064x}", "pin": PIN}
        for n in range(600)
    ]  # fmt: skip
    raw = json.dumps(WINDOW | {"staff": staff}, ensure_ascii=False, separators=(",", ":")).encode()
    assert len(pictures_of(read_document(raw))) == 600


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from([*Settings.__struct_fields__, "more"]), JSON, max_size=5))
def test_whatever_stands_in_a_document_it_is_taken_or_refused_in_one_way(changes):
    outcome = ""
    try:
        assert list(faults(read_document(json.dumps(WINDOW | changes).encode()))) == []
    except ValueError as error:
        outcome = str(error)
    assert outcome == "" or outcome.startswith("the settings document cannot be used: ")


@given(st.lists(st.builds(
    Span,
    opens=st.sampled_from(["08:00", "09:00", "12:00"]),
    closes=st.sampled_from(["09:00", "12:00", "17:00"]),
), max_size=4))  # fmt: skip
def test_spans_that_are_taken_never_overlap(spans):
    day = date(2026, 11, 23).isoformat()
    raw = {"hours": {"days": {day: [{"opens": s.opens, "closes": s.closes} for s in spans]}}}
    try:
        kept = read_document(json.dumps(WINDOW | raw).encode()).hours.days[day]
    except ValueError:
        return
    times = [time for span in kept for time in (span.opens, span.closes)]
    assert times == sorted(times)
