"""Rules of combination: which chosen units count, and which rules they leave unmet.

A maximum and a barred pair limit what *counts*, not what is taken: a surplus unit never fails a rule, it is left out.
A unit counts once, in one of its groups. Which units count, and where, is decided in the learner's favour: as few unmet
rules as possible, then as little short as possible.
"""

from milepost.engine.combination.closing import Closer, closers
from milepost.engine.combination.evaluation import Verdict, shortfalls, verdict
from milepost.engine.combination.taking import Choice, Taken, Waiver, When, keys_of
from milepost.engine.combination.words import Fact, Kind, Line, level_name

__all__ = [
    "Choice", "Closer", "Fact", "Kind", "Line", "Taken", "Verdict", "Waiver", "When", "closers", "keys_of",
    "level_name", "shortfalls", "verdict",
]  # fmt: skip
