"""The typeface: one that has Chinese characters, or no start at all."""

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from kiosk.errors import KioskError

PROOF = "满"
"""A terminal that cannot write this cannot ask its question."""
PACKAGE = "fonts-noto-cjk"

# In order of preference; the first is what the screens were drawn with.
_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "PingFang SC",
)


class NoFontError(KioskError):
    """No installed font has Chinese characters."""


def chinese_font() -> QFont:
    """Return a font that has 满. Needs a QGuiApplication. Raises NoFontError."""
    for family in _FAMILIES:
        if QFontDatabase.hasFamily(family) and _writes_chinese(family):
            return QFont(family)
    others = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    found = next((family for family in others if _writes_chinese(family)), None)
    if found is None:
        raise NoFontError(
            f"没有能显示“{PROOF}”字的字体，屏幕上的中文会全是方框，所以没有启动。"
            f"请安装软件包 {PACKAGE}（apt-get install {PACKAGE}）后再启动。",
            f"No installed font has the character {PROOF}; every Chinese text would be empty "
            f"boxes, so the window was not started. Install the package {PACKAGE} "
            f"(apt-get install {PACKAGE}) and start again.",
        )
    return QFont(found)


def _writes_chinese(family: str) -> bool:
    return QRawFont.fromFont(QFont(family)).supportsCharacter(ord(PROOF))
