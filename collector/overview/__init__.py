"""The overview: how good, how many answered, what differs and changed, and on what it rests."""
