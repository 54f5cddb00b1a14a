"""Addresses of the rules."""

from django.urls import path

from collector.rules import page

urlpatterns = [
    path("rules", page.rules, name="rules"),
    path("rules/<int:place>", page.decide_rule, name="decide-rule"),
]
