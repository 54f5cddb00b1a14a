"""Deriving what people look at from stored entries, in the transaction that stores them.

`fold` reads entries in order and keeps what they amount to in memory · `known` is what earlier
entries left behind · `counting` the cells of the counts · `closing` compares a closed day ·
`project` puts all of it into the database. The outcome depends on the entries and their order
alone, never on how they were cut into batches.
"""
