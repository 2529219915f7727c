"""Texts that hold each piece on a line of its own: a number, a letter or a label stands alone, and what it belongs to comes next."""

import re
from collections.abc import Sequence
from itertools import pairwise

from milepost.frameworks.importers.fields import ORDER, WHOLE_LABEL, is_fact
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import BULLETS, Line, Where, tidy

FEWEST = 8  # numbers of criteria alone on their lines, or it is no habit of the text
DOTTED = re.compile(r"\d{1,2}\.\d{1,2}[.)]?")
ALONE = re.compile(rf"\d{{1,2}}\.\d{{1,2}}[.)]?|\d{{1,2}}[.)]?|\(?[a-z][.)]?|[PMD]\d{{1,2}}|[{re.escape(BULLETS)}]")
ASKS = re.compile(r"(?:(?:the )?(?:minimum|maximum|total|required) )?(?:number|total) of (?:\w+ )?(?:credits|units)\b", re.IGNORECASE)
LETTER = re.compile(r"\(?[a-z][.)]")
POINTED = re.compile(r"\(?(?:[a-z]|\d{1,2})[.)]")
WHOLE = re.compile(r"\d{1,3}")
OTHER_LABEL = re.compile(r"[A-Z][a-z]+(?: [\w/()-]+){0,3}:")


def rejoined(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines that go into the one before, and what those say then."""
    here = [line for line in lines if line.text.strip() and (line.page, line.number) not in skip]
    texts = [line.text.strip() for line in here]
    marks = sum(bool(DOTTED.fullmatch(a)) and not ALONE.fullmatch(b) for a, b in pairwise(texts)) >= FEWEST
    letters = sum(bool(LETTER.fullmatch(a)) and not ALONE.fullmatch(b) for a, b in pairwise(texts)) >= FEWEST
    alone = ALONE if marks else POINTED if letters else None
    gone: set[Where] = set()
    changed: dict[Where, str] = {}
    position, among = 0, False  # whether the lines before were facts
    values = values_alone(texts) if alone else set()
    while position + 1 < len(here):
        if position in values:
            position, among = position + 1, False
            continue
        line, after = here[position], here[position + 1]
        asked = marks and parted_amount(texts[position], texts[position + 1])
        fact = asked or parted_fact(texts[position], texts[position + 1]) or (among and parted_label(texts[position], texts[position + 1]))
        joins = (
            alone and alone.fullmatch(texts[position]) and not ALONE.fullmatch(texts[position + 1]) and not labels_ja(texts[position + 1])
        ) or fact
        if joins and line.page == after.page:
            changed[line.page, line.number] = f"{texts[position]}{':' if asked else ''} {texts[position + 1]}"
            gone.add((after.page, after.number))
            position += 1
        among = fact
        position += 1
    return gone, changed


def labels_ja(text: str) -> bool:
    """Whether a line of Japanese is the heading of a section, which no number above it belongs to."""
    return not text.isascii() and bool(strict_kind(text))


def values_alone(texts: Sequence[str]) -> set[int]:
    """Which of the lines are a number that belongs to the label alone above it, in no row of labels ("Credits", "6"), and not to the words below;
    so is one among such facts that stands below another label ("Total unit time", "60")."""
    found: set[int] = set()
    for at, text in enumerate(texts[1:], 1):
        if not WHOLE.fullmatch(text) and not (DOTTED.fullmatch(text) and at + 1 < len(texts) and strict_kind(texts[at + 1])):
            continue
        label, above = texts[at - 1], texts[at - 2] if at > 1 else ""
        told = WHOLE_LABEL.fullmatch(label) and not WHOLE_LABEL.fullmatch(above) and is_fact(f"{label}: {text}", ORDER[:4])
        if told or (at - 2 in found and len(label) < 40 and label[:1].isupper() and not strict_kind(label) and not OUTCOME.match(label)):
            found.add(at)
    return found


def parted_fact(label: str, value: str) -> bool:
    """Whether a line is only the label of a fact, and the next only its value."""
    return label.endswith(":") and len(label) < 40 and len(value) < 40 and is_fact(tidy(f"{label} {value}"), ORDER[:4])


def parted_amount(asks: str, amount: str) -> bool:
    """Whether a line asks for a number of credits or units, and the next is that number: "Minimum number of credits from Group B", "8"."""
    return amount.isdigit() and len(amount) < 4 and bool(ASKS.match(asks)) and asks[-1] not in ".:;"


def parted_label(label: str, value: str) -> bool:
    """Whether a line among facts is the label of something else, and the next its value: "Unit type:", "Mandatory"."""
    return (
        bool(OTHER_LABEL.fullmatch(label)) and len(value) < 40 and value[:1].isupper() and value[-1] not in ".:;" and not strict_kind(value)
    )
