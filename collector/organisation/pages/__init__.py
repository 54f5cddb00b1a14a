"""Pages about the organisation: its tree, windows, staff, duty, items, and its workbook."""
