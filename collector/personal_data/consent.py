"""The words a citizen agrees to before a number is kept. A version is never reworded."""

from collections.abc import Mapping
from typing import Final

CURRENT: Final = "call-back-1"
_CALL_BACK_1_EN = (
    "The number is used only to call you back about this. Window staff cannot see it. It is "
    "deleted when the matter is closed."
)
WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "call-back-1": ("号码只用于这件事的回访，窗口人员看不到，办结后删除。", _CALL_BACK_1_EN),
}
"""By version: Chinese, English."""
