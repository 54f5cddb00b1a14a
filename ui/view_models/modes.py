"""The utilities and what they bring about, as QML sees them."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.props.modes import ModesProps
from ui.view_models.swapping import tell_changes
from ui.wishes import Wishes

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("built in ui.main")
class ModesViewModel(QObject):  # type: ignore[operator]
    """How this citizen sees, reaches and hears; the theme follows it on every screen."""

    largeChanged = Signal()
    lowChanged = Signal()
    contrastChanged = Signal()
    soundChanged = Signal()
    audibleChanged = Signal()
    ornamentChanged = Signal()
    sightLabelChanged = Signal()
    reachLabelChanged = Signal()
    soundLabelChanged = Signal()

    def __init__(self, wishes: Wishes) -> None:
        super().__init__()
        self._props = ModesProps()
        self._wishes = wishes

    def update(self, props: ModesProps) -> None:
        """Show new values. QML sees all of them before it hears of the first."""
        old, self._props = self._props, props
        tell_changes(self, old, props)

    @Slot()
    def switchLanguage(self) -> None:
        self._wishes.choose("language")

    @Slot()
    def stepSight(self) -> None:
        self._wishes.choose("sight")

    @Slot()
    def switchReach(self) -> None:
        self._wishes.choose("reach")

    @Slot()
    def switchSound(self) -> None:
        self._wishes.choose("sound")

    @Property(bool, notify=largeChanged, final=True)
    def large(self) -> bool:
        return self._props.large

    @Property(bool, notify=lowChanged, final=True)
    def low(self) -> bool:
        return self._props.low

    @Property(bool, notify=contrastChanged, final=True)
    def contrast(self) -> bool:
        return self._props.contrast

    @Property(bool, notify=soundChanged, final=True)
    def sound(self) -> bool:
        return self._props.sound

    @Property(bool, notify=audibleChanged, final=True)
    def audible(self) -> bool:
        return self._props.audible

    @Property(bool, notify=ornamentChanged, final=True)
    def ornament(self) -> bool:
        return self._props.ornament

    @Property(str, notify=sightLabelChanged, final=True)
    def sightLabel(self) -> str:
        return self._props.sightLabel

    @Property(str, notify=reachLabelChanged, final=True)
    def reachLabel(self) -> str:
        return self._props.reachLabel

    @Property(str, notify=soundLabelChanged, final=True)
    def soundLabel(self) -> str:
        return self._props.soundLabel
