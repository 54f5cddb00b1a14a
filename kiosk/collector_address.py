"""Which collector a terminal belongs to: config.toml says, or else a person at the screen did.

config.toml goes first because it is root's: what the hall's IT has written there, a person who
gets to the set-up screens cannot lead elsewhere. Where it says nothing, the address that was
entered at set-up holds; it lies in the data folder, as config.toml cannot be written on a device.
"""

from kiosk.config import Config
from sync.protocol.address import read_address


def collector_of(config: Config) -> str:
    """Return the collector's address; "" where the terminal works on its own. Reads a file."""
    return config.collector.url or read_address(config.terminal.data)
