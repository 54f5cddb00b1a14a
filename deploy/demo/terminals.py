"""The demonstration's terminals: a folder each, enrolled and approved by command."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.demo.programs import BIN, ask

DATA = "data"


@dataclass(frozen=True, slots=True)
class Desk:
    """A window of the demonstration's hall, as its plate says."""

    code: str
    name: str
    name_en: str


DESKS = (
    Desk("A01", "综合受理", "General services"),
    Desk("A02", "不动产登记", "Real estate registration"),
    Desk("A03", "社会保险", "Social insurance"),
    Desk("A04", "户政服务", "Household registration"),
    Desk("A05", "税务服务", "Tax"),
    Desk("A06", "医疗保障", "Medical insurance"),
)


@dataclass(frozen=True, slots=True)
class Terminal:
    """The terminal of one window: its `config.toml` and, beside it, its data."""

    desk: Desk
    folder: Path

    @property
    def config(self) -> Path:
        """The file that every `kiosk` command for this terminal is given."""
        return self.folder / "config.toml"

    def configure(self, collector: str) -> None:
        """Write config.toml; the collector's address may be another than last time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config.write_text(
            "# Written anew by each `make run`. 每次 make run 都会重写本文件。\n"
            f'[terminal]\ndata = "{DATA}"\nwindow = "{self.desk.code}"\n'
            f'window_name = "{self.desk.name}"\nwindow_name_en = "{self.desk.name_en}"\n'
            f'[collector]\nurl = "{collector}"\n',
            encoding="utf-8",
        )

    def enrol(self) -> dict[str, Any]:
        """Introduce the terminal to its collector; the same answer however often it is asked."""
        answer: dict[str, Any] = json.loads(self.command("enrol", "--json"))
        return answer

    @property
    def status(self) -> dict[str, Any]:
        """What the terminal says of itself."""
        status: dict[str, Any] = json.loads(self.command("status", "--json"))
        return status

    @property
    def ratings(self) -> int:
        """How many ratings its own log holds."""
        totals = self.status["totals"].values()
        return sum(count for levels in totals for count in levels.values())

    def send(self) -> None:
        """Have everything in its log sent now, and the settings of its window fetched."""
        self.command("sync", "--once")

    def command(self, *words: str, seconds: float = 60) -> str:
        """Run a `kiosk` command for this terminal and return what it printed."""
        return ask(BIN / "kiosk", *words, "--config", self.config, seconds=seconds)
