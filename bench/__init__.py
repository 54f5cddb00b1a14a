"""Benchmarks: each a command that measures Yiping beside a peer or the limit and prints ratios."""
