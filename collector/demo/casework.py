"""What people of the made-up city do with cases in the evening of each of the last days."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final

import numpy as np

from collector.accounts.models import Account
from collector.cases import following, work
from collector.cases.catalogue import suggested
from collector.cases.models import Case, Stage
from collector.demo.plan import Plan

BY: Final = "collector demo-data"
_EVENING: Final = time(18, 40)
_MOST: Final = 200
"""So many cases are worked on in an evening; a city has more, but nobody reads them."""
_DILIGENT: Final = 0.6
"""The chance that a case is taken one step further in an evening."""
_FOUND = ("经核对当日记录，情况属实。", "查看监控与叫号记录，部分属实。", "与当事人沟通后核实。")
_MEASURES = (
    "已补充样表并张贴在窗口。",
    "已在班前会说明，缩短等候时间。",
    "已联系后台修复网上入口。",
)
_ANSWERS = (
    "您好，您反映的问题已核实并整改：窗口已备好样表，欢迎再次监督。",
    "您好，感谢您的评价。我们已调整窗口安排，减少等候。",
)


class Casework:
    """Opens the cases of a day and takes those that wait some way on."""

    def __init__(self, plan: Plan, officer: Account) -> None:
        self._plan = plan
        self._officer = officer
        self._dice = np.random.default_rng((plan.seed, 5))

    def begin(self) -> None:
        """Leave what was before: such a city did not have cases then."""
        following.skip_what_is_there()

    def evening(self, day: date) -> None:
        """Open the day's cases and work on those that wait."""
        at = min(datetime.combine(day, _EVENING, self._plan.now.tzinfo), self._plan.now)
        following.bring_up_to_date(clock=lambda: at)
        for case in Case.objects.filter(closed_at=None, merged_into=None).order_by("pk")[:_MOST]:
            if self._dice.random() < _DILIGENT:
                self._further(case.pk, at)

    def _further(self, pk: int, at: datetime) -> None:
        with work.holding(pk, None) as case:
            if case.owner_id is None:
                work.hand_over(case, self._officer, "", BY, at)
            step = self._steps().get(Stage(case.stage))
            if step is not None:
                step(case, at)

    def _steps(self) -> dict[Stage, Callable[[Case, datetime], None]]:
        return {
            Stage.VERIFY: self._verify, Stage.PUT_RIGHT: self._put_right,
            Stage.ANSWER: self._answer, Stage.CALL_BACK: self._call_back, Stage.CLOSE: self._close,
        }  # fmt: skip

    def _verify(self, case: Case, at: datetime) -> None:
        finding = self._one(("true", "true", "partly", "not-so"))
        work.verify(case, finding, self._one(_FOUND), BY, at)

    def _put_right(self, case: Case, at: datetime) -> None:
        known = suggested(case.catalogue, case.reasons)
        cause = known[0].code if known else self._one(("process-staffing", "facility-queue"))
        work.put_right(
            case, "put-right", cause, self._one(_MEASURES), BY, at,
            responsible="大厅值班主任", done_by=(at + timedelta(days=5)).date(),
        )  # fmt: skip

    def _answer(self, case: Case, at: datetime) -> None:
        work.answer(case, self._one(_ANSWERS), BY, at)

    def _call_back(self, case: Case, at: datetime) -> None:
        result = self._one(("satisfied", "satisfied", "not-reached"))
        work.call_back(case, result, "已说明整改情况。", BY, at)

    def _close(self, case: Case, at: datetime) -> None:
        work.close(case, "", BY, at)

    def _one(self, some: tuple[str, ...]) -> str:
        return some[int(self._dice.integers(len(some)))]
