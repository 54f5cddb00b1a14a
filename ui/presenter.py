"""Between the terminal and the view models: shows the screen it is in, wakes it when time is up.

All calls are on the GUI thread. Nothing here waits; all times are of the terminal's steady clock.
"""

from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from kiosk.app.clocks import Clocks
from kiosk.app.panel.screens import PinPad, StaffPanel
from kiosk.app.screens import (
    Closed,
    Idle,
    OutOfOrder,
    Paused,
    Rate,
    Reasons,
    Screen,
    Storing,
    Thanks,
)
from kiosk.app.set_up.screens import SetUpScreen
from kiosk.app.terminal import Terminal
from kiosk.app.times import Times
from ui.choices import Choices
from ui.passive import Passive
from ui.props.head import derive_head_props
from ui.props.modes import Choice, derive_modes_props
from ui.props.rate import derive_rate_props
from ui.props.reasons import derive_reasons_props
from ui.props.thanks import derive_thanks_props
from ui.props.time_running import until_next_second
from ui.staff_presenter import StaffPresenter
from ui.view_models.kiosk import KioskViewModel
from ui.view_models.screen_kind import Screens
from ui.voice.announcer import Announcer

SETTLE = 350
"""Milliseconds after a change of screen in which no touch counts: longer than the second half of a
trembling tap, shorter than it takes to read and aim."""


