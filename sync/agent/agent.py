"""All logs of one data folder and their collector: the live one and those that were set aside."""

import logging
from math import inf
from pathlib import Path

from kiosk.journal.key import KEY_FILE, KeyDamagedError, load_or_make_key, read_key
from kiosk.journal.reader import log_folders
from sync.agent.clockwork import Clockwork
from sync.agent.closing import Nights
from sync.agent.courier import Courier, Terminal
from sync.agent.desk import Desk
from sync.agent.ledger import Ledger
from sync.agent.pace import Pace
from sync.agent.source import LogSource
from sync.client import Client
from sync.outbox import Outbox, Topic
from sync.protocol.calls import moment
from sync.protocol.handover import Link, Trouble, write_link

logger = logging.getLogger(__name__)

_GATHER_SECONDS = 60.0
_GRAVEST_FIRST: tuple[Topic, ...] = ("log", "link", "settings", "beat")


class Agent:
    """Steps every courier in turn, and lays `link.json` out for the window after each change.

    Nothing here waits: `turn` says how long nothing will be due, the caller sleeps.
    """

    def __init__(
        self,
        *,
        data: Path,
        terminal: Terminal,
        client: Client,
        outbox: Outbox,
        clockwork: Clockwork,
        pace: Pace | None = None,
        eager: bool = False,
    ) -> None:
        self._data = data
        self._terminal = terminal
        self._client = client
        self._outbox = outbox
        self._clockwork = clockwork
        self._pace = pace or Pace()
        self._eager = eager
        self._couriers: dict[Path, Courier] = {}
        self._key_file: tuple[int, ...] | None = None
        self._gathered_at = -inf
        self._fault: Trouble | None = None
        self._link: Link | None = None
        self._link_fails = False

    @property
    def set_aside(self) -> list[Courier]:
        """The couriers of the logs that were set aside, oldest first."""
        return [one for folder, one in self._couriers.items() if folder != self._data]

    @property
    def courier(self) -> Courier | None:
        """The courier of the live log; None while its key cannot be read."""
        return self._couriers.get(self._data)

    @property
    def fault(self) -> Trouble | None:
        """Why there is no courier of the live log."""
        return self._fault

    def turn(self) -> float:
        """Let every courier make the call that is due; return seconds until the next may be."""
        self._gather()
        wait = min([one.step() for one in self._couriers.values()], default=_GATHER_SECONDS)
        self._report()
        return wait

    def link(self) -> Link:
        """Say how the terminal stands with its collector."""
        courier = self.courier
        if courier is None:
            return Link(collector=self._terminal.collector, log="", trouble=self._fault)
        standing = courier.standing
        troubles = (standing.troubles.get(topic) for topic in _GRAVEST_FIRST)
        return Link(
            collector=self._terminal.collector,
            log=courier.log,
            status=standing.status,
            code=standing.code,
            acknowledged=standing.acknowledged,
            contact=standing.contact,
            trouble=next((trouble for trouble in troubles if trouble is not None), None),
            closing=courier.nights.closing,
            clock_offset=standing.clock_offset,
            window=standing.window,
            settings=standing.document,
        )

    def close(self) -> None:
        """Let go of files and connections."""
        for courier in self._couriers.values():
            courier.close()
        self._client.close()
        self._outbox.close()

    def _gather(self) -> None:
        """Take up new logs: after damage there is a new key and one more folder."""
        now = self._clockwork.steady()
        key_file = _signature(self._data / KEY_FILE)
        unchanged = key_file is not None and key_file == self._key_file
        if unchanged and now < self._gathered_at + _GATHER_SECONDS:
            return
        self._gathered_at = now
        if not unchanged:
            self._take_up_live()
        for folder in log_folders(self._data):
            if folder != self._data and folder not in self._couriers:
                self._take_up_old(folder)

    def _take_up_live(self) -> None:
        self._drop(self._data)
        try:
            key = load_or_make_key(self._data)
            self._key_file = _signature(self._data / KEY_FILE)
        except (KeyDamagedError, OSError) as error:
            self._key_file = None
            message = f"the key of this terminal cannot be read: {error}"
            since = moment(self._clockwork.now()) if self._fault is None else self._fault.since
            self._fault = Trouble(kind="key-unreadable", message=message, since=since)
            return
        self._fault = None
        source = LogSource(self._data, key)
        of = (self._terminal.collector, key.log)
        facts = self._outbox.standing(*of).document
        desk = Desk(self._data, self._outbox, of, self._clockwork, facts)
        self._couriers[self._data] = self._courier(source, desk)

    def _take_up_old(self, folder: Path) -> None:
        try:
            key = read_key(folder / KEY_FILE)
        except (KeyDamagedError, OSError) as error:
            # Kept for people to look at; nobody but its key can vouch for a log.
            logger.warning("the log set aside in %s has no usable key: %s", folder, error)
            return
        self._couriers[folder] = self._courier(LogSource(folder, key), None)

    def _courier(self, source: LogSource, desk: Desk | None) -> Courier:
        collector, log = self._terminal.collector, source.key.log
        return Courier(
            source=source,
            terminal=self._terminal,
            client=self._client,
            ledger=Ledger(self._outbox, collector, log, self._clockwork, self._pace),
            nights=Nights(source, self._outbox, collector, self._clockwork),
            clockwork=self._clockwork,
            desk=desk,
            eager=self._eager,
        )

    def _drop(self, folder: Path) -> None:
        courier = self._couriers.pop(folder, None)
        if courier is not None:
            courier.close()

    def _report(self) -> None:
        link = self.link()
        if link == self._link:
            return
        try:
            write_link(self._data, link)
        except OSError as error:
            # A full disk: the window shows the old facts, sending goes on.
            if not self._link_fails:
                logger.warning("link.json cannot be written: %s", error)
            self._link_fails = True
        else:
            self._link, self._link_fails = link, False


def _signature(path: Path) -> tuple[int, ...] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino, facts.st_mtime_ns, facts.st_size
