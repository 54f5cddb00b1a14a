import pytest

from sync.protocol.handover import (
    LINK_FILE,
    Closing,
    Link,
    Trouble,
    read_link,
    replace_file,
    write_link,
)

LINK = Link(
    collector="https://example.invalid", log="0" * 64, status="approved", acknowledged=7,
    trouble=Trouble(kind="fork", message="二", since="2026-11-23T00:00:00.000+00:00"),
    closing=Closing(date="2026-11-22", outcome="behind", at="x", behind=3), clock_offset=-5,
)  # fmt: skip


def test_what_the_agent_leaves_the_window_reads(tmp_path):
    write_link(tmp_path, LINK)
    assert read_link(tmp_path) == LINK


def test_a_file_is_replaced_whole_and_nothing_else_stays(tmp_path):
    replace_file(tmp_path / "settings.json", b"old")
    replace_file(tmp_path / "settings.json", b"new")
    assert (tmp_path / "settings.json").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    write_link(tmp_path, LINK)
    (tmp_path / (LINK_FILE + ".new")).mkdir()
    with pytest.raises(OSError, match="directory"):
        write_link(tmp_path, Link(collector="", log=""))
    assert read_link(tmp_path) == LINK


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_a_file_that_cannot_be_read_is_as_none(tmp_path, content):
    if content is not None:
        (tmp_path / LINK_FILE).write_bytes(content)
    assert read_link(tmp_path) is None