class Presenter(QObject):
    """Keeps the view models equal to the terminal.

    `shown` is emitted after every look, whether or
    not anything differs.
    """

    shown = Signal()

    def __init__(
        self,
        *,
        terminal: Terminal,
        kiosk: KioskViewModel,
        clocks: Clocks,
        times: Times,
        choices: Choices,
        picture: Callable[[str], QImage | None],
        announcer: Announcer,
        passive: Passive,
    ) -> None:
        super().__init__()
        self._terminal = terminal
        self._kiosk = kiosk
        self._clocks = clocks
        self._times = times
        self._choices = choices
        self._picture = picture
        self._announcer = announcer
        self._passive = passive
        self._staff = StaffPresenter(
            kiosk.models.staff, clocks, lambda: choices.tongue, announcer.state, picture
        )
        self._kind = Screens.Kind.RATE
        self._since = 0
        self.show_set_up: Callable[[SetUpScreen], None] | None = None
        """Set by whoever opens the set-up, which is loaded only then."""
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._wake)
        self._settled = QTimer(self, singleShot=True, interval=SETTLE)
        self._settled.timeout.connect(lambda: kiosk.arm(armed=True))

    def refresh(self) -> None:
        """Show what the terminal is in now. Called by it after every change."""
        screen = self._terminal.screen
        self._choices.follow(
            screen if isinstance(screen, Rate) else None, self._terminal.situation.presentation
        )
        self._show_modes()
        match screen:
            case Rate() | Storing():
                self._show_rate(screen)
            case Reasons():
                self._show_reasons(screen)
            case Thanks():
                self._show_thanks(screen)
            case Idle():
                self._passive.show_idle(screen)
                self._bring_up(Screens.Kind.IDLE)
            case Paused() | Closed() | OutOfOrder():
                self._passive.show_notice(screen)
                self._bring_up(Screens.Kind.NOTICE)
            case PinPad() | StaffPanel():
                self._show_head()
                self._bring_up(self._staff.show(screen, self._terminal.situation))
            case SetUpScreen():
                self._show_head()
                if self.show_set_up is not None:
                    self.show_set_up(screen)
                self._bring_up(Screens.Kind.SET_UP)
            case _:
                assert_never(screen)
        self._passive.drift(screen, at_rest=_at_rest(screen))
        self._set_alarm()
        self.shown.emit()

    def stop(self) -> None:
        """Wake no more: the window is being taken down."""
        self._timer.stop()
        self._settled.stop()

    def choose(self, choice: Choice) -> None:
        """Take another language or mode; it goes back by itself when nobody chooses again."""
        self._choices.choose(choice)
        self.refresh()

    def _show_rate(self, screen: Rate | Storing) -> None:
        situation = self._terminal.situation
        card = situation.card(self._terminal.staff)
        self._show_head()
        self._kiosk.models.rate.update(
            derive_rate_props(
                screen=screen,
                scale=situation.scale,
                policy=situation.policy,
                staff=card,
                tongue=self._choices.tongue,
                now=self._clocks.up(),
                large=self._choices.modes.large,
            ),
            self._picture(card.photo) if card is not None else None,
        )
        self._bring_up(Screens.Kind.RATE)

    def _show_reasons(self, screen: Reasons) -> None:
        if self._kind is not Screens.Kind.REASONS:
            self._since = self._clocks.up()
        self._kiosk.models.reasons.update(
            derive_reasons_props(
                screen=screen,
                catalogue=self._terminal.situation.catalogue,
                tongue=self._choices.tongue,
                comments=self._terminal.situation.takes_comments,
                since=self._since,
                now=self._clocks.up(),
            )
        )
        self._bring_up(Screens.Kind.REASONS)

    def _show_thanks(self, screen: Thanks) -> None:
        self._kiosk.models.thanks.update(
            derive_thanks_props(
                screen=screen,
                window=self._terminal.situation.window,
                policy=self._terminal.situation.policy,
                tongue=self._choices.tongue,
                code=self._passive.code_of(screen.receipt.link),
                comments=self._terminal.situation.takes_comments,
                hold=self._times.hold,
                now=self._clocks.up(),
            )
        )
        self._bring_up(Screens.Kind.THANKS)

    def _show_modes(self) -> None:
        self._kiosk.models.modes.update(
            derive_modes_props(
                self._choices.modes,
                self._terminal.situation.presentation,
                self._choices.tongue,
                audible=self._announcer.audible(),
            )
        )

    def _show_head(self) -> None:
        situation = self._terminal.situation
        self._kiosk.models.head.update(
            derive_head_props(
                window=situation.window,
                hall=situation.hall,
                tongue=self._choices.tongue,
                wall=self._clocks.now(),
            )
        )

    def _bring_up(self, kind: Screens.Kind) -> None:
        if kind in {Screens.Kind.NOTICE, Screens.Kind.IDLE}:
            self._show_head()
        if kind is self._kind:
            return
        self._kind = kind
        self._kiosk.arm(armed=False)
        self._settled.start()
        self._kiosk.show(kind)

    def _wake(self) -> None:
        deadline = self._terminal.next_deadline()
        if deadline is not None and self._clocks.up() >= deadline:
            self._terminal.tick()
        self.refresh()

    def _set_alarm(self) -> None:
        """Wake at the next moment at which anything on the screen or in the terminal changes."""
        now = self._clocks.up()
        moments = [self._terminal.next_deadline(), self._next_step(now), self._choices.deadline()]
        due = [moment for moment in moments if moment is not None]
        if due:
            self._timer.start(max(1, min(due) - now))
        else:
            self._timer.stop()

    def _next_step(self, now: int) -> int | None:
        match self._terminal.screen:
            case Rate(invitation=invitation) if invitation is not None:
                return now + until_next_second(invitation.until, now)
            case Reasons() as reasons:
                return now + until_next_second(reasons.until, now)
            case Thanks() | PinPad() | StaffPanel() as leaving:
                return now + until_next_second(leaving.until, now)
            case (Idle() | Paused() | Closed() | OutOfOrder()) as passive:
                return self._passive.next_step(passive)
            case _:
                return None


def _at_rest(screen: Screen) -> bool:
    """Tell whether nobody is in the middle of anything: such a screen may stand for hours."""
    match screen:
        case Rate(invitation=None, replaces=None) | Idle() | Paused() | Closed() | OutOfOrder():
            return True
        case _:
            return False
