"""The sheets and their columns, in the order in which they are written and applied."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from collector.organisation import codes
from collector.organisation.sheets import cells
from collector.organisation.sheets.book import Column, Sheet

_SINCE = Column(
    key="since", zh="起始日", en="First day", read=cells.first_day, write=cells.write_first_day,
    hint=_("the first day; empty: it has always been"), width=12,
)  # fmt: skip
_UNTIL = Column(
    key="until", zh="终止日", en="Last day", read=cells.last_day, write=cells.write_last_day,
    hint=_("the last day, included; empty: it goes on"), width=12,
)  # fmt: skip
_NAME_EN = Column(key="name_en", zh="英文名", en="English", read=cells.text(100), width=30)
_HALL = Column(
    key="hall", zh="大厅", en="Hall", read=cells.code(needed=True), needed=True,
    hint=_("the hall's code from the first sheet"), width=12,
)  # fmt: skip


def _name(longest: int = 100, *, needed: bool = True) -> Column:
    return Column(key="name", zh="名称", en="Name", read=cells.text(longest, needed=needed),
                  needed=needed, width=26)  # fmt: skip


def _code(longest: int = 64) -> Column:
    return Column(key="code", zh="编码", en="Code", read=cells.code(longest, needed=True),
                  needed=True, hint=_("stays the same when the name changes"))  # fmt: skip


PLATFORM: Final = Sheet(
    key="platform", zh="好差评部门", en="Platform departments", identity=("code",),
    columns=(
        Column(key="code", zh="部门编码", en="Department code", read=cells.credit_code,
               needed=True, hint=_("deptCode: 18 characters"), width=22),
        _name(),
        Column(key="area_code", zh="区划代码", en="Area code", read=cells.area_code),
    ),
)  # fmt: skip
ORGANISATION: Final = Sheet(
    key="organisation", zh="组织", en="Organisation", identity=("code",),
    columns=(
        _code(),
        Column(key="kind", zh="类别", en="Kind", read=cells.kind, write=cells.write_kind,
               needed=True, width=18),
        Column(key="parent", zh="上级", en="Parent", read=cells.code(),
               hint=_("the code of what it stands in; empty: it is a top")),
        _name(), _NAME_EN,
        Column(key="area_code", zh="区划代码", en="Area code", read=cells.area_code,
               hint=_("areaCode: 12 digits")),
        Column(key="platform", zh="好差评部门", en="Platform department", read=cells.credit_code,
               hint=_("departments only: whom the ratings are reported as"), width=22),
        _SINCE, _UNTIL,
        Column(key="successor", zh="并入", en="Merged into", read=cells.code(),
               hint=_("the code of what goes on with its work after the last day")),
    ),
)  # fmt: skip
WINDOWS: Final = Sheet(
    key="windows", zh="窗口", en="Windows", identity=("hall", "code"),
    columns=(
        _HALL, _code(),
        Column(key="number", zh="窗口牌号", en="Number", read=cells.text(8), width=10,
               hint=_("on the plate, at most 8 characters")),
        _name(needed=False), _NAME_EN,
        Column(key="department", zh="部门", en="Department", read=cells.code(),
               hint=_("the department's code from the first sheet")),
        _SINCE, _UNTIL,
        Column(key="successor", zh="并入", en="Merged into", read=cells.code(),
               hint=_("the code of what goes on with its work after the last day")),
        Column(key="formerly", zh="原编码", en="Former code", read=cells.code(),
               hint=_("to give a window another code: the one it has had")),
    ),
)  # fmt: skip
STAFF: Final = Sheet(
    key="staff", zh="人员", en="Staff", identity=("hall", "number"),
    columns=(
        _HALL,
        Column(key="number", zh="工号", en="Number", read=cells.code(needed=True), needed=True),
        _name(50),
        Column(key="post", zh="岗位", en="Post", read=cells.text(50), width=18),
        Column(key="stars", zh="星级", en="Stars", read=cells.number(0, 5, 0), width=8,
               hint=_("0 to 5; 0: none are shown")),
        Column(key="department", zh="部门", en="Department", read=cells.code(),
               hint=_("the department's code from the first sheet")),
        Column(key="active", zh="可上岗", en="Active", read=cells.yes_or_no,
               write=cells.write_yes_or_no, width=8, hint=_("may sign in at a window: 是 or 否")),
        _SINCE, _UNTIL,
    ),
)  # fmt: skip
ITEMS: Final = Sheet(
    key="items", zh="事项", en="Items", identity=("code",),
    columns=(
        _code(200), _name(200),
        Column(key="name_en", zh="英文名", en="English", read=cells.text(200), width=30),
        Column(key="node", zh="所属", en="Belongs to", read=cells.code(needed=True), needed=True,
               hint=_("the code of the area, hall or department that offers it")),
        Column(key="task_code", zh="事项编码", en="taskCode", width=36,
               read=cells.item_code(codes.TASK_LENGTH)),
        Column(key="handle_code", zh="办理项编码", en="taskHandleItem", width=38,
               read=cells.item_code(codes.HANDLE_LENGTH)),
        Column(key="windows", zh="办理窗口", en="Windows", read=cells.several,
               write=cells.write_several, width=26,
               hint=_("HALL/CODE with commas between; empty: all of them")),
        _SINCE, _UNTIL,
    ),
)  # fmt: skip
DUTY: Final = Sheet(
    key="duty", zh="值守", en="Duty",
    identity=("hall", "staff", "window", "since", "weekdays", "starts", "ends", "every_weeks"),
    columns=(
        _HALL,
        Column(key="staff", zh="工号", en="Staff", read=cells.code(needed=True), needed=True),
        Column(key="window", zh="窗口", en="Window", read=cells.code(needed=True), needed=True),
        _SINCE, _UNTIL,
        Column(key="weekdays", zh="星期", en="Weekdays", read=cells.weekdays,
               write=cells.write_weekdays, hint=_("1-5, or 1,3,5; empty: every day"), width=12),
        Column(key="starts", zh="上岗时间", en="From", read=cells.clock, write=cells.write_clock,
               width=10),
        Column(key="ends", zh="下岗时间", en="Until", read=cells.clock, write=cells.write_clock,
               width=10),
        Column(key="every_weeks", zh="每几周", en="Every n weeks", read=cells.number(1, 52, 1),
               hint=_("2 with two clerks who take turns, begun a week apart"), width=12),
    ),
)  # fmt: skip

SHEETS: Final = (PLATFORM, ORGANISATION, WINDOWS, STAFF, ITEMS, DUTY)
BY_KEY: Final = {one.key: one for one in SHEETS}
