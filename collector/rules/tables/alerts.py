"""Rules of the room `alerts`: when something is raised, when it is over, when people sleep."""

from typing import Final

from collector.rules.kinds import Key

_OURS = ("未见规定，按控制图惯例", "No regulation seen; as control charts usually have it")

SILENT_MINUTES: Final = Key(
    name="alerts.silent_minutes",
    default=5,
    low=2,
    high=240,
    zh="营业时间内终端失联或故障多久提醒（分钟）",
    en="Minutes a terminal is silent or out of order in opening hours before an alert",
)
CALM_MINUTES: Final = Key(
    name="alerts.calm_minutes",
    default=3,
    low=0,
    high=240,
    zh="终端恢复多久后提醒自动解除（分钟）",
    en="Minutes a terminal has to be well before its alert is over",
)
STORM_WINDOWS: Final = Key(
    name="alerts.storm_windows",
    default=3,
    low=2,
    high=100,
    zh="同一大厅同时失联几个窗口合为一条提醒",
    en="Windows of a hall silent at once that make one alert of the hall",
)
SHARE_DAYS: Final = Key(
    name="alerts.share_days",
    default=7,
    low=1,
    high=31,
    zh="比率类提醒的统计天数",
    en="Days over which shares are watched",
)
BASE_DAYS: Final = Key(
    name="alerts.base_days",
    default=28,
    low=7,
    high=366,
    zh="比率类提醒的对照天数（之前）",
    en="Days before them with which they are compared",
)
LEAST: Final = Key(
    name="alerts.least",
    default=30,
    low=30,
    high=1000,
    zh="比率类提醒的最小样本",
    en="Fewest ratings for an alert about a share",
    source=_OURS,
)
DISK_PERCENT: Final = Key(
    name="alerts.disk_percent",
    default=10,
    low=1,
    high=50,
    zh="收集端磁盘剩余低于多少（%）提醒",
    en="Alert when less than so many per cent of the collector's disk is free",
)
QUIET_FROM: Final = Key(
    name="alerts.quiet_from",
    default=20,
    low=0,
    high=23,
    zh="免打扰开始（几点；与结束相同则不设）",
    en="Quiet hours begin (hour of the day; the same as the end: none)",
)
QUIET_UNTIL: Final = Key(
    name="alerts.quiet_until",
    default=8,
    low=0,
    high=23,
    zh="免打扰结束（几点）",
    en="Quiet hours end (hour of the day)",
)
COLLECTED_AT: Final = Key(
    name="alerts.collected_at",
    default=8,
    low=0,
    high=23,
    zh="每日汇总几点发送",
    en="Hour of the day at which collected messages leave",
)
MOST_PER_HOUR: Final = Key(
    name="alerts.most_per_hour",
    default=12,
    low=1,
    high=200,
    zh="每人每种渠道每小时最多几条，多出的合并",
    en="Messages an hour to one person by one way; more are put together",
)
GIVE_UP_HOURS: Final = Key(
    name="alerts.give_up_hours",
    default=24,
    low=1,
    high=168,
    zh="消息发送失败多久后放弃（小时）",
    en="Hours of failing after which a message is given up",
)

KEYS: tuple[Key, ...] = (
    SILENT_MINUTES,
    CALM_MINUTES,
    STORM_WINDOWS,
    SHARE_DAYS,
    BASE_DAYS,
    LEAST,
    DISK_PERCENT,
    QUIET_FROM,
    QUIET_UNTIL,
    COLLECTED_AT,
    MOST_PER_HOUR,
    GIVE_UP_HOURS,
)
