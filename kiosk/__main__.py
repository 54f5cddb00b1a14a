"""`python -m kiosk`: the `kiosk` command."""

import sys

from kiosk.command import main

sys.exit(main())
