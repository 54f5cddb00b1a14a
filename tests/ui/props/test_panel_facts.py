from datetime import datetime

import pytest

from kiosk.app.panel.screens import Facts, StaffPanel
from sync.protocol.settings import Staff
from ui.props.moments import duration
from ui.props.panel_facts import derive_facts
from ui.props.tongue import Tongue

CHINESE = Tongue()
NOW = datetime.fromisoformat("2026-11-23T14:05:00+08:00")
STAFF = Staff(number="0317", name="示范员")


def pending(**known):
    facts = Facts(standing="approved", contact=NOW, pending=3, last=9, **known)
    screen = StaffPanel(since=0, until=1, staff=STAFF, on_duty=None, state="open", facts=facts)
    return next(fact for fact in derive_facts(screen, CHINESE, NOW) if fact.key == "pending")


@pytest.mark.parametrize("kind", ["settings-refused", "settings-not-written", "pictures-missing"])
def test_a_trouble_with_settings_does_not_tell_staff_that_the_network_is_away(kind):
    said = pending(trouble=kind)

    assert said.note == "上次联系 14:05"
    assert not said.attention


def test_staff_are_told_what_keeps_ratings_here():
    kinds = ("unreachable", "busy", "not-a-collector", "fork")
    notes = {kind: pending(trouble=kind).note for kind in kinds}

    assert notes["unreachable"] == "联系不上服务器，恢复后自动上传"
    assert len(set(notes.values())) == len(kinds)
    assert all(pending(trouble=kind).attention for kind in kinds)


def test_a_number_never_stands_on_another_line_than_its_unit():
    assert " " not in duration(30_000, CHINESE)
    assert " " not in duration(300_000, CHINESE)
