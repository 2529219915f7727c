"""Command verbs: the word by which a criterion says how much it asks for, and whether it asks to do or to explain."""

import re
from enum import StrEnum

from milepost.engine.wording import WORD


class Asks(StrEnum):
    """What a command verb asks of a text, from the least to the most."""

    NAME = "name"
    DESCRIBE = "describe"
    EXPLAIN = "explain"
    COMPARE = "compare"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"
    DO = "do"


class Demand(StrEnum):
    """Whether a criterion asks to be shown at work or to be told."""

    DO = "do"
    EXPLAIN = "explain"


VERBS: dict[str, Asks] = {
    **dict.fromkeys(("identify", "list", "name", "state", "give", "recall", "recognise", "recognize"), Asks.NAME),
    **dict.fromkeys(("describe", "outline", "summarise", "summarize", "define", "illustrate", "sketch"), Asks.DESCRIBE),
    **dict.fromkeys(("explain", "clarify", "interpret", "discuss", "account", "say"), Asks.EXPLAIN),
    **dict.fromkeys(("compare", "contrast", "differentiate", "distinguish"), Asks.COMPARE),
    **dict.fromkeys(("analyse", "analyze", "examine", "explore", "investigate"), Asks.ANALYSE),
    **dict.fromkeys(("evaluate", "assess", "appraise", "justify", "review", "reflect"), Asks.EVALUATE),
}
KNOWING = re.compile(r"(?:be able to )?(know|understand|demonstrate (?:an )?(?:understanding|knowledge)|awareness)\b", re.IGNORECASE)
DOING = re.compile(r"be able to\b", re.IGNORECASE)
WATCHED = {"investigate", "review"}  # command verbs that somebody can be seen doing
EXPLAINING = frozenset(VERBS) - WATCHED | frozenset(
    """classify comment critically draw exemplify indicate suggest tell understand what when where which why""".split()
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_FILLERS = frozenset({"critically", "briefly", "clearly", "fully", "be", "able", "to"})


def asks(criterion: str) -> tuple[str, Asks]:
    """The command verb that a criterion begins with, as it stands there, and what it asks. ("", DO) where it begins with none."""
    for word in _WORD.findall(criterion)[:4]:
        if word.casefold() in VERBS:
            return word, VERBS[word.casefold()]
        if word.casefold() not in _FILLERS:
            break
    return "", Asks.DO


def demand(text: str, outcome: str = "") -> Demand:
    """Whether a criterion asks to do or to explain: its outcome says it, else the verb it begins with."""
    if KNOWING.match(outcome.strip()):
        return Demand.EXPLAIN
    if DOING.match(outcome.strip()):
        return Demand.DO
    first = WORD.search(text)
    return Demand.EXPLAIN if first and first[0].casefold() in EXPLAINING else Demand.DO
