"""A framework of qualifications: what is chosen there are whole qualifications, and the same rules hold over them.

Each is reached where it is, in a registration of its own or at another centre. Here it only counts: as achieved, as on its
way, as planned, or not yet.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from milepost.engine.combination import Taken, Verdict, Waiver, verdict
from milepost.engine.framework import Framework, How, Qualification, Unit


class Reached(StrEnum):
    """How far one qualification of the framework is, the nearest first."""

    ACHIEVED = "achieved"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    OPEN = "open"


@dataclass(frozen=True)
class Whole:
    """Where the whole stands: by what is achieved, and by all that is achieved, under way or planned."""

    reached: Mapping[str, Reached]
    now: Verdict
    ahead: Verdict


def parts_of(framework: Framework, qualification: Qualification) -> tuple[Unit, ...]:
    """The whole qualifications that this one is made of; none where it is made of units alone."""
    counting = {*qualification.units, *(key for group in qualification.groups for key in group.units)}
    return tuple(unit for unit in framework.units if unit.qualification and (unit.key in counting or not counting))


def is_part(part: Unit, qualification: Qualification) -> bool:
    """Whether a qualification is the one that a part names, by either of its numbers or by its title."""
    named = {_bare(name) for name in (qualification.number, qualification.accreditation_number, qualification.title) if name}
    return _bare(part.qualification) in named


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def whole(
    framework: Framework,
    qualification: Qualification,
    *,
    achieved: Collection[str],
    under_way: Collection[str],
    planned: Collection[str],
    come_by: Mapping[str, How] | None = None,
    pathway: str = "",
    waivers: Sequence[Waiver] = (),
) -> Whole:
    """`come_by` says of achieved ones how, where they were not assessed here."""
    ways = come_by or {}
    reached = {}
    for unit in framework.units:
        stands = ((Reached.ACHIEVED, achieved), (Reached.UNDER_WAY, under_way), (Reached.PLANNED, planned))
        reached[unit.key] = next((far for far, keys in stands if unit.key in keys), Reached.OPEN)

    def evaluated(far: Iterable[Reached]) -> Verdict:
        wanted = set(far)
        chosen = [Taken(key, ways[key]) if key in ways else key for key, one in reached.items() if one in wanted]
        return verdict(framework, qualification, chosen, pathway=pathway, waivers=waivers)

    return Whole(reached, evaluated([Reached.ACHIEVED]), evaluated([Reached.ACHIEVED, Reached.UNDER_WAY, Reached.PLANNED]))
