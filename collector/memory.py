"""What a process that has loaded everything tells the collector of cycles."""

import gc


def settle() -> None:
    """Leave what is loaded by now alone, and look for cycles less often.

    A batch or a page makes thousands of short-lived rows, which would otherwise be looked through
    again and again, and now and then everything there is: a tenth of a second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
