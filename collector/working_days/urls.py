"""Addresses of the working days."""

from django.urls import path

from collector.working_days import page

urlpatterns = [
    path("working-days", page.working_days, name="working-days"),
    path("working-days/decide", page.decide_everywhere, name="decide-days"),
    path("working-days/<int:place>/decide", page.decide_day, name="decide-day"),
]
