"""Evidence requirements where they are told otherwise: outcome by outcome, as a range, below a heading of one or two words."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import Passage

EVIDENCE_BY_SCOPE = re.compile(
    r"(?:\w+ )?evidence\b.{0,50}\b(?:must|should|has to|needs to) (?:cover|meet|address)\b.{0,30}\b(?:scope|range)\b", re.IGNORECASE
)
BINDING = re.compile(
    r"\(?1[.):]? (?:[^.:]{2,40}: )?(?:you|your \w+|(?:the )?(?:learner|candidate|evidence)s?) (?:must|should)\b", re.IGNORECASE
)  # the first of a list
HEAD_BEHIND = re.compile(r"(?<=\w) (?:portfolio|evidence) ref(?:erence|\.)?$", re.IGNORECASE)  # of a column to be filled in
RUN_IN = re.compile(r"(?:[A-Z][a-z]+|RWE)(?: [a-z]+){0,2}:?")
SCOPE = re.compile(r"(?:unit )?(?:scope|range)\b", re.IGNORECASE)


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
