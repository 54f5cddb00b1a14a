"""`python -m ui`: the window of a terminal."""

import gc
import sys

from ui.imports import read_no_sources

if __name__ == "__main__":
    gc.disable()  # nothing made while starting is garbage; ui.gui_thread says who collects later
    read_no_sources()
    from ui.main import main  # after the line above, or it would come too late

    sys.exit(main())
