"""Every page of the collector, and how a person comes to it.

A page registers here by the name that its address has in its `urls.py`; a test finds the addresses
that neither have a scene nor stand in `NOT_PAGES`. A scene begins at an address and follows links:
each step is a pattern of the link to take, so that no scene knows a number of the database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Page

from deploy.pages.acting import (
    ask_for_a_screen,
    find_nothing,
    go_wrong_at_the_door,
    look_at_a_hall,
    make_a_report,
    meet_the_phone,
    open_the_keys,
    upload_a_workbook,
    wait_for_the_proof,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A page to be looked at. `title` names its pictures, `name` is its address's in `urls.py`.

    `follow`: patterns of links to take one after another, each the first that is found on the
    page; `act`: what to do there then. `signed_in`: as a person with every role, or as nobody.
    """

    title: str
    name: str
    start: str
    follow: tuple[str, ...] = ()
    act: Callable[[Page], None] | None = None
    signed_in: bool = True
    status: int = 200


def _page(title: str, start: str, *follow: str, name: str = "", **more: object) -> Scene:
    return Scene(title, name or title, start, follow, **more)  # type: ignore[arg-type]


SCENES: Final[tuple[Scene, ...]] = (
    _page("sign-in", "/sign-in", signed_in=False),
    _page("sign-in-wrong", "/sign-in", name="sign-in", signed_in=False, act=go_wrong_at_the_door),
    _page("halls", "/halls"),
    _page("windows", "/windows"),
    _page("windows-keys", "/windows", name="windows", act=open_the_keys),
    _page("windows-none-left", "/windows?state=fault", name="windows"),
    _page("windows-wall", "/windows/wall"),
    _page("screens", "/windows/screens", act=ask_for_a_screen),
    _page("window", "/windows", r"/windows/[A-D]\d\d(\?|$)"),
    _page("alerts", "/alerts"),
    _page("alert", "/alerts", r"/alerts/\d+$"),
    _page("alerts-own", "/alerts/own"),
    _page("alerts-webhooks", "/alerts/webhooks"),
    _page("overview", "/overview"),
    _page("overview-hall", "/overview", name="overview", act=look_at_a_hall),
    _page("overview-definitions", "/overview/definitions"),
    _page("reports", "/reports"),
    _page("reports-staff", "/reports?by=staff&span=month", name="reports"),
    _page("report-files", "/reports/files", act=make_a_report),
    _page("report-subscriptions", "/reports/subscriptions"),
    _page("ratings", "/ratings"),
    _page("ratings-bad", "/ratings?level=bad", name="ratings"),
    _page("ratings-none", "/ratings?staff=0", name="ratings"),
    _page("rating", "/ratings?level=bad", r"/ratings/[A-D]\d\d-\d+", act=wait_for_the_proof),
    _page("cases", "/cases"),
    _page("case", "/cases", r"/cases/[^/?]*\d[^/?]*$"),
    _page("contacts", "/contacts"),
    _page("rules", "/rules"),
    _page("working-days", "/working-days"),
    _page("inspections", "/inspections"),
    _page("inspection", "/inspections", r"/inspections/[0-9a-f-]{36}$"),
    _page("inspection-plan", "/inspections/plan"),
    _page("inspection-draw", "/inspections", r"/inspections/[0-9a-f-]{36}$",
          r"/inspections/draws/\d+$"),
    _page("inspection-results", "/inspections/results"),
    _page("inspection-checklists", "/inspections/checklists"),
    _page("inspection-checklist", "/inspections/checklists", r"/inspections/checklists/\d+$"),
    _page("inspection-checklist-edit", "/inspections/checklists",
          r"/inspections/checklists/\d+/edit$"),
    _page("inspection-fill", "/inspections", r"/inspections/[0-9a-f-]{36}$", r"/fill$"),
    _page("inspection-print", "/inspections", r"/inspections/[0-9a-f-]{36}$", r"/print$"),
    _page("inspection-phone", "/inspections", r"/inspections/phone/(zh|en)$", act=meet_the_phone),
    _page("inspection-phone-sheet", "/inspections", r"/inspections/[0-9a-f-]{36}$",
          r"/inspections/phone/(zh|en)#", name="inspection-phone", act=meet_the_phone),
    _page("improvement", "/improvement"),
    _page("improvement-new", "/improvement/new"),
    _page("improvement-action", "/improvement", r"/improvement/\d+$"),
    _page("improvement-worked", "/improvement/worked"),
    _page("results", "/results"),
    _page("results-hall", "/results", name="results", act=look_at_a_hall),
    _page("results-staff", "/results/staff"),
    _page("results-own", "/results/own"),
    _page("results-bulletins", "/results/bulletins"),
    _page("results-bulletin", "/results/bulletins", r"/results/bulletins/\d+$"),
    _page("bulletins", "/bulletins", signed_in=False),
    _page("bulletin", "/bulletins", r"/bulletins/\d+/", signed_in=False),
    _page("terminals", "/terminals"),
    _page("terminals-cell", "/terminals", r"/terminals\?.*cell=", name="terminals"),
    _page("settings", "/terminals/settings"),
    _page("catalogues", "/terminals/catalogues"),
    _page("catalogue", "/terminals/catalogues", r"/terminals/catalogues/national-2020-08$"),
    _page("own-catalogue", "/terminals/settings", r"/terminals/catalogues/of/\d+$"),
    _page("announcements", "/terminals/announcements"),
    _page("cards", "/terminals/cards"),
    _page("organisation", "/organisation"),
    _page("organisation-search", "/organisation?q=A01", name="organisation"),
    _page("organisation-node", "/organisation", r"/organisation/places/\d+$"),
    _page("organisation-windows", "/organisation/windows"),
    _page("organisation-items", "/organisation/items"),
    _page("organisation-item", "/organisation/items", r"/organisation/items/\d+$"),
    _page("organisation-departments", "/organisation/departments"),
    _page("organisation-staff", "/organisation/staff"),
    _page("organisation-person", "/organisation/staff", r"/organisation/staff/\d+$"),
    _page("organisation-duty", "/organisation/duty"),
    _page("organisation-import", "/organisation/import"),
    _page("organisation-preview", "/organisation/import", act=upload_a_workbook),
    _page("accounts", "/accounts"),
    _page("accounts-none", "/accounts?q=nobody", name="accounts", act=find_nothing),
    _page("new-account", "/accounts/new"),
    _page("account", "/accounts", r"/accounts/\d+$"),
    _page("own-account", "/account"),
    _page("own-password", "/account/password"),
    _page("own-second-factor", "/account/second-factor"),
    _page("tokens", "/tokens"),
    _page("read-api-reference", "/api/read/v1/reference"),
    _page("audit", "/audit"),
    _page("receipt", "{receipt}", signed_in=False),
    _page("receipt-unknown", "/r/A01-000118/AAAAAAAAAAAAAAAA", name="receipt", signed_in=False,
          status=404),
    _page("not-found", "/nothing-here", status=404),
)  # fmt: skip

