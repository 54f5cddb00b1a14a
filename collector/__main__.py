"""`python -m collector` is the `collector` command."""

import sys

from collector.command import main

if __name__ == "__main__":
    sys.exit(main())
