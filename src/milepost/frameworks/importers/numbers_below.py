"""Numbers and letters that a narrow column put below what they belong to: that of an outcome below its label, a letter below the words listed."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.columns import pieces_of
from milepost.frameworks.importers.sections import LEAD_IN
from milepost.frameworks.importers.source import Line, Where, is_marked

LABEL = re.compile(r"(?:learning |unit |performance )?outcome", re.IGNORECASE)
ALONE = re.compile(r"\d{1,2}[.):]?")
LETTER = re.compile(r"\(?[b-z][.)]")
NUMBERED = re.compile(r"\d{1,2}\.\d{1,2}[.):]?\s")
SHORT, LONGEST = 4, 16  # letters of a number, of the rest of a label
SLACK = 2  # letters by which the column may waver


def numbers_below(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines that go into others, and what those say then."""
    gone: set[Where] = set()
    changed: dict[Where, str] = {}
    for position in range(len(lines) - 1):
        below = lines[position + 1].text.strip()
        if not below or len(below) > LONGEST or not (below.isalpha() or len(below) <= SHORT):
            continue
        line, where = lines[position], (lines[position + 1].page, lines[position + 1].number)
        if line.page != where[0] or where in skip:
            continue
        if ALONE.fullmatch(below):
            if (pieces := parted(line.text, lines[position + 1].text)) and LABEL.fullmatch(pieces[0]):
                changed[line.page, line.number] = f"{pieces[0]} {below.rstrip('.):')}: {pieces[1]}"
                gone.add(where)
        elif LETTER.fullmatch(below):
            if position and is_lost(lines[position - 1].text, line.text, below):
                changed[line.page, line.number] = f"{below} {line.text.strip()}"
                gone.add(where)
        elif below.isalpha() and below.islower() and (pieces := parted(line.text, lines[position + 1].text)) and LEAD_IN.match(pieces[1]):
            after = next((other.text.strip() for other in lines[position + 2 : position + 4] if other.text.strip()), "")
            if NUMBERED.match(
                after
            ):  # "Performance    The learner can:", with "statements" below: it names what comes, and says nothing of it
                changed[line.page, line.number] = pieces[1]
                gone.add(where)
    return gone, changed


def parted(text: str, below: str) -> list[str]:
    """The two parts of a line whose first one stands over the line below; nothing for another line."""
    pieces = pieces_of(text)
    if len(pieces) != 2 or abs(pieces[0][0] - (len(below) - len(below.lstrip()))) > SLACK:
        return []
    return [words for _x, words in pieces]


def is_lost(before: str, words: str, letter: str) -> bool:
    """Whether a letter is that of the words above it, because those before have the letter ahead of it and these have none."""
    before, words = before.strip(), words.strip()
    own = letter.strip("(.)")
    return bool(words) and not is_marked(words) and before.startswith(letter.replace(own, chr(ord(own) - 1)) + " ")
