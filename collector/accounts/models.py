"""Accounts of the people who use the pages."""

from django.contrib.auth.models import AbstractUser


class Account(AbstractUser):
    """A person who may sign in. `is_superuser`: may also approve terminals and make accounts."""

    class Meta(AbstractUser.Meta):
        """Named once here, since a project cannot change its account model later."""
