"""What an answer about rules of combination is made of."""

from dataclasses import dataclass
from enum import StrEnum

from milepost.engine.framework import Rule, Unit


class Kind(StrEnum):
    """The kinds of reason this module gives."""

    CREDITS = "credits"  # need, has, taken, scope, groups
    CREDITS_EXACTLY = "credits_exactly"
    CREDITS_OVER = "credits_over"  # limit, taken, over, scope, groups: a limit leaves out what the other rules need
    CREDITS_AT_LEVEL = "credits_at_level"  # also: level
    CREDITS_AT_LEVEL_OR_ABOVE = "credits_at_level_or_above"
    UNITS = "units"
    UNITS_EXACTLY = "units_exactly"
    UNITS_OVER = "units_over"
    MANDATORY = "mandatory"  # need, has, missing: unit keys
    ONE_FROM_EACH = "one_from_each"  # need, has, missing: group keys
    BARRED = "barred"  # units: the chosen ones, of which one counts
    UNKNOWN_UNIT = "unknown_unit"  # unit
    OTHER_QUALIFICATION = "other_qualification"  # unit: known, but no part of this qualification


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that no document confirms: `name` ("level", "credit", "group") of a unit, or "rule" of a rule's label."""

    of: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One rule, evaluated. For a limit `need` is the limit, `has` what counts and `taken` what was chosen."""

    rule: Rule
    kind: str
    need: int
    has: int
    taken: int
    met: bool
    members: tuple[str, ...] = ()  # the mandatory or barred units, or the groups that each want a unit
    missing: tuple[str, ...] = ()  # those of them that are not there
    unconfirmed: bool = False

    @property
    def label(self) -> str:
        return self.rule.label


def level_name(unit: Unit) -> str:
    """ "3", or "Entry 3" for a level below Level 1."""
    return f"Entry {unit.level}" if unit.entry else str(unit.level)
