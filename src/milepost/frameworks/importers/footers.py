"""Running headers and footers of a text: what stands at the edges of pages, or comes again beside a number that counts on."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from milepost.frameworks.importers.covers import is_title
from milepost.frameworks.importers.facts_row import labels_of_facts
from milepost.frameworks.importers.fields import ORDER, WHOLE_LABEL, heading_of, is_fact
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import LEAD_IN, named_section, strict_kind
from milepost.frameworks.importers.source import Line, Where, tidy

LONG_CHAIN, MOST_LEFT_OUT = 6, 2  # numbers of pages in a row; of pages without a number between two with one
ENOUGH = 3  # pages that a running line stands on
NEARLY_ALL = 0.7  # of the pages
SHORTEST = 12  # letters of a line that ends with the page's number; "Unit 3" is none
CELLS = re.compile(r"\t|\s{2,}")
LAST_PAGE = re.compile(r"(?:\bof|/)\s?\d+\W*$")  # "Page 9 of 9": only the first is this page's number
DIGITS = re.compile(r"\d+")
NUMBER_ALONE = re.compile(r"[-‐–—−ー~〜|・·\[(【]*\s?(\d{1,3})\s?[-‐–—−ー~〜|・·\])】]*")  # "- 9 -"
PAGED = re.compile(r"^\W?#\s|\s\W?#(?:\s?(?:/|of)\s?#)?\W?$|#\s?©|\bpage\b", re.IGNORECASE)


def furniture(lines: Sequence[Line]) -> set[Where]:
    """(page, line) of what runs along."""
    filled = [line for line in lines if line.text.strip()]
    found = at_edges(filled) if filled and filled[-1].page >= ENOUGH else counting_on(filled)
    title = next((line for line in filled if is_title(tidy(line.text))), None)
    return found - {(title.page, title.number)} if title else found  # the cover says what later runs along


def at_edges(lines: Sequence[Line]) -> set[Where]:
    """Lines at the top or foot of pages that repeat from page to page."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    seen: dict[tuple[str, str], dict[Where, Line]] = {}
    for page in by_page.values():
        labels = [k for k, line in enumerate(page[:3]) if names_facts(line.text)]  # each unit's facts, or its aim, may begin a page
        facts = {k + beside for k in labels for beside in (0, 1)} | {
            k for k, line in enumerate(page[:3]) if tells_fact(line.text) or strict_kind(line.text.strip()) == "aim"
        }
        foot = (
            [
                line
                for k, line in enumerate(page[-4:])
                if k and not ends_paragraph(line, page[-4:][k - 1]) and not heads_sentence(page[-4:], k)
            ]
            if len(page) > 3
            else page[-3:]
        )
        for edge, line in (*(("top", line) for k, line in enumerate(page[:3]) if k not in facts), *(("foot", line) for line in foot)):
            key = re.sub(
                rf"^\W*{line.page}\b|\b{line.page}\W*$|^\d+$|(?<=[Pp]age ){line.page}\b|(?<=\s){line.page}(?=\s?©)",
                "#",
                tidy(re.sub(rf"(?<=\s\s){line.page}(?=\s\s)", "#", line.text)),  # it may stand between two others
                count=bool(LAST_PAGE.search(line.text)),
            )
            if NUMBER_ALONE.fullmatch(line.text.strip()):
                key = "#"
            seen.setdefault((edge, key), {})[line.page, line.number] = line
    found: set[Where] = set()
    found |= changing(by_page)
    for (edge, key), every in seen.items():
        group = outermost(numbers_of_pages(every), edge) if key == "#" else every
        pages = {page for page, _n in group}
        facing = (
            "#" in key and len(key) > SHORTEST and len({page % 2 for page in pages}) == 1
        )  # left and right pages have lines of their own
        if len(pages) >= max(ENOUGH, 0.6 * (len(by_page) - 1) / (2 if facing else 1)):
            found.update(group)
            if "#" not in key and len(key) >= SHORTEST and len(pages) >= NEARLY_ALL * (len(by_page) - 1):
                apart = (line for page in by_page.keys() - pages - {1} for line in by_page[page] if tidy(line.text) == key)
                found.update((line.page, line.number) for line in apart)  # a tool may have put it elsewhere on the page
    return found


def numbers_of_pages(group: dict[Where, Line]) -> dict[Where, Line]:
    """Of numbers at the edges of pages those that run ahead of their page by the same, where most do; the rest are cells."""
    numbers = {where: NUMBER_ALONE.fullmatch(line.text.strip()) for where, line in group.items()}
    ahead = {where: int(found[1]) - group[where].page for where, found in numbers.items() if found}
    pages = len({page for page, _number in group})
    step, times = next(iter(Counter(ahead.values()).most_common(1)), (0, 0))
    return {where: line for where, line in group.items() if ahead.get(where, step) == step} if times >= 0.6 * pages else group


def outermost(group: dict[Where, Line], edge: str) -> dict[Where, Line]:
    """One number for each page, the nearest to its edge: another above it is the last cell of a table."""
    nearest: dict[int, Where] = {}
    for where in sorted(group, reverse=edge == "foot"):
        nearest.setdefault(where[0], where)
    return {where: group[where] for where in nearest.values()}


