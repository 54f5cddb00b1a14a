"""The whole window as QML sees it: which screen is up, and the view model of each."""

from typing import NamedTuple

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.props.drift import PATH
from ui.staff_wishes import StaffWishes
from ui.view_models.head import HeadViewModel
from ui.view_models.idle import IdleViewModel
from ui.view_models.modes import ModesViewModel
from ui.view_models.notice import NoticeViewModel
from ui.view_models.rate import RateViewModel
from ui.view_models.reasons import ReasonsViewModel
from ui.view_models.screen_kind import Screens
from ui.view_models.staff import StaffViewModel
from ui.view_models.thanks import ThanksViewModel
from ui.wishes import Wishes

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


class Models(NamedTuple):
    """The view model of each part of the window."""

    head: HeadViewModel
    modes: ModesViewModel
    rate: RateViewModel
    reasons: ReasonsViewModel
    thanks: ThanksViewModel
    notice: NoticeViewModel
    staff: StaffViewModel
    idle: IdleViewModel


@QmlElement
@QmlUncreatable("built in ui.main")
class KioskViewModel(QObject):  # type: ignore[operator]
    """Root of the view models, which live as long as it does.

    `armed` is false for a moment after each change of screen: a second tap of a trembling hand,
    meant for what was there before, must not press what is there now.
    """

    screenChanged = Signal()
    armedChanged = Signal()
    placeChanged = Signal()
    setUpChanged = Signal()

    def __init__(self, wishes: Wishes, staff: StaffWishes) -> None:
        super().__init__()
        self._screen = Screens.Kind.RATE
        self._armed = True
        self._place = 0
        self._wishes = wishes
        self._set_up: QObject | None = None
        self.models = Models(
            head=HeadViewModel(),
            modes=ModesViewModel(wishes),
            rate=RateViewModel(wishes),
            reasons=ReasonsViewModel(wishes),
            thanks=ThanksViewModel(wishes),
            notice=NoticeViewModel(),
            staff=StaffViewModel(staff),
            idle=IdleViewModel(wishes),
        )
        for model in self.models:
            model.setParent(self)

    def show(self, screen: Screens.Kind) -> None:
        """Bring a screen up; its view model has the values already."""
        if screen != self._screen:
            self._screen = screen
            self.screenChanged.emit()

    def arm(self, *, armed: bool) -> None:
        """Let touches through, or not."""
        if armed != self._armed:
            self._armed = armed
            self.armedChanged.emit()

    def drift(self, place: int) -> None:
        """Draw the screen at one of the places of ui.props.drift."""
        if place != self._place:
            self._place = place
            self.placeChanged.emit()

    @Slot()
    def touch(self) -> None:
        self._wishes.touch()

    def take_set_up(self, view_model: QObject) -> None:
        """Take the set-up's view model, which is made when it is first opened."""
        view_model.setParent(self)
        self._set_up = view_model
        self.setUpChanged.emit()

    @Property(QObject, notify=setUpChanged, final=True)
    def setUp(self) -> QObject | None:
        return self._set_up

    @Property(int, notify=screenChanged, final=True)
    def screen(self) -> int:
        return int(self._screen)

    @Property(bool, notify=armedChanged, final=True)
    def armed(self) -> bool:
        return self._armed

    @Property(float, notify=placeChanged, final=True)
    def driftX(self) -> float:
        return PATH[self._place][0] / 2

    @Property(float, notify=placeChanged, final=True)
    def driftY(self) -> float:
        return PATH[self._place][1] / 2

    @Property(HeadViewModel, constant=True, final=True)
    def head(self) -> HeadViewModel:
        return self.models.head

    @Property(ModesViewModel, constant=True, final=True)
    def modes(self) -> ModesViewModel:
        return self.models.modes

    @Property(RateViewModel, constant=True, final=True)
    def rate(self) -> RateViewModel:
        return self.models.rate

    @Property(ReasonsViewModel, constant=True, final=True)
    def reasons(self) -> ReasonsViewModel:
        return self.models.reasons

    @Property(ThanksViewModel, constant=True, final=True)
    def thanks(self) -> ThanksViewModel:
        return self.models.thanks

    @Property(NoticeViewModel, constant=True, final=True)
    def notice(self) -> NoticeViewModel:
        return self.models.notice

    @Property(StaffViewModel, constant=True, final=True)
    def staff(self) -> StaffViewModel:
        return self.models.staff

    @Property(IdleViewModel, constant=True, final=True)
    def idle(self) -> IdleViewModel:
        return self.models.idle
