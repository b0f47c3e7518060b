"""Authenticated encryption of everything personal, from one root key."""

import base64
import binascii
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from pd_intake_bot.errors import IntakeError

_KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = b"\x01"


class WrongKey(IntakeError):
    """The root key is no key at all, or not the one that the data were sealed with."""

    key = "error-wrong-key"


class Seal:
    """Seals with AES-256-GCM (NIST SP 800-38D) under subkeys made by HKDF (RFC 5869).

    What is sealed opens only in the context it was sealed for: a value moved to another row
    or column does not open. A sealed value is a version byte, a random nonce of 12 bytes,
    the encrypted bytes and a tag of 16 bytes.
    """

    def __init__(self, key: str) -> None:
        """Take the root key as 32 bytes in URL-safe base64. Raises `WrongKey` for another form."""
        self._root = _decode(key)
        self._index_key = self.subkey("index")
        self._ciphers: dict[str, AESGCM] = {}

    @staticmethod
    def new_key() -> str:
        """Make a root key."""
        return base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode()

    def subkey(self, purpose: str) -> bytes:
        """Derive the 32 bytes that serve one purpose, such as `message-ids`."""
        return HKDFExpand(SHA256(), _KEY_BYTES, b"pd-intake " + purpose.encode()).derive(self._root)

    def seal(self, plain: bytes, context: str, *, purpose: str = "columns") -> bytes:
        """Encrypt `plain` so that it opens under the same context and purpose only."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _VERSION + nonce + self._cipher(purpose).encrypt(nonce, plain, context.encode())

    def open(self, sealed: bytes, context: str, *, purpose: str = "columns") -> bytes:
        """Decrypt what `seal` made.

        Raises `WrongKey` where key or context are others, or the bytes were changed.
        """
        version, nonce, rest = sealed[:1], sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        if version != _VERSION:
            raise WrongKey(f"{context}: sealed in a form that this version does not know")
        try:
            return self._cipher(purpose).decrypt(nonce, rest, context.encode())
        except (InvalidTag, ValueError) as error:
            raise WrongKey(f"{context}: does not open with this key") from error

    def index(self, purpose: str, value: str) -> str:
        """Hash a value under the key, to find it again without keeping it: 64 hex letters."""
        message = f"{purpose}\0{value}".encode()
        return hmac.new(self._index_key, message, hashlib.sha256).hexdigest()

    def _cipher(self, purpose: str) -> AESGCM:
        if purpose not in self._ciphers:
            self._ciphers[purpose] = AESGCM(self.subkey(purpose))
        return self._ciphers[purpose]


def _decode(key: str) -> bytes:
    words = key.strip().rstrip("=")
    padded = words + "=" * (-len(words) % 4)
    try:
        root = base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise WrongKey("the secret key is not in URL-safe base64") from error
    if len(root) != _KEY_BYTES:
        raise WrongKey(f"the secret key has {len(root)} bytes, not {_KEY_BYTES}")
    return root
