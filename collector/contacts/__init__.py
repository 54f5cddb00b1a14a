"""Citizens' numbers for those who call back: found, shown, erased; and what is due to go."""
