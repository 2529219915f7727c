"""Documents whose labels stand in two languages, the other one first: "Lefel / Level 2". What is read is the half that is understood.

Which words are the other language's is learnt from the document: they stand before a stroke that a known label follows, and nowhere in its running text.
"""

import re
from collections.abc import Sequence
from itertools import chain

from milepost.frameworks.importers.fields import WHOLE_LABEL
from milepost.frameworks.importers.layout import Word
from milepost.frameworks.importers.source import Line

STROKE = "/"
FEWEST = 6  # strokes between words before anybody looks further
PAIRS = 4  # different labels with a known one behind the stroke
LONGEST = 8  # words of a label
KNOWN = re.compile(
    rf"(?:{WHOLE_LABEL.pattern}|(?:learning )?outcomes|(?:assessment|performance) criteria|the (?:learner|candidate|student)|group|mandatory|optional"
    r"|evidence|guidance|qualifications?|unit aim|structure)(?=\W|$)",
    re.IGNORECASE,
)
OF_LABELS = frozenset(
    (
        "unit title level credit credits value code number learning outcome outcomes assessment criteria guided hours aim group mandatory optional evidence"
        " requirements page version qualification qualifications the learner of and glh guidance structure"
    ).split()
)
PARTS = re.compile(r"\d|[–—•|✓✔☑√]")  # what no label holds: behind it another begins
WORD = re.compile(r"\S+")


def of_other_language(sequences: Sequence[Sequence[str]]) -> dict[int, set[int]]:
    """The places of the words to leave out, for each of the sequences of words (a line, a cell) that has some."""
    stroked = [k for k, words in enumerate(sequences) if STROKE in words]
    if len(stroked) < FEWEST:
        return {}
    above = {k - 1 for k in stroked if sequences[k][0] == STROKE}  # the stroke begins the line below
    running = {plain(w) for k, words in enumerate(sequences) if STROKE not in words and k not in above for w in words} | OF_LABELS
    foreign: set[str] = set()
    paired: set[str] = set()
    for k in stroked:
        words = sequences[k]
        at = next(iter(strokes(words)), 0)
        label = [plain(w) for w in words[beginning(words, 0, at) : at]]
        if 0 < len(label) <= LONGEST and 2 * sum(w not in running for w in label) > len(label):
            foreign.update(label)
            if KNOWN.match(" ".join(words[at + 1 : at + 1 + LONGEST])):
                paired.add(" ".join(label))
    if len(paired) < PAIRS:
        return {}
    behind = {plain(words[at + 1]) for k in stroked if (words := sequences[k]) for at in strokes(words) if at + 1 < len(words)}
    known = (running - foreign) | behind
    found: dict[int, set[int]] = {}
    for k in stroked:
        words, lower = sequences[k], 0
        for at in strokes(words):
            first = label_before(words, lower, at, foreign, known)
            if first < at:
                found.setdefault(k, set()).update(range(first, at + 1))
            elif at == 0 and k and STROKE not in sequences[k - 1] and all(plain(w) not in known for w in sequences[k - 1]):
                found.setdefault(k, set()).add(0)
                found[k - 1] = set(range(len(sequences[k - 1])))
            lower = at + 1
    return found


def label_before(words: Sequence[str], lower: int, at: int, foreign: set[str], known: set[str]) -> int:
    """Where the label begins that the stroke ends; at the stroke itself where there is none of the other language."""
    start = beginning(words, lower, at)
    own = [plain(w) for w in words[start:at]]
    if lower == 0 and 0 < len(own) <= LONGEST and 2 * sum(w in foreign or w not in known for w in own) >= len(own):
        return start
    alike = at > start and at + 1 < len(words) and plain(words[at - 1]) == plain(words[at + 1])  # a name in both
    first = at - 1 if alike else at
    while lower and first > start and (plain(words[first - 1]) in foreign or plain(words[first - 1]) not in known):
        first -= 1
    return first


def beginning(words: Sequence[str], lower: int, at: int) -> int:
    """Where a label may begin at the earliest: behind the last number or sign before the stroke."""
    return next((k + 1 for k in range(at - 1, lower - 1, -1) if PARTS.search(words[k])), lower)


def strokes(words: Sequence[str]) -> list[int]:
    """The strokes of a sequence behind which a label may stand: none begins with a small letter."""
    return [k for k, word in enumerate(words) if word == STROKE and not "".join(words[k + 1 : k + 2])[:1].islower()]


def plain(word: str) -> str:
    return word.strip(".,:;()’'").lower()


def in_one_language(lines: list[Line]) -> list[Line]:
    """The lines without the other language's labels; those that held nothing else are gone."""
    if sum(" /" in line.text or line.text.startswith("/ ") for line in lines) < FEWEST:
        return lines
    spans = [list(WORD.finditer(line.text)) for line in lines]
    gone = of_other_language([[m[0] for m in found] for found in spans])
    if not gone:
        return lines
    kept: list[Line] = []
    for k, line in enumerate(lines):
        if k not in gone:
            kept.append(line)
            continue
        text = "".join(
            line.text[m.start() : spans[k][n + 1].start() if n + 1 < len(spans[k]) else None]
            for n, m in enumerate(spans[k])
            if n not in gone[k]
        )
        if text.strip():
            kept.append(Line(line.page, line.number, text.rstrip()))
    return kept


def drop_other_language(lines: Sequence[list[Word]], cells: Sequence[list[Word]]) -> None:
    """Takes the words of the other language out of the lines of a PDF's pages and out of the cells of its tables."""
    if sum(w.text == STROKE for words in lines for w in words) < FEWEST:
        return
    outside = [[w for w in words if not w.in_table] for words in lines]
    inside = [sorted(words, key=lambda w: (w.line, w.x0)) for words in cells]
    sequences = [*outside, *inside]
    gone = {id(sequences[k][n]) for k, places in of_other_language([[w.text for w in s] for s in sequences]).items() for n in places}
    for words in chain(lines, cells) if gone else ():
        words[:] = [w for w in words if id(w) not in gone]
