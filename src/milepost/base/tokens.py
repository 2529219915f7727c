"""Secrets of letters: made anew from the key each time, so that they are kept nowhere; a digest finds the letter again."""

import hashlib
from typing import Protocol
from uuid import UUID

from django.core.signing import Signer


def token_of(purpose: str, uuid: UUID) -> str:
    """The secret of one letter, as it stands in its address. `purpose` keeps one kind of letter from opening another."""
    return Signer(salt=f"milepost.{purpose}", sep=".").sign(uuid.hex)


def digest_of(token: str) -> str:
    """SHA-256 of a secret: what the database keeps."""
    return hashlib.sha256(token.encode()).hexdigest()


class Sealed(Protocol):
    """A letter: it keeps the digest, and has the secret itself only while it is being written."""

    secret: str
    secret_digest: str

    def save(self) -> None: ...


def seal(letter: Sealed, token: str) -> None:
    """Save a letter just written under the digest of its secret."""
    letter.secret_digest = digest_of(token)
    letter.save()
    letter.secret = token
