"""Pictures made for tests."""

from io import BytesIO

from PIL import Image


def picture(width: int = 900, height: int = 1200, form: str = "JPEG", **how: object) -> bytes:
    out = BytesIO()
    mode = "RGBA" if how.pop("clear", False) else "RGB"
    Image.new(mode, (width, height), (30, 90, 160, 0)[: len(mode)]).save(out, form, **how)
    return out.getvalue()
