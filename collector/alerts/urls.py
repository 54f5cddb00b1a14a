"""Addresses of the alerts."""

from django.urls import path

from collector.alerts.pages import listed, one, own, webhooks

urlpatterns = [
    path("alerts", listed.alerts, name="alerts"),
    path("alerts/now", listed.now_waiting, name="alerts-now"),
    path("alerts/own", own.own, name="alerts-own"),
    path("alerts/own/wishes", own.wish, name="alerts-wish"),
    path("alerts/own/ways", own.ways, name="alerts-ways"),
    path("alerts/own/browsers", own.add_browser, name="alerts-add-browser"),
    path("alerts/own/browsers/<int:number>", own.end_browser, name="alerts-browser"),
    path("alerts/own/test", own.test, name="alerts-test"),
    path("alerts/webhooks", webhooks.webhooks, name="alerts-webhooks"),
    path("alerts/webhooks/add", webhooks.add, name="alerts-webhook-add"),
    path("alerts/webhooks/<int:number>", webhooks.change, name="alerts-webhook"),
    path("alerts/hosts", webhooks.hosts, name="alerts-hosts"),
    path("alerts/<int:number>", one.alert, name="alert"),
    path("alerts/<int:number>/acknowledge", one.acknowledge, name="alert-acknowledge"),
]
