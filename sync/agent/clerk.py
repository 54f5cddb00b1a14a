"""Fetches settings and their pictures for a desk, and tells people what does not go well."""

from sync.agent.desk import Desk
from sync.agent.ledger import Ledger
from sync.agent.plan import Step
from sync.client import Client
from sync.outcomes import Answered, NotACollector, Refused, Unreachable
from sync.protocol.key import DeviceKey

_GONE = 404
_OURS = ("settings-refused", "settings-not-written", "pictures-missing")


class Clerk:
    """The way down of one log."""

    def __init__(self, desk: Desk, key: DeviceKey, client: Client, ledger: Ledger) -> None:
        self._desk = desk
        self._key = key
        self._client = client
        self._ledger = ledger

    def fetch(self) -> None:
        """Fetch the document."""
        outcome = self._client.settings(self._key, self._desk.etag)
        if not isinstance(outcome, Answered):
            self._ledger.failed(Step.FETCH, outcome)
            return
        self._ledger.reached(self._client.offset)
        self._ledger.settled("settings")
        try:
            self._desk.take(outcome.body)
        except OSError as error:
            self._not_written(error)
            return
        self._tell()

    def fetch_picture(self) -> None:
        """Fetch the picture that is due."""
        wanted = self._desk.picture
        if wanted is None:
            return
        name = wanted[0]
        outcome = self._client.picture(self._key, name)
        try:
            match outcome:
                case Answered(body=content):
                    self._ledger.reached(self._client.offset)
                    self._keep(name, content)
                case Refused():
                    # Of the way, or of this terminal: not the picture's fault.
                    self._ledger.failed(Step.PICTURE, outcome)
                case NotACollector(status=status):
                    self._ledger.failed(Step.PICTURE, outcome)
                    self._desk.miss(name, for_good=status == _GONE)
                    self._tell()
                case Unreachable():
                    self._ledger.failed(Step.PICTURE, outcome)
                    self._desk.miss(name)
                    self._tell()
        except OSError as error:
            self._not_written(error)

    def hear(self, etag: str) -> None:
        """Hear which settings the collector has now."""
        self._desk.offered(etag)
        self._tell()

    def _keep(self, name: str, content: bytes) -> None:
        try:
            self._desk.take_picture(name, content)
        except ValueError as error:
            self._ledger.hold("settings", Unreachable(reason=str(error)))
            self._desk.miss(name)
        except OSError as error:
            self._not_written(error)
            self._desk.miss(name)
        else:
            self._ledger.settled("settings")
        self._tell()

    def _not_written(self, error: OSError) -> None:
        self._ledger.hold("settings", Unreachable(reason=str(error)))
        self._ledger.say("settings", "settings-not-written", str(error))
        self._ledger.change(document=self._desk.facts)

    def _tell(self) -> None:
        """Bring what is told to people in step with the desk."""
        facts = self._desk.facts
        trouble = self._ledger.standing.troubles.get("settings")
        if facts.refused:
            self._ledger.say("settings", "settings-refused", facts.refused)
        elif facts.missing:
            self._ledger.say("settings", "pictures-missing", _missing(facts.missing))
        elif trouble is not None and trouble.kind in _OURS and not self._desk.busy:
            self._ledger.settled("settings")
        self._ledger.change(document=facts)


def _missing(names: tuple[str, ...]) -> str:
    return f"{len(names)} pictures could not be had, the first is {names[0][:12]}"
