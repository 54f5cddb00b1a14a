"""The three ways a message leaves, each one try at a time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.conf import settings

from collector.accounts import secret_box
from collector.alerts.models import Delivery, Happening, Preference
from collector.alerts.outward.calling import Answer, Caller, UnreachableError
from collector.alerts.outward.targets import RefusedError, read_target
from collector.alerts.policy import policy
from collector.alerts.push_key import push_key
from collector.alerts.sending import push, signing, writing
from collector.alerts.sending.outcomes import Outcome, Result, refused
from collector.alerts.telling import address_of
from collector.reports.mailing.post import LaterError, NeverError, Post, UnsureError

SECRET = "webhook-secret/1"  # noqa: S105 -- what the secret's box is for
_LATER = {408, 425, 429}
_GONE = {404, 410}


class Ways:
    """Sends one delivery by its channel. `post` is how mail leaves, `caller` how calls do."""

    def __init__(self, post: Callable[[], Post], caller: Caller) -> None:
        self._post, self._caller = post, caller

    def send(self, delivery: Delivery, things: Sequence[Happening], now: datetime) -> Result:
        """Try once. The reader's language is the active one."""
        if delivery.channel == Delivery.Channel.MAIL:
            return self._mail(delivery, things, now)
        if delivery.channel == Delivery.Channel.PUSH:
            return self._push(delivery, things, now)
        return self._webhook(delivery, things, now)

    def _mail(self, delivery: Delivery, things: Sequence[Happening], now: datetime) -> Result:
        assert delivery.account is not None  # noqa: S101 -- mail goes to people
        to = address_of(
            delivery.account, Preference.objects.filter(account=delivery.account).first()
        )
        if not to:
            return Result(Outcome.NO_ADDRESS)
        message = writing.mail(delivery, things, to, now)
        try:
            # The courier has written down before that this is being sent.
            self._post().send(message, delivery.key, lambda: None)
        except LaterError as error:
            return Result(Outcome.BUSY, str(error)[:200], again=True)
        except NeverError as error:
            return Result(Outcome.ANSWERED, str(error)[:200])
        except UnsureError as error:
            return Result(Outcome.UNSURE, str(error)[:200], again=True)
        return Result(Outcome.TAKEN)

    def _push(self, delivery: Delivery, things: Sequence[Happening], now: datetime) -> Result:
        row = delivery.endpoint
        assert row is not None  # noqa: S101 -- pushed messages go to browsers
        key = push_key(now)
        if key is None:
            return Result(Outcome.NO_SECRET)
        to = push.Endpoint(row.address, bytes(row.key), bytes(row.auth))
        try:
            origin = read_target(row.address).origin
        except RefusedError as error:
            return refused(error.refusal)
        body = push.encrypt(writing.pushed(delivery, things, now), to)
        head = push.headers(f"{origin}", key, _contact(), now, push.topic_of(delivery.key))
        result = self._call(row.address, head, body)
        if result.outcome is Outcome.ANSWERED and result.detail in {f"{one}" for one in _GONE}:
            return Result(Outcome.GONE)
        return result

    def _webhook(self, delivery: Delivery, things: Sequence[Happening], now: datetime) -> Result:
        hook = delivery.webhook
        assert hook is not None  # noqa: S101 -- the channel says so
        secret = secret_box.opened(hook.secret, SECRET)
        if not secret:
            return Result(Outcome.NO_SECRET)
        body = writing.hooked(delivery, things, now)
        return self._call(hook.address, signing.signed(secret, delivery.key, now, body), body)

    def _call(self, address: str, head: Mapping[str, str], body: bytes) -> Result:
        try:
            answer = self._caller.post(address, policy(), head, body)
        except RefusedError as error:
            return refused(error.refusal)
        except UnreachableError as error:
            return Result(Outcome.UNREACHABLE, str(error)[:200], again=True)
        return _meant(answer)


def _meant(answer: Answer) -> Result:
    status = answer.status
    if 200 <= status < 300:  # noqa: PLR2004
        return Result(Outcome.TAKEN, f"{status}")
    if 300 <= status < 400:  # noqa: PLR2004
        return Result(Outcome.REDIRECTED, f"{status}")
    if status in _LATER or status >= 500:  # noqa: PLR2004
        return Result(Outcome.BUSY, f"{status}", again=True, retry_after=answer.retry_after)
    return Result(Outcome.ANSWERED, f"{status}")


def _contact() -> str:
    """Return where a push service's people reach ours (RFC 8292, 2.1)."""
    return settings.PUBLIC_URL if settings.PUBLIC_URL.startswith("https:") else (
        f"mailto:{settings.MAIL_FROM.rpartition('<')[2].rstrip('>')}"
    )  # fmt: skip
