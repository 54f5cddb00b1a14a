"""Reports as files: workbook, CSV, bulletin, and evaluations in the national fields."""
