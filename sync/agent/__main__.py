"""`python -m sync.agent`."""

import sys
from importlib import import_module

if sys.argv[1:2] == ["export"]:
    # Without the client: a stick needs no network, and the window waits for the first line.
    sys.exit(import_module("sync.agent.export").main(sys.argv[2:]))
sys.exit(import_module("sync.agent.command").main())
