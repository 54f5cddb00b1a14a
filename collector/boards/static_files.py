"""Style sheets and scripts, answered from memory: all of them together are smaller than a photo.

WhiteNoise answers with an open file, which an asynchronous server can only read as a whole, with
a warning each time.
"""

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile


class SmallFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise, with whole answers instead of open files."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        """Answer with a file, or with what has not changed about it."""
        found = static_file.get_response(request.method, request.META)
        content = b""
        if found.file is not None:
            with found.file as file:
                content = file.read()
        answer = HttpResponse(content, status=int(found.status))
        # Ours would say that every file is a page.
        del answer["Content-Type"]
        for name, value in found.headers:
            answer[name] = value
        return answer
