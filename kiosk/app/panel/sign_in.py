"""The PIN pad: a number, a PIN, and one answer that does not say which of them was wrong."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from kiosk.app.panel.background import Background
from kiosk.app.panel.screens import PinPad
from kiosk.app.panel.tries import Locks, Tries, read_tries, write_tries
from sync.protocol.pin import check_pin, nobodys
from sync.protocol.settings import Staff

_LONGEST_NUMBER = 12
_SHORTEST_PIN, _LONGEST_PIN = 4, 8


class SignIn:
    """One pad, begun anew each time it is opened. The PIN is here and on no screen.

    `moved` is called when `pad` has changed by itself, `known` with whoever gave the right PIN.
    """

    def __init__(
        self,
        data: Path,
        background: Background,
        up: Callable[[], int],
        moved: Callable[[], None],
        known: Callable[[Staff], None],
    ) -> None:
        self._data = data
        self._background = background
        self._up = up
        self._moved = moved
        self._known = known
        self._locks = Locks(read_tries(data), up())
        self._staff: Sequence[Staff] = ()
        self._pin = ""
        self._opening = 0
        self._busy = False
        """One check at a time, whoever has closed the pad meanwhile."""
        self.pad: PinPad | None = None

    def open(self, staff: Sequence[Staff], on_duty: Staff | None, idle: int) -> None:
        """Show the pad; the number of whoever is on duty is there already."""
        now = self._up()
        self._opening += 1
        self._staff = staff
        self._pin = ""
        offered = on_duty is not None and any(s.number == on_duty.number and s.pin for s in staff)
        self.pad = PinPad(
            since=now,
            until=now + idle,
            number=on_duty.number if offered and on_duty is not None else "",
            name=on_duty.name if offered and on_duty is not None else "",
            entering="pin" if offered else "number",
            checking=self._busy,
        )
        if not any(one.pin for one in staff):
            self.pad = replace(self.pad, refusal="no-pins")
        else:
            self._look_at_locks()

    def close(self) -> None:
        """Forget what was typed. A check that is under way is still counted."""
        self._pin = ""
        self.pad = None

    def digit(self, digit: str) -> None:
        """Take one more digit of whatever is being typed."""
        pad = self._free()
        if pad is None or len(digit) != 1 or digit not in "0123456789":
            return
        if pad.entering == "number":
            number = (pad.number + digit)[:_LONGEST_NUMBER]
            self.pad = replace(pad, number=number, name="", refusal="", locked_until=None)
        elif pad.locked_until is None:
            self._pin = (self._pin + digit)[:_LONGEST_PIN]
            self.pad = replace(pad, typed=len(self._pin), refusal="")

    def erase(self) -> None:
        """Take the last digit back; with no PIN begun, ask for the number anew."""
        pad = self._free()
        if pad is None:
            return
        if pad.entering == "number":
            self.pad = replace(pad, number=pad.number[:-1], refusal="", locked_until=None)
        elif self._pin:
            self._pin = self._pin[:-1]
            self.pad = replace(pad, typed=len(self._pin), refusal="")
        else:
            self.pad = replace(
                pad, entering="number", number="", name="", refusal="", locked_until=None
            )

    def confirm(self) -> None:
        """Go on from the number to the PIN, or have the PIN checked."""
        pad = self._free()
        if pad is None:
            return
        if pad.entering == "number":
            if pad.number:
                self.pad = replace(pad, entering="pin", refusal="")
                self._look_at_locks()
        elif len(self._pin) >= _SHORTEST_PIN and pad.locked_until is None:
            self._check(pad)

    def tick(self, up: int) -> None:
        """Open a lock whose time is over."""
        pad = self.pad
        if pad is not None and pad.locked_until is not None and up >= pad.locked_until:
            self.pad = replace(pad, locked_until=None, refusal="")

    def _free(self) -> PinPad | None:
        pad = self.pad
        return None if pad is None or pad.checking or pad.refusal == "no-pins" else pad

    def _look_at_locks(self) -> None:
        pad = self.pad
        if pad is None or pad.entering != "pin":
            return
        until = self._locks.until(_meant(self._staff, pad.number)[0], self._up())
        if until is not None:
            self._pin = ""
            self.pad = replace(pad, typed=0, refusal="locked", locked_until=until)

    def _check(self, pad: PinPad) -> None:
        number, card = _meant(self._staff, pad.number)
        pin, self._pin = self._pin, ""
        before, opening = self._locks.tries, self._opening
        self.pad = replace(pad, typed=0, checking=True, refusal="")
        self._busy = True

        def judged(right: bool) -> None:  # noqa: FBT001 -- what the work returns
            tries = before.wrong(number)
            self._locks.settle(tries.right(number) if right else tries, number, self._up())
            self._busy = False
            self._answer(card if right else None, same=opening == self._opening)

        self._background.do(
            lambda: _judge(self._data, before, number, pin, card.pin if card else ""), judged
        )

    def _answer(self, card: Staff | None, *, same: bool) -> None:
        """Say what came of a check; on a pad opened anew since, only that there is none now."""
        if self.pad is None:
            return
        self.pad = replace(self.pad, checking=False)
        if same and card is not None:
            self._known(card)
            return
        if same:
            self.pad = replace(self.pad, refusal="wrong")
        self._look_at_locks()
        self._moved()


def _judge(data: Path, before: Tries, number: str, pin: str, hashed: str) -> bool:
    """Count the try as wrong, look at the PIN, forgive where it is right. On another thread."""
    _keep(data, before.wrong(number))
    right = check_pin(pin, hashed or nobodys())
    if right:
        _keep(data, before.wrong(number).right(number))
    return right


def _keep(data: Path, tries: Tries) -> None:
    # With the disk out of order the panel is needed most; the counts are then in memory alone.
    with suppress(OSError):
        write_tries(data, tries)


def _meant(staff: Sequence[Staff], typed: str) -> tuple[str, Staff | None]:
    """Find whose number was typed: the very one, or the only one with these digits in order.

    The pad has digits only, and some halls number their staff A0317.
    """
    exact = next((one for one in staff if one.number == typed), None)
    if exact is None:
        alike = [one for one in staff if "".join(filter(str.isdigit, one.number)) == typed]
        exact = alike[0] if len(alike) == 1 else None
    return (typed if exact is None else exact.number), (exact if exact and exact.pin else None)
