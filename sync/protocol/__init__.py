"""The rating log protocol, version 1, in types: the only code terminal and collector share.

`entries` what a log may hold · `sense` whether it makes sense there · `chain` digests and
checkpoints · `key` who signs them · `token` who may call · `batch` entries on the wire ·
`encoding` packing, bounded · `calls` bodies of requests and answers · `errors` the numbered
refusals · `settings` what a collector tells a terminal · `catalogue` scales and reasons ·
`night` when a day is closed · `handover` facts the agent leaves for the window.
`docs/protocol.md` says the same in words.
"""
