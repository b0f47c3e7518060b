"""Authenticated encryption of everything personal, from one root key."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from pd_intake_bot.errors import IntakeError

_KEY_BYTES = 32
_NONCE_BYTES = 12
_NUMBER_BYTES = 8
VERSION = b"\x01"
DATA_VERSION = b"\x02"
HEAD_BYTES = 1 + _NUMBER_BYTES
"""What stands before a value that a data key sealed: the version and the number of the key."""
PIECE = 2**20
"""Bytes of a large content that are encrypted at once."""

ROOT_ID = 16
"""Letters of a root key's id."""


class WrongKey(IntakeError):
    """The root key is no key at all, or not the one that the data were sealed with."""

    key = "error-wrong-key"


class Sealer(Protocol):
    """Whatever seals values and opens them again in the same context."""

    def seal(self, plain: bytes, context: str) -> bytes:
        """Encrypt `plain` so that it opens in the same context only."""
        ...

    def open(self, sealed: bytes, context: str) -> bytes:
        """Decrypt what `seal` made. Raises `WrongKey` where it is not meant to open."""
        ...


class Seal:
    """Seals with AES-256-GCM (NIST SP 800-38D) under subkeys made by HKDF (RFC 5869).

    What is sealed opens only in the context it was sealed for: a value moved to another row
    or column does not open. A sealed value is a version byte, a random nonce of 12 bytes,
    the encrypted bytes and a tag of 16 bytes.

    The root keys wrap other keys, and each is known by an id that tells nothing of it. All else
    comes from the base key, which outlives the root keys that wrap it: the first root key
    itself, until `based_on` names another.
    """

    def __init__(self, key: str, *older: str, base: bytes | None = None) -> None:
        """Take the root key as 32 bytes in URL-safe base64, and former ones that still open.

        Raises `WrongKey` for another form.
        """
        self._given = (key, *older)
        roots = [_decode(one) for one in self._given]
        self._roots = {_subkey(root, "root id").hex()[:ROOT_ID]: root for root in roots}
        self._wrapping = {one: AESGCM(_subkey(root, "wrap")) for one, root in self._roots.items()}
        self.roots = tuple(self._roots)
        """The ids of the root keys, the one to wrap with first."""
        self._base = base or roots[0]
        self._index_key = self.subkey("index")
        self._ciphers: dict[str, AESGCM] = {}

    def based_on(self, base: bytes) -> "Seal":
        """Give the same roots over another base key."""
        return Seal(*self._given, base=base)

    @property
    def rooted(self) -> str | None:
        """The id of the root key that is the base itself; None where it is none of these."""
        found = (name for name, root in self._roots.items() if root == self._base)
        return next(found, None)

    @property
    def fingerprint(self) -> str:
        """Know the base key again by this, without knowing it."""
        return self.index("marks", "root key")

    def root(self, root_id: str) -> bytes:
        """Give a root key to be the base of what was sealed before there was any other."""
        return self._roots[root_id]

    def wrap(self, key: bytes, context: str, *, root_id: str) -> bytes:
        """Seal another key with a root key."""
        return _encrypt(self._wrapping[root_id], key, context)

    def unwrap(self, wrapped: bytes, context: str, *, root_id: str) -> bytes:
        """Open a key. Raises `WrongKey` where its root key is not among these."""
        if root_id not in self._roots:
            raise WrongKey("the data were sealed with another key")
        return _decrypt(self._wrapping[root_id], wrapped, context)

    @staticmethod
    def new_key() -> str:
        """Make a root key."""
        return base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode()

    def subkey(self, purpose: str) -> bytes:
        """Derive the 32 bytes that serve one purpose, such as `message-ids`."""
        return _subkey(self._base, purpose)

    def seal(self, plain: bytes, context: str, *, purpose: str = "columns") -> bytes:
        """Encrypt `plain` so that it opens under the same context and purpose only."""
        return VERSION + _encrypt(self._cipher(purpose), plain, context)

    def open(self, sealed: bytes, context: str, *, purpose: str = "columns") -> bytes:
        """Decrypt what `seal` made.

        Raises `WrongKey` where key or context are others, or the bytes were changed.
        """
        if sealed[:1] != VERSION:
            raise WrongKey(f"{context}: sealed in a form that this version does not know")
        return _decrypt(self._cipher(purpose), sealed[1:], context)

    def index(self, purpose: str, value: str) -> str:
        """Hash a value under the key, to find it again without keeping it: 64 hex letters."""
        message = f"{purpose}\0{value}".encode()
        return hmac.new(self._index_key, message, hashlib.sha256).hexdigest()

    def _cipher(self, purpose: str) -> AESGCM:
        if purpose not in self._ciphers:
            self._ciphers[purpose] = AESGCM(self.subkey(purpose))
        return self._ciphers[purpose]


class DataKey:
    """One key of its own for what belongs together; without it nothing of that opens.

    A value sealed with it is a version byte, the number of the key in 8 bytes, a nonce, the
    encrypted bytes and a tag. The number is bound in with the context.
    """

    def __init__(self, number: int, key: bytes) -> None:
        self.number = number
        self._key = key
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, context: str) -> bytes:
        """Encrypt `plain` so that it opens with this key and in the same context only."""
        head = DATA_VERSION + self.number.to_bytes(_NUMBER_BYTES)
        return head + _encrypt(self._cipher, plain, self._bind(context))

    def seal_in_pieces(self, plain: bytes, context: str) -> Iterator[bytes]:
        """Encrypt as `seal` does, a piece at a time, so that a large content is held once."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        encryptor = Cipher(AES(self._key), GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(self._bind(context).encode())
        yield DATA_VERSION + self.number.to_bytes(_NUMBER_BYTES) + nonce
        whole = memoryview(plain)
        for start in range(0, len(plain), PIECE):
            yield encryptor.update(whole[start : start + PIECE])
        yield encryptor.finalize() + encryptor.tag

    def open(self, sealed: bytes, context: str) -> bytes:
        """Decrypt what `seal` made. Raises `WrongKey` for another key, context or content."""
        if number_of_key(sealed) != self.number:
            raise WrongKey(f"{context}: sealed with another data key")
        return _decrypt(self._cipher, sealed[HEAD_BYTES:], self._bind(context))

    def _bind(self, context: str) -> str:
        return f"{context}\0{self.number}"


def number_of_key(sealed: bytes) -> int | None:
    """Tell which data key a value was sealed with; None where it was not with one."""
    if sealed[:1] != DATA_VERSION:
        return None
    return int.from_bytes(sealed[1:HEAD_BYTES])


def new_data_key() -> bytes:
    """Make a data key."""
    return secrets.token_bytes(_KEY_BYTES)


def _encrypt(cipher: AESGCM, plain: bytes, context: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, plain, context.encode())


def _decrypt(cipher: AESGCM, sealed: bytes, context: str) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise WrongKey(f"{context}: does not open with this key") from error


def _subkey(key: bytes, purpose: str) -> bytes:
    return HKDFExpand(SHA256(), _KEY_BYTES, b"pd-intake " + purpose.encode()).derive(key)


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
