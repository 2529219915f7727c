"""Content in a third column, in a text that writes each cell below the one before: a point for each criterion, and the ends of points anywhere.

So it is where the head of such a column stands beside those of the criteria, or once amidst them where nearly every criterion has a point of its own.
"""

import re
from collections.abc import Iterator, Sequence

from milepost.frameworks.importers.fields import heading_of
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import LEAD_IN, strict_kind
from milepost.frameworks.importers.source import BULLETS, Line, Where

HEAD = re.compile(r"(?:indicative|suggested|essential|unit) content", re.IGNORECASE)
CRITERION = re.compile(r"(?:(?:AC|PC) ?)?\d{1,2}\.\d{1,2}[.):]? \S")
FEWEST = 3  # criteria of a unit
NEARLY_ALL, AT_MOST = 0.8, 1.5  # points for each of them
LISTS = (":", "：")  # how what stands above things listed ends

type Block = list[tuple[Where, str]]


def content_beside(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines of such columns."""
    gone: set[Where] = set()
    if not any(HEAD.fullmatch(line.text.strip()) for line in lines):
        return gone, {}
    for blocks in tables_of(lines, skip):
        firsts = [block[0][1] for block in blocks]
        heads = [k for k, text in enumerate(firsts) if HEAD.fullmatch(text)]
        criteria = [k for k, text in enumerate(firsts) if CRITERION.match(text)]
        points = [block for block, above in zip(blocks[1:], blocks, strict=False) if is_point(block) and not above[-1][1].endswith(LISTS)]
        if len(heads) != 1 or len(criteria) < FEWEST:
            continue
        amidst = heads[0] < criteria[-1] or all(text[0].islower() for text in firsts[heads[0] + 1 :])  # no section of its own
        among_heads = heads[0] < min([*criteria, *(k for k, text in enumerate(firsts) if OUTCOME.match(text))])
        if (among_heads and len(points) > 1) or (amidst and NEARLY_ALL * len(criteria) <= len(points) <= AT_MOST * len(criteria)):
            ends = [block for block in blocks if block[0][1][0].islower() and not LEAD_IN.match(block[0][1])]
            gone.update(where for block in [*points, *ends, blocks[heads[0]]] for where, _text in block)
    return gone, {}


def is_point(block: Block) -> bool:
    return block[0][1][0] in BULLETS


def tables_of(lines: Sequence[Line], skip: set[Where]) -> Iterator[list[Block]]:
    """The paragraphs of each table of criteria, from its heads to the next section or unit; a criterion or an outcome begins one."""
    found: list[Block] = []
    inside, blank = False, True
    for line in lines:
        text, where = line.text.strip(), (line.page, line.number)
        if not text or where in skip:
            blank = True
            continue
        kind = strict_kind(text) if text[0].isupper() else ""
        if (kind and not HEAD.fullmatch(text)) or (text[0] in "Uu" and heading_of(text)):
            if found and kind not in ("outcomes", "criteria"):
                yield found
                found = []
            inside = kind in ("outcomes", "criteria")
        elif inside and (blank or CRITERION.match(text) or OUTCOME.match(text) or text[0] in BULLETS or not found):
            found.append([(where, text)])
        elif inside:
            found[-1].append((where, text))
        blank = False
    yield found
