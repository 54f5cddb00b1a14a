"""Pictures that people hand in: only pixels get through."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now
from PIL import Image

from collector.attachments import keeping
from collector.attachments.checking import MAX_BYTES, SIDE, PictureError, plain_picture
from collector.attachments.models import Attachment

PLACE = b"GPS 31.98N 120.89E"


def photo(size: tuple[int, int] = (64, 48), form: str = "JPEG", **more: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#357").save(out, form, **more)
    return out.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    return photo(exif=exif)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it is large, and is."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(width + 1)) for _ in range(64)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_where_a_photo_was_taken_does_not_travel_on(db):
    assert PLACE in with_place()

    kept = keeping.accept(SimpleUploadedFile("p.jpg", with_place()), "", "statement:1")

    body = keeping.view(kept.pk, "statement:1").content
    assert PLACE not in body
    assert Image.open(BytesIO(body)).getexif() == {}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_second_file_behind_the_picture_is_left_behind(form):
    body, width, height = plain_picture(photo(form=form) + b"PK\x03\x04<script>alert(1)</script>")

    assert b"<script>" not in body
    assert body[:3] == b"\xff\xd8\xff"
    assert (width, height) == (64, 48)


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a" + b"\0" * 40, b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>",
     b"\xff\xd8\xff\xe0" + b"\0" * 500, photo()[:200],
     b"\x89PNG\r\n\x1a\n<script>", b"BM" + b"\0" * 60],
)  # fmt: skip
def test_what_is_no_photo_is_refused_with_what_to_do(content):
    with pytest.raises(PictureError, match="screenshot"):
        plain_picture(content)


@pytest.mark.parametrize("size", [(30_000, 30_000), (65_000, 400)])
def test_a_bomb_is_refused_before_it_is_unpacked(size):
    with pytest.raises(PictureError, match="too many"):
        plain_picture(bomb(*size))


_MEASURED = """
import re, sys
from pathlib import Path
from collector.attachments.checking import PictureError, plain_picture

def most():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

content = Path(sys.argv[1]).read_bytes()
Path("/proc/self/clear_refs").write_text("5")
before = most()
try:
    plain_picture(content)
except PictureError:
    pass
print(most() - before)
"""


@pytest.mark.soak
def test_no_picture_takes_more_than_a_bounded_memory(tmp_path, figure):
    made = {
        "baseline JPEG of 119 MP": photo((12_000, 9_900)),
        "progressive JPEG of 23 MP": photo((6_000, 3_900), progressive=True),
        "progressive JPEG of 119 MP": photo((12_000, 9_900), progressive=True),
        "thin JPEG of 117 MP": photo((65_000, 1_800)),
        "PNG of 15 MP": photo((5_000, 3_000), "PNG"),
        "PNG of 900 MP": bomb(30_000, 30_000),
        "WebP of 8 MP": photo((3_200, 2_400), "WEBP"),
    }
    took = {}
    for name, content in made.items():
        (tmp_path / "p").write_bytes(content)
        ran = subprocess.run(
            [sys.executable, "-c", _MEASURED, tmp_path / "p"], capture_output=True, check=True
        )
        took[name] = int(ran.stdout)
    figure("memory for one picture: " + ", ".join(f"{n} {mb} MB" for n, mb in took.items()))
    assert 20 < max(took.values()) <= 150


def test_a_large_photo_becomes_a_small_one():
    body, width, height = plain_picture(photo((2400, 1800)))

    assert (width, height) == (SIDE, SIDE * 3 // 4)
    assert len(body) < 200_000


def test_more_bytes_than_a_photo_has_are_not_even_read():
    upload = File(None, "p.jpg")
    upload.size = MAX_BYTES + 1

    with pytest.raises(PictureError, match="10 MB"):
        keeping.accept(upload, "")


def test_a_picture_is_sealed_and_shown_only_with_what_it_belongs_to(db):
    kept = keeping.accept(photo(), "1023", "case:1")
    body = keeping.view(kept.pk, "case:1").content

    row = Attachment.objects.get(pk=kept.pk)
    assert row.__dict__["body"].sealed[20:] not in body
    assert b"\xff\xd8\xff" not in row.__dict__["body"].sealed
    assert keeping.view(kept.pk, "case:2").status_code == 404
    assert keeping.erase("case:1", now()) == 1
    assert keeping.view(kept.pk, "case:1").status_code == 410
