"""A terminal that has sent its first entries."""

import pytest


@pytest.fixture
def approved(terminal, collector):
    """A terminal that is approved, has sent its first entries and is at rest."""
    collector.approves = True
    terminal.rate(3)
    terminal.start()
    terminal.deliver()
    collector.calls.clear()
    return terminal
