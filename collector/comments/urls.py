"""Addresses of the public page. Capitals, because they make a QR code smaller."""

from django.urls import re_path

from collector.comments import page

urlpatterns = [
    re_path(r"^[Rr]/(?P<number>[^/]{1,200})/(?P<code>[^/]{1,64})/?$", page.receipt, name="receipt"),
    re_path(r"^[Rr](?:/.*)?$", page.nothing),
]
