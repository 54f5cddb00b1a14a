"""What a person proves to have besides knowing a password."""

from django.db import models

from collector.accounts.models.people import Account


class SecondFactor(models.Model):
    """An authenticator app. `secret` is encrypted; `last_step` is the newest code that was used.

    Without `confirmed` the app was shown its secret and has not yet answered: it counts for
    nothing.
    """

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, related_name="second_factor", primary_key=True
    )
    secret = models.TextField()
    confirmed = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.account_id)


class RecoveryCode(models.Model):
    """A code for the day the phone is lost: good once. Only its digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Looked up by account and digest."""

        constraints = (
            models.UniqueConstraint(fields=("account", "digest"), name="recovery_code_once"),
        )

    def __str__(self) -> str:
        return str(self.account_id)
