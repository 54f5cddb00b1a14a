"""What the pages ask the database: named questions, frozen answers, a fixed number of each.

Counts come from the count tables, never from ratings. Single services are read only for a hall
small enough to draw them, and then only from the last entries of each log, along its key.
"""
