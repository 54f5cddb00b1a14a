"""The contacts application."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """What staff see of citizens' numbers, and the schedule by which everything goes."""

    name = "collector.contacts"
    label = "contacts"
