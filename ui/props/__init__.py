"""What each screen shows, computed from frozen values: no Qt, no clock, no file."""
