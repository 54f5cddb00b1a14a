"""Addresses of the cases."""

from django.urls import path

from collector.cases.pages import case_page, list_page

urlpatterns = [
    path("cases", list_page.cases, name="cases"),
    path("cases/waiting", list_page.waiting_count, name="cases-waiting"),
    path("cases/export", list_page.export, name="cases-export"),
    path("cases/<str:number>", case_page.case, name="case"),
    path("cases/<str:number>/do", case_page.do, name="case-do"),
    path("cases/<str:number>/appeal", case_page.vote, name="case-vote"),
    path("cases/<str:number>/contact", case_page.contact, name="case-contact"),
    path("cases/<str:number>/pictures/<uuid:picture>", case_page.picture, name="case-picture"),
]
