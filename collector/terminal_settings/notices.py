"""Announcements for a branch's idle screens."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from collector.accounts.audit import By
from collector.organisation.models import Node
from collector.organisation.paths import ids_of
from collector.organisation.recording import Done, record
from collector.terminal_settings.changing import SettingError
from collector.terminal_settings.models import Notice
from collector.terminal_settings.pictures import keep_picture
from sync.protocol.settings import MAX_ANNOUNCEMENTS

BOUNDS = {"title": 40, "text": 100, "title_en": 80, "text_en": 200}


def announce(
    node: Node, by: By, words: dict[str, str], *, picture: bytes = b"",
    since: date | None = None, until: date | None = None,
) -> Notice:  # fmt: skip
    """Put up a notice for all windows of a branch. Raises SettingError."""
    for name, most in BOUNDS.items():
        if len(words.get(name, "")) > most:
            raise SettingError(
                f"{name} 最多 {most} 个字符", f"{name} has at most {most} characters"
            )
    if not words.get("title", "").strip():
        raise SettingError("请填写标题", "an announcement needs a title")
    if since and until and since > until:
        raise SettingError(
            f"结束日期 {until} 早于开始日期 {since}", f"it ends on {until}, before {since}"
        )
    with transaction.atomic():
        notice = Notice(node=node, since=since, until=until, **words)
        notice.picture = keep_picture(picture, "announcement") if picture else ""
        notice.save()
        showing = Notice.objects.filter(node_id__in=ids_of(node.path), ended=False)
        if showing.filter(Q(until__isnull=True) | Q(until__gte=date.today())).count() > (  # noqa: DTZ011
            MAX_ANNOUNCEMENTS
        ):
            raise SettingError(
                f"同一窗口最多 {MAX_ANNOUNCEMENTS} 条公告；请先结束旧的",
                f"a window shows at most {MAX_ANNOUNCEMENTS}; end old ones first",
            )
        record(by, Done("announced", f"notice:{notice.pk}", node, {"title": (None, notice.title)}))
    return notice


def end(notice: Notice, by: By) -> None:
    """Take a notice down; it stays in the list."""
    if notice.ended:
        return
    with transaction.atomic():
        notice.ended = True
        notice.save(update_fields=["ended"])
        record(
            by, Done("unannounced", f"notice:{notice.pk}", notice.node, {"ended": (False, True)})
        )
