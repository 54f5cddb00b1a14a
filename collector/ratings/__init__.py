"""Single ratings: found among any number of them, told in full, and proved against their log.

`wanted` the filters of an address · `scope` which terminals lie in one's branches · `forecast`
which days are worth a look, by the figures · `search` the ratings themselves · `found` one of
them · `segment` its place in the log, verified · `clocks` its corrected time · `repeats` what the
filter against repeats changes.
"""
