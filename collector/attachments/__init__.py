"""Pictures that people hand in: checked, drawn anew, kept sealed.

For other rooms: `keeping.accept`, `keeping.of`, `keeping.view`, `keeping.erase`. `about` says what
a picture belongs to, such as "statement:<id>", "case:17"; who may see it is the caller's to ask.
"""
