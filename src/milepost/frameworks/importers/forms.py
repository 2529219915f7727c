"""Forms in a text that lost their columns: values that all stand above, or all below, their labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from milepost.frameworks.importers.fields import UNTITLED, WHOLE_LABEL, is_fact
from milepost.frameworks.importers.source import Line, Passage, Place, Table, tidy

FEWEST, MOST = 3, 16  # labels of a form
LONGEST = 60  # letters of a label
LABEL = re.compile(r"[A-Z][^:]{1,44}:")


@dataclass(slots=True)
class Made:
    """What some lines turned out to be, and the last of them."""

    element: Table | list[Passage]
    last: int


def is_label(text: str) -> bool:
    text = text.strip()
    return len(text) <= LONGEST and bool(LABEL.fullmatch(text) or WHOLE_LABEL.fullmatch(text))


def parted_form(lines: Sequence[Line], start: int) -> Made | None:
    """A form whose values all stand above, or all below, its labels, in the same order."""
    least = lines[start : start + 2 * FEWEST]
    if len(least) < 2 * FEWEST or any(not line.text.strip() for line in least):
        return None
    block = [*least, *takewhile(lambda line: line.text.strip(), lines[start + 2 * FEWEST : start + 2 * MOST + 1])]
    labels = [is_label(line.text) for line in block]
    for count in range(min(MOST, len(block) // 2), FEWEST - 1, -1):
        for first in (0, count):
            if (
                all(labels[first : first + count])
                and not any(labels[count - first : 2 * count - first])
                and not any(labels[2 * count : 2 * count + 1])
            ):
                names, values = block[first : first + count], block[count - first : 2 * count - first]
                made = [pair(name, value) for name, value in zip(names, values, strict=True)]
                if sum(fits(p) for p in made) >= 2:
                    return Made(made, start + 2 * count - 1)
    return None


def pair(name: Line, value: Line) -> Passage:
    return Passage("", Place(value.page, value.number, value.number), cells=(tidy(name.text).rstrip(": "), tidy(value.text)))


def fits(passage: Passage) -> bool:
    text = f"{passage.cells[0]}: {passage.cells[1]}"
    return is_fact(text, UNTITLED)
