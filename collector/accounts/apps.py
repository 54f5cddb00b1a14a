"""The accounts application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts of people."""

    name = "collector.accounts"
    label = "accounts"
