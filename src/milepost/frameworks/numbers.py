"""The regulator's numbers and their check characters. A wrong shape is an error; a wrong character is a reason to ask, never to refuse.

A qualification number (QAN) is "ddd/dddd/c", a unit number (UAN) "L/ddd/dddd". The check character follows from the seven
digits by one of two sums: an old one with weights, and a new one without. No rule is published; this one holds for all of
8,220 published qualification numbers and 77 unit numbers. Where it is not known which sum a series uses, either will do.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

UAN = re.compile(r"(?<![A-Z0-9/])([A-Z])\s?/?\s?(\d{3})\s?/?\s?(\d{4})(?![0-9/])", re.ASCII)
UAN_WHOLE = re.compile(r"[A-Z]\s?/?\s?\d{3}\s?/?\s?\d{4}", re.ASCII)
QAN = re.compile(r"(?<![A-Z0-9/])(\d{3})\s?/?\s?(\d{4})\s?/?\s?([\dX])(?![0-9/])", re.ASCII)
QAN_WHOLE = re.compile(r"\d{3}\s?/?\s?\d{4}\s?/?\s?[\dX]", re.ASCII)
UAN_LETTERS = "ADFHJKLMRTY"
WEIGHTS = (8, 7, 6, 5, 4, 3, 2)
NEW_BLOCK, EITHER_BLOCK = range(6100001, 6100124), range(6100124, 6100134)  # where the new sum began among qualifications, and ended
NEW_UNITS, EITHER_UNITS = range(650, 700), range(618, 650)  # series of units: 650 and 651 are known, none between is


class Kind(StrEnum):
    QUALIFICATION = "qualification"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Checked:
    """One number looked at. `expected` are the check characters that would fit; more than one where the series is not known."""

    number: str  # with its strokes
    kind: Kind
    expected: tuple[str, ...]

    @property
    def character(self) -> str:
        return self.number[0] if self.kind is Kind.UNIT else self.number[-1]

    @property
    def right(self) -> bool:
        return self.character in self.expected

    @property
    def put_right(self) -> tuple[str, ...]:
        """The number with each character that would fit."""
        return tuple(c + self.number[1:] if self.kind is Kind.UNIT else self.number[:-1] + c for c in self.expected)


def old_sum(digits: str) -> int:
    return sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11


def new_sum(digits: str) -> int:
    return (sum(map(int, digits)) + 6) % 11


def checked(text: str) -> Checked | None:
    """The number that a text is, looked at; None where it has the shape of neither."""
    upper = text.strip().upper()
    if UAN_WHOLE.fullmatch(upper):
        bare = re.sub(r"[^A-Z0-9]", "", upper)
        sums = _sums(int(bare[1:4]), NEW_UNITS, EITHER_UNITS)
        return Checked(f"{bare[0]}/{bare[1:4]}/{bare[4:]}", Kind.UNIT, _each(sums, bare[1:], lambda n: UAN_LETTERS[n]))
    if QAN_WHOLE.fullmatch(upper):
        bare = re.sub(r"[^0-9X]", "", upper)
        sums = _sums(int(bare[:7]), NEW_BLOCK, EITHER_BLOCK)
        return Checked(f"{bare[:3]}/{bare[3:7]}/{bare[7]}", Kind.QUALIFICATION, _each(sums, bare[:7], lambda n: "X" if n == 10 else str(n)))
    return None


type Sum = Callable[[str], int]


def _sums(series: int, new: range, either: range) -> tuple[Sum, ...]:
    return (old_sum, new_sum) if series in either else (new_sum,) if series in new else (old_sum,)


def _each(sums: tuple[Sum, ...], digits: str, character: Callable[[int], str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(character(add(digits)) for add in sums))


def tidy_uan(text: str) -> str:
    """ "R/901/0012" of "r9010012" or "R/901/0012"; the text itself when it is no such number."""
    found = checked(text)
    return found.number if found and found.kind is Kind.UNIT else text.strip()


def tidy_qan(text: str) -> str:
    """ "601/4756/8" of "60147568"; the text itself when it is no such number."""
    found = checked(text)
    return found.number if found and found.kind is Kind.QUALIFICATION else text.strip()
