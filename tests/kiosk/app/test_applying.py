"""Settings that arrive are applied at once and together, and never under a citizen's finger."""

from datetime import timedelta

from kiosk.app.screens import Rate, Thanks
from sync.protocol.catalogue import Catalogue, Reason
from sync.protocol.entries import Rating, Reasons, Shift
from sync.protocol.settings import Window
from tests.kiosk.desk import situation


def test_window_scale_and_zone_change_together_once_the_citizen_has_finished(desk):
    desk.terminal.start_shift("007")
    desk.settle()
    desk.terminal.tap("satisfied")
    desk.settle()
    assert isinstance(desk.terminal.screen, Thanks)
    desk.terminal.apply(
        situation(window=Window(code="B02"), scale="national-5", timezone="Asia/Urumqi")
    )
    desk.settle()
    assert desk.terminal.situation.window.code == "A01"
    assert desk.clocks.now().utcoffset() == timedelta(hours=8)
    desk.pass_by(60)
    assert isinstance(desk.terminal.screen, Rate)
    assert desk.terminal.situation.window.code == "B02"
    assert list(desk.terminal.counts_today) == [
        level.id for level in desk.terminal.situation.scale.levels
    ]
    assert desk.clocks.now().utcoffset() == timedelta(hours=6)
    assert desk.terminal.staff == "007"
    shifts = [(one.window, one.action) for one in desk.entries() if isinstance(one, Shift)]
    assert shifts == [("A01", "start"), ("A01", "end"), ("B02", "start")]
    desk.terminal.tap("very-satisfied")
    desk.settle()
    last = [one for one in desk.entries() if isinstance(one, Rating)][-1]
    assert (last.window, last.scale, last.staff) == ("B02", "national-5", "007")


def test_reasons_of_a_halls_own_carry_its_id(desk):
    own = Catalogue(
        id="hall-7",
        reasons=tuple(
            Reason(code=f"h{national}", national=national, zh="慢", en="Slow")
            for national in (1, 2, 3, 4, 5)
        ),
    )
    desk.terminal.apply(situation(own_catalogue=own))
    desk.settle()
    desk.terminal.tap("unsatisfied")
    desk.settle()
    (reason,) = own.for_level(desk.terminal.screen.level)
    desk.terminal.pick(reason.code)
    desk.terminal.finish_reasons()
    desk.settle()
    (picked,) = [one for one in desk.entries() if isinstance(one, Reasons)]
    assert (picked.catalogue, picked.codes) == ("hall-7", [reason.code])
