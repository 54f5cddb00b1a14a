"""What a case officer chooses from: findings, root causes, remedies, results of a call.

A small table in code and not per place: rates and improvement compare causes across the tree. Only
the national reason codes 213, 214 and 115 are about a person; no cause of that kind is suggested
without one of them, and none is ever chosen beforehand.
"""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from collector.languages import either


class Entry(Struct, frozen=True):
    """One thing to choose. `kind` groups causes."""

    code: str
    zh: str
    en: str
    kind: str = ""

    @property
    def words(self) -> str:
        """Return it in the active language."""
        return either(self.zh, self.en)


KINDS: Final = {
    one.code: one
    for one in (
        Entry("process", "流程", "Process"),
        Entry("guide", "事项与指南", "Item and guide"),
        Entry("system", "系统", "System"),
        Entry("facility", "设施与排队", "Facility and queue"),
        Entry("policy", "政策规定", "Policy"),
        Entry("person", "人员", "Person"),
        Entry("citizen", "市民方面", "On the citizen's side"),
        Entry("other", "其他", "Other"),
    )
}
CAUSES: Final = {
    one.code: one
    for one in (
        Entry("process-repeat", "重复要求材料", "Documents asked for again", "process"),
        Entry("process-time", "超过承诺时间", "Took longer than promised", "process"),
        Entry("process-trips", "多头跑、多次跑", "Sent to and fro", "process"),
        Entry("process-staffing", "窗口人手不足", "Too few at the windows", "process"),
        Entry("guide-missing", "清单或样本缺失", "List or sample missing", "guide"),
        Entry("guide-wrong", "指南有误或不一致", "Guide wrong or contradictory", "guide"),
        Entry("guide-extra", "指南之外的要求", "More asked than the guide says", "guide"),
        Entry("system-online", "网上无法办理", "Online service did not work", "system"),
        Entry("system-fault", "系统故障或缓慢", "System down or slow", "system"),
        Entry("facility-queue", "排队叫号", "Queueing and calling", "facility"),
        Entry("facility-place", "环境或设备", "Place or equipment", "facility"),
        Entry("policy", "现行规定所限", "Bound by present rules", "policy"),
        Entry("person-skill", "业务不熟练", "Not skilled enough", "person"),
        Entry("person-manner", "服务态度", "Manner", "person"),
        Entry("citizen-mistaken", "市民误点", "Tapped by mistake", "citizen"),
        Entry("other", "其他（在措施中写明）", "Other (say so in the measure)", "other"),
    )
}
FINDINGS: Final = {
    one.code: one
    for one in (
        Entry("true", "情况属实", "It is so"),
        Entry("partly", "部分属实", "Partly so"),
        Entry("not-so", "情况不属实", "It is not so"),
        Entry("unclear", "无法核实", "Cannot be found out"),
    )
}
REMEDIES: Final = {
    one.code: one
    for one in (
        Entry("put-right", "已整改", "Put right"),
        Entry("explained", "说明为何不改", "Explained why it stays"),
    )
}
CALLS: Final = {
    one.code: one
    for one in (
        Entry("satisfied", "已回访，满意", "Reached, satisfied"),
        Entry("not-satisfied", "已回访，不满意", "Reached, not satisfied"),
        Entry("declined", "已接通，不愿多谈", "Reached, did not want to talk"),
        Entry("not-reached", "未接通", "Not reached"),
    )
}
REACHED: Final = frozenset({"satisfied", "not-satisfied", "declined"})

_SUGGESTED: Final = {
    "207": "guide-missing", "208": "guide-missing", "209": "process-time", "210": "process-repeat",
    "211": "system-online", "212": "facility-queue", "213": "person-skill", "214": "person-manner",
    "108": "guide-extra", "109": "guide-extra", "110": "process-time", "111": "guide-wrong",
    "112": "system-online", "113": "process-trips", "114": "process-trips",
    "115": "person-manner",
}  # fmt: skip
_NATIONAL: Final = "national-"


def suggested(catalogue: str, reasons: Iterable[str]) -> tuple[Entry, ...]:
    """Return the causes that the citizen's reasons point at; a hall's own reasons point nowhere."""
    if not catalogue.startswith(_NATIONAL):
        return ()
    codes = dict.fromkeys(_SUGGESTED[one] for one in reasons if one in _SUGGESTED)
    return tuple(CAUSES[code] for code in codes)


def about_a_person(cause: str) -> bool:
    """Tell whether a cause is attributed to a person."""
    return cause in CAUSES and CAUSES[cause].kind == "person"
