"""What came of a try to send: kept as a word, said in the reader's language."""

from collections.abc import Callable
from enum import StrEnum

from django.utils.translation import gettext as _
from msgspec import Struct

from collector.alerts.outward.targets import Refusal


class Outcome(StrEnum):
    """How a try ended."""

    TAKEN = "taken"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    UNSURE = "unsure"
    ANSWERED = "answered"
    """With a status that says that trying again will not help."""
    REDIRECTED = "redirected"
    GONE = "gone"
    NO_ADDRESS = "no-address"
    NO_SECRET = "no-secret"  # noqa: S105 -- a word for why nothing was sent
    NO_RIGHT = "no-right"
    NOTHING_LEFT = "nothing-left"
    SERVER_DIED = "server-died"
    FORM = "form"
    NAME = "name"
    PORT = "port"
    NOT_LISTED = "not-listed"
    INWARD = "inward"


class Result(Struct, frozen=True):
    """One try. again: whether trying later may help; retry_after: seconds the other side asks."""

    outcome: Outcome
    detail: str = ""
    again: bool = False
    retry_after: int | None = None

    @property
    def taken(self) -> bool:
        """Whether the other side has it."""
        return self.outcome is Outcome.TAKEN


def refused(refusal: Refusal) -> Result:
    """Return the result of a call that is not made."""
    return Result(Outcome(refusal.value))


def words(outcome: str, detail: str) -> str:
    """Say how a try ended: what happened, what it means, what to do."""
    return _WORDS[Outcome(outcome)](detail) if outcome else ""


def _busy(detail: str) -> str:
    return _("The other side was busy (%(detail)s). It is tried again by itself.") % {
        "detail": detail
    }


def _unreachable(detail: str) -> str:
    return _(
        "The other side could not be reached: %(detail)s. It is tried again by itself; if this "
        "stays so, look at the address and at the network."
    ) % {"detail": detail}


def _answered(detail: str) -> str:
    return _(
        "The other side refused it with %(detail)s. Nothing is sent again; ask whoever runs it, "
        "then send a test."
    ) % {"detail": detail}


def _plain(sentence: Callable[[], str]) -> Callable[[str], str]:
    return lambda _detail: sentence()


_WORDS: dict[Outcome, Callable[[str], str]] = {
    Outcome.TAKEN: _plain(lambda: _("Taken.")),
    Outcome.BUSY: _busy,
    Outcome.UNREACHABLE: _unreachable,
    Outcome.UNSURE: _plain(
        lambda: _(
            "The connection ended while it was being taken: it may have arrived. It bears the "
            "same key when it is sent again."
        )
    ),
    Outcome.ANSWERED: _answered,
    Outcome.REDIRECTED: _plain(
        lambda: _("The other side pointed elsewhere. Redirects are not followed: enter the "
                  "address it points to, if it is to be trusted.")
    ),
    Outcome.GONE: _plain(lambda: _("The browser does not take messages any more; it was removed.")),
    Outcome.NO_ADDRESS: _plain(lambda: _("There is no e-mail address. Enter one.")),
    Outcome.NO_SECRET: _plain(
        lambda: _("The secret cannot be read: the installation's key was changed. Make the webhook "
                  "anew and give its receiver the new secret.")
    ),
    Outcome.NO_RIGHT: _plain(lambda: _("Not sent: the reader may not see this place any more.")),
    Outcome.NOTHING_LEFT: _plain(lambda: _("Not sent: it was over before its time came.")),
    Outcome.SERVER_DIED: _plain(
        lambda: _("The server ended while it was sending, twice. It may have arrived.")
    ),
    Outcome.FORM: _plain(
        lambda: _("Not called: this is no plain address such as https://hook.example.cn/path.")
    ),
    Outcome.NAME: _plain(
        lambda: _("Not called: the host is a number in disguise or a name in another alphabet.")
    ),
    Outcome.PORT: _plain(lambda: _("Not called: use port 443, 80, or one from 1024 on.")),
    Outcome.NOT_LISTED: _plain(
        lambda: _("Not called: an administrator has not allowed this host with this port.")
    ),
    Outcome.INWARD: _plain(
        lambda: _("Not called: the name leads into a private network or to this machine. Whoever "
                  "runs the server can open a network for calls in its environment.")
    ),
}  # fmt: skip
