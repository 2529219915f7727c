"""A document that was read poorly at first sight is read once more, another way, and each unit is taken from the reading that says it best.

A table that only white space makes, a column too narrow, lines ruled where nothing is parted: what misleads one way of reading seldom
misleads the others. How well a unit was read shows without knowing it: its outcomes have words and criteria, whose numbers follow.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean

from milepost.frameworks.importers.cells_apart import AMIDST, BREAKS_OFF, cells_apart
from milepost.frameworks.importers.checks import Sources
from milepost.frameworks.importers.draft import Draft
from milepost.frameworks.importers.found import UnitPages, words_of
from milepost.frameworks.importers.gathering import understood
from milepost.frameworks.importers.numbering import ROMAN, follows
from milepost.frameworks.importers.plain import elements_of
from milepost.frameworks.importers.source import Element, Line, Passage, Place, Source
from milepost.frameworks.importers.stacked import stacked
from milepost.frameworks.importers.two_languages import in_one_language

SOUND = 0.93  # of 1: how well the units of a document are read, taken together, where it is read once
MISREAD = 0.6  # of 1: how a unit is read that no fault of the document itself explains
FEW = 0.25  # of the levels and credits: as many may be missing
CLEARLY = 0.1  # by how much another reading must be the better one
MOST_LINES = 40_000  # of a document that is read more than once
END = "\uffff"  # after every number of a unit
FIRST_AMIDST = re.compile(r"\s\d{1,2}\.1[.):]? [^\W\d]")  # the words of an outcome that hold its first criterion
FEWEST = 8  # lines that look like criteria
CRITERION = re.compile(r"(?:^|\s{2}|\t)\s*(?:(?:AC|PC)\s?)?(\d{1,2}\.\d{1,2})[.):]?(?:\s+[^\W\d_]|\s*$)")
NUMBERED = re.compile(r"^\s*(?:(?:AC|PC)\s?)?(?:\d{1,2}\.\d{1,2}|[PMD]\d{1,2}|\d[A-H]\.[PMD]?\d{1,2}|(?:AC|PC)\d)[.):]?(?:\s|$)")
RUNS_INTO = re.compile(r"[a-z’']{2} (?:[A-Z]|[A-Z][a-z]+) [a-z]+")  # "in own words Witness testimony from": another cell begins
RUN_INTO = 0.4  # of the criteria of a unit: more than names of people and products explain
GAP = re.compile(r"(?<=\S)(?: {3,}|\t+ *)(?=\S)")


def read_again(source: Source, draft: Draft, units: list[Sources]) -> tuple[Draft, list[Sources]]:
    """The parts and units of a document after as many further readings as it takes."""
    ways = other_ways(source)
    printed = printed_numbers(source, units)
    while is_poor(source, units, printed) and (other := next(ways, None)):  # a way is laid out only when it is asked for
        again, found = understood(other)
        if is_wider(found, units):
            draft, units, found = again, found, units
            printed = printed_numbers(source, units)
        attached = {id(page) for unit in found for page in unit.pages}
        orphans = [Sources("", pages=[page]) for page in again.pages if id(page) not in attached]  # its table gave their unit another name
        take_better(units, [*found, *orphans], printed)
        draft.pages = [page for unit in units for page in unit.pages]
        printed = printed_numbers(source, units)
    return draft, units


type Printed = dict[str, set[str]]  # unit → the numbers of criteria that stand on its pages


def printed_numbers(source: Source, units: Sequence[Sources]) -> Printed:
    """The numbers that look like those of criteria on the lines of each unit: from where it starts to where the next does."""
    starts = sorted((page.start.page, page.start.first, unit.uan) for unit in units for page in unit.pages[:1])
    found: Printed = {}
    for line in source.lines:
        if "." not in line.text:
            continue  # nor is there a number with one
        amidst = AMIDST.fullmatch(line.text.strip())
        if amidst or CRITERION.search(line.text):
            position = bisect(starts, (line.page, line.number, END)) - 1
            if position >= 0:
                found.setdefault(starts[position][2], set()).update([f"{amidst[2]}.1"] if amidst else CRITERION.findall(line.text))
    return found


def is_poor(source: Source, units: Sequence[Sources], printed: Printed) -> bool:
    """Whether the units that were found are fewer or less than the document seems to hold."""
    if not units:
        return True
    told = [unit for unit in units if unit.pages]
    if not told:
        return sum(bool(NUMBERED.search(line.text)) for line in source.lines) >= FEWEST
    well = [content(unit, printed.get(unit.uan, set())) for unit in told]
    missing = sum(not unit.values(fact) for unit in units for fact in ("level", "credit"))
    return fmean(well) < SOUND or min(well) < MISREAD or missing > FEW * 2 * len(units)


def is_wider(units: Sequence[Sources], others: Sequence[Sources]) -> bool:
    """Whether a reading knows clearly more units than another: such as have a title, and their size or their content."""

    def known(units: Sequence[Sources]) -> int:
        return sum(bool(unit.titles) and bool(unit.values("credit") or content(unit, set())) for unit in units)

    return known(others) < 0.75 * known(units)


def content(unit: Sources, printed: set[str]) -> float:
    """How well the outcomes and criteria of a unit hang together, from 0 (none) to 1."""
    return max((soundness(page, printed) for page in unit.pages), default=0.0)


def soundness(page: UnitPages, printed: set[str]) -> float:
    """1 where every outcome has words and criteria, every criterion the number after the one before, and no printed number is left out."""
    criteria = {criterion.number for outcome in page.outcomes for criterion in outcome.criteria}
    if not criteria:
        return 0.0
    faults = sum(not outcome.text for outcome in page.outcomes) + sum(not outcome.criteria for outcome in page.outcomes)
    faults += sum(bool(BREAKS_OFF.search(outcome.text) or FIRST_AMIDST.search(outcome.text)) for outcome in page.outcomes)
    faults += sum(bool(BREAKS_OFF.search(c.text)) and not c.items for outcome in page.outcomes for c in outcome.criteria)
    run_into = sum(bool(RUNS_INTO.search(c.text)) for outcome in page.outcomes for c in outcome.criteria)
    faults += run_into if run_into > RUN_INTO * len(criteria) else 0
    for outcome in page.outcomes:
        numbers = [criterion.number for criterion in outcome.criteria]
        faults += sum(not is_after(before, number) for before, number in pairwise(numbers))
    if page.stated_outcomes and page.stated_outcomes.value != len(page.outcomes):
        faults += 1
    majors = {outcome.number for outcome in page.outcomes}
    left_out = {number for number in printed - criteria if number.partition(".")[0] in majors} if any("." in n for n in criteria) else set()
    return max(0.0, 1 - (faults + len(left_out)) / (len(criteria | left_out) + len(page.outcomes)))


def is_after(before: str, number: str) -> bool:
    """Whether a number is the next: "1.3" after "1.2", "4" after "3", "c" after "b", "ii" after "i"."""
    if before.isdigit() and number.isdigit():
        return int(number) == int(before) + 1
    if before in ROMAN[:-1] and number == ROMAN[ROMAN.index(before) + 1]:
        return True
    if len(before) == len(number) == 1:
        return ord(number) == ord(before) + 1
    return follows(before, number)


def take_better(units: Sequence[Sources], others: Sequence[Sources], printed: Printed) -> None:
    """Puts the pages of another reading in the place of those that say less, and its facts where there are none."""
    by_name: dict[str, Sources] = {}
    for told in others:
        for name in [told.uan, *(words_of(title.value) for title in told.titles)]:
            by_name.setdefault(name, told)
    for unit in units:
        names = [unit.uan, *(words_of(title.value) for title in unit.titles)]
        other = next((by_name[name] for name in names if name in by_name), None)
        if other is None:
            continue
        numbers = printed.get(unit.uan) or printed.get(other.uan) or set()
        if content(other, numbers) > content(unit, numbers) + CLEARLY:
            theirs = max(other.pages, key=lambda page: soundness(page, numbers))
            if any(is_told(theirs, page) for one in units if one is not unit for page in one.pages):
                continue
            if by_grade(other) < any(by_grade(one) for one in units if one is not unit):
                continue  # what has to be taught for an outcome is numbered, too
            unit.pages = [with_facts(theirs, unit.pages[0]) if unit.pages else theirs]
        for fact in ("level", "credit", "glh"):
            if not unit.values(fact) and (values := other.values(fact)):
                if unit.pages:
                    setattr(unit.pages[0], fact, values if fact == "glh" else values[0])
                else:
                    setattr(unit.rows[0], fact, values[0].value)


def by_grade(unit: Sources) -> bool:
    """Whether the criteria of a unit are numbered by grade, P1 and M1, as then in all units of a document."""
    numbers = [c.number for page in unit.pages for outcome in page.outcomes for c in outcome.criteria]
    return any(number[:1] in "MD" for number in numbers)


def is_told(page: UnitPages, known: UnitPages) -> bool:
    """Whether most criteria of a unit's pages are those that another unit has: the reading mistook the one for the other."""
    mine, theirs = ({c.text for outcome in pages.outcomes for c in outcome.criteria} for pages in (page, known))
    return len(mine & theirs) > 0.5 * len(mine)


