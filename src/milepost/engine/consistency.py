"""An application held against itself: text that stands twice, numbers of the same thing that differ, and what is said beside what is counted.

It is a help for who writes, so it finds what is plain and says where; it does not understand what it reads.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from milepost.engine.reasons import Shortfall

RUN = 14  # so many words in the same order are no accident
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
NUMBER = re.compile(
    r"(?<![\w.,£$€])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(%|per cent|percent)?"
    r"(?:\s+(?:of|the|our|all|its|their))*\s+([a-z]{4,})",
    re.IGNORECASE,
)
PERCENT = re.compile(r"(?<![\w.,])(\d+(?:\.\d+)?)\s*(?:%|per cent|percent)", re.IGNORECASE)
# Times are many and differ with reason.
TIMES = frozenset(
    "year years month months week weeks day days hour hours minute minutes times january february march april june july august "
    "september october november december years’ and with from that this than were have been when".split()
)


class Kind(StrEnum):
    """What does not fit."""

    TEXT_TWICE = "consistency_text_twice"  # one, other, words
    NUMBERS_DIFFER = "consistency_numbers_differ"  # what, one, says, other, also
    FIGURE_DIFFERS = "consistency_figure_differs"  # indicator, says, title, counted


class Counted(NamedTuple):
    """A measure that is shown at an indicator, in percent."""

    indicator: str
    title: str
    percent: int


def contradictions(statements: Mapping[str, str], counted: Sequence[Counted] = ()) -> list[Shortfall]:
    """What in statements, by indicator, does not fit together. Empty means that nothing plain was found."""
    return [*_twice(statements), *_numbers(statements), *_figures(statements, counted)]


def _twice(statements: Mapping[str, str]) -> Iterator[Shortfall]:
    words = {key: [word.casefold() for word in WORD.findall(text)] for key, text in statements.items()}
    runs = {key: {tuple(each[n : n + RUN]): n for n in range(len(each) - RUN, -1, -1)} for key, each in words.items()}
    for one, other in combinations(statements, 2):
        if shared := runs[one].keys() & runs[other].keys():
            first = min(shared, key=runs[one].__getitem__)
            yield Shortfall(Kind.TEXT_TWICE, {"one": one, "other": other, "words": " ".join(first[:6])}, one)


def _said(text: str) -> dict[tuple[str, bool], set[float]]:
    """By what is counted, and whether in percent, the numbers that a text gives."""
    found: dict[tuple[str, bool], set[float]] = {}
    for number, percent, what in NUMBER.findall(text):
        noun = what.casefold()
        if noun not in TIMES:
            found.setdefault((noun.removesuffix("s"), bool(percent)), set()).add(float(number.replace(",", "")))
    return found


def _numbers(statements: Mapping[str, str]) -> Iterator[Shortfall]:
    said = {key: _said(text) for key, text in statements.items()}
    for one, other in combinations(statements, 2):
        for what in sorted(said[one].keys() & said[other].keys()):
            here, there = said[one][what], said[other][what]
            if not here & there:
                noun, percent = what
                sign = " %" if percent else ""
                args: dict[str, object] = {
                    "what": noun,
                    "one": one,
                    "says": f"{min(here):g}{sign}",
                    "other": other,
                    "also": f"{min(there):g}{sign}",
                }
                yield Shortfall(Kind.NUMBERS_DIFFER, args, one)


def _figures(statements: Mapping[str, str], counted: Sequence[Counted]) -> Iterator[Shortfall]:
    """A statement that gives percents, none of which is what the one measure beside it comes to."""
    for one in counted:
        beside = [each.percent for each in counted if each.indicator == one.indicator]
        said = {float(number) for number in PERCENT.findall(statements.get(one.indicator, ""))}
        if said and not any(abs(number - percent) < 1 for number in said for percent in beside):
            args: dict[str, object] = {
                "indicator": one.indicator,
                "says": f"{min(said):g} %",
                "title": one.title,
                "counted": f"{one.percent} %",
            }
            yield Shortfall(Kind.FIGURE_DIFFERS, args, one.indicator)
