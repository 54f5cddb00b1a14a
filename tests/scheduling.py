"""Who runs which file when several processes run the tests: waiting goes on beside computing.

Whole programs on a screen mostly wait: for a supervisor to notice, for thanks to pass. One process
therefore takes the files that wait, the others take the rest from the other end, and all of them
end together.
"""

import pytest
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

WAITING = ("tests/end_to_end/",)
"""Where tests wait more than they compute."""


class WaitingBesideComputing(LoadFileScheduling):
    """A queue of files with two ends: the first process takes at the front, others at the back."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        if node is not self.nodes[0]:
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)


def waiting_first(item: pytest.Item) -> bool:
    """Sort by this: the files that wait stand in front."""
    return not item.nodeid.startswith(WAITING)
