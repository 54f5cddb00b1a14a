"""The collector's address as it was entered at the screen: a file with one fact, read lightly.

Apart from `handover`, to which it belongs, because the supervisor asks for it once a second and
loads nothing that is heavy.
"""

import json
import re
from pathlib import Path

ADDRESS_FILE = "collector.json"
"""`{"url": "https://…"}`; `[collector] url` of config.toml goes before it."""
_LONGEST = 500
_FORM = re.compile(r"https?://[^\s/?#]+[^\s?#]*")


def is_address(url: str) -> bool:
    """Tell whether a text can be the address of a collector."""
    return len(url) <= _LONGEST and _FORM.fullmatch(url) is not None


def read_address(folder: Path) -> str:
    """Read the address that was entered; "" where there is none or it cannot be read."""
    try:
        said = json.loads((folder / ADDRESS_FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    url = said.get("url", "") if isinstance(said, dict) else ""
    return url if isinstance(url, str) and is_address(url) else ""
