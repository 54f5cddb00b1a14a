"""Tokens for other systems: which there are, a new one shown once, and ending one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from collector.accounts.access import allowed, grants_of
from collector.accounts.roles import Permission
from collector.api import tokens
from collector.api.models import Resource, Token
from collector.api.words import resource_word
from collector.organisation.choosing import above_windows
from collector.organisation.models import Node
from collector.organisation.words import name_of

_SHOWN = 200


@allowed(Permission.MANAGE_TOKENS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """List the tokens of one's branches, and make a new one."""
    if request.method != "POST":
        return _shown(request)
    name = request.POST.get("name", "").strip()[:100]
    node = next((one for one in _places(request) if str(one.pk) == request.POST.get("place")), None)
    days = next((one for one in tokens.DAYS if str(one) == request.POST.get("days")), None)
    if not name or node is None or days is None:
        said = _("Say what the token is for, which place it reads, and for how long.")
        return _shown(request, problem=said, status=422)
    may = tokens.may_give(grants_of(request), node.path)
    wanted = [one for one in may if one.value in request.POST.getlist("resources")]
    if not wanted:
        said = _("Choose what it may read. You can give no more than your own roles show you: "
                 "windows, figures, ratings or cases of that place.")  # fmt: skip
        return _shown(request, problem=said, status=422)
    made, secret = tokens.make(request, node, name, wanted, days, now())
    return _shown(request, secret=secret, made=made, status=201)


def of_token(request: HttpRequest, token: int) -> str | None:  # noqa: ARG001 -- as all are asked
    """Find the branch of a token."""
    path: str | None = Token.objects.filter(pk=token).values_list("node__path", flat=True).first()
    return path


@allowed(Permission.MANAGE_TOKENS, branch=of_token)
@require_http_methods(["POST"])
def end(request: HttpRequest, token: int) -> HttpResponse:
    """End a token."""
    found = Token.objects.select_related("node").get(pk=token)
    if tokens.end(request, found, now()):
        messages.success(request, _("Ended: %(name)s reads nothing any more.") % {"name": found})
    else:
        messages.warning(request, _("It was ended before."))
    return redirect("tokens")


def _shown(
    request: HttpRequest, *, secret: str = "", made: Token | None = None,
    problem: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    grants, at = grants_of(request), now()
    rows = Token.objects.filter(grants.where(Permission.MANAGE_TOKENS)).select_related("node")
    words = {
        "page": "tokens",
        "rows": [
            {
                "token": one,
                "place": name_of(one.node),
                "reads": [resource_word(kind) for kind in one.resources],
                "over": one.ended_at is None and one.expires_at <= at,
            }
            for one in rows[:_SHOWN]
        ],
        "places": [(one.pk, name_of(one)) for one in _places(request)],
        "kinds": [(one.value, resource_word(one)) for one in Resource],
        "days": [(one, one == tokens.DAYS[2]) for one in tokens.DAYS],
        "secret": secret,
        "made": made,
        "problem": problem,
        "typed": request.POST if problem else {},
    }
    return render(request, "api/tokens.html", words, status=status)


def _places(request: HttpRequest) -> list[Node]:
    wanted = grants_of(request).where(Permission.MANAGE_TOKENS, "path")
    return above_windows(wanted)
