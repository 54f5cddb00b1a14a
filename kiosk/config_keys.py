"""Every key of config.toml: default, limits, and its meaning in Chinese and English.

One table, so that the documented default file, the error messages and the program agree.
"""

from typing import NamedTuple

Value = str | int | float | bool


class Key(NamedTuple):
    """One key. `low` and `high` bound a number, `choices` a text; `form` names a further rule."""

    table: str
    name: str
    default: Value
    zh: str
    en: str
    low: float = 0
    high: float = 0
    choices: tuple[str, ...] = ()
    form: str = ""


KEYS = (
    Key("terminal", "data", "var/terminal",
        "数据文件夹：评价日志、设备密钥等都在里面；相对路径从本文件所在的文件夹算起",
        "data folder with the rating log and the device key; relative to this file's folder",
        form="filled"),
    Key("terminal", "window", "A01",
        "窗口编号，写进每条评价和回执；连上汇总服务器后以服务器下发的为准",
        "window code, part of every rating and receipt; the collector's takes its place",
        form="code"),
    Key("terminal", "window_name", "综合服务",
        "窗口名称（中文），显示在屏幕上", "name of the window in Chinese, as shown"),
    Key("terminal", "window_name_en", "General services",
        "窗口名称（英文）", "name of the window in English"),
    Key("terminal", "hall", "政务服务大厅",
        "大厅名称（中文）", "name of the hall in Chinese"),
    Key("terminal", "hall_en", "Government service hall",
        "大厅名称（英文）", "name of the hall in English"),
    Key("terminal", "scale", "satisfaction-3",
        "评价等级：satisfaction-3 三级，national-5 五级",
        "levels to choose from: satisfaction-3 (three) or national-5 (five)", form="code"),
    Key("terminal", "catalogue", "national-2020-08",
        "评价原因目录的版本", "version of the list of reasons", form="code"),
    Key("terminal", "language", "zh",
        "无人操作时屏幕的语言：zh 中文，en 英文",
        "language of the screen at rest: zh Chinese, en English", choices=("zh", "en")),
    Key("terminal", "timezone", "",
        "时区，如 Asia/Shanghai；留空用大厅的时区，没有汇总服务器时用系统时区",
        "time zone such as Asia/Shanghai; empty: the hall's, without a collector the system's",
        form="timezone"),
    Key("terminal", "set_up", default=False,
        zh="第一次启动时在屏幕上做设置（触摸测试、地址、登记），做完或推迟后不再出现",
        en="whether a first start asks for set-up at the screen; done or put off, never again by "
        "itself"),
    Key("terminal", "sticks", "/media:/run/media:/run/yiping-usb",
        "U 盘会挂载在哪些文件夹（用冒号隔开），供工作人员导出",
        "folders below which memory sticks are mounted, for the staff's export; colons between"),
    Key("screen", "width", 1280,
        "窗口宽度（像素），全屏时不用", "width in pixels, unused in full screen", 320, 7680),
    Key("screen", "height", 800,
        "窗口高度（像素），全屏时不用", "height in pixels, unused in full screen", 320, 7680),
    Key("screen", "fullscreen", default=False,
        zh="是否全屏", en="whether the window fills the screen"),
    Key("screen", "thanks_seconds", 6.0,
        "致谢页停留时间（秒）", "how long the thanks stay, in seconds", 0.2, 120),
    Key("screen", "change_seconds", 5.0,
        "可以更改评价的时间（秒）", "how long an answer can be changed, in seconds", 0, 120),
    Key("screen", "hold_seconds", 60.0,
        "点二维码后致谢页停留时间（秒）",
        "how long the thanks stay after a tap on the QR code, in seconds", 1, 600),
    Key("screen", "reasons_seconds", 60.0,
        "受邀评价后选原因的时间（秒）",
        "time to pick reasons after an invited rating, in seconds", 5, 600),
    Key("screen", "reasons_walk_up_seconds", 30.0,
        "自行评价后选原因的时间（秒）",
        "time to pick reasons after a walk-up rating, in seconds", 5, 600),
    Key("screen", "invitation_seconds", 30.0,
        "邀请评价的等待时间（秒），过时记为未评价",
        "how long an invitation waits, in seconds; then it ends as unrated", 5, 600),
    Key("policy", "minimum_interval_seconds", 5,
        "两次自行评价的最短间隔（秒），间隔内的照样保存，标为重复",
        "least time between two walk-up taps, in seconds; a sooner one is kept as a repeat",
        0, 600),
    Key("policy", "walk_up_without_staff", default=True,
        zh="无人当班时是否接受评价",
        en="whether ratings are taken while nobody is on duty"),
    Key("policy", "reasons_required", default=False,
        zh="受邀的差评是否必须选原因",
        en="whether an invited bad rating needs a reason"),
    Key("policy", "share_levels", default=False,
        zh="叫号、业务系统能否得知所邀评价的等级和原因；否则只知道评了没有",
        en="whether queue and business systems learn level and reasons; else only rated or not"),
    Key("interface", "listen", "",
        "本机接口的地址和端口，如 127.0.0.1:8321；留空则不开",
        "address and port of the local interface, such as 127.0.0.1:8321; empty: off",
        form="listen"),
    Key("interface", "secret", "",
        "调用者要出示的口令，8 到 200 个 ASCII 字符；监听本机以外的地址时必须有",
        "secret that callers show, 8 to 200 ASCII characters; required beyond this machine",
        form="secret"),
    Key("interface", "secret_file", "",
        "口令所在的文件（第一行），代替写在本文件里",
        "file whose first line is the secret, instead of having it in here"),
    Key("collector", "url", "",
        "汇总服务器地址，如 https://collector.example；留空则用屏幕上填的，没有就单机使用",
        "address of the collector, such as https://collector.example; empty: the one entered at "
        "set-up", form="url"),
    Key("collector", "ca_file", "",
        "签发服务器证书的机构证书文件（PEM）；留空用系统的",
        "file with the authority's certificate (PEM); empty: the system's"),
)  # fmt: skip
