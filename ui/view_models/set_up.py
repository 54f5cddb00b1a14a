"""The set-up as QML sees it. Imported when the set-up is first opened, not at a start."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.app.set_up.set_up import SetUp
from kiosk.app.set_up.touch_test import INSET, RADIUS, Panel
from ui.props.set_up import SetUpProps
from ui.view_models.row_model import RowModel
from ui.view_models.swapping import tell_changes

QML_IMPORT_NAME = "RatingKiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("built in ui.set_up")
class SetUpViewModel(QObject):  # type: ignore[operator]
    """Four stations: touch test, address, enrolment, done. Lengths are in u."""

    stationChanged = Signal()
    testLineChanged = Signal()
    testAdviceChanged = Signal()
    testOverChanged = Signal()
    typedChanged = Signal()
    fixedChanged = Signal()
    checkingChanged = Signal()
    messageChanged = Signal()
    wrongChanged = Signal()
    codeChanged = Signal()
    modulesChanged = Signal()
    fingerprintChanged = Signal()
    approvedChanged = Signal()
    plateChanged = Signal()
    windowNameChanged = Signal()
    hallNameChanged = Signal()

    def __init__(self, set_up: SetUp, switch_language: Callable[[], None]) -> None:
        super().__init__()
        self._props = SetUpProps()
        self._set_up = set_up
        self._switch_language = switch_language
        self._stops = RowModel(("name", "phase"), self)
        self._spots = RowModel(("mark", "wanted"), self)
        self._facts = RowModel(("kind", "text"), self)

    def update(self, props: SetUpProps) -> None:
        """Show new values. QML sees all of them before it hears of the first."""
        old, self._props = self._props, props
        self._stops.show(props.stops)
        self._spots.show(props.spots)
        self._facts.show(props.facts)
        tell_changes(self, old, props)

    @Slot(float, float, float, float, float)
    def touch(self, x: float, y: float, width: float, height: float, millimetres: float) -> None:
        self._set_up.touch(x, y, Panel(width, height, millimetres))

    @Slot(str)
    def type(self, letters: str) -> None:
        self._set_up.type(letters)

    @Slot()
    def switchLanguage(self) -> None:
        self._switch_language()

    @Slot()
    def noAnswer(self) -> None:
        self._set_up.no_answer()

    @Slot()
    def testAgain(self) -> None:
        self._set_up.test_again()

    @Slot()
    def endTest(self) -> None:
        self._set_up.end_test()

    @Slot()
    def rubOut(self) -> None:
        self._set_up.rub_out()

    @Slot()
    def clear(self) -> None:
        self._set_up.clear()

    @Slot()
    def ask(self) -> None:
        self._set_up.connect()

    @Slot()
    def otherAddress(self) -> None:
        self._set_up.other_address()

    @Slot()
    def goOn(self) -> None:
        self._set_up.go_on()

    @Slot()
    def finish(self) -> None:
        self._set_up.finish()

    @Slot()
    def later(self) -> None:
        self._set_up.later()

    @Slot()
    def alone(self) -> None:
        self._set_up.alone()

    @Property(float, constant=True, final=True)
    def inset(self) -> float:
        return INSET

    @Property(float, constant=True, final=True)
    def radius(self) -> float:
        return RADIUS

    @Property(RowModel, constant=True, final=True)
    def stops(self) -> RowModel:
        return self._stops

    @Property(RowModel, constant=True, final=True)
    def spots(self) -> RowModel:
        return self._spots

    @Property(RowModel, constant=True, final=True)
    def facts(self) -> RowModel:
        return self._facts

    @Property(int, notify=stationChanged, final=True)
    def station(self) -> int:
        return self._props.station

    @Property(str, notify=testLineChanged, final=True)
    def testLine(self) -> str:
        return self._props.testLine

    @Property(str, notify=testAdviceChanged, final=True)
    def testAdvice(self) -> str:
        return self._props.testAdvice

    @Property(bool, notify=testOverChanged, final=True)
    def testOver(self) -> bool:
        return self._props.testOver

    @Property(str, notify=typedChanged, final=True)
    def typed(self) -> str:
        return self._props.typed

    @Property(bool, notify=fixedChanged, final=True)
    def fixed(self) -> bool:
        return self._props.fixed

    @Property(bool, notify=checkingChanged, final=True)
    def checking(self) -> bool:
        return self._props.checking

    @Property(str, notify=messageChanged, final=True)
    def message(self) -> str:
        return self._props.message

    @Property(bool, notify=wrongChanged, final=True)
    def wrong(self) -> bool:
        return self._props.wrong

    @Property(str, notify=codeChanged, final=True)
    def code(self) -> str:
        return self._props.code

    @Property(str, notify=modulesChanged, final=True)
    def modules(self) -> str:
        return self._props.modules

    @Property(str, notify=fingerprintChanged, final=True)
    def fingerprint(self) -> str:
        return self._props.fingerprint

    @Property(bool, notify=approvedChanged, final=True)
    def approved(self) -> bool:
        return self._props.approved

    @Property(str, notify=plateChanged, final=True)
    def plate(self) -> str:
        return self._props.plate

    @Property(str, notify=windowNameChanged, final=True)
    def windowName(self) -> str:
        return self._props.windowName

    @Property(str, notify=hallNameChanged, final=True)
    def hallName(self) -> str:
        return self._props.hallName
