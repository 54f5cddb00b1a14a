"""Tables of what terminals are told. All but `Given` are reference tables on a sharded database."""

from django.db import models

from collector.ingest.models import Log
from collector.organisation.models import Node, Staff


class Layer(models.Model):
    """What one place of the tree has decided; what it leaves open it inherits from those above.

    `values` is flat: `{"scale": "national-5", "policy.reasons_required": true}`, by the names in
    `collector.terminal_settings.keys`.
    """

    node = models.OneToOneField(
        Node, on_delete=models.PROTECT, primary_key=True, related_name="settings_layer"
    )
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.node_id}"


class Notice(models.Model):
    """An announcement for the idle screens of every window of a branch, on its days."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="notices")
    title = models.CharField(max_length=40)
    text = models.CharField(max_length=100, blank=True, default="")
    title_en = models.CharField(max_length=80, blank=True, default="")
    text_en = models.CharField(max_length=200, blank=True, default="")
    picture = models.CharField(max_length=64, blank=True, default="")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    """The last day, included."""
    ended = models.BooleanField(default=False)

    class Meta:
        """The latest comes first, as on the screens."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title


class Picture(models.Model):
    """A picture as it was made ready for terminals, by the SHA-256 of its bytes."""

    name = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=16)
    body = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name[:12]


class Card(models.Model):
    """What a member of staff has beside the name: a photo, and a PIN as `sync.protocol.pin`."""

    staff = models.OneToOneField(
        Staff, on_delete=models.CASCADE, primary_key=True, related_name="card"
    )
    photo = models.CharField(max_length=64, blank=True, default="")
    pin = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.staff_id}"


class Given(models.Model):
    """A document a terminal was given, when: rows are added and never changed.

    `body` is the document packed with zstd, without the PINs.
    """

    pk = models.CompositePrimaryKey("log", "at")
    log = models.ForeignKey(
        Log, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField()
    etag = models.CharField(max_length=64)
    window = models.CharField(max_length=64)
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.log_id} {self.at}"
