"""Whether the keys are where they are safe; `collector check` asks."""

from typing import Any

from django.core.checks import CheckMessage, Warning  # noqa: A004 -- Django's own name

from collector.personal_data.apps import personal_data


def keys_are_kept_well(**_words: Any) -> list[CheckMessage]:
    """Find keys that others on this machine can read."""
    ring = personal_data().ring
    if not ring.readable_by_others():
        return []
    return [
        Warning(
            f"the file of keys {ring.path} can be read by others on this machine",
            hint=f"chmod 600 {ring.path}",
            id="personal_data.W001",
        )
    ]
