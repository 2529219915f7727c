"""Secrets of letters: made anew from the key each time, so that they are kept nowhere; a digest finds the letter again."""

import hashlib
from uuid import UUID

from django.core.signing import Signer


def token_of(purpose: str, uuid: UUID) -> str:
    """The secret of one letter, as it stands in its address. `purpose` keeps one kind of letter from opening another."""
    return Signer(salt=f"milepost.{purpose}", sep=".").sign(uuid.hex)


def digest_of(token: str) -> str:
    """SHA-256 of a secret: what the database keeps."""
    return hashlib.sha256(token.encode()).hexdigest()