def changing(by_page: dict[int, list[Line]]) -> set[Where]:
    """Lines at the top or foot that name the unit whose page it is: the same on its pages, and another on the next unit's.

    Without the page's number, the first of them may be the unit's heading; it stays."""
    found: set[Where] = set()
    for edge in (0, -1):
        runs: list[tuple[str, list[Line]]] = []
        for page, lines in by_page.items():
            line = lines[edge]
            key = re.sub(rf"(?<!\d){page}(?!\d)", "#", tidy(line.text))
            if runs and runs[-1][0] == key and runs[-1][1][-1].page == page - 1:
                runs[-1][1].append(line)
            else:
                runs.append((key, [line]))
        long = [(key, run) for key, run in runs if len(run) > 1 and runs_along(key) and not CELLS.search(run[0].text.strip())]
        if len(long) >= ENOUGH and sum(len(run) for _key, run in long) >= 0.6 * (len(by_page) - 1):
            found.update((line.page, line.number) for key, run in long for line in run["#" not in key :])
    return found


LEAST_FULL = 30  # letters of a line of Japanese that goes on in the next


def ends_paragraph(line: Line, above: Line) -> bool:
    """Whether a line of Japanese is the last of a paragraph, which may end each unit: it ends the sentence of the full line right above it."""
    before = above.text.strip()
    return line.text.rstrip().endswith("。") and above.number == line.number - 1 and len(before) > LEAST_FULL and before[-1] not in "。：:"


def heads_sentence(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the heading of a section whose sentence, which may end each unit, stands below it."""
    return at + 1 < len(lines) and lines[at + 1].text.rstrip().endswith(".") and named_section(lines[at].text.strip()) is not None


def names_facts(text: str) -> bool:
    """Whether a line is the label of a unit's fact, or several of them side by side."""
    cells = CELLS.split(text.strip())
    return all(WHOLE_LABEL.fullmatch(words.strip().removesuffix(":")) for words in cells) or bool(labels_of_facts(text))


def tells_fact(text: str) -> bool:
    """Whether a line is the label of a unit's fact with its value: "Level:  3", which may begin each unit's page."""
    return ":" in text and is_fact(tidy(text), ORDER[:4])


def counting_on(lines: Sequence[Line]) -> set[Where]:
    """Page numbers of a text without page breaks, the lines that hold them, and what always stands beside them."""
    texts = [tidy(line.text) for line in lines]
    keys: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        if (key := DIGITS.sub("#", text)) != text:
            keys.setdefault(key, []).append(position)
    repeated = {text for text, times in Counter(texts).items() if times >= ENOUGH and len(text) >= 5 and runs_along(text)}
    anchors: set[int] = set()
    for key, positions in keys.items():
        if len(positions) < ENOUGH:
            continue
        if key == "#":
            positions = [p for p in positions if repeated & set(texts[max(0, p - 1) : p + 2])]
        elif not (len(key) >= SHORTEST and PAGED.search(key) and runs_along(key.replace("#", "1"))):
            continue
        rows = [[int(n) for n in DIGITS.findall(texts[p])] for p in positions]
        steps = max((sum(b - a == 1 for a, b in pairwise(column)) for column in zip(*rows, strict=True)), default=0)
        counted = chain(positions, [row[0] for row in rows]) if key == "#" else positions
        long = key == "#" and len(counted) >= max(LONG_CHAIN, 0.5 * len(positions))
        if len(positions) >= ENOUGH and (long or steps >= 0.8 * (len(positions) - 1)):
            anchors.update(counted)
    found = set(anchors)
    for text in repeated:
        beside = [p for p in range(len(texts)) if texts[p] == text]
        near = [p for p in beside if anchors & set(range(p - 2, p + 3))]
        if "©" in text or (len(near) >= max(0.6 * len(beside), 0.5 * len(anchors)) and anchors):
            found.update(beside if "©" in text else near)
    return {(lines[p].page, lines[p].number) for p in found}


def chain(positions: Sequence[int], numbers: Sequence[int]) -> list[int]:
    """The most of these places whose numbers count on, with at most two left out at a time; a cell beside a running line is none of them."""
    best: list[tuple[int, int]] = []  # for each place how long the chain that ends there is, and the place before it in the chain
    for k, number in enumerate(numbers):
        before = [j for j in range(k) if 1 <= number - numbers[j] <= MOST_LEFT_OUT + 1]
        last = max(before, key=lambda j: (best[j][0], j), default=-1)
        best.append((best[last][0] + 1 if before else 1, last))
    at = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    found: list[int] = []
    while at >= 0:
        found.append(positions[at])
        at = best[at][1]
    return found[::-1]


def runs_along(text: str) -> bool:
    """Whether this may be a running line; headings of units, outcomes and sections come again too."""
    label = text.rstrip(": ")
    return not (heading_of(text) or OUTCOME.match(text) or LEAD_IN.match(text) or named_section(label))
