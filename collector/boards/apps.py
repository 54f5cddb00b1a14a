"""The boards application."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Pages for people."""

    name = "collector.boards"
    label = "boards"
