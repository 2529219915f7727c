"""Units that a document knows by the awarding body's own codes, for want of the regulator's numbers: where their pages begin."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.fields import fields_in, heading_of
from milepost.frameworks.importers.found import FactGroup, Found, words_of
from milepost.frameworks.importers.identifiers import SCOTTISH
from milepost.frameworks.importers.sections import headingish, strict_kind
from milepost.frameworks.importers.source import Passage
from milepost.frameworks.importers.tables import OWN_CODE, UnitRow

SCOTTISH_CODE = re.compile(SCOTTISH)
CODED = re.compile(r"(?:\w+ ){0,2}(?:unit|module) (?:code|number|no\.?|reference)\s*:?\s*(\S+(?: \S+)?)", re.IGNORECASE)
TITLED = re.compile(r"(?:unit|module) (?:title|name)\s*:\s*(\S.*?)(?:\s*\([^()]*\blevel \d+\))?", re.IGNORECASE)


def with_coded_units(stream: list[Passage], groups: list[FactGroup], listed: set[str]) -> list[FactGroup]:
    """The beginnings of units that a document knows by the awarding body's own codes ("Unit code: ..."), each once.

    A code is believed that the list of units has too, or that stands beside a title or below a unit's heading."""
    taken: set[str] = set()
    found = [(first, after, by_own_code(facts)) for first, after, facts in groups]
    inside = {k for first, after, facts in found if "uan" in facts for k in range(first, after)}
    for position, passage in enumerate(stream):
        code = CODED.fullmatch(": ".join(c.rstrip(": ") for c in passage.cells) if len(passage.cells) == 2 else passage.text)
        if not code or position in inside or code[1] in taken or not OWN_CODE.match(code[1]):
            continue
        facts = {"uan": Found(code[1], passage.place)}
        first, after = position, position + 1
        for beside in (position - 1, position + 1):
            if 0 <= beside < len(stream) and "title" not in facts and (title := TITLED.fullmatch(stream[beside].text)):
                facts["title"] = Found(title[1], stream[beside].place)
                first, after = min(first, beside), max(after, beside + 1)
        headed = position > 0 and heading_of(stream[position - 1].text) is not None
        if not headed and "title" not in facts and position and SCOTTISH_CODE.fullmatch(code[1]) and headingish(stream[position - 1]):
            facts["title"], first = Found(stream[position - 1].text, stream[position - 1].place), position - 1
        if code[1] in listed or "title" in facts or headed:
            if below := next((group for group in found if group[0] == after and "uan" not in group[2]), None):
                found.remove(below)
                after, facts = below[1], below[2] | facts
            while after < len(stream) and (own := fields_in(stream[after])) and not own.keys() & facts.keys():
                facts = {kind: Found(value, stream[after].place) for kind, value in own.items()} | facts
                after += 1
            taken.add(code[1])
            found.append((first, after, facts))
    return sorted(found, key=lambda group: group[0])


LONGEST_LABEL = 40  # letters
IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*")  # another body's code


def with_headed_by_code(stream: Sequence[Passage], groups: list[FactGroup], rows: Sequence[UnitRow]) -> list[FactGroup]:
    """The beginnings of units, and those whose heading is the code and the title that the list of units gives them: "JX41 04 (UP01) Build paths"."""
    have = {facts["uan"].value for _first, _after, facts in groups if "uan" in facts}
    listed = {words_of(f"{r.uan} {r.title}"): r for r in rows if r.title and r.uan not in have}
    found = list(groups)
    for position, passage in enumerate(stream) if listed else ():
        row = listed.get(words_of(IN_BRACKETS.sub(" ", passage.text))) if len(passage.text) < 160 else None
        if row is None:
            continue
        told = {"uan": row.uan, "number": row.number, "title": row.title}
        facts, after = {kind: Found(value, passage.place) for kind, value in told.items() if value}, position + 1
        while (own := fact_at(stream, after))[1] and not own[1].keys() & facts.keys():
            facts |= {kind: Found(value, stream[own[0] - 1].place) for kind, value in own[1].items()}
            after = own[0]
        if after > position + 1 or any(strict_kind(p.text) for p in stream[after : after + 3]):
            del listed[words_of(f"{row.uan} {row.title}")]
            found = [group for group in found if not position <= group[0] < after] + [(position, after, facts)]
    return sorted(found, key=lambda group: group[0])


def fact_at(stream: Sequence[Passage], position: int) -> tuple[int, dict[str, str]]:
    """The fact that stands here, in one line or as a label above its value ("SCQF level", "5"), and where what comes next begins."""
    here = stream[position : position + 2]
    if here and (found := fields_in(here[0])):
        return position + 1, found
    below = len(here) == 2 and not (here[0].cells or here[0].marked) and len(here[0].text) < LONGEST_LABEL
    return position + 2, fields_in(Passage("", here[0].place, cells=(here[0].text, here[1].text))) if below else {}


def by_own_code(facts: dict[str, Found[str]]) -> dict[str, Found[str]]:
    """The facts of a unit, which a Scottish code names where there is no number of the regulator's."""
    own = facts.get("number")
    return facts if "uan" in facts or own is None or not SCOTTISH_CODE.fullmatch(own.value) else {"uan": own} | facts
