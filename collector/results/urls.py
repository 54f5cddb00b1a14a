"""Addresses of results and of the public bulletins."""

from django.urls import path, re_path

from collector.results.pages import bulletins, month, public, staff

urlpatterns = [
    path("results", month.month_page, name="results"),
    re_path(
        "^results/export[.](?P<wanted>xlsx|csv|pdf)$", month.export, name="results-export"
    ),
    path("results/<int:place>/close", month.close, name="results-close"),
    path("results/staff", staff.staff_page, name="results-staff"),
    path("results/own", staff.own_page, name="results-own"),
    path("results/bulletins", bulletins.listed, name="results-bulletins"),
    path("results/bulletins/make", bulletins.make, name="results-bulletin-make"),
    path("results/bulletins/<int:number>", bulletins.bulletin_page, name="results-bulletin"),
    path("results/bulletins/<int:number>/do", bulletins.act, name="results-bulletin-act"),
    path("bulletins", public.index, name="bulletins"),
    path("bulletins/<int:place>/<str:month>", public.page, name="bulletin"),
    re_path(
        "^bulletins/(?P<place>[0-9]{1,15})/(?P<month>[0-9]{4}-[0-9]{2})/(?P<name>(zh|en)[.](pdf|csv))$",
        public.file, name="bulletin-file",
    ),
]  # fmt: skip
