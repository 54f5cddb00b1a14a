"""Who may open the pages about the organisation, and which part of it they are shown."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def sees(view: View) -> View:
    """Let in whoever may see the organisation."""
    return login_required(view)


def sees_staff(view: View) -> View:
    """Let in whoever may see staff."""
    return login_required(view)


def edits(view: View) -> View:
    """Let in whoever may change the organisation somewhere; the view asks `may_edit` where."""
    return _changing(view)


def edits_duty(view: View) -> View:
    """Let in whoever may say who is at which window; the view asks `may_edit_duty` where."""
    return _changing(view)


def seen(request: HttpRequest, field: str = "path") -> Q:
    """Return the condition that something stands where a person may see it."""
    del request, field
    return Q()


def staff_seen(request: HttpRequest, field: str) -> Q:
    """Return the condition that somebody works where a person may see staff."""
    del request, field
    return Q()


def may_edit(request: HttpRequest, path: str) -> bool:
    """Tell whether a person may change what stands at a path; "/" is the whole organisation."""
    del path
    return bool(getattr(request.user, "is_superuser", False))


def may_edit_duty(request: HttpRequest, path: str) -> bool:
    """Tell whether a person may say who is at the windows of a branch."""
    return may_edit(request, path)


def _changing(view: View) -> View:
    @wraps(view)
    def entered(request: HttpRequest, **words: Any) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        return view(request, **words)

    return login_required(entered)
