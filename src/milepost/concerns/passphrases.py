"""Passphrases: five words out of a list, with which somebody without an account comes back to their case.

Of `len(words()) ** WORDS` passphrases one is drawn: 50 bits with the list that ships. What is kept is a slow digest (scrypt),
salted with a key of this installation: whoever has the database alone can try nothing, and who has the key as well pays
for each try. There is one salt for all, so that one digest finds the case and no part of a passphrase need stand anywhere.
"""

import hashlib
import hmac
import math
import re
import secrets
from functools import cache
from typing import Any

import yaml
from django.conf import settings

from milepost.frameworks.folder import specs_folder

WORDS = 5
COST = 2**15  # of scrypt: 32 MB and some hundredths of a second for each try


@cache
def words() -> tuple[str, ...]:
    """The list, in its order."""
    held: dict[str, Any] = yaml.safe_load((specs_folder() / "words" / "passphrases.yaml").read_text("utf-8"))
    return tuple(held["words"].split())


def bits() -> float:
    """How many bits a passphrase has."""
    return WORDS * math.log2(len(words()))


def new_seed() -> str:
    """What a form carries, so that sending it twice gives the same passphrase and no second case. It is kept nowhere."""
    return secrets.token_urlsafe(24)


def _key(purpose: str) -> bytes:
    return hashlib.sha256(f"milepost.concerns.{purpose}.{settings.SECRET_KEY}".encode()).digest()


def passphrase_of(seed: str) -> str:
    """The passphrase that belongs to one form. Who sends none, or one too short to be ours, gets one by chance."""
    drawn = hmac.digest(_key("seed"), (seed if len(seed) >= 32 else new_seed()).encode(), "sha512")
    number, found = int.from_bytes(drawn), []
    for _place in range(WORDS):
        number, which = divmod(number, len(words()))
        found.append(words()[which])
    return " ".join(found)


def tidy(typed: str) -> str:
    """A passphrase as somebody types it on a phone: capitals, commas, hyphens and double spaces do not matter."""
    return " ".join(re.findall(r"[a-z]+", typed[:200].lower()))


def digest(passphrase: str) -> str:
    """What the database keeps of it, and finds it by."""
    return hashlib.scrypt(tidy(passphrase).encode(), salt=_key("passphrase"), n=COST, r=8, p=1, maxmem=128 * 1024**2, dklen=32).hex()
