"""On which days people work: the Chinese calendar with its make-up days, and what a place adds."""
