"""The collector's settings, but that a password is hashed in no time.

Hashing one costs a third of a second on purpose. The tests start a collector often, each makes its
first account, and somebody signs in; what hashing is worth is not what they look at. Nothing but
tests can choose this: the programs know no setting for it.
"""

from collector.settings import *  # noqa: F403 -- all of it, and one thing else

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
