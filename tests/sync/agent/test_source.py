"""Entries as the agent reads them from the journal."""

from kiosk.journal.key import read_key
from sync.agent.source import LogSource
from sync.protocol import batch


def test_entries_are_read_in_order_and_within_both_limits(approved):
    source = LogSource(approved.data, read_key(approved.data / "device.key"))
    assert source.bodies(2, 2, batch.MAX_BYTES) == approved.bodies[1:3]
    assert len(source.bodies(1, 100, 10)) == 1
    source.close()
