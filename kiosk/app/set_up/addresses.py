"""An address as a person types it, and as programs use it."""


def completed(typed: str) -> str:
    """Make an address of what was typed: https unless it says otherwise, no slash at its end."""
    text = typed.strip().rstrip("/")
    return text if "://" in text or not text else f"https://{text}"


def shortened(url: str) -> str:
    """Show an address as one would type it."""
    return url.removeprefix("https://")
