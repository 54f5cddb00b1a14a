"""Addresses of the pages."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from collector.accounts.access import anybody
from collector.boards import terminals_page, windows_page

urlpatterns = [
    path("", windows_page.home, name="home"),
    path("windows", windows_page.windows, name="windows"),
    path("windows/live", windows_page.windows_live, name="windows-live"),
    path("windows/<path:code>/make", terminals_page.make_window, name="make-window"),
    path("windows/<path:code>", windows_page.window, name="window"),
    path("terminals", terminals_page.terminals, name="terminals"),
    path("terminals/<str:log>", terminals_page.decide, name="decide"),
    # As people type them.
    re_path(
        "^(?P<page>windows|terminals|sign-in|account|accounts|audit)/$",
        anybody(RedirectView.as_view(url="/%(page)s", query_string=True)),
    ),
]
