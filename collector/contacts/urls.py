"""Addresses of the page about numbers."""

from django.urls import path

from collector.contacts import pages

urlpatterns = [
    path("contacts", pages.page, name="contacts"),
    path("contacts/<uuid:contact>/show", pages.show, name="contact-show"),
    path("contacts/<uuid:contact>/erase", pages.erase, name="contact-erase"),
]
