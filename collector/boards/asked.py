"""What the address of the page of windows asks for: a view that can be sent to somebody else."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from collector.boards.rows import Status, WindowRow

LONGEST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which windows: of a hall ("" for the first), a department (its node), a state, by a text.

    every: also those that a very large hall's page leaves out at first.
    """

    hall: str = ""
    department: str = ""
    state: str = ""
    text: str = ""
    every: bool = False

    @property
    def narrow(self) -> bool:
        """Tell whether anything but a hall and a state is asked for."""
        return bool(self.department or self.text)

    def fits(self, row: WindowRow) -> bool:
        """Tell whether a window is of the department and has the text, whatever its state."""
        facts = row.facts
        if self.department and self.department not in facts.departments:
            return False
        wanted = self.text.casefold()
        some = (facts.code, facts.name, facts.name_en, facts.staff or "", *facts.planned)
        return not wanted or any(wanted in one.casefold() for one in some)

    def query(self, **changed: str) -> str:
        """Write the address' query, with some fields changed; "" where nothing is asked for."""
        fields = {
            "hall": self.hall, "department": self.department, "state": self.state, "q": self.text,
            "every": "1" if self.every else "", **changed,
        }  # fmt: skip
        return urlencode({name: value for name, value in fields.items() if value})


def asked_by(query: QueryDict) -> Asked:
    """Read an address; a state that is none asks for every state."""
    state = query.get("state", "")
    return Asked(
        hall=query.get("hall", ""),
        department=query.get("department", "")[:LONGEST],
        state=state if state in {status.value for status in Status} else "",
        text=query.get("q", "").strip()[:LONGEST],
        every=bool(query.get("every")),
    )
