"""The cells of tables that a text holds one after the other, without their columns: outcome, criterion, and what stands beside it.

Two signs part them, whatever the heads say. The first criterion of an outcome has that outcome's number ("2 Keep records 2.1 Enter ..."); and what
stands beside a criterion begins with a capital on a line of its own, where the criterion itself goes on in small letters.
"""

import re
from collections import Counter
from collections.abc import Sequence

from milepost.frameworks.importers.fields import fields_in, heading_of
from milepost.frameworks.importers.numbering import OUTCOME, follows
from milepost.frameworks.importers.sections import CLOSING, LEAD_IN, strict_kind
from milepost.frameworks.importers.source import Line, Passage, Place, is_marked, tidy

FEWEST = 4  # of either sign, or it is no habit of the text
RECURS = 2  # times that a heading stands in a text at least
AMIDST = re.compile(r"((?:LO ?)?(\d{1,2})[.):]? (?!\d).*?\S) ((?:(?:AC|PC) ?)?\2\.1[.):]? [^\W\d].*)")
DOTTED = re.compile(r"(?:(?:AC|PC) ?)?(\d{1,2}\.\d{1,2})[.):]?(?: +\S|$)")
BREAKS_OFF = re.compile(r"\b(?:and|or|of|the|to|a|an|in|for|with|that|by|on|from|at|as|is|are|their|its|between|how|which|when)$|[,–-]$")
ALONE = re.compile(r"(?:(?:AC|PC) ?)?\d{1,2}\.\d{1,2}[.):]?")


def cells_apart(lines: Sequence[Line]) -> list[tuple[Line, str]]:
    """The lines with each cell on its own and without what stands beside the criteria; none where the text has no such cells."""
    texts = [tidy(line.text) for line in lines]
    ahead = numbers_ahead(texts)
    seen = Counter(texts)
    found: list[tuple[Line, str]] = []
    parted = left_out = 0
    number, beside, bare, gap = "", False, False, False
    for position, (line, text) in enumerate(zip(lines, texts, strict=True)):
        if not text:
            gap = True
            found.append((line, ""))
            continue
        before = next((t for _line, t in reversed(found) if t), "")
        if amidst := AMIDST.fullmatch(text):
            found += [(line, amidst[1]), (line, amidst[3])]
            parted, number, beside, bare = parted + 1, f"{amidst[2]}.1", False, False
        elif dotted := DOTTED.match(text):
            found.append((line, text))
            number, beside, bare = dotted[1], False, bool(ALONE.fullmatch(text))
        elif bare:  # the words of a number that stands alone
            found.append((line, text))
            bare = False
        elif is_marked(text) and not (beside and text[:2] in ("a ", "i ", "o ")):
            found.append((line, text))
            beside, number = False, "" if text[0].isdigit() else number
        elif (
            number
            and (beside or (text[0].isupper() and not BREAKS_OFF.search(before)))
            and not (ends(text, seen, gap=gap and beside) and not follows(number, ahead[position]))
        ):
            left_out += not beside
            beside = True
        else:
            found.append((line, text))
            number = number if text[0].islower() else ""
            beside = False
        gap = False
    return found if max(parted, left_out) >= FEWEST else []


def numbers_ahead(texts: Sequence[str]) -> list[str]:
    """For each line the number of the criterion that comes next."""
    found: list[str] = []
    number = ""
    for text in reversed(texts):
        found.append(number)
        if amidst := AMIDST.fullmatch(text):
            number = f"{amidst[2]}.1"
        elif dotted := DOTTED.match(text):
            number = dotted[1]
    return found[::-1]


def ends(text: str, seen: Counter[str], *, gap: bool) -> bool:
    """Whether a line behind the last criterion of a unit belongs to what comes below the table."""
    return (
        gap
        or seen[text] >= RECURS
        or bool(strict_kind(text) or heading_of(text) or LEAD_IN.match(text) or OUTCOME.match(text) or CLOSING.match(text))
        or bool(fields_in(Passage(text, Place(1, 1, 1))))
    )
