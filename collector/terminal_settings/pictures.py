"""Pictures people give, made ready for terminals: small, plain, nothing hidden in them.

Whatever comes is decoded and drawn anew, so that neither a place where a photo was taken nor
bytes meant for another program travel on to a thousand windows.
"""

import warnings
from hashlib import sha256
from io import BytesIO
from typing import Final, Literal

from django.utils.timezone import now
from PIL import Image, ImageOps, UnidentifiedImageError

from collector.terminal_settings.changing import SettingError
from collector.terminal_settings.models import Picture
from sync.protocol.settings import MAX_PICTURE_BYTES

Use = Literal["photo", "announcement"]
MAX_UPLOAD_BYTES: Final = 20 * 1024 * 1024
_MOST_PIXELS: Final = 50_000_000
_BOUNDS: Final[dict[Use, tuple[int, int]]] = {"photo": (480, 640), "announcement": (1920, 1920)}
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_QUALITIES: Final = (88, 75, 60)


def keep_picture(content: bytes, use: Use) -> str:
    """Make a picture ready, keep it, return its name. Raises SettingError.

    The same picture twice has one name.
    """
    body, kind, size = ready(content, use)
    name = sha256(body).hexdigest()
    Picture.objects.get_or_create(
        name=name,
        defaults={
            "kind": kind, "body": body, "width": size[0], "height": size[1], "made_at": now(),
        },
    )  # fmt: skip
    return name


def ready(content: bytes, use: Use) -> tuple[bytes, str, tuple[int, int]]:
    """Return a picture as terminals get it: its bytes, type, and width and height."""
    if len(content) > MAX_UPLOAD_BYTES:
        raise _bad("图片超过 20 MB，请先缩小", "the picture has more than 20 MB; make it smaller")
    image = _opened(content)
    image.thumbnail(_BOUNDS[use], Image.Resampling.LANCZOS)
    body, kind = _written(image)
    return body, kind, image.size


def _opened(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=_FORMATS)
            if image.width * image.height > _MOST_PIXELS:
                raise _bad(
                    f"图片有 {image.width}×{image.height} 像素，过大",
                    f"the picture has {image.width}×{image.height} pixels, which is too many",
                )
            image.load()
            return ImageOps.exif_transpose(image)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError,
            Image.DecompressionBombError, Image.DecompressionBombWarning) as error:  # fmt: skip
        if isinstance(error, SettingError):
            raise
        raise _bad(
            "这不是可读的 JPEG、PNG 或 WebP 图片",
            "this is no JPEG, PNG or WebP picture that can be read",
        ) from error


def _written(image: Image.Image) -> tuple[bytes, str]:
    """Draw it anew: JPEG, or PNG where parts are transparent and it stays small."""
    if image.has_transparency_data:
        out = BytesIO()
        image.convert("RGBA").save(out, "PNG", optimize=True)
        if out.tell() <= MAX_PICTURE_BYTES // 4:
            return out.getvalue(), "image/png"
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    for quality in _QUALITIES:
        out = BytesIO()
        plain.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= MAX_PICTURE_BYTES:
            return out.getvalue(), "image/jpeg"
    raise _bad("图片压缩后仍过大", "the picture is too large even when it is compressed")


def _bad(zh: str, en: str) -> SettingError:
    return SettingError(zh, en)
