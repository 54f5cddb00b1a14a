"""A device's Ed25519 key, and whether a checkpoint bears its signature."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.protocol import chain


class DeviceKey:
    """The private key of one log. Made on the device, never leaves it."""

    def __init__(self, seed: bytes) -> None:
        """Take the raw 32-byte private key."""
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public: bytes = self._private.public_key().public_bytes_raw()
        self.log: str = chain.log_of(self.public)

    @staticmethod
    def generate() -> "DeviceKey":
        """Make a new key from the system's randomness."""
        return DeviceKey(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def seed(self) -> bytes:
        """The raw private key, for writing it to disk and nothing else."""
        return self._private.private_bytes_raw()

    def sign(self, position: int, digest: bytes) -> bytes:
        """Sign the checkpoint at `position`."""
        return self._private.sign(chain.checkpoint(self.log, position, digest))


def signed_by(key: bytes, position: int, digest: bytes, signature: bytes) -> bool:
    """Tell whether `signature` is the key's over its log's checkpoint at `position`."""
    text = chain.checkpoint(chain.log_of(key), position, digest)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True
