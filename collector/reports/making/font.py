"""The font of the bulletin: one of the system's that has Chinese characters."""

import os
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

FONT_VARIABLE: Final = "COLLECTOR_REPORT_FONT"
_FONTS: Final = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
_SIMPLIFIED: Final = 2
"""Where Noto's collection has the shapes of mainland China."""


class NoFontError(Exception):
    """No font with Chinese characters is installed; the sentence names the package."""


def font_file() -> Path:
    """Return the font of the bulletin. Raises NoFontError."""
    given = os.environ.get(FONT_VARIABLE, "").strip()
    found = next((Path(one) for one in ([given] if given else _FONTS) if Path(one).is_file()), None)
    if found is None:
        raise NoFontError(
            _("A bulletin needs a font with Chinese characters and none was found%(where)s. "
              "Install the package fonts-noto-cjk, or name a font file in %(variable)s.")
            % {"where": f" ({given})" if given else "", "variable": FONT_VARIABLE}
        )  # fmt: skip
    return found


def collection_of(file: Path) -> int:
    """Return which of a collection's fonts it is."""
    return _SIMPLIFIED if "NotoSansCJK" in file.name and file.suffix == ".ttc" else 0
