"""An example of every address, for the walk through all of them by every role.

A new address is entered here, by its name in `urls.py`, with the object it is about in braces and
what a hostile form would send. `test_isolation.py` says when one is missing; `sides.py` makes them.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Example:
    """An address with its objects in braces, and the fields of a form that changes something."""

    address: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def named(self) -> bool:
        """Tell whether it names an object."""
        return "{" in self.address


EXAMPLES: dict[str, list[Example]] = {
    "cases": [Example("/cases"), Example("/cases?place={node}"), Example("/cases?q=nothing")],
    "cases-waiting": [Example("/cases/waiting")],
    "cases-export": [Example("/cases/export")],
    "case": [Example("/cases/{case}")],
    "case-do": [Example("/cases/{case}/do", {"do": "note", "words": "x"})],
    "case-vote": [Example("/cases/{case}/appeal", {"words": "x", "uphold": "yes"})],
    "case-contact": [Example("/cases/{case}/contact", {"contact": "{case_contact}"})],
    "case-picture": [Example("/cases/{case}/pictures/{case_picture}")],
    "rules": [Example("/rules?place={node}")],
    "decide-rule": [
        Example("/rules/{node}", {"key": "cases.days_total", "value": "9", "source": "x"})
    ],
    "working-days": [Example("/working-days?year=2026"), Example("/working-days?place={node}")],
    "decide-days": [
        Example("/working-days/decide", {"first": "2030-01-02", "works": "off", "source": "x"})
    ],
    "decide-day": [
        Example(
            "/working-days/{node}/decide", {"first": "2030-01-02", "works": "off", "source": "x"}
        )
    ],
    "home": [Example("/")],
    "halls": [Example("/halls")],
    "windows": [Example("/windows"), Example("/windows?hall={hall}")],
    "windows-live": [Example("/windows/live?hall={hall}")],
    "windows-wall": [Example("/windows/wall?hall={hall}")],
    "screens": [Example("/windows/screens", {"name": "x", "place": "{node}"})],
    "end-screen": [Example("/windows/screens/{screen}", {})],
    "wall": [Example("/wall")],
    "wall-live": [Example("/wall/live")],
    "wall-enter": [Example("/wall/{secret}")],
    "make-window": [Example("/windows/N9/make?hall={hall}", {"name": "new"})],
    "window": [Example("/windows/{window}?hall={hall}")],
    "terminals": [Example("/terminals")],
    "settings": [Example("/terminals/settings?place={node}")],
    "decide-setting": [
        Example("/terminals/settings/{node}", {"key": "presentation.volume", "value": "3"})
    ],
    "announcements": [Example("/terminals/announcements?place={node}")],
    "announce": [
        Example("/terminals/announcements/{node}", {"title": "new"}),
        Example("/terminals/announcements/{node}", {"do": "end", "notice": "{notice}"}),
    ],
    "catalogues": [Example("/terminals/catalogues")],
    "catalogue": [Example("/terminals/catalogues/own-{node}-1?against=national-2020-08")],
    "own-catalogue": [Example("/terminals/catalogues/of/{node}", {"do": "inherit", "mark": "x"})],
    "cards": [Example("/terminals/cards?hall={hall}")],
    "change-card": [
        Example("/terminals/cards/{hall}", {"do": "pin", "number": "1001", "pin": "4711"})
    ],
    "picture": [Example("/terminals/pictures/{picture}")],
    "terminals-live": [Example("/terminals/live")],
    "settle": [
        Example("/terminals/{log}/settle", {"day": "2026-01-05", "verdict": "ours", "reason": "x"})
    ],
    "decide": [Example("/terminals/{log}", {"do": "revoke"})],
    "^(?P<page>halls|windows|terminals|sign-in|account|accounts|audit)/$": [Example("/windows/")],
    "overview": [Example("/overview?place={node}")],
    "overview-definitions": [Example("/overview/definitions")],
    "^overview/$": [Example("/overview/")],
    "receipt": [Example("/r/A01-118/AAAA")],
    "own-receipt": [Example("/r/A01/AAAA/ABCDEFGHIJKLMNOPQRST")],
    "^[Rr](?:/.*)?$": [Example("/r/")],
    "sign-in": [Example("/sign-in")],
    "sign-out": [Example("/sign-out")],
    "language": [Example("/language")],
    "own-account": [Example("/account")],
    "own-password": [Example("/account/password")],
    "own-second-factor": [Example("/account/second-factor")],
    "own-sessions": [Example("/account/sessions")],
    "accounts": [Example("/accounts"), Example("/accounts?q={account_name}")],
    "new-account": [
        Example("/accounts/new", {"username": "made", "role": "viewer", "place": "{node}"})
    ],
    "account": [Example("/accounts/{account}", {"do": "disable"})],
    "audit": [Example("/audit"), Example("/audit?about={log}")],
    "audit-export": [Example("/audit/export", {})],
    "reports": [
        Example("/reports"),
        Example("/reports?place={node}"),
        Example("/reports?place={node}&by=window&span=year"),
    ],
    "report-make": [Example("/reports/make", {"place": "{node}", "by": "window", "format": "csv"})],
    "report-files": [Example("/reports/files")],
    "report-file": [Example("/reports/files/{report}")],
    "report-subscriptions": [Example("/reports/subscriptions")],
    "report-subscribe": [
        Example(
            "/reports/subscriptions/add",
            {
                "place": "{node}",
                "by": "window",
                "format": "csv",
                "cadence": "day",
                "email": "x@example.cn",
            },
        )
    ],
    "report-subscription": [Example("/reports/subscriptions/{subscription}", {"do": "end"})],
    "alerts": [Example("/alerts"), Example("/alerts?kind=bad-ratings")],
    "alerts-now": [Example("/alerts/now")],
    "alert": [Example("/alerts/{alert}")],
    "alert-acknowledge": [Example("/alerts/{alert}/acknowledge", {})],
    "alerts-own": [Example("/alerts/own")],
    "alerts-wish": [
        Example("/alerts/own/wishes", {"kind": "terminals", "place": "{node}", "how": "not"})
    ],
    "alerts-ways": [Example("/alerts/own/ways", {"email": "nobody"})],
    "alerts-add-browser": [Example("/alerts/own/browsers", {"address": "https://x.example"})],
    "alerts-browser": [Example("/alerts/own/browsers/{browser}", {})],
    "alerts-test": [Example("/alerts/own/test", {})],
    "alerts-webhooks": [Example("/alerts/webhooks")],
    "alerts-webhook-add": [
        Example(
            "/alerts/webhooks/add",
            {"place": "{node}", "name": "x", "kinds": "storage", "address": "https://x.example"},
        )
    ],
    "alerts-webhook": [Example("/alerts/webhooks/{webhook}", {"do": "end"})],
    "alerts-hosts": [Example("/alerts/hosts", {"address": "https://x.example"})],
    "results": [Example("/results"), Example("/results?place={node}")],
    "results-export": [Example("/results/export.csv?place={node}")],
    "results-close": [Example("/results/{node}/close", {"month": "2026-03", "seen": "0"})],
    "results-staff": [Example("/results/staff"), Example("/results/staff?place={node}")],
    "results-own": [Example("/results/own")],
    "results-bulletins": [Example("/results/bulletins")],
    "results-bulletin-make": [
        Example("/results/bulletins/make", {"place": "{node}", "month": "2026-03"})
    ],
    "results-bulletin": [Example("/results/bulletins/{bulletin}")],
    "results-bulletin-act": [
        Example("/results/bulletins/{bulletin}/do", {"do": "write", "version": "1"}),
    ],
    "bulletins": [Example("/bulletins")],
    "bulletin": [Example("/bulletins/{node}/2026-03")],
    "bulletin-file": [Example("/bulletins/{node}/2026-03/zh.csv")],
    "improvement": [Example("/improvement"), Example("/improvement?place={node}")],
    "improvement-new": [
        Example("/improvement/new"),
        Example("/improvement/new", {"place": "{node}", "title": "x", "what": "x"}),
    ],
    "improvement-worked": [Example("/improvement/worked?reason=national-2020-08:207")],
    "improvement-action": [Example("/improvement/{action}")],
    "improvement-act": [Example("/improvement/{action}/do", {"do": "begin", "version": "1"})],
    "contacts": [Example("/contacts", {"phone": "13812345627"})],
    "contact-show": [Example("/contacts/{contact}/show", {})],
    "contact-erase": [Example("/contacts/{contact}/erase", {"reason": ""})],
    "ratings": [
        Example("/ratings"),
        Example("/ratings?place={node}"),
        Example("/ratings?q=&window={window}&outcome=counted"),
    ],
    "rating": [Example("/ratings/{window}-7?log={log}"), Example("/ratings/{window}-7")],
    "rating-proof": [Example("/ratings/{window}-7/proof?log={log}")],
    "tokens": [
        Example("/tokens", {"name": "x", "place": "{node}", "days": "30", "resources": "counts"})
    ],
    "end-token": [Example("/tokens/{token}", {})],
    "read-api-document": [Example("/api/read/v1/openapi.json")],
    "read-api-reference": [Example("/api/read/v1/reference")],
    "read-api-windows": [Example("/api/read/v1/windows")],
    "read-api-ratings": [Example("/api/read/v1/ratings")],
    "read-api-rating": [Example("/api/read/v1/ratings/{log}/7")],
    "read-api-cases": [Example("/api/read/v1/cases")],
    "read-api-case": [Example("/api/read/v1/cases/20260301-1")],
    "read-api-case-rates": [Example("/api/read/v1/case-rates")],
    "read-api-counts": [Example("/api/read/v1/counts")],
    r"^api/read(?:/[\s\S]*)?$": [Example("/api/read/v1/")],
    "inspections": [Example("/inspections"), Example("/inspections?place={node}")],
    "inspection-plan": [Example("/inspections/plan")],
    "inspection-draw-lots": [
        Example("/inspections/plan/draw", {"place": "{node}", "version": "1", "number": "1"})
    ],
    "inspection-plan-place": [
        Example("/inspections/plan/place", {"place": "{node}", "version": "1", "do": "now"})
    ],
    "inspection-examples": [Example("/inspections/plan/examples", {})],
    "inspection-draw": [Example("/inspections/draws/{draw}")],
    "inspection-results": [Example("/inspections/results?place={node}")],
    "inspection-checklists": [Example("/inspections/checklists")],
    "inspection-checklist-make": [
        Example("/inspections/checklists/make", {"example": "window", "place": "{node}"})
    ],
    "inspection-checklist": [Example("/inspections/checklists/{checklist}")],
    "inspection-checklist-edit": [
        Example("/inspections/checklists/{checklist}/edit", {"do": "publish"})
    ],
    "inspection-phone": [Example("/inspections/phone/en")],
    "inspection-worker": [Example("/inspections/phone/worker.js")],
    "inspection-work": [Example("/inspections/phone/work")],
    "inspection-send": [Example("/inspections/phone/send", {})],
    "inspection-send-photo": [
        Example("/inspections/phone/photos/00000000-0000-4000-8000-000000000000", {})
    ],
    "inspection": [Example("/inspections/{inspection}"), Example("/inspections/{planned}")],
    "inspection-act": [Example("/inspections/{planned}/do", {"do": "call-off"})],
    "inspection-reply": [Example("/inspections/{inspection}/reply", {"text": "x"})],
    "inspection-fill": [Example("/inspections/{planned}/fill", {})],
    "inspection-print": [Example("/inspections/{inspection}/print")],
    "inspection-photo": [Example("/inspections/{inspection}/photos/{photo}")],
    "organisation": [Example("/organisation"), Example("/organisation?q={window}&ended=1")],
    "organisation-add": [Example("/organisation/add", {"kind": "hall", "code": "x", "name": "x"})],
    "organisation-node": [
        Example("/organisation/places/{node}"),
        Example("/organisation/places/{department}"),
    ],
    "organisation-act": [
        Example("/organisation/places/{department}/do", {"do": "rename", "name": "taken"}),
        Example("/organisation/places/{department}/do", {"do": "end", "day": ""}),
    ],
    "organisation-windows": [
        Example("/organisation/windows"),
        Example("/organisation/windows?hall={hall}&q={window}"),
    ],
    "organisation-items": [
        Example("/organisation/items"),
        Example("/organisation/items?place={node}&ended=1"),
    ],
    "organisation-add-item": [
        Example("/organisation/items/add", {"place": "{node}", "code": "new", "name": "x"})
    ],
    "organisation-item": [Example("/organisation/items/{item}")],
    "organisation-change-item": [
        Example("/organisation/items/{item}/do", {"do": "change", "name": "x", "place": "{node}"}),
        Example("/organisation/items/{item}/do", {"do": "recode", "code": "other"}),
        Example("/organisation/items/{item}/do", {"do": "end", "day": ""}),
    ],
    "organisation-departments": [Example("/organisation/departments")],
    "organisation-map": [Example("/organisation/departments/{department}", {"platform": ""})],
    "organisation-staff": [
        Example("/organisation/staff"),
        Example("/organisation/staff?hall={hall}"),
    ],
    "organisation-add-person": [
        Example("/organisation/staff/add", {"hall": "{hall}", "number": "9", "name": "x"})
    ],
    "organisation-person": [Example("/organisation/staff/{person}")],
    "organisation-change-person": [Example("/organisation/staff/{person}/change", {"name": "x"})],
    "organisation-change-duty": [
        Example("/organisation/staff/{person}/duty", {"do": "add", "window": "{window}"})
    ],
    "organisation-duty": [Example("/organisation/duty"), Example("/organisation/duty?hall={hall}")],
    "organisation-import": [Example("/organisation/import", {"complete": "1"})],
    "organisation-preview": [Example("/organisation/import/{upload}")],
    "organisation-decide": [Example("/organisation/import/{upload}/decide", {"do": "apply"})],
    "organisation-export": [Example("/organisation/export")],
    "organisation-export-sheet": [Example("/organisation/export/windows")],
}
