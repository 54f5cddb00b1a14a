"""What terminals sent, as they sent it. Nothing here is ever changed but `Log` and `Heartbeat`."""

from uuid import UUID

from django.db import models

from collector.organisation.models import Window


def log_id(name: str) -> UUID:
    """Return the id of the log with this name: the first half of its `hex`."""
    return UUID(name[:32])


class Log(models.Model):
    """A device's log: who it is, which window it stands at, how far it is held.

    `id` is the first 16 bytes of the SHA-256 of the key, `hex` the whole of it: the name the
    protocol uses. `next` is the position expected next, `digest` the digest before it.
    The row is also the lock: whoever stores into a log holds it.
    """

    class Status(models.TextChoices):
        """Whether the device may send."""

        PENDING = "pending"
        APPROVED = "approved"
        REVOKED = "revoked"

    id = models.UUIDField(primary_key=True)
    hex = models.CharField(max_length=64)
    key = models.BinaryField(max_length=32)
    status = models.CharField(max_length=8, choices=Status, default=Status.PENDING)
    code = models.CharField(max_length=8)
    """The enrolment code, e.g. WX4-7QK. It has no meaning once the log is approved."""
    name = models.CharField(max_length=200, blank=True, default="")
    version = models.CharField(max_length=64, blank=True, default="")
    enrolled_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    window = models.ForeignKey(
        Window, on_delete=models.PROTECT, null=True, related_name="logs", db_constraint=False
    )
    next = models.BigIntegerField(default=1)
    digest = models.BinaryField(max_length=32)
    stored_at = models.DateTimeField(null=True)
    """When a batch last brought something new."""

    class Meta:
        """`status` is asked for by the enrolment page and the limit on waiting enrolments."""

        indexes = (models.Index(fields=("status", "code"), name="log_status_code"),)

    def __str__(self) -> str:
        return self.hex


class Heartbeat(models.Model):
    """What a terminal last said about itself. One row a log, replaced each time.

    `last`, `digest` and `totals` are its own account of its log: position and digest of its last
    entry, and the lifetime number of taps per scale and level, `{"scale": {"level": n}}`.
    `pending` entries were not acknowledged then, the oldest written at `oldest_pending` (as the
    device wrote it). `clock_offset` is milliseconds the device believes it is ahead.
    """

    log = models.OneToOneField(
        Log, on_delete=models.CASCADE, primary_key=True, related_name="heartbeat",
        db_constraint=False,
    )  # fmt: skip
    at = models.DateTimeField()
    state = models.CharField(max_length=8)
    staff = models.CharField(max_length=64, blank=True, default="")
    last = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)
    totals = models.JSONField(default=dict)
    pending = models.BigIntegerField(default=0)
    oldest_pending = models.CharField(max_length=40, blank=True, default="")
    version = models.CharField(max_length=64, blank=True, default="")
    disk_free = models.BigIntegerField(null=True)
    clock_offset = models.BigIntegerField(null=True)
    settings = models.JSONField(null=True)
    """Which settings document it uses, and why not another: `sync.protocol.calls.SettingsFacts`."""

    def __str__(self) -> str:
        return f"{self.log_id} {self.state}"


class Entry(models.Model):
    """One entry: its bytes as the device wrote them, and the running digest after it."""

    pk = models.CompositePrimaryKey("log", "position")
    log = models.ForeignKey(
        Log, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    position = models.BigIntegerField()
    body = models.BinaryField()
    digest = models.BinaryField(max_length=32)
    received_on = models.DateField()
    """The collector's own date, so that old months can be put elsewhere whole."""

    def __str__(self) -> str:
        return f"{self.log_id} {self.position}"


class Checkpoint(models.Model):
    """A position whose digest the device signed. Batches for the tier above end at one."""

    pk = models.CompositePrimaryKey("log", "position")
    log = models.ForeignKey(
        Log, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    position = models.BigIntegerField()
    signature = models.BinaryField(max_length=64)

    def __str__(self) -> str:
        return f"{self.log_id} {self.position}"


class Fork(models.Model):
    """A signed batch that contradicts what is held: two histories bear one key.

    `batch` is the whole of it, unpacked; `batch_digest` the SHA-256 of those bytes, so that the
    same batch sent again is kept once. `first` to `last` are the positions it claims.
    """

    pk = models.CompositePrimaryKey("log", "batch_digest")
    log = models.ForeignKey(
        Log, on_delete=models.PROTECT, related_name="forks", db_constraint=False, db_index=False
    )
    batch_digest = models.BinaryField(max_length=32)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    received_at = models.DateTimeField()
    batch = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.log_id} {self.first}-{self.last}"
