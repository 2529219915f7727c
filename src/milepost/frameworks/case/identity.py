"""Identifiers of what we write: worked out from names, so that they are the same whenever a specification is written again."""

import uuid
from collections import Counter

OURS = uuid.UUID("5b0f3c1e-6d0a-5c57-9a53-0d9f6f3c7a10")  # the space of names in which ours are unique


def of_document(organisation: str, name: str) -> str:
    """The identifier of an organisation's document with this number, or this title where it has no number."""
    return str(uuid.uuid5(OURS, f"document/{organisation}/{name}"))


def of_type(part: str) -> str:
    return str(uuid.uuid5(OURS, f"type/{part}"))


def of_link(origin: str, kind: str) -> str:
    return str(uuid.uuid5(uuid.UUID(origin), f"link/{kind}"))


def of_licence(document: str, licence: str) -> str:
    return str(uuid.uuid5(uuid.UUID(document), f"licence/{licence}"))


class Namer:
    """Names the parts of one thing; a name that stands twice is told apart by counting."""

    def __init__(self) -> None:
        self.seen: Counter[tuple[str, str]] = Counter()

    def named(self, parent: str, name: str) -> str:
        self.seen[parent, name] += 1
        times = self.seen[parent, name]
        return str(uuid.uuid5(uuid.UUID(parent), name if times == 1 else f"{name}/{times}"))
