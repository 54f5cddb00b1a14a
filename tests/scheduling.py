"""Who runs which file when several processes run the tests: waiting goes on beside computing.

Whole programs on a screen mostly wait: for a supervisor to notice, for thanks to pass. One process
therefore takes the files that wait, the others take the rest from the other end, and all of them
end together: so the longest stand at that end, where they are begun first.
"""

import pytest
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

WAITING = ("tests/end_to_end/",)
"""Where tests wait more than they compute."""
LONGEST = (
    "tests/deploy/pages/test_walk.py",
    "tests/collector/accounts/test_isolation.py",
    "tests/collector/boards/test_in_the_browser.py",
    "tests/collector/command/test_collector_command.py",
    "tests/ui/test_layout.py",
    "tests/collector/accounts/test_pages.py",
    "tests/collector/figures/test_recount.py",
    "tests/kiosk/journal/test_power_cut.py",
    "tests/collector/overview/test_overview_in_the_browser.py",
    "tests/collector/demo/test_demo_data.py",
    "tests/collector/organisation/test_round_trip.py",
    "tests/collector/organisation/test_older_database.py",
)
"""Files that take ten seconds or more, the longest first: one of them alone at the end of a run
would keep everybody waiting."""


class WaitingBesideComputing(LoadFileScheduling):
    """A queue of files with two ends: the first process takes at the front, others at the back."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        if node is not self.nodes[0]:
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)


def by_turns(item: pytest.Item) -> int:
    """Sort by this: the files that wait stand in front, the longest of the others at the end."""
    if item.nodeid.startswith(WAITING):
        return 0
    file = item.nodeid.partition("::")[0]
    return 1 + len(LONGEST) - LONGEST.index(file) if file in LONGEST else 1
