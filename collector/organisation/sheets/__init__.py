"""The organisation as a workbook: read, compared with what there is, applied, written.

One shape serves all four: a `Book` has rows of plain values by sheet. What is in the database is
read into a book as well, so an import is the difference of two books, and importing what was just
exported changes nothing.
"""
