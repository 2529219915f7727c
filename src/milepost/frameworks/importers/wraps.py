"""What a text does with the ends of its lines and the heads of its tables, learnt from the text itself."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from milepost.frameworks.importers.fields import heading_of
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.running import EXPLAINS, KEEPS
from milepost.frameworks.importers.sections import RECORD, WHO, strict_kind
from milepost.frameworks.importers.source import MARK, Line, Where

FEWEST = 3  # times that the head of a table comes, to be known as one
LONGEST = 30  # letters of a line that only names a column
MOST_OCCASIONS = 12  # lines
OCCASION = re.compile(r"obs(?:ervation)?\.?|occasion", re.IGNORECASE)
LEAD = re.compile(rf"^(.{{0,60}}\b{WHO}\b[^.:]{{0,40}}\b(?:will|can|must|should|able to)\s*:)(?:\s+(\S.*))?$", re.IGNORECASE)


def wrapped_softly(raw: Sequence[str]) -> set[int]:
    """The lines that go on in the next one, in a text that ends them with a space and all others without."""
    filled = [k for k, text in enumerate(raw) if text.strip()]
    soft = [k for k in filled if raw[k].endswith(" ") and raw[k][-2:].strip() and k + 1 < len(raw) and raw[k + 1].strip()]
    if len(soft) < 4 or not 0.03 * len(filled) < len(soft) < 0.6 * len(filled):
        return set()
    low = sum(raw[k + 1].lstrip()[:1].islower() for k in soft)
    before = sum(raw[k + 1].lstrip()[:1].islower() for k in filled if k + 1 < len(raw) and not raw[k].endswith(" "))
    if low < 0.5 * len(soft) or low < before:
        return set()
    return set(soft) | {k for k in filled if re.search(r"[a-z]-$", raw[k]) and k + 1 < len(raw) and raw[k + 1][:1].islower()}


def repeated_heads(lines: Sequence[Line], skip: set[Where]) -> tuple[set[Where], dict[Where, str]]:
    """The lines that only name the columns of a table, time and again, and the lead-ins that stand among them.

    "The learner can: Portfolio", "reference", "Date", "met": the lead-in is kept where the table begins, and dropped where it goes on
    over the page."""
    printed = [line for line in lines if line.text.strip()]
    filled = [line for line in printed if (line.page, line.number) not in skip]
    first = {(b.page, b.number) for a, b in pairwise(printed) if (a.page, a.number) in skip or a.page < b.page}
    places: dict[str, list[int]] = {}
    dropped: set[Where] = set()
    changed: dict[Where, str] = {}
    for position, line in enumerate(filled):
        if ":" in line.text and (lead := LEAD.match(line.text.strip())):
            places.setdefault(line.text.strip(), []).append(position)
            if torn := occasions(lead[2] or "", filled[position + 1 : position + 1 + MOST_OCCASIONS]):
                dropped.update((one.page, one.number) for one in torn)
                changed[line.page, line.number] = lead[1]
    for text, positions in places.items():
        if len(positions) < FEWEST:
            continue
        lead = LEAD.match(text)
        named = bool(lead and lead[2])
        length = 0
        while length < 6:
            after = [filled[p + length + 1].text.strip() if p + length + 1 < len(filled) else "" for p in positions]
            same = max(set(after), key=after.count)
            if after.count(same) < 0.8 * len(positions) or not names_column(same):
                break
            named = named or bool(EXPLAINS.search(same))
            length += 1
        if not named or (lead and lead[2] and KEEPS.search(lead[2])):
            continue
        block = [text, *(filled[positions[0] + k].text.strip() for k in range(1, length + 1))]
        for p in positions:
            here = [filled[p + k] for k in range(length + 1) if p + k < len(filled)]
            whole = [line for line, same in zip(here, block, strict=False) if line.text.strip() == same]
            dropped.update((line.page, line.number) for line in whole[1:])
            if lead and (here[0].page, here[0].number) not in first:
                changed[here[0].page, here[0].number] = lead[1]
            else:
                dropped.add((here[0].page, here[0].number))
    dropped.update((line.page, line.number) for line in heads_of_record(filled))
    return dropped, changed


def heads_of_record(lines: Sequence[Line]) -> list[Line]:
    """The lines that name, time and again, the columns of a record, some of them torn: "Evidence", "e.g. page", "number", "Assessor", "achieved"."""
    texts = [line.text.strip() for line in lines]
    times = Counter(text for text in texts if len(text) <= LONGEST)
    heads = {text for text, count in times.items() if count >= FEWEST and names_column(text)}
    record = {text for text in heads if RECORD.fullmatch(text)}
    found: list[Line] = []
    runs: dict[tuple[str, ...], list[int]] = {}
    position = 0
    while position < len(texts):
        first = position
        while position < len(texts) and texts[position] in heads:
            position += 1
        if position - first > 3 and texts[first] in record:
            runs.setdefault(tuple(texts[first:position]), []).append(first)
        position += position == first
    for run, places in runs.items():
        if (
            len(places) >= FEWEST
            and FEWEST <= sum(text in record for text in run) < len(run)
            and all(EXPLAINS.search(text) or text in record for text in (run[0], run[-1]))
        ):
            found.extend(line for first in places for line in lines[first : first + len(run)])
    return found


def occasions(first: str, after: Sequence[Line]) -> Sequence[Line]:
    """The lines that go on naming one column for each occasion, behind a lead-in: "You can: Observation", "1", "Observation", "2"."""
    if not OCCASION.fullmatch(first):
        return ()
    number, count = 1, 0
    for line in after:
        text = line.text.strip()
        if text == str(number):
            number += 1
        elif not OCCASION.fullmatch(text):
            break
        count += 1
    return after[:count]


def names_column(text: str) -> bool:
    """Whether a short line may be part of the name of a column."""
    first = text.split(maxsplit=1)[0] if text else ""
    return (
        bool(text)
        and len(text) <= LONGEST
        and not (MARK.match(first) or text.endswith((".", ":", ";")) or heading_of(text) or OUTCOME.match(text) or strict_kind(text))
    )
