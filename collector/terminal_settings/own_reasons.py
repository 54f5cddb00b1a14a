"""A place's own reasons as a form has them: what it begins with, and what becomes of it.

A code that ratings may bear is never taken away and never means another level: it is only not
shown any more. So a first version leaves out what is not wanted, and later ones keep it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec
from msgspec import Struct

from collector.organisation.models import Node
from collector.terminal_settings.changing import SettingError
from collector.terminal_settings.editions import editions, installed
from collector.terminal_settings.effective import settings_at
from collector.terminal_settings.keys import KEYS
from collector.terminal_settings.models import Layer
from sync.protocol.catalogue import Catalogue, Reason, load_catalogue
from sync.protocol.settings_checks import MOST_REASONS_SHOWN

_ZH, _EN, _CODE, _MOST = 40, 80, 64, 200
_OURS = "national-"


class Begun(Struct, frozen=True):
    """What a form begins with: `own` reasons of the place, or what it inherits."""

    catalogue: Catalogue
    own: bool

    @property
    def mark(self) -> str:
        """Return what tells whether somebody has decided something else meanwhile."""
        return sha256(msgspec.json.encode((self.catalogue, self.own))).hexdigest()[:16]


class Typed(Struct, frozen=True, kw_only=True):
    """One line of the form."""

    code: str
    national: int
    zh: str
    en: str
    person: bool = False
    shown: bool = True


def begin(node: Node) -> Begun:
    """Return what a form about a place begins with."""
    layer = Layer.objects.filter(node=node).first()
    own = layer.values.get("own_catalogue") if layer else None
    if own:
        return Begun(msgspec.convert(own, Catalogue), own=True)
    held = settings_at(node)
    name = held.catalogue if held.catalogue in installed() else KEYS["catalogue"].default
    return Begun(held.own_catalogue or load_catalogue(name), own=False)


def lines(catalogue: Catalogue) -> list[Typed]:
    """Return a catalogue as lines of a form."""
    return [
        Typed(code=one.code, national=one.national, zh=one.zh, en=one.en, person=one.person,
              shown=one.enabled)
        for one in catalogue.reasons
    ]  # fmt: skip


def written(begun: Begun, name: str, typed: Sequence[Typed], added: Iterable[Typed]) -> Catalogue:
    """Return what a form says. Raises SettingError saying what cannot be.

    typed: the lines it began with, in their order; added: new ones.
    """
    if not begun.own:
        _new_name(name)
    kept = [one for one in typed if one.shown or begun.own]
    several = [*kept, *added]
    for one in several:
        _line(one)
    for code, n in Counter(one.code for one in several).items():
        if n > 1:
            raise SettingError(f"编码 {code} 有 {n} 条", f"the code {code} is there {n} times")
    _numbers(several)
    return Catalogue(
        id=begun.catalogue.id if begun.own else name,
        reasons=tuple(
            Reason(code=one.code, national=one.national, zh=one.zh, en=one.en, enabled=one.shown,
                   person=one.person)
            for one in several
        ),
    )  # fmt: skip


def _new_name(name: str) -> None:
    if not 0 < len(name) <= _CODE or not name.isprintable() or "/" in name:
        raise SettingError(
            "请给目录起一个名称，1 至 64 个字符，不含斜杠",
            "give the catalogue a name of 1 to 64 characters without a slash",
        )
    if name.startswith(_OURS):
        raise SettingError(
            f"以 {_OURS} 开头的名称留给随程序提供的目录，请另起名称",
            f"names that begin with {_OURS} are for the program's own; choose another",
        )
    if name in {one.catalogue.id for one in editions()}:
        raise SettingError(
            f"名称 {name} 已有目录用过，请另起名称，以免旧评价的含义改变",
            f"a catalogue was called {name} already; choose another name, so that old ratings "
            "keep their meaning",
        )


def _line(one: Typed) -> None:
    if not 0 < len(one.code) <= _CODE or not one.code.isprintable():
        raise SettingError(
            "每条原因要有编码，1 至 64 个字符",
            "each reason needs a code of 1 to 64 characters",
        )
    if not 1 <= one.national <= 5:  # noqa: PLR2004 -- the national levels
        raise SettingError(f"{one.code}：请选择等级", f"{one.code}: choose a level")
    if not 0 < len(one.zh) <= _ZH or not 0 < len(one.en) <= _EN:
        raise SettingError(
            f"{one.code}：中文 1 至 {_ZH} 字，英文 1 至 {_EN} 个字符，两者都要有",
            f"{one.code}: 1 to {_ZH} characters in Chinese and 1 to {_EN} in English, both",
        )


def _numbers(several: Sequence[Typed]) -> None:
    if not 0 < len(several) <= _MOST:
        raise SettingError(f"目录须有 1 至 {_MOST} 条原因", f"a catalogue has 1 to {_MOST} reasons")
    shown = Counter(one.national for one in several if one.shown)
    for level, n in sorted(shown.items()):
        if n > MOST_REASONS_SHOWN:
            raise SettingError(
                f"等级 {level} 显示 {n} 条，屏幕最多放 {MOST_REASONS_SHOWN} 条；请停用几条",
                f"level {level} shows {n} reasons, at most {MOST_REASONS_SHOWN} fit on the "
                "screen: switch some off",
            )
