from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import counting
from kiosk.domain.counting import LIFETIME, SINCE_DAY
from sync.protocol.entries import Rating
from tests.kiosk.ledger import boot, rating
from tests.kiosk.whole_log import counting_of, levels_of


def counted(*entries):
    return sorted(counting_of(enumerate(entries, start=1)))


def test_a_rating_counts_and_a_repeat_does_not():
    assert counted(boot(), rating(), rating(repeat=True)) == [2]


def test_of_a_chain_of_changed_answers_the_last_counts():
    assert counted(rating(), rating(replaces=1), rating(replaces=2)) == [3]


def test_a_second_answer_for_a_visit_that_replaces_nothing_does_not_count():
    assert counted(boot(), rating(visit=1), rating(visit=1)) == [2]


def test_an_answer_that_replaces_a_repeat_and_is_one_counts_no_more_than_it():
    assert counted(rating(), rating(repeat=True), rating(repeat=True, replaces=2)) == [1]


def test_a_closed_day_is_not_changed_by_an_answer_replaced_later():
    spans = {
        (change.span, change.by)
        for change in counting.changes(rating(), rating(), replaced_since_day=False)
    }
    assert spans == {(LIFETIME, 1), ("2026-11-22", -1), ("2026-11-22", 1), (SINCE_DAY, 1)}


@st.composite
def histories(draw):
    """Ratings as a terminal writes them: only what counts is replaced, by its own kind."""
    entries: list[Rating] = []
    current: int | None = None
    for position in range(1, draw(st.integers(1, 12)) + 1):
        level = draw(st.sampled_from(["satisfied", "basic"]))
        if current is not None and draw(st.booleans()):
            before = entries[current - 1]
            entries.append(rating(level=level, replaces=current, repeat=before.repeat))
        else:
            entries.append(rating(level=level, repeat=draw(st.booleans())))
        current = position
    return entries


@given(histories())
def test_counts_kept_up_entry_by_entry_are_those_of_the_whole_log(entries):
    levels: counting.Levels = {}
    for entry in entries:
        replaced = entries[entry.replaces - 1] if isinstance(entry.replaces, int) else None
        for change in counting.changes(entry, replaced, replaced_since_day=True):
            if change.span == SINCE_DAY:
                counting.add(levels, change.scale, change.level, change.by)
    whole = levels_of(counting_of(enumerate(entries, start=1)).values())
    kept = {s: {k: n for k, n in row.items() if n} for s, row in levels.items()}
    assert {s: row for s, row in kept.items() if row} == whole
