"""Actions of the audit trail in words: what it was about, and what was done."""

from django.utils.translation import pgettext


def action_words(action: str) -> str:
    """Put "window.renamed" into words; a part nobody has named stays as it is written."""
    noun, _dot, verb = action.partition(".")
    return f"{_noun(noun)} · {_verb(verb)}" if verb else _noun(noun)


def _noun(name: str) -> str:
    return {
        "account": pgettext("audit", "account"),
        "action": pgettext("audit", "improvement action"),
        "alert": pgettext("audit", "alert"),
        "announcement": pgettext("audit", "announcement"),
        "audit": pgettext("audit", "audit trail"),
        "browser": pgettext("audit", "browser for messages"),
        "bulletin": pgettext("audit", "public bulletin"),
        "case": pgettext("audit", "case"),
        "catalogue": pgettext("audit", "catalogue"),
        "citizen": pgettext("audit", "citizen by receipt"),
        "contact": pgettext("audit", "contact of a citizen"),
        "department": pgettext("audit", "department"),
        "duty": pgettext("audit", "duty"),
        "hall": pgettext("audit", "hall"),
        "host": pgettext("audit", "host that may be called"),
        "checklist": pgettext("audit", "checklist"),
        "inspection": pgettext("audit", "inspection"),
        "item": pgettext("audit", "service item"),
        "key": pgettext("audit", "key of citizens' data"),
        "message": pgettext("audit", "messages to oneself"),
        "node": pgettext("audit", "place"),
        "organisation": pgettext("audit", "organisation"),
        "password": pgettext("audit", "password"),
        "rating": pgettext("audit", "rating"),
        "recovery-code": pgettext("audit", "recovery codes"),
        "report": pgettext("audit", "report"),
        "results": pgettext("audit", "results of a month"),
        "role": pgettext("audit", "role"),
        "second-factor": pgettext("audit", "authenticator app"),
        "session": pgettext("audit", "session"),
        "settings": pgettext("audit", "settings"),
        "sign-in": pgettext("audit", "sign-in"),
        "staff": pgettext("audit", "staff"),
        "statement": pgettext("audit", "words of a citizen"),
        "terminal": pgettext("audit", "terminal"),
        "token": pgettext("audit", "access token"),
        "wall": pgettext("audit", "screen on a wall"),
        "webhook": pgettext("audit", "webhook"),
        "window": pgettext("audit", "window"),
    }.get(name, name)


def _verb(name: str) -> str:
    return {
        "acknowledged": pgettext("audit", "taken up"),
        "added": pgettext("audit", "added"),
        "allowed": pgettext("audit", "allowed"),
        "answered": pgettext("audit", "answered"),
        "approved": pgettext("audit", "approved"),
        "assigned": pgettext("audit", "assigned"),
        "call-declined": pgettext("audit", "call declined"),
        "called-off": pgettext("audit", "called off"),
        "changed": pgettext("audit", "changed"),
        "chosen": pgettext("audit", "chosen"),
        "closed": pgettext("audit", "closed"),
        "deleted": pgettext("audit", "deleted"),
        "disabled": pgettext("audit", "switched off"),
        "done": pgettext("audit", "done"),
        "drawn": pgettext("audit", "drawn by lot"),
        "enabled": pgettext("audit", "switched on"),
        "ended": pgettext("audit", "ended"),
        "erased": pgettext("audit", "erased"),
        "exported": pgettext("audit", "exported"),
        "failed": pgettext("audit", "failed"),
        "forgotten": pgettext("audit", "forgotten"),
        "given": pgettext("audit", "given"),
        "imported": pgettext("audit", "imported"),
        "judged": pgettext("audit", "judged"),
        "made": pgettext("audit", "made"),
        "merged": pgettext("audit", "merged"),
        "moved": pgettext("audit", "moved"),
        "planned": pgettext("audit", "planned"),
        "published": pgettext("audit", "published"),
        "removed": pgettext("audit", "removed"),
        "renamed": pgettext("audit", "renamed"),
        "replaced": pgettext("audit", "replaced"),
        "replied": pgettext("audit", "replied to"),
        "reset": pgettext("audit", "set anew"),
        "revoked": pgettext("audit", "revoked"),
        "searched": pgettext("audit", "searched"),
        "seen": pgettext("audit", "seen"),
        "taken": pgettext("audit", "taken away"),
        "used": pgettext("audit", "used"),
        "withdrawn": pgettext("audit", "withdrawn"),
    }.get(name, name)
