"""Scales and reason catalogues: names both ends must understand alike, read from assets."""

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

import assets


class Level(Struct, frozen=True, kw_only=True):
    """One answer of a scale. `national` is its place on the national scale, 5 best to 1 worst."""

    id: str
    national: Annotated[int, Meta(ge=1, le=5)]
    zh: str
    en: str

    @property
    def bad(self) -> bool:
        """Whether this is a bad rating (差评): national level 2 or 1."""
        return self.national <= 2  # noqa: PLR2004 -- docs/glossary.md, "bad rating"


class Scale(Struct, frozen=True, kw_only=True):
    """What a citizen can answer, from best to worst."""

    id: str
    zh: str
    en: str
    levels: tuple[Level, ...]

    def rank(self, level: str) -> int | None:
        """Return the level's place, 0 for the best, or None for a level the scale has not."""
        return next((i for i, known in enumerate(self.levels) if known.id == level), None)


class Reason(Struct, frozen=True, kw_only=True):
    """One reason a citizen can pick. `zh` may carry one preferred line break, written "|"."""

    code: str
    national: Annotated[int, Meta(ge=1, le=5)]
    zh: str
    en: str
    enabled: bool = True
    person: bool = False
    """Whether the reason is about the person at the window and not about rules or systems."""


class Catalogue(Struct, frozen=True, kw_only=True):
    """A version of a list of reasons. Codes are never used again for something else."""

    id: str
    reasons: tuple[Reason, ...]

    def for_level(self, level: Level) -> tuple[Reason, ...]:
        """Return the enabled reasons of a level, in the catalogue's order."""
        return tuple(r for r in self.reasons if r.enabled and r.national == level.national)


def load_scales(folder: Path = assets.FOLDER / "catalogues") -> dict[str, Scale]:
    """Read every scale of the installation, by id. Raises ValueError naming what is wrong."""
    path = folder / "scales.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return {
            name: msgspec.convert({"id": name, **fields}, Scale) for name, fields in raw.items()
        }
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"{path}: {error}") from error


def load_catalogue(name: str, folder: Path = assets.FOLDER / "catalogues") -> Catalogue:
    """Read one reason catalogue, e.g. "national-2020-08". Raises ValueError, FileNotFoundError."""
    path = folder / f"reasons-{name}.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert({"id": name, **raw}, Catalogue)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"{path}: {error}") from error
