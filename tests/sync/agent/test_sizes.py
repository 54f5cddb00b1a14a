from hypothesis import given
from hypothesis import strategies as st

from sync.agent import sizes
from sync.agent.sizes import Size
from sync.protocol.batch import MAX_BYTES

LIMITS = st.none() | st.integers(-(2**60), 2**60)


def test_a_413_with_numbers_is_believed():
    size = sizes.refused(Size(), 70, 100_000)
    assert (size.entries, size.most_entries) == (70, 70)
    assert size.most_bytes < 100_000
    assert sizes.arrived(size).entries == 70


def test_a_413_without_numbers_halves_what_was_sent():
    assert sizes.refused(Size(), None, None).entries == 500
    assert sizes.refused(Size(entries=3), None, None).entries == 1
    assert sizes.refused(Size(entries=1), None, None).entries == 1


def test_a_413_that_says_nothing_new_halves_too():
    size = sizes.refused(Size(), 1_000, MAX_BYTES)
    assert size.entries == 500
    assert sizes.refused(sizes.refused(Size(), 70, None), 70, None).entries == 35


@given(st.lists(st.tuples(LIMITS, LIMITS), min_size=12, max_size=12))
def test_refusals_lead_to_single_entries_whatever_numbers_they_say(limits):
    size = Size()
    for max_entries, max_bytes in limits:
        size = sizes.refused(size, max_entries, max_bytes)
        assert 1 <= size.entries <= size.most_entries <= 1_000
        assert size.most_bytes > 0


def test_on_a_bad_line_batches_get_smaller_but_not_tiny_and_grow_again():
    size = Size()
    for _ in range(20):
        size = sizes.cut(size)
    assert size.entries == 50
    assert sizes.cut(Size(entries=7)).entries == 7
    for _ in range(20):
        size = sizes.arrived(size)
    assert size == Size()
