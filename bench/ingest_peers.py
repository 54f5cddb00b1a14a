"""pouchdb-server and Kinto, installed only when told to."""


def pouchdb() -> float | None:
    """Measure."""
    return None


def kinto() -> float | None:
    """Measure."""
    return None
