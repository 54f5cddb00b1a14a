"""Looks for telephone numbers in files, in whatever form they may stand there."""

import base64
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

PREFIX = "1380013"
"""All numbers of these tests begin with it, so one search of a file finds any of them."""
_WIDE = str.maketrans("0123456789 +", "０１２３４５６７８９　＋")


def number(index: int) -> str:
    return f"{PREFIX}{index:04}"


def written(phone: str, how: int) -> str:
    """A number as people write it."""
    parts = phone[:3], phone[3:7], phone[7:]
    forms = (phone, " ".join(parts), "-".join(parts), f"+86{phone}", phone.translate(_WIDE),
             f"+86 {' '.join(parts)}")  # fmt: skip
    return forms[how % len(forms)]


def forms_of(beginning: str) -> Iterator[bytes]:
    """A number's beginning as bytes: written in six ways, in five encodings, in hex and base64."""
    for how in range(6):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "utf-32-le"):
            yield written(beginning, how).encode(encoding)
    for plain in (beginning, f"+86{beginning}", f"86{beginning}"):
        content = plain.encode()
        yield content.hex().encode()
        yield content.hex().upper().encode()
        # Of base64 the groups that hold whole bytes of the beginning.
        yield base64.b64encode(content[: len(content) // 3 * 3])
        yield base64.b32encode(content[: len(content) // 5 * 5])


def found_in(content: bytes, count: int) -> int:
    """How many forms of any of the numbers stand in these bytes, as text or as an integer."""
    texts = sum(form in content for form in forms_of(PREFIX))
    first, last = int(number(0)), int(number(count - 1))
    # As SQLite keeps an integer: six bytes, of which these numbers share the first four or so.
    heads = {one.to_bytes(6)[:4] for one in (first, last)}
    return texts + sum(
        first <= int.from_bytes(content[at : at + 6]) <= last
        for head in heads
        for at in _places(content, head)
    )


def _places(content: bytes, part: bytes) -> Iterator[int]:
    at = content.find(part)
    while at >= 0:
        yield at
        at = content.find(part, at + 1)


def contents(files: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Files' bytes, those of archives taken apart."""
    for file in files:
        yield file.name, file.read_bytes()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                for name in archive.namelist():
                    yield f"{file.name}/{name}", archive.read(name)
