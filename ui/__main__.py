"""`python -m ui`: the window of a terminal."""

import sys

from ui.start import start

if __name__ == "__main__":
    sys.exit(start())
