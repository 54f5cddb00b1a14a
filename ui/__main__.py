"""`python -m ui`: the window of a terminal."""

import sys

from ui.imports import read_no_sources

if __name__ == "__main__":
    read_no_sources()
    from ui.main import main  # after the line above, or it would come too late

    sys.exit(main())
