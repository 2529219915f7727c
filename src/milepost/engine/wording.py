"""The words of a text: which of them tell something, and which are one word in another form.

Whatever compares texts with criteria reads them here, so that a word is the same word everywhere.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

# Words that stand in any text.
PLAIN = frozenset(
    """about above after again against all also and any are because been before being below between both but can cannot
    could did does doing down during each every few for from further had has have having her here hers him his how into its
    itself just least less made make makes many may more most must need needs not now off once one only onto other our out
    over own part per put puts same she should some such take takes taking than that the their them then there these they
    thing things this those through too under until use used uses using very was way ways were what when where whether
    which while who whom whose why will with within without work working works would you your own learner learners use able
    something somebody someone anything either another different""".split()
)
# What people write of yesterday: the form of the past, then the word as criteria have it.
_PAST = """
agreed agree began begin bought buy brought bring broke break broken break built build came come chose choose chosen choose dealt deal
drew draw drawn draw fell fall felt feel forgot forget found find gave give given give grew grow heard hear held hold kept keep knew know
known know learnt learn led lead left leave lent lend lost lose meant mean met meet overheard overhear paid pay rang ring ran run read read
said say sat sit saw see seen see sent send shown show shook shake sold sell spelt spell spent spend spoke speak spoken speak stood stand
swapped swap taught teach thought think threw throw thrown throw told tell understood understand went go withdrew withdraw won win
wrote write written write
""".split()
PAST = dict(zip(_PAST[::2], _PAST[1::2], strict=True))
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SHORTEST, ENOUGH_ALIKE = 3, 5
ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ers", "ed", "er", "es", "ly", "s", "e")


def stem(word: str) -> str:
    """What stays of a word without its ending: "refunding" and "refunds" are "refund"."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            rest = word.removesuffix(ending)
            if ending in ("ies", "ied"):
                return rest + "y"
            return rest[:-1] if len(rest) > SHORTEST and rest[-1] == rest[-2] and rest[-1] not in "ls" else rest
    return word


def stems(text: str) -> dict[str, str]:
    """The telling words of a text: stem → the word as it stands there first."""
    found: dict[str, str] = {}
    for word in WORD.findall(text):
        if telling := root(word):
            found.setdefault(telling, word.casefold())
    return found


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """The stem of a word that tells something, "" of one that does not."""
    plain = bare(word)
    return stem(plain) if len(plain) >= SHORTEST and plain not in PLAIN else ""


@lru_cache(maxsize=20_000)
def bare(word: str) -> str:
    """In small letters, without the 's of an owner, and as it is said of today."""
    plain = re.sub(r"['’]s?$", "", word.casefold())
    return PAST.get(plain, plain)


def same(a: str, b: str) -> bool:
    """Two stems of one family: "complain" and "complaint", "communicat" and "communication"."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return len(short) >= ENOUGH_ALIKE and len(long) - len(short) <= 3 and long.startswith(short)


def any_same(one: str, others: Iterable[str]) -> bool:
    return any(same(one, other) for other in others)
