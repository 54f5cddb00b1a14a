"""Tables of the alerts."""

from collector.alerts.models.outbox import Delivery, Item
from collector.alerts.models.people import Endpoint, Preference, Wish
from collector.alerts.models.standing import Alert, Happening, Seen
from collector.alerts.models.webhooks import AllowedHost, PushKey, Webhook

__all__ = [
    "Alert",
    "AllowedHost",
    "Delivery",
    "Endpoint",
    "Happening",
    "Item",
    "Preference",
    "PushKey",
    "Seen",
    "Webhook",
    "Wish",
]
