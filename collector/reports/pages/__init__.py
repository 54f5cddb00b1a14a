"""The pages of reports: one report, the files that were made, what one is sent."""
