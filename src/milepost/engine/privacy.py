"""What in a text may point at somebody: numbers, addresses and names that look like a customer's. It guesses, and says why."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Pointer(StrEnum):
    """What a finding looks like."""

    EMAIL = "email"
    PHONE = "phone"
    CARD = "card"
    ACCOUNT = "account"
    NATIONAL_INSURANCE = "national_insurance"
    POSTCODE = "postcode"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of a text, in its own letters."""

    kind: Pointer
    excerpt: str
    start: int


_PATTERNS: tuple[tuple[Pointer, re.Pattern[str]], ...] = (
    (Pointer.EMAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (Pointer.CARD, re.compile(r"(?<!\d)\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}(?!\d)")),
    (Pointer.ACCOUNT, re.compile(r"(?<!\d)\d{2}-\d{2}-\d{2}(?:\W+\d{8})?(?!\d)")),
    (Pointer.NATIONAL_INSURANCE, re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")),
    (Pointer.PHONE, re.compile(r"(?<![\d/.-])(?:\+\d{1,3}[ -]?(?:\(0\) ?)?|0)\d{2,5}[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)")),
    (Pointer.POSTCODE, re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")),
    (Pointer.NAME, re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? (?:[A-Z][\w’'-]*\.? ?){1,3}(?<! )")),
    (
        Pointer.NAME,
        re.compile(r"\b(?:customer|client|caller|guest|patient|resident|tenant)(?: called| named|,)? ((?:[A-Z][a-z’'-]+ ?){1,3}(?<! ))"),
    ),
)  # fmt: skip


def findings(text: str) -> list[Finding]:
    """Every place that may point at somebody, in the order of the text; places that overlap are told once."""
    found: list[Finding] = []
    taken: list[tuple[int, int]] = []
    for kind, start, end in _places(text):
        if all(end <= before or start >= after for before, after in taken):
            taken.append((start, end))
            found.append(Finding(kind, text[start:end], start))
    return sorted(found, key=lambda one: one.start)


def _places(text: str) -> Iterator[tuple[Pointer, int, int]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            group = 1 if pattern.groups else 0
            if kind is Pointer.CARD and not _luhn(match[0]):
                continue
            yield kind, match.start(group), match.end(group)


def _luhn(number: str) -> bool:
    """Whether a number has the check digit that payment cards have."""
    digits = [int(letter) for letter in number if letter.isdigit()]
    doubled = [digit if place % 2 == 0 else digit * 2 - 9 * (digit > 4) for place, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
