"""The `kiosk` command: from the shell to the programs of a terminal."""

from kiosk.command.parser import main

__all__ = ["main"]
