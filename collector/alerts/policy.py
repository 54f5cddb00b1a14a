"""What may be called at this moment: hosts by the administrator, networks by the operator."""

from django.conf import settings

from collector.alerts.models import AllowedHost
from collector.alerts.outward.calling import Policy
from collector.alerts.outward.targets import Origin


def policy() -> Policy:
    """Read it, with one query: what was taken off the list is not called any more."""
    rows = AllowedHost.objects.values_list("secure", "host", "port")
    return Policy(
        allowed=frozenset(Origin(secure, host, port) for secure, host, port in rows),
        inner=tuple(settings.WEBHOOK_NETWORKS),
    )


def is_allowed(origin: Origin) -> bool:
    """Tell whether an administrator has allowed this host, scheme and port."""
    return AllowedHost.objects.filter(
        secure=origin.secure, host=origin.host, port=origin.port
    ).exists()
