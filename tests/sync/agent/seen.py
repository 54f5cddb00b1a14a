"""What the collector in memory holds, and how it answered each batch."""


def held(collector):
    (log,) = collector.logs.values()
    return log


def batches(collector):
    return [status for method, name, status in collector.calls if name == "entries"]
