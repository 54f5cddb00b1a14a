"""`python -m sync.agent`."""

import sys

from sync.agent.command import main

sys.exit(main())
