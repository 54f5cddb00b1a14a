"""What is kept about people who use the pages, and what they did."""

from collector.accounts.models.people import Account, SignInTries
from collector.accounts.models.trail import AuditEntry, AuditHead

__all__ = ["Account", "AuditEntry", "AuditHead", "SignInTries"]
