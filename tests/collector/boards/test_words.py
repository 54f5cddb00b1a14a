"""Numbers and times as people read them, in two languages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from collector.boards import phrases
from collector.boards.rows import Counts, Trouble, TroubleKind
from collector.boards.trouble_words import said

NOW = datetime(2026, 11, 18, 6, 5, tzinfo=UTC)  # 14:05 in the hall


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        (-5, "under a minute", "不到 1 分钟"),
        (59, "under a minute", "不到 1 分钟"),
        (24 * 60, "24 min", "24 分钟"),
        (2 * 3600 + 13 * 60, "2 h 13 min", "2 小时 13 分"),
        (20 * 3600 + 34 * 60, "20 h 34 min", "20 小时 34 分"),
        (3 * 86_400, "3 days", "3 天"),
    ],
)
def test_a_duration(seconds, english, chinese):
    span = timedelta(seconds=seconds)
    with override("en"):
        assert phrases.duration(span) == english
    with override("zh-hans"):
        assert phrases.duration(span) == chinese


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        (300, "+0.3 s"),
        (-400, "\N{MINUS SIGN}0.4 s"),
        (-20, "0.0 s"),
        (59_940, "+59.9 s"),
        (192_000, "+3:12"),
        (-7_200_000, "\N{MINUS SIGN}2 h 0 min"),
        (None, "unknown"),
    ],
)
def test_a_clock_that_is_off(milliseconds, words):
    with override("en"):
        assert phrases.offset(milliseconds) == words


def test_a_share_of_few_says_nothing():
    assert phrases.share(9, 9) == ""
    assert phrases.share(9, 10) == "90%"
    assert phrases.share(0, 0) == ""


def test_a_time_of_another_day_has_its_date():
    with override("zh-hans"):
        assert phrases.clock_time(NOW - timedelta(minutes=5), NOW) == "14:00"
        assert phrases.clock_time(NOW - timedelta(hours=20), NOW) == "昨 18:05"
        assert phrases.clock_time(NOW - timedelta(days=3), NOW) == "11-15 14:05"
        assert phrases.time_or_date(NOW - timedelta(days=3), NOW) == "11-15"
    with override("en"):
        assert phrases.clock_time(NOW - timedelta(days=3), NOW) == "15 Nov 14:05"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", TroubleKind)
def test_every_trouble_says_what_it_is_what_it_means_and_one_thing_to_do(kind, language):
    trouble = Trouble(
        kind=kind, since=NOW, amount=3, cause="paper", day=NOW.date(),
        counts=Counts(ratings=6, cancelled=13), rest=Counts(ratings=81, timeouts=5),
    )  # fmt: skip
    with override(language):
        words = said(trouble, NOW)

    assert words.headline
    assert words.meaning
    assert words.action
    assert not words.href or words.href.startswith("/terminals#")
    assert "%(" not in words.headline + words.meaning


def test_a_terminal_that_never_called_and_a_closing_that_never_came():
    with override("en"):
        assert said(Trouble(kind=TroubleKind.SILENT), NOW).headline == "Never heard from."
        behind = Trouble(kind=TroubleKind.BEHIND, day=NOW.date())
        assert said(behind, NOW).headline == "The closing of 18 Nov has not come."