def with_facts(page: UnitPages, first: UnitPages) -> UnitPages:
    """The content of one reading's pages below the facts that another read of the same unit."""
    return replace(
        page,
        start=first.start,
        headed=first.headed or page.headed,
        uan=first.uan or page.uan,
        number=first.number or page.number,
        titles=first.titles or page.titles,
        level=first.level or page.level,
        credit=first.credit or page.credit,
        glh=first.glh or page.glh,
        counts=first.counts or page.counts,
        sections=page.sections | {kind: told for kind, told in first.sections.items() if told and not page.sections.get(kind)},
    )


def other_ways(source: Source) -> Iterator[Source]:
    """The same document read by the places of its words, then with its gaps closed, then with each gap as the end of a line, then with the columns
    of its tables put together again, then with their cells told by numbers and capitals."""
    if source.spaced is None or len(source.lines) > MOST_LINES:
        return
    lines = source.spaced()
    ways: list[Callable[[str], list[str]]] = [] if source.kind == "text" else [lambda text: [text]]
    if any(GAP.search(line.text) for line in lines):
        ways += [lambda text: [GAP.sub(" ", text)], GAP.split]
    for way in ways:
        yield told_as(source, [(line, text) for line in lines for text in way(line.text)])
    for put in (stacked, cells_apart):
        if apart := put(lines):
            yield told_as(source, apart)


def told_as(source: Source, texts: Sequence[tuple[Line, str]]) -> Source:
    """A text of the lines of a document; what is found in it stands where the line of the document stands."""
    lines: list[Line] = []
    stood: dict[tuple[int, int], int] = {}
    for line, text in texts:
        number = lines[-1].number + 1 if lines and lines[-1].page == line.page else 1
        lines.append(Line(line.page, number, text))
        stood[line.page, number] = line.number

    def back(place: Place) -> Place:
        return Place(place.page, stood.get((place.page, place.first), place.first), stood.get((place.page, place.last), place.last))

    elements = elements_of(in_one_language(lines), set())
    for element in elements:
        put_back(element, back)
    return Source(name=source.name, kind="text", lines=source.lines, elements=elements)


def put_back(element: Element, back: Callable[[Place], Place]) -> None:
    """Gives an element, with all that it holds, its place in the document."""
    if isinstance(element, Passage):
        element.place = back(element.place)
        return
    for row in element.rows:
        row.place = back(row.place)
    for part in (part for parts in element.parts for cell in parts for part in cell):
        part.place = back(part.place)
