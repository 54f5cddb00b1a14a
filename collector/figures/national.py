"""Where the lines are drawn on the national scale of five levels: docs/glossary.md, "rates".

Apart from the rates themselves: who needs only these loads no statistics.
"""

OFFICIAL = 3
"""The official satisfaction rate counts from here up on the national scale: 基本满意 is in it."""
SATISFIED = 4
"""Satisfied in the word's own sense. The official rate saturates above 99 %; this one tells."""
BAD = 2
"""A bad rating is this or worse."""
