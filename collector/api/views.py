"""The addresses of the read API. Each reads its question, asks its resource, and writes it down."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from collector.accounts.access import anybody
from collector.api import asked, problems, writing
from collector.api.document import document
from collector.api.door import by_token
from collector.api.models import Resource, Token
from collector.api.problems import NO_SUCH_ADDRESS, ProblemError
from collector.api.resources import cases, counts, ratings, windows
from collector.boards.apps import boards


@by_token(Resource.WINDOWS)
def windows_list(request: HttpRequest, token: Token) -> HttpResponse:
    """Tell windows."""
    question = asked.read(request, asked.WindowsAsked)
    return writing.answer(request, question, windows.read(token, question, now()))


@by_token(Resource.RATINGS)
def ratings_list(request: HttpRequest, token: Token) -> HttpResponse:
    """Tell ratings."""
    question = asked.read(request, asked.RatingsAsked)
    return writing.answer(request, question, ratings.read(token, question, now()))


@by_token(Resource.RATINGS)
def rating(request: HttpRequest, token: Token, log: str, position: int) -> HttpResponse:
    """Tell one rating."""
    asked.read(request, asked.RatingAsked)
    return writing.json(ratings.read_one(token, log, position))


@by_token(Resource.COUNTS)
def counts_list(request: HttpRequest, token: Token) -> HttpResponse:
    """Tell counts and rates."""
    question = asked.read(request, asked.CountsAsked)
    return writing.answer(request, question, counts.read(token, question, boards().scales, now()))


@by_token(Resource.CASES)
def cases_list(request: HttpRequest, token: Token) -> HttpResponse:
    """Tell cases."""
    question = asked.read(request, asked.CasesAsked)
    return writing.answer(request, question, cases.read(token, question, now()))


@by_token(Resource.CASES)
def case(request: HttpRequest, token: Token, number: str) -> HttpResponse:
    """Tell one case."""
    asked.read(request, asked.CaseAsked)
    return writing.json(cases.read_one(token, number, now()))


@by_token(Resource.CASES)
def case_rates(request: HttpRequest, token: Token) -> HttpResponse:
    """Tell how many cases were dealt with, and in time."""
    question = asked.read(request, asked.CaseRatesAsked)
    return writing.json(cases.read_rates(token, question, now()))


@anybody
def described(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI document; there is no figure in it."""
    if request.method not in {"GET", "HEAD"}:
        return problems.answer(ProblemError(problems.WRONG_METHOD, {"Allow": "GET, HEAD"}))
    return HttpResponse(document(), content_type="application/json")


@anybody
def nowhere(_request: HttpRequest) -> HttpResponse:
    """Answer whatever else lies under the read API's address."""
    return problems.answer(ProblemError(NO_SUCH_ADDRESS))
