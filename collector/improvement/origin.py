"""Where an action comes from: what a case or a finding already says fills in its form."""

from django.http import HttpRequest

FIELDS = ("place", "title", "what", "why", "item", "reason", "root_cause", "measure", "wanted",
          "effect_from", "judge_on", "case", "finding")  # fmt: skip


def prefilled(request: HttpRequest) -> dict[str, str]:
    """Return what an address fills into the form of a new action."""
    return {
        name: request.GET[name].replace("\0", "")[:4000] for name in FIELDS if name in request.GET
    }
