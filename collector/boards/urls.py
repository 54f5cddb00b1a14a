"""Addresses of the pages."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from collector.accounts.access import anybody
from collector.boards import (
    cards_page,
    catalogues_page,
    cell_page,
    halls_page,
    own_catalogue_page,
    settings_pages,
    terminals_page,
    wall_page,
    windows_page,
)

urlpatterns = [
    path("", windows_page.home, name="home"),
    path("halls", halls_page.halls, name="halls"),
    path("windows", windows_page.windows, name="windows"),
    path("windows/live", windows_page.windows_live, name="windows-live"),
    path("windows/wall", wall_page.wall, name="windows-wall"),
    path("windows/screens", wall_page.screens, name="screens"),
    path("windows/screens/<int:screen>", wall_page.end_screen, name="end-screen"),
    path("wall", wall_page.screen, name="wall"),
    path("wall/live", wall_page.screen_live, name="wall-live"),
    path("wall/<str:secret>", wall_page.enter, name="wall-enter"),
    path("windows/<path:code>/make", terminals_page.make_window, name="make-window"),
    path("windows/<path:code>", windows_page.window, name="window"),
    path("terminals", terminals_page.terminals, name="terminals"),
    path("terminals/settings", settings_pages.settings, name="settings"),
    path("terminals/settings/<int:place>", settings_pages.decide_setting, name="decide-setting"),
    path("terminals/announcements", settings_pages.announcements, name="announcements"),
    path("terminals/announcements/<int:place>", settings_pages.announce, name="announce"),
    path("terminals/catalogues", catalogues_page.catalogues, name="catalogues"),
    path(
        "terminals/catalogues/of/<int:place>",
        own_catalogue_page.own_catalogue,
        name="own-catalogue",
    ),
    path("terminals/catalogues/<str:key>", catalogues_page.catalogue, name="catalogue"),
    path("terminals/cards", cards_page.cards, name="cards"),
    path("terminals/cards/<str:hall>", cards_page.change_card, name="change-card"),
    path("terminals/pictures/<str:name>", settings_pages.picture, name="picture"),
    path("terminals/live", terminals_page.terminals_live, name="terminals-live"),
    path("terminals/<str:log>/settle", cell_page.settle, name="settle"),
    path("terminals/<str:log>", terminals_page.decide, name="decide"),
    # As people type them.
    re_path(
        "^(?P<page>halls|windows|terminals|sign-in|account|accounts|audit)/$",
        anybody(RedirectView.as_view(url="/%(page)s", query_string=True)),
    ),
]
