"""Addresses of the overview."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from collector.accounts.access import anybody
from collector.overview import pages

urlpatterns = [
    path("overview", pages.overview, name="overview"),
    path("overview/definitions", pages.definitions, name="overview-definitions"),
    # As people type it.
    re_path("^overview/$", anybody(RedirectView.as_view(url="/overview", query_string=True))),
]
