"""A bundle is batches one after another, and whatever else lies there is told by its place."""

import contextlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol import batch, chain
from sync.protocol.bundle import BundleDamagedError, pieces
from sync.protocol.key import DeviceKey

KEY = DeviceKey(bytes(range(32)))
BODIES = [b'{"type":"x","n":%d}' % number for number in range(10)]


def bundle() -> list[bytes]:
    """Three batches of one log."""
    result, before = [], chain.start(KEY.public)
    for first, last in ((1, 4), (5, 5), (6, 10)):
        bodies = BODIES[first - 1 : last]
        result.append(batch.encode(KEY, first, bodies, before))
        before = chain.digests(before, bodies)[-1]
    return result


def test_batches_come_out_as_they_went_in_each_with_its_place() -> None:
    batches = bundle()
    found = list(pieces(io.BytesIO(b"".join(batches))))
    assert [piece.raw for piece in found] == batches
    assert [piece.number for piece in found] == [1, 2, 3]
    assert [piece.offset for piece in found] == [
        0, len(batches[0]), len(batches[0]) + len(batches[1]),
    ]  # fmt: skip
    assert list(pieces(io.BytesIO())) == []


def test_a_file_cut_anywhere_gives_its_whole_batches_and_the_place_of_the_cut() -> None:
    batches = bundle()
    whole = b"".join(batches)
    ends = [0, len(batches[0]), len(batches[0]) + len(batches[1]), len(whole)]
    for cut in range(len(whole)):
        found = []
        if cut in ends:
            found = list(pieces(io.BytesIO(whole[:cut])))
            assert len(found) == ends.index(cut)
            continue
        with pytest.raises(BundleDamagedError) as raised:
            found.extend(pieces(io.BytesIO(whole[:cut])))
        assert raised.value.offset == max(end for end in ends if end < cut)
        assert raised.value.number == ends.index(raised.value.offset) + 1


@pytest.mark.parametrize("lie", [b'{"v":1}\n', b"\n", b"x" * 5_000, b'{"v":1,"count":9}\n'])
def test_what_is_no_batch_is_named_behind_the_ones_that_are(lie: bytes) -> None:
    batches = bundle()
    found = pieces(io.BytesIO(batches[0] + lie + batches[1]))
    assert next(found).raw == batches[0]
    with pytest.raises(BundleDamagedError) as raised:
        next(found)
    assert raised.value.number == 2


@settings(max_examples=200)
@given(st.binary(max_size=4_000))
def test_no_bytes_make_the_reader_fail_in_another_way(raw: bytes) -> None:
    with contextlib.suppress(BundleDamagedError):
        list(pieces(io.BytesIO(raw)))


def test_a_line_without_an_end_is_not_read_into_memory_whole() -> None:
    head = bundle()[0].split(b"\n", 1)[0] + b"\n"

    class Endless(io.RawIOBase):
        """A head, then a line of a gigabyte that nobody should ask for."""

        def __init__(self) -> None:
            self.given = False
            self.asked = 0

        def readline(self, size: int | None = -1) -> bytes:
            if not self.given:
                self.given = True
                return head
            assert size is not None
            assert 0 < size <= batch.MAX_BYTES + 1
            self.asked += size
            return b"x" * size

    with pytest.raises(BundleDamagedError):
        list(pieces(Endless()))  # type: ignore[arg-type]
