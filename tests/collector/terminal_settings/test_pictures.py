"""Pictures people give: decoded, bounded, drawn anew, and refused in words where they cannot be."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from collector.terminal_settings.changing import SettingError
from collector.terminal_settings.pictures import ready
from sync.protocol.settings import MAX_PICTURE_BYTES
from tests.collector.terminal_settings.drawing import picture


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_made_small_and_stays_whole(form):
    body, kind, size = ready(picture(900, 1200, form), "photo")
    assert kind == "image/jpeg"
    assert size == (480, 640)
    assert Image.open(BytesIO(body)).size == size


def test_what_a_camera_wrote_into_a_photo_does_not_travel_on():
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    exif[0x8825] = {1: "N", 2: (32.0, 0.0, 0.0)}
    given = picture(100, 50, exif=exif, comment=b"secret words")
    assert b"secret words" in given
    body, _kind, _size = ready(given, "photo")
    assert b"secret words" not in body
    assert b"Camera" not in body
    assert not Image.open(BytesIO(body)).getexif()


def test_a_photo_that_lies_on_its_side_is_put_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    _body, _kind, size = ready(picture(200, 100, exif=exif), "photo")
    assert size == (100, 200)


def test_transparent_parts_stay_so():
    body, kind, _size = ready(picture(200, 100, "PNG", clear=True), "announcement")
    assert kind == "image/png"
    assert Image.open(BytesIO(body)).mode == "RGBA"


def test_a_large_poster_stays_within_what_terminals_take():
    noise = Image.effect_noise((3000, 3000), 90).convert("RGB")
    out = BytesIO()
    noise.save(out, "JPEG", quality=95)
    body, _kind, size = ready(out.getvalue(), "announcement")
    assert len(body) <= MAX_PICTURE_BYTES
    assert size == (1920, 1920)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"0" * 9))
        + (chunk(b"IEND", b""))
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg/>", b"GIF89a" + b"0" * 99, bomb(60_000, 60_000), bomb(8_000, 8_000), bomb(99, 99),
     picture(60, 60)[:200], picture(20, 20, "GIF"), picture(20, 20, "TIFF")],
    ids=["empty", "svg", "gif", "bomb", "many", "short", "cut", "real gif", "tiff"],
)  # fmt: skip
def test_what_is_no_picture_of_ours_is_refused_in_both_languages(content):
    with pytest.raises(SettingError) as refused:
        ready(content, "photo")
    assert refused.value.zh
    assert refused.value.en


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 600), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_no_bytes_make_it_fail_otherwise(noise, at, form):
    whole = picture(40, 40, form)
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    try:
        body, kind, _size = ready(damaged, "photo")
    except SettingError:
        return
    assert kind in {"image/jpeg", "image/png"}
    assert len(body) <= MAX_PICTURE_BYTES
