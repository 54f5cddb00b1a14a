"""Turns whatever was uploaded into a plain JPEG, or refuses it, in bounded memory.

Only pixels get through: the picture is decoded and drawn anew, so that neither the place where it
was taken, nor a second file behind it, nor anything a reader could run travels on.
"""

import threading
import warnings
from io import BytesIO
from typing import Final

from django.core.files.base import File
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES: Final = 10 * 1024 * 1024
SIDE: Final = 1600
"""The longer side of what is kept, at most."""
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_STREAMED_PIXELS: Final = 120_000_000
"""A baseline JPEG is shrunk while it is decoded, row by row."""
_WHOLE_PIXELS: Final = {"JPEG": 24_000_000, "PNG": 16_000_000, "WEBP": 8_000_000}
"""All else stands in memory whole, some of it more than once: 150 MB at most."""
_QUALITY: Final = 82


class PictureError(Exception):
    """A picture is not taken; `zh` and `en` say why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{en} · {zh}")
        self.zh, self.en = zh, en


class _OneAtATime:
    """However many people hand pictures in at once, one is decoded at a time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


_turn = _OneAtATime()


def content_of(upload: "File[bytes] | bytes") -> bytes:
    """Return what was uploaded. Raises PictureError where it is too large; then nothing is read."""
    if isinstance(upload, bytes):
        content = upload
    elif (upload.size or 0) > MAX_BYTES:
        raise _too_large()
    else:
        content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise _too_large()
    return content


def plain_picture(content: bytes) -> tuple[bytes, int, int]:
    """Return the picture as a JPEG of at most `SIDE` pixels, with width and height.

    Raises PictureError.
    """
    with _turn.lock:
        image = _opened(content)
        image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        paper = Image.new("RGB", image.size, "white")
        if image.has_transparency_data:
            whole = image.convert("RGBA")
            paper.paste(whole, mask=whole.getchannel("A"))
        else:
            paper.paste(image.convert("RGB"))
    out = BytesIO()
    paper.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue(), paper.width, paper.height


def _opened(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=_FORMATS)
            whole = _WHOLE_PIXELS[str(image.format)]
            streamed = image.format == "JPEG" and not image.info.get("progressive")
            _measure(image, _STREAMED_PIXELS if streamed else whole)
            if image.format == "JPEG":
                image.draft("RGB", (SIDE, SIDE))
            # A very long and thin one is not shrunk on the way.
            _measure(image, whole)
            image.load()
            return ImageOps.exif_transpose(image)
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels("") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError,
            OverflowError) as error:  # fmt: skip
        raise PictureError(
            "这不是可读的 JPEG、PNG 或 WebP 图片，请换一张照片或截图",
            "this is no JPEG, PNG or WebP picture that can be read; use another photo or a "
            "screenshot",
        ) from error


def _measure(image: Image.Image, most: int) -> None:
    if image.width * image.height > most:
        raise _too_many_pixels(f"{image.width}×{image.height} ")


def _too_many_pixels(size: str) -> PictureError:
    return PictureError(
        f"图片像素 {size}过多，请缩小或截图后再传",
        f"the picture has too many pixels {size}; make it smaller or take a screenshot of it",
    )


def _too_large() -> PictureError:
    return PictureError(
        "图片超过 10 MB，请缩小或截图后再传",
        "the picture has more than 10 MB; make it smaller or take a screenshot of it",
    )
