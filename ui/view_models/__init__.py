"""What QML sees: one thin view model a screen, computed by pure functions."""
