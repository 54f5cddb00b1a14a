"""Addresses of the reports."""

from django.urls import path

from collector.reports.pages import files, report, subscriptions

urlpatterns = [
    path("reports", report.report_page, name="reports"),
    path("reports/make", files.make, name="report-make"),
    path("reports/files", files.listed, name="report-files"),
    path("reports/files/<str:token>", files.download, name="report-file"),
    path("reports/subscriptions", subscriptions.listed, name="report-subscriptions"),
    path("reports/subscriptions/add", subscriptions.add, name="report-subscribe"),
    path("reports/subscriptions/<int:number>", subscriptions.change,
         name="report-subscription"),
]  # fmt: skip
