from math import inf

import pytest

from sync.agent.plan import Step, View, plan
from sync.protocol.settings import Schedule

SLOW = Schedule(sync_seconds=60, heartbeat_seconds=300)


def view(**changes):
    fields = {"status": "approved", "last": 5, "acknowledged": 5, "asked": True, "asked_at": 100.0,
              "sent_at": 100.0, "beat_at": 100.0}  # fmt: skip
    return View(**(fields | changes))


@pytest.mark.parametrize(
    ("changes", "step", "due"),
    [
        ({"status": "unknown"}, Step.ENROL, -inf),
        ({"status": "unknown", "holds": {"link": 7.0}}, Step.ENROL, 7),
        ({"status": "pending", "poll": 5.0}, Step.ASK, 105),
        ({"status": "pending", "holds": {"link": 170.0}}, Step.ASK, 170),
        ({"status": "revoked"}, Step.ASK, 160),
        ({"asked": False}, Step.ASK, -inf),
        ({"asked": False, "last": 9}, Step.ASK, -inf),
        ({}, Step.BEAT, 130),
        ({"beat_at": -inf}, Step.BEAT, 100),
        ({"last": 6}, Step.SEND, 101),
        ({"last": 6, "sent_at": -inf}, Step.SEND, -inf),
        ({"last": 6, "schedule": SLOW}, Step.SEND, 160),
        ({"last": 2_000, "schedule": SLOW}, Step.SEND, 100),
        ({"last": 60, "schedule": SLOW, "full": 50}, Step.SEND, 100),
        ({"last": 6, "holds": {"log": 110.0}}, Step.SEND, 110),
        ({"last": 6, "holds": {"log": 900.0}}, Step.BEAT, 130),
        ({"last": 6, "holds": {"link": 900.0}}, Step.SEND, 900),
        ({"wants_settings": True}, Step.FETCH, -inf),
        ({"wants_settings": True, "holds": {"settings": 500.0}}, Step.BEAT, 130),
        ({"wants_settings": True, "last": 6, "sent_at": -inf}, Step.SEND, -inf),
        ({"holds": {"beat": 400.0}}, Step.BEAT, 400),
        ({"beats": False}, Step.ASK, 3_700),
    ],
    ids=str,
)
def test_the_next_call_follows_from_what_is_known(changes, step, due):
    assert plan(view(**changes)) == (step, due)


def test_a_long_backlog_does_not_silence_the_heartbeat():
    busy = view(last=500_000, sent_at=200.0, beat_at=100.0)
    assert plan(busy)[0] is Step.BEAT
