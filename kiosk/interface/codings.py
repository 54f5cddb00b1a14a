"""How vendors write levels down: their codes for ours, read from assets."""

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

import assets

_LEVELS = range(1, 6)
Code = int | Annotated[str, Meta(min_length=1, max_length=32)]


class Coding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One coding: a code for each national level, 5 best to 1 worst, and one for no answer."""

    zh: str
    en: str
    levels: dict[str, Code]
    unrated: Code

    def of(self, national: int) -> Code:
        """Return the code of a national level."""
        return self.levels[str(national)]


def load_codings(folder: Path = assets.FOLDER / "catalogues") -> dict[str, Coding]:
    """Read every coding of the installation, by name. Raises ValueError naming what is wrong."""
    path = folder / "vendors.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        codings = msgspec.convert(raw, dict[str, Coding])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"{path}: {error}") from error
    for name, coding in codings.items():
        if coding.levels.keys() != {str(level) for level in _LEVELS}:
            raise ValueError(f"{path}: {name} has to give a code to each of the levels 1 to 5")
    return codings
