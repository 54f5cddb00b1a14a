"""The audit trail: who saw and changed what. Only `collector.accounts.audit` writes here."""

from typing import Any, ClassVar, NoReturn

from django.db import models


class AppendOnlyError(Exception):
    """Somebody tried to change or delete what was written down."""


class AppendOnly(models.QuerySet["AuditEntry"]):
    """Rows are added and read, nothing else."""

    def update(self, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError


class AuditEntry(models.Model):
    """One thing somebody did. `digest` covers this entry and, through the one before, all before.

    account: the name as it was then; "" for a program. branch: materialised path of the part of
    the organisation it was about, as it was then; "" for all of it. detail: canonical JSON.
    """

    position = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    account = models.CharField(max_length=150, blank=True)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=64)
    about = models.CharField(max_length=200, blank=True)
    branch = models.CharField(max_length=500, blank=True)
    detail = models.TextField(default="{}")
    digest = models.BinaryField(max_length=32)

    objects: ClassVar[models.Manager["AuditEntry"]] = AppendOnly.as_manager()

    class Meta:
        """Read by account, by action and by branch, newest first."""

        indexes = (
            models.Index(fields=("account", "-position"), name="audit_by_account"),
            models.Index(fields=("action", "-position"), name="audit_by_action"),
            models.Index(fields=("branch", "-position"), name="audit_by_branch"),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.account} {self.action} {self.about}"

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError


class AuditHead(models.Model):
    """The one row that says where the trail ends; whoever writes holds its lock."""

    position = models.PositiveBigIntegerField(default=0)
    digest = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.position)
