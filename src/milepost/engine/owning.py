"""Who owns an employer now: the one named, who stands in for them, or the manager on duty. Somebody always does.

People are numbers here. Whoever is named may have left or be away; then the question goes on to who accepted to stand in, and at
last to the managers of the centre, in the order in which they came. A centre always has one: its rules let the last one not go.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Because(StrEnum):
    """Why it is this person: they are named, stand in, or nobody else can be reached."""

    NAMED = "named"
    STANDS_IN = "stands_in"  # for somebody who is away
    AWAY = "away"  # who is named is away, and nobody accepted to stand in
    LEFT = "left"  # who is named has no such role any more
    NOBODY_NAMED = "nobody_named"


@dataclass(frozen=True)
class Team:
    """Who can own employers on one day. `away` says of each who is away who stands in: nobody where none has accepted."""

    staff: frozenset[int]
    managers: tuple[int, ...]  # who has run the centre longest comes first; all of them are staff
    away: Mapping[int, int | None]

    def present(self, person: int) -> int | None:
        """The person, or who stands in for them today: nobody where the way ends or goes in a circle."""
        seen: set[int] = set()
        at: int | None = person
        while at is not None and at not in seen and at in self.staff:
            if at not in self.away:
                return at
            seen.add(at)
            at = self.away[at]
        return None

    @property
    def on_duty(self) -> int | None:
        """The manager who answers where nobody else does. When all of them are away, the first is called back."""
        for manager in self.managers:
            if (found := self.present(manager)) is not None:
                return found
        return self.managers[0] if self.managers else None


@dataclass(frozen=True)
class Owner:
    """`person` owns it now, and why; `named` is who was named, where that is somebody else."""

    person: int | None
    because: Because
    named: int | None = None


def owner(named: int | None, team: Team) -> Owner:
    """Who owns what `named` was named for."""
    if named is None:
        return Owner(team.on_duty, Because.NOBODY_NAMED)
    found = team.present(named)
    if found == named:
        return Owner(named, Because.NAMED)
    if found is not None:
        return Owner(found, Because.STANDS_IN, named)
    return Owner(team.on_duty, Because.AWAY if named in team.staff else Because.LEFT, named)
