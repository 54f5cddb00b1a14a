"""Why a sheet or a checklist was not taken: what it means and what to do."""

from django.utils.translation import gettext as _


def problem_words(problem: str) -> str:
    """Say why a sheet was not taken. It is still where it was."""
    return {
        "unanswered": _("Some items have no answer. Answer them, or choose “Not applicable”; "
                        "everything else is still here."),
        "not-yours": _("This sheet was sent by another account before. Nothing was changed."),
        "no-such-place": _("You do not inspect this place any more, or it is gone. Ask an "
                           "administrator; the sheet stays here."),
        "no-such-inspection": _("This inspection is not there any more. The sheet stays here; "
                                "begin a new one and tell your administrator."),
        "other-version": _("The checklist of this inspection is another one than on your page. "
                           "Load the page again."),
        "no-such-version": _("This checklist is not published for that place. Load the page again "
                             "and choose another one."),
        "unknown-items": _("The sheet has items that its checklist does not have. Load the page "
                           "again."),
        "photos-missing": _("Some photos have not arrived. They are sent again."),
        "too-large": _("The sheet is larger than any sheet can be. Shorten the notes."),
    }.get(problem, _("The server does not understand this sheet. It stays here; load the page "
                     "again, and tell your administrator if it happens again."))  # fmt: skip


def checklist_problem(problem: str, place: str) -> str:
    """Say why a checklist cannot be used."""
    return {
        "empty": _("A checklist needs at least one chapter with one item in it."),
        "too-long": _("A checklist has at most 120 items. Take some away or write two lists."),
        "twice": _("“%(place)s” is there twice. Take one away.") % {"place": place},
        "points": _("“%(place)s” is answered by points: say how many there are at most, 1 to 100.")
        % {"place": place},
    }.get(
        problem,
        _("A text or weight is missing or too large: “%(place)s”. A text has at most 200 "
          "characters, a weight is a number from 1 to 100.") % {"place": place},
    )  # fmt: skip
