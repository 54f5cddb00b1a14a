"""The face of the terminal: Qt Quick."""
