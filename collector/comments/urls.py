"""Addresses of the public page. Capitals, because they make a QR code smaller."""

from django.urls import re_path

from collector.comments import page

_RECEIPT = r"^[Rr]/(?P<number>[^/]{1,200})/(?P<code>[^/]{1,64})"

urlpatterns = [
    re_path(_RECEIPT + r"/?$", page.receipt, name="receipt"),
    re_path(_RECEIPT + r"/(?P<own>[A-Za-z2-7]{20})/?$", page.receipt, name="own-receipt"),
    re_path(r"^[Rr](?:/.*)?$", page.nothing),
]
