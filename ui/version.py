"""The version of the window, as each start writes it into the log.

A constant, because asking the installation costs a tenth of the whole start; a test compares it
with pyproject.toml.
"""

VERSION = "0.1.0"
