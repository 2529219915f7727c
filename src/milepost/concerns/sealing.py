"""Sealing a name: to two people's own keys, each of which a passphrase protects that is kept nowhere. Pure: no tables, no clock.

A *key* is a pair of X25519; its private half is kept encrypted with what scrypt makes of a passphrase that was drawn by chance.
A *box* is a message for one public key: an exchange with a key made for this one box, HKDF, ChaCha20-Poly1305. A *seal* is a
name under a key of its own; that key lies whole in a box for each of two people, and for recovery in two halves of which
neither says anything alone (the first is chance, the second the key xor that chance), each in a box for somebody else,
and in one for another in their place where there are enough.
Everything is bound to what it belongs to: a box of one case opens in no other.
"""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

WORDS = 6  # of a passphrase: 61 bits with the list that ships
COST = 2**16  # of scrypt: 64 MB for each try
KEY, NONCE = 32, 12  # bytes


class DoesNotOpenError(Exception):
    """Another passphrase, another key, or something was altered. Which of them, nobody can tell."""


@dataclass(frozen=True, slots=True)
class Key:
    """A pair of keys as it is kept: the private half encrypted. All of it bytes."""

    public: bytes
    salt: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Seal:
    """A sealed text: its letters, a box with the whole key for each of the first two, and one with a half for each of the others in turn."""

    body: bytes
    whole: tuple[bytes, ...]
    halves: tuple[bytes, ...]


def draw_passphrase(words: Sequence[str]) -> str:
    """A passphrase by chance: nobody chooses one that can be guessed."""
    return " ".join(secrets.choice(words) for _ in range(WORDS))


def new_key(passphrase: str, *, bound: str, cost: int = 0) -> Key:
    """A pair of keys, its private half under `passphrase`, for whom or what `bound` names."""
    private, salt = X25519PrivateKey.generate(), os.urandom(16)
    wrapped = _encrypt(_stretched(passphrase, salt, cost or COST), private.private_bytes_raw(), bound)
    return Key(private.public_key().public_bytes_raw(), salt, wrapped)


def unlock(key: Key, passphrase: str, *, bound: str, cost: int = 0) -> X25519PrivateKey:
    """The private half. Raises DoesNotOpenError with any other passphrase."""
    return X25519PrivateKey.from_private_bytes(_decrypt(_stretched(passphrase, key.salt, cost or COST), key.wrapped, bound))


def box(message: bytes, public: bytes, *, bound: str) -> bytes:
    """A message that only the private half of `public` opens."""
    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return sender + _encrypt(_agreed(shared, sender, public), message, bound)


def unbox(boxed: bytes, private: X25519PrivateKey, *, bound: str) -> bytes:
    """What lies in a box. Raises DoesNotOpenError."""
    sender, public = boxed[:KEY], private.public_key().public_bytes_raw()
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(sender))
    except ValueError as fault:
        raise DoesNotOpenError from fault
    return _decrypt(_agreed(shared, sender, public), boxed[KEY:], bound)


def seal(text: str, *, two: Sequence[bytes], recovery: Sequence[bytes], bound: str) -> Seal:
    """Seal a text to two public keys; `recovery` is none, or two others who open it only together, and up to two in their place.

    The first and third get the one half, the second and fourth the other.
    """
    if len(two) != 2 or len(recovery) not in (0, 2, 3, 4):
        raise ValueError("A name is sealed to two, and its recovery to two others, with up to two in their place, or to nobody.")
    key = os.urandom(KEY)
    first = os.urandom(KEY)
    halves = (first, _xor(key, first))
    return Seal(
        body=_encrypt(key, text.encode(), bound),
        whole=tuple(box(key, public, bound=bound) for public in two),
        halves=tuple(box(half, public, bound=bound) for half, public in zip(halves * 2, recovery, strict=False)),
    )


def open_with(body: bytes, parts: Sequence[bytes], *, bound: str) -> str:
    """The text: `parts` is the whole key alone, or its two halves. Raises DoesNotOpenError."""
    key = parts[0] if len(parts) == 1 else _xor(parts[0], parts[1])
    return _decrypt(key, body, bound).decode()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=KEY, n=cost, r=8, p=1).derive(" ".join(passphrase.lower().split()).encode())


def _agreed(shared: bytes, sender: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), KEY, salt=None, info=b"milepost sealed box 1" + sender + public).derive(shared)


def _encrypt(key: bytes, message: bytes, bound: str) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, message, bound.encode())


def _decrypt(key: bytes, kept: bytes, bound: str) -> bytes:
    try:
        return ChaCha20Poly1305(key).decrypt(kept[:NONCE], kept[NONCE:], bound.encode())
    except (InvalidTag, ValueError) as fault:
        raise DoesNotOpenError from fault
