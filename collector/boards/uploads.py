"""How much a person may upload: looked at before anything is read or written to a disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from collector.terminal_settings.changing import SettingError
from collector.terminal_settings.pictures import MAX_UPLOAD_BYTES

MOST_BYTES = MAX_UPLOAD_BYTES + 64 * 1024
"""A picture, and room for the fields beside it."""


class BoundedUpload(FileUploadHandler):
    """Stops reading what is larger than any picture; passes all else on."""

    def handle_raw_input(self, *announced: Any, **more: Any) -> None:
        """Look at what the headers announce: the third argument is the length."""
        length = int(more.get("content_length", announced[2] if len(announced) > 2 else 0))  # noqa: PLR2004
        self._refused = length > MOST_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a piece on, unless the whole is announced, or has grown, too large."""
        if self._refused or start + len(raw_data) > MOST_BYTES:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def uploaded_several(request: HttpRequest, name: str) -> list[tuple[str, bytes]]:
    """Return all files of a field with their names. Raises SettingError where they were too many.

    All of them together may be as large as one alone.
    """
    files = request.FILES.getlist(name)
    if not files:
        uploaded(request, name)
    return [(file.name or "", file.read()) for file in files]


def uploaded(request: HttpRequest, name: str) -> bytes:
    """Return an uploaded file, b"" for none. Raises SettingError where it was too large."""
    file = request.FILES.get(name)
    if file is not None:
        content: bytes = file.read()
        return content
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise SettingError(
            "文件超过 20 MB，请先缩小", "the file has more than 20 MB; make it smaller"
        )
    return b""
