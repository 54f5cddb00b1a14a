"""What is kept about people who use the pages, and what they did."""

from collector.accounts.models.people import Account, RoleHeld, SignInTries
from collector.accounts.models.second_factor import RecoveryCode, SecondFactor
from collector.accounts.models.sessions import Session
from collector.accounts.models.trail import AuditEntry, AuditHead
from collector.accounts.models.walls import Wall

__all__ = [
    "Account",
    "AuditEntry",
    "AuditHead",
    "RecoveryCode",
    "RoleHeld",
    "SecondFactor",
    "Session",
    "SignInTries",
    "Wall",
]
