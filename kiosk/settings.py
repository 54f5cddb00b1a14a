"""What the terminal shows and does now: config.toml, then whatever the collector has said.

The agent leaves the collector's document as settings.json; a document that cannot be used is
refused whole, and the last good one stays.
"""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kiosk.config import Config
from kiosk.errors import SettingsError
from kiosk.staff_file import FILE as STAFF_FILE
from kiosk.staff_file import read_staff
from sync.protocol.catalogue import Catalogue, Scale
from sync.protocol.handover import BEFORE_FILE, SETTINGS_FILE
from sync.protocol.settings import (
    Announcement,
    Feedback,
    Hours,
    Neighbour,
    Place,
    Policy,
    Presentation,
    Schedule,
    Settings,
    Staff,
    Window,
)
from sync.protocol.settings_checks import read_document, resolve


class Situation(Struct, frozen=True, kw_only=True):
    """Everything the terminal knows about where it stands. Applied at once and together."""

    window: Window
    hall: Place
    department: Place
    staff: tuple[Staff, ...]
    scale: Scale
    catalogue: Catalogue
    announcements: tuple[Announcement, ...]
    schedule: Schedule
    policy: Policy
    feedback: Feedback | None
    hours: Hours
    neighbours: tuple[Neighbour, ...]
    presentation: Presentation
    timezone: str
    """The hall's time zone as the collector names it; empty: the device's own."""
    from_collector: bool

    @property
    def takes_comments(self) -> bool:
        """Whether a citizen can write something on the page that the receipt leads to."""
        return self.feedback is not None and self.feedback.comments

    def card(self, number: str | None) -> Staff | None:
        """Return the card of a member of staff; without one known, a card with the number alone."""
        if number is None:
            return None
        known = next((staff for staff in self.staff if staff.number == number), None)
        return known or Staff(number=number, name="")


def load_situation(config: Config) -> Situation:
    """Take the collector's settings where they can be used, else those before, else config.toml.

    Raises SettingsError when config.toml asks for a scale or catalogue that is not installed.
    """
    for name in (SETTINGS_FILE, BEFORE_FILE):
        try:
            return read_situation(config.terminal.data / name)
        except (FileNotFoundError, SettingsError):
            continue
    return _staffed(situation_from(_defaults(config), from_collector=False), config.terminal.data)


def refusal_of(config: Config) -> SettingsError | None:
    """Tell why the document that lies there is not in use; None where it is, or there is none."""
    try:
        read_situation(config.terminal.data / SETTINGS_FILE)
    except FileNotFoundError:
        return None
    except SettingsError as error:
        return error
    return None


def read_situation(path: Path) -> Situation:
    """Read the collector's document. Raises SettingsError, and FileNotFoundError."""
    try:
        document = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _refused(path, str(error)) from error
    try:
        return _staffed(situation_from(read_document(document), from_collector=True), path.parent)
    except ValueError as error:
        raise _refused(path, str(error)) from error


def situation_from(settings: Settings, *, from_collector: bool) -> Situation:
    """Resolve a settings document's names against this installation. Raises SettingsError."""
    try:
        scale, catalogue = resolve(settings)
    except ValueError as error:
        raise SettingsError(
            f"本程序没有所要的评价等级或原因目录：{error}。请更新程序，或改用已有的。",
            f"This program lacks the scale or the reasons asked for: {error}. Update the "
            "program, or use one it has.",
        ) from error
    return Situation(
        window=settings.window,
        hall=settings.hall,
        department=settings.department,
        staff=settings.staff,
        scale=scale,
        catalogue=catalogue,
        announcements=settings.announcements,
        schedule=settings.schedule,
        policy=settings.policy,
        feedback=settings.feedback,
        hours=settings.hours,
        neighbours=settings.neighbours,
        presentation=settings.presentation,
        timezone=settings.timezone,
        from_collector=from_collector,
    )


class SettingsWatch:
    """Notices new settings of the agent's, and new staff of the station's. Costs two stats."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._path = config.terminal.data / SETTINGS_FILE
        self._staff = config.terminal.data / STAFF_FILE
        self._seen = _stamp(self._path)
        self._staff_seen = _stamp(self._staff)
        self.refusal: SettingsError | None = None
        """Why the document that lies there now is not in use; None while all is well."""

    def poll(self) -> Situation | None:
        """Return the new situation, or None where nothing changed or it cannot be used."""
        staff = _stamp(self._staff)
        if staff != self._staff_seen:
            self._staff_seen = staff
            return load_situation(self._config)
        stamp = _stamp(self._path)
        if stamp is None or stamp == self._seen:
            return None
        self._seen = stamp
        self.refusal = None
        try:
            return read_situation(self._path)
        except FileNotFoundError:
            return None
        except SettingsError as error:
            self.refusal = error
            return None


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino


def _staffed(situation: Situation, data: Path) -> Situation:
    """Where the settings name no staff, take the station's own (`kiosk staff`)."""
    return situation if situation.staff else replace(situation, staff=read_staff(data))


def _defaults(config: Config) -> Settings:
    place = config.terminal
    return Settings(
        window=Window(code=place.window, name=place.window_name, name_en=place.window_name_en),
        hall=Place(name=place.hall, name_en=place.hall_en),
        scale=place.scale,
        catalogue=place.catalogue,
        policy=Policy(
            reasons_required=config.policy.reasons_required,
            walk_up_without_staff=config.policy.walk_up_without_staff,
            minimum_interval_seconds=config.policy.minimum_interval_seconds,
            share_levels=config.policy.share_levels,
        ),
    )


def _refused(path: Path, reason: str) -> SettingsError:
    return SettingsError(
        f"汇总服务器下发的设置 {path} 不能用，继续用原来的设置：{reason}。",
        f"The collector's settings in {path} cannot be used, the last good ones stay: {reason}.",
    )
