"""Pages for what went wrong: what happened, what it means, what to do. They ask no database."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer a request that cannot be read."""
    return _page(
        HTTPStatus.BAD_REQUEST,
        _("The request cannot be read"),
        _("The browser sent something this server does not understand."),
        _("Nothing was changed."),
        _("Go back and try again. If it happens again, tell the hall's administrator how."),
    )


def permission_denied(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an account that may not do this: which roles may, never whether anything is there."""
    said = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return _page(
        HTTPStatus.FORBIDDEN,
        _("Your account may not do this"),
        said or _("None of your roles includes it."),
        _("Nothing was changed."),
        _("Ask an administrator for the role, or sign in with another account."),
    )


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    said = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return _page(
        HTTPStatus.NOT_FOUND,
        _("There is no such page"),
        said or _("The address leads nowhere. It may have a slip, or the page may have moved."),
        _("Nothing is lost."),
        _("Go to the windows and look from there."),
    )


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer when the fault is ours."""
    return _page(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        _("This page cannot be shown now"),
        _("Something failed on the server. It is written in the server's log with the time."),
        _("Terminals keep every rating until this server has confirmed it; none is lost by this."),
        _("Try again in a minute. If it stays so, give the time to the hall's administrator."),
    )


def csrf_failure(_request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a form that does not come from a page of ours, or from one that is too old."""
    return _page(
        HTTPStatus.FORBIDDEN,
        _("The form was not accepted"),
        _("The page was open for too long, cookies are off, or another site sent the form."),
        _("Nothing was changed."),
        _("Load the page again and send the form once more. This site needs its own cookies."),
    )


def _page(status: HTTPStatus, title: str, happened: str, means: str, do: str) -> HttpResponse:
    words = {
        "title": title, "happened": happened, "means": means, "do": do, "number": status.value,
    }  # fmt: skip
    return HttpResponse(render_to_string("boards/error.html", words), status=status)