NOT_PAGES: Final[dict[str, str]] = {
    "home": "leads to the first page somebody may open",
    "^(?P<page>halls|windows|terminals|sign-in|account|accounts|audit)/$": "leads on",
    "^overview/$": "leads on", "wall-enter": "leads on to wall",
    "^[Rr](?:/.*)?$": "the same page as a code that opens nothing: receipt-unknown",
    "own-receipt": "the receipt, once more",
    "wall": "the scene windows-wall shows it; a screen of its own opens it by a secret",
    "windows-live": "events", "terminals-live": "events", "wall-live": "events",
    "case-do": "shows the case", "case-vote": "the same", "case-contact": "the same",
    "cases-waiting": "JSON", "cases-export": "a file", "case-picture": "a picture",
    "inspection-work": "JSON", "inspection-worker": "a script", "inspection-photo": "a picture",
    "alerts-now": "JSON", "read-api-document": "JSON", "read-api-windows": "JSON",
    "read-api-ratings": "JSON", "read-api-rating": "JSON", "read-api-case": "JSON",
    "read-api-case-rates": "JSON", "read-api-cases": "JSON", "read-api-counts": "JSON",
    r"^api/read(?:/[\s\S]*)?$": "a problem as JSON",
    "picture": "a picture", "rating-proof": "a file", "report-file": "a file",
    "results-export": "a file", "bulletin-file": "a file",
    "organisation-export": "a file", "organisation-export-sheet": "a file",
}  # fmt: skip
"""Addresses that show no page of their own, each with the reason. Forms' need not stand here."""
