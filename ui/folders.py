"""Where the window's own files lie in this installation."""

from pathlib import Path

QML = Path(__file__).parent / "qml"
