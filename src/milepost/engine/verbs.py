"""Command verbs: the word by which a criterion says how much it asks for."""

import re
from enum import StrEnum


class Asks(StrEnum):
    """What a command verb asks of a text, from the least to the most."""

    NAME = "name"
    DESCRIBE = "describe"
    EXPLAIN = "explain"
    COMPARE = "compare"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"
    DO = "do"


VERBS: dict[str, Asks] = {
    **dict.fromkeys(("identify", "list", "name", "state", "give", "recall", "recognise", "recognize"), Asks.NAME),
    **dict.fromkeys(("describe", "outline", "summarise", "summarize", "define", "illustrate", "sketch"), Asks.DESCRIBE),
    **dict.fromkeys(("explain", "clarify", "interpret", "discuss", "account", "say"), Asks.EXPLAIN),
    **dict.fromkeys(("compare", "contrast", "differentiate", "distinguish"), Asks.COMPARE),
    **dict.fromkeys(("analyse", "analyze", "examine", "explore", "investigate"), Asks.ANALYSE),
    **dict.fromkeys(("evaluate", "assess", "appraise", "justify", "review", "reflect"), Asks.EVALUATE),
}
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
