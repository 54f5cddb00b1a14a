"""What a citizen is told when something cannot be done."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from msgspec import Struct, structs


class Problem(Struct, frozen=True, kw_only=True):
    """Four sentences."""

    title: str
    happened: str
    means: str
    do: str


def problem_page(problem: Problem) -> str:
    """Return the page, in the language that is active."""
    return render_to_string("comments/problem.html", structs.asdict(problem))


def not_found() -> Problem:
    """Say that a code opens nothing."""
    return Problem(
        title=_("This code opens no receipt"),
        happened=_("The address has no valid receipt code. A letter may be missing."),
        means=_("Your rating is not touched by this: it is kept at the window."),
        do=_("Scan the code on the screen again, or ask at the hall's service desk."),
    )


def too_often(seconds: int) -> Problem:
    """Say that one has to wait."""
    return Problem(
        title=_("Please wait a moment"),
        happened=_("Too many requests came from this network."),
        means=_("Your rating is not touched by this: it is kept at the window."),
        do=_("Go back or load this page again in %(seconds)s seconds. What you have written is "
             "still in the form when you go back.") % {"seconds": seconds},
    )  # fmt: skip


def too_large() -> Problem:
    """Say that a form was too large."""
    return Problem(
        title=_("The photos are too large"),
        happened=_("Together they have more than 30 MB."),
        means=_("Nothing of the form was kept. Your rating is not touched by this."),
        do=_("Go back, choose fewer or smaller photos and send it again. What you have written is "
             "still in the form."),
    )  # fmt: skip


def from_elsewhere() -> Problem:
    """Say that a form came from another site."""
    return Problem(
        title=_("The form was not accepted"),
        happened=_("It was sent by another website, not by this page."),
        means=_("Nothing was kept. Your rating is not touched by this."),
        do=_("Open the page of your receipt again and write there."),
    )


def busy() -> Problem:
    """Say that it did not go through this time."""
    return Problem(
        title=_("It did not go through this time"),
        happened=_("The server was busy with something else for too long."),
        means=_("Nothing of this was kept. Your rating is not touched by this."),
        do=_("Go back and send it again: what you have written is still in the form. Sent twice, "
             "it is kept once."),
    )  # fmt: skip


def not_now() -> Problem:
    """Say that nothing can be kept at present."""
    return Problem(
        title=_("Nothing can be kept here at the moment"),
        happened=_("This server cannot seal what you write, and it keeps nothing unsealed."),
        means=_("What you wrote was not kept. Your rating is not touched by this."),
        do=_("Please go to the hall's service desk, or try again later with the same code."),
    )
