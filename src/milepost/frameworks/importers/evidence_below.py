"""Evidence requirements that have no numbers of their own: whether a unit tells them outcome by outcome."""

from collections.abc import Sequence

from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import Passage


def tells_by_outcome(passages: Sequence[Passage]) -> bool:
    """Whether "Evidence requirements" stands below one outcome and again below another."""
    headed = 0
    outcome = False  # whether one was named since the heading before
    for passage in passages:
        if passage.bullet:
            continue
        if OUTCOME.match(passage.text):
            outcome = True
        elif outcome and not passage.marked and strict_kind(passage.text) == "evidence":
            headed, outcome = headed + 1, False
    return headed > 1


def begins_sentence(text: str) -> bool:
    """Whether a text may be the first words of a statement: a capital, or a script that has none."""
    return text[:1].isupper() or (text[:1].isalpha() and not text[:1].islower())
