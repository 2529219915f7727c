"""What is known of one learner beside the keys of the units: how each was come by, what was waived, and the dates that matter."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from milepost.engine.framework import How


@dataclass(frozen=True, slots=True)
class Taken:
    """A unit in a choice, and how it was or will be come by. A plain key stands for a unit that is assessed."""

    unit: str
    how: How = How.ASSESSED


type Choice = Collection[str | Taken]


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule lifted for one learner: why, by whose word, and until when. `rule` is the label of the rule."""

    rule: str
    reason: str
    signed_by: str
    until: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether it is in force on this day; where no day is given, whether it is there at all."""
        return on is None or self.until is None or on <= self.until


@dataclass(frozen=True, slots=True)
class When:
    """Dates that a qualification's own dates and ages are held against. What is not known is not asked about."""

    born: date | None = None
    registered: date | None = None  # or the day on which it would be
    claimed: date | None = None  # the day of the certificate, or the day that it is asked for
    on: date | None = None  # the day of the question: waivers that have ended do not hold


def as_taken(chosen: Choice) -> dict[str, How]:
    """The chosen units, each once, in the order given, and how each was come by. What is said first holds."""
    found: dict[str, How] = {}
    for one in chosen:
        key, how = (one.unit, one.how) if isinstance(one, Taken) else (one, How.ASSESSED)
        found.setdefault(key, how)
    return found


def keys_of(chosen: Iterable[str | Taken]) -> list[str]:
    return [one.unit if isinstance(one, Taken) else one for one in chosen]
