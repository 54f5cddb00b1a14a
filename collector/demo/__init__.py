"""A made-up city, for looking at the pages, for the benchmarks and for showing the collector."""
