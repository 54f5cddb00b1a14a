"""Addresses of the pages."""

from django.urls import path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from collector.accounts import pages as accounts
from collector.boards import terminals_page, windows_page

urlpatterns = [
    path("", windows_page.home, name="home"),
    path("windows", windows_page.windows, name="windows"),
    path("windows/live", windows_page.windows_live, name="windows-live"),
    path("windows/<path:code>/make", terminals_page.make_window, name="make-window"),
    path("windows/<path:code>", windows_page.window, name="window"),
    path("terminals", terminals_page.terminals, name="terminals"),
    path("terminals/<str:log>", terminals_page.decide, name="decide"),
    path("sign-in", accounts.sign_in, name="sign-in"),
    path("sign-out", accounts.sign_out, name="sign-out"),
    path("language", set_language, name="language"),
    # As people type them.
    re_path(
        "^(?P<page>windows|terminals|sign-in)/$",
        RedirectView.as_view(url="/%(page)s", query_string=True),
    ),
]
