"""The language on the screen: the hall's own at rest, the other one for one visit."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTranslator

import assets
from ui.props.tongue import Tongue, untranslated

FILE = assets.FOLDER / "translations" / "terminal_en.qm"


class Languages:
    """Chinese and English. `retranslate` makes QML read its fixed texts again."""

    def __init__(self, *, english_at_rest: bool, retranslate: Callable[[], None]) -> None:
        self._at_rest = english_at_rest
        self._retranslate = retranslate
        self._translator = QTranslator()
        if not self._translator.load(str(FILE)):
            raise FileNotFoundError(FILE)
        self.tongue = Tongue(translate=untranslated)
        self.rest()

    @property
    def resting(self) -> bool:
        """Whether the hall's own language is up."""
        return self.tongue.english == self._at_rest

    def rest(self) -> None:
        """Go back to the hall's own language."""
        self._take(english=self._at_rest)

    def switch(self) -> None:
        """Take the other language."""
        self._take(english=not self.tongue.english)

    def _take(self, *, english: bool) -> None:
        if english == self.tongue.english:
            return
        if english:
            QCoreApplication.installTranslator(self._translator)
        else:
            QCoreApplication.removeTranslator(self._translator)
        translate = self._english if english else untranslated
        self.tongue = Tongue(english=english, translate=translate)
        self._retranslate()

    def _english(self, context: str, source: str) -> str:
        return self._translator.translate(context, source) or source
