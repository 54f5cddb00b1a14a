"""The agent: brings a terminal's logs to its collector, and the collector's settings back.

Four modules decide and touch nothing: `pace` when to call again, `plan` what to call next, `sizes`
how much at once, `verdict` whether both ends hold the same log. The others act: `source` reads a
log, `sender` sends it, `judge` hears the receipts, `ledger` remembers; a `courier` joins them for
one log, `desk` keeps the settings and their `pictures`, `clerk` fetches them, `vitals` fills a
heartbeat, `closing` compares each night; `agent` runs the couriers of a data folder and `command`
is the program.
"""
