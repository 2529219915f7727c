"""What stands beside the criteria to be filled in or looked up: the codes of a column of evidence types, the lines to sign."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from milepost.frameworks.importers.sections import WHO
from milepost.frameworks.importers.source import Line, Where

HEAD = re.compile(r"\bevidence\b", re.IGNORECASE)
CODES = re.compile(r"[A-Z]{1,3}(?:, ?[A-Z]{1,3})*")
BEHIND = re.compile(r"(?<=[a-z,)]) (?P<codes>[A-Z]{1,3}(?:, ?[A-Z]{1,3})*)$")
CRITERION = re.compile(r"(?:\d{1,2} .{3,80}? )?\d{1,2}\.\d{1,2}[.:)]? +[^\W\d]")
SIGNED = re.compile(
    rf"(?:(?:{WHO}|assessor|tutor|internal (?:verifier|quality assurer)|iqa|iv|witness|employer|centre)[’']?s? (?:name|signature)(?: ?\([^()]{{3,30}}\))?\s*[:_.…]*\s*){{1,2}}(?:dated?\s*[:_.…]*)?",
    re.IGNORECASE,
)
RECORDED = re.compile(r"portfolio|evidence", re.IGNORECASE)  # the first line of a narrow column's head
ENDS = ("ref.", "ref", "page", "page no.", "type")  # the second
WIDE = "   "  # between cells
LOOKED_AT = 4  # lines of a criterion, below which its codes stand
FEWEST = 6  # lines of codes alone, or there is no such column


def records_apart(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines that hold only codes or are to be signed, and the lines of criteria without the codes that end them.

    The codes are learnt from those that stand alone below criteria; a document without such a column keeps all its lines."""
    gone = {
        (line.page, line.number)
        for line in lines
        if line.text.rstrip()[-1:] in ":_.…ed" and WIDE not in line.text.strip() and SIGNED.fullmatch(line.text.strip())
    }  # with gaps they show where a table ends
    for above, line in pairwise(lines):
        if line.text.strip() in ENDS and RECORDED.fullmatch(above.text.strip()):
            gone |= {(above.page, above.number), (line.page, line.number)}
    alone: list[Line] = []
    below = LOOKED_AT + 1
    for line in lines:
        text = line.text.strip()
        below = 0 if CRITERION.match(text) else below + 1
        if below <= LOOKED_AT and CODES.fullmatch(text) and (line.page, line.number) not in skip:
            alone.append(line)
    if len(alone) < FEWEST or not any(HEAD.search(line.text) for line in lines):
        return gone, {}
    counted = Counter(code for line in alone for code in codes_in(line.text))
    known = {code for code, times in counted.items() if times > 1}
    gone |= {(line.page, line.number) for line in alone if codes_in(line.text) <= known}
    changed: dict[Where, str] = {}
    below = LOOKED_AT + 1
    for line in lines:
        below = 0 if CRITERION.match(line.text.strip()) else below + 1
        behind = BEHIND.search(line.text.rstrip()) if below <= LOOKED_AT else None
        if behind and codes_in(behind["codes"]) <= known:
            changed[line.page, line.number] = line.text[: behind.start()]
    return gone, changed


def codes_in(text: str) -> set[str]:
    return {code.strip() for code in text.split(",")}
