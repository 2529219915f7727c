"""Outcomes that a text gives only below all their criteria: "1", the criteria, "2", "3", then the words of the first, second and third."""

import re
from collections.abc import Iterator, Sequence

from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import BULLETS, Line, Where

NUMBER = re.compile(r"\d{1,2}[.)]?")
CRITERION = re.compile(r"(?:(?:AC|PC) ?)?(\d{1,2})\.\d{1,2}[.):]?(?= |$)")
LISTED = re.compile(rf"(?:\(?[a-z][.)]|[{re.escape(BULLETS)}]) ")
LONGEST = 120  # letters of an outcome
FEWEST = 3  # outcomes told so, in two tables, or it is no habit of the text

type Paragraph = list[Line]
type Told = list[tuple[int, list[Line]]]  # where the first criterion of each outcome stands, and the lines of its number and words


def outcomes_late(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines of such numbers and words, and what the empty lines above the outcomes' first criteria say then."""
    tables = [told for table in tables_in(lines, skip) if (told := told_late(table))]
    outcomes = [outcome for told in tables for outcome in told]
    if len(tables) < 2 or len(outcomes) < FEWEST:
        return set(), {}
    changed = {
        (lines[first - 1].page, lines[first - 1].number): " ".join(line.text.strip() for line in outcome) for first, outcome in outcomes
    }
    gone = {(line.page, line.number) for _first, outcome in outcomes for line in outcome}
    return gone - set(changed), changed


def tables_in(lines: Sequence[Line], skip: set[Where]) -> Iterator[list[tuple[int, Paragraph]]]:
    """The paragraphs, each with its place, between two headings, running lines or pages."""
    table: list[tuple[int, Paragraph]] = []
    blank = True
    for at, line in enumerate(lines):
        text = line.text.strip()
        if not text:
            blank = True
            continue
        parts = (line.page, line.number) in skip or bool(strict_kind(text))
        if parts or (table and table[-1][1][-1].page != line.page):
            yield table
            table, blank = [], True
        if parts:
            continue
        if blank:
            table.append((at, []))
        table[-1][1].append(line)
        blank = False
    yield table


def told_late(table: list[tuple[int, Paragraph]]) -> Told:
    """The outcomes of a table whose words stand below all criteria; none where the table is another."""
    numbers: list[Line] = []
    words: list[Paragraph] = []
    first: dict[str, int] = {}
    awaits = False  # whether a criterion's number came without its words
    for at, paragraph in table:
        text = paragraph[0].text.strip()
        if criterion := CRITERION.match(text):
            if words or (len(paragraph) > 1 and criterion.end() == len(text) and CRITERION.match(paragraph[1].text.strip())):
                return []
            numbers = numbers if first else numbers[-1:]
            first.setdefault(criterion[1], at)
            awaits = criterion.end() == len(text) and len(paragraph) == 1
        elif NUMBER.fullmatch(text) and len(paragraph) == 1 and not words:
            numbers.append(paragraph[0])
        elif awaits:
            awaits = False
        elif not first:
            numbers = []  # those of a form above the table
        elif numbers and not LISTED.match(text):
            words.append(paragraph)
    told = [number.text.strip().rstrip(".)") for number in numbers]
    if not words or len(words) != len(numbers) or told != list(first) or not all(map(is_outcome, words)):
        return []
    return [(at, [number, *paragraph]) for at, number, paragraph in zip(first.values(), numbers, words, strict=True)]


def is_outcome(paragraph: Paragraph) -> bool:
    text = " ".join(line.text.strip() for line in paragraph)
    return text[0].isupper() and len(text) <= LONGEST and text[-1] not in ":;"
