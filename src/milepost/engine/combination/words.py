"""What an answer about rules of combination is made of."""

from dataclasses import dataclass
from enum import StrEnum

from milepost.engine.combination.taking import Waiver
from milepost.engine.framework import Rule, Unit


class Kind(StrEnum):
    """The kinds of reason this module gives.

    Reasons about rules that count carry need, has, taken, scope and groups; `level` where the rule is about one, and
    `units`, `how`, `further` where the rule is limited by them. A reason of a limit (..._OVER) carries limit, taken and
    over in place of need and has: it leaves out what the other rules need.
    """

    CREDITS = "credits"
    CREDITS_EXACTLY = "credits_exactly"
    CREDITS_OVER = "credits_over"
    CREDITS_AT_LEVEL = "credits_at_level"
    CREDITS_AT_LEVEL_OR_ABOVE = "credits_at_level_or_above"
    CREDITS_AT_LEVEL_OR_BELOW = "credits_at_level_or_below"
    CREDITS_OVER_AT_LEVEL = "credits_over_at_level"
    CREDITS_OVER_AT_LEVEL_OR_ABOVE = "credits_over_at_level_or_above"
    CREDITS_OVER_AT_LEVEL_OR_BELOW = "credits_over_at_level_or_below"
    UNITS = "units"
    UNITS_EXACTLY = "units_exactly"
    UNITS_OVER = "units_over"
    UNITS_AT_LEVEL = "units_at_level"
    UNITS_AT_LEVEL_OR_ABOVE = "units_at_level_or_above"
    UNITS_AT_LEVEL_OR_BELOW = "units_at_level_or_below"
    UNITS_OVER_AT_LEVEL = "units_over_at_level"
    UNITS_OVER_AT_LEVEL_OR_ABOVE = "units_over_at_level_or_above"
    UNITS_OVER_AT_LEVEL_OR_BELOW = "units_over_at_level_or_below"
    VALUES = "values"
    VALUES_EXACTLY = "values_exactly"
    VALUES_OVER = "values_over"
    GLH = "glh"
    GLH_EXACTLY = "glh_exactly"
    GLH_OVER = "glh_over"
    TQT = "tqt"
    TQT_EXACTLY = "tqt_exactly"
    TQT_OVER = "tqt_over"
    SHARE_AT_LEAST = "share_at_least"  # percent, counts, left: what does not count because of the share; of, level, reach, scope ...
    SHARE_AT_MOST = "share_at_most"
    MANDATORY = "mandatory"  # need, has, missing: unit keys
    ONE_FROM_EACH = "one_from_each"  # need, has, missing: group keys
    BARRED = "barred"  # units: the chosen ones, of which one counts
    SAME_TITLE = "same_title"  # units
    BARRING_CODES = "barring_codes"  # units, codes
    NEEDS = "needs"  # unit, units: what it needs and is not there; most: how many of them, 0 for all
    TOGETHER = "together"  # units: those chosen, missing: those that are not
    UNKNOWN_UNIT = "unknown_unit"  # unit
    OTHER_QUALIFICATION = "other_qualification"  # unit: known, but no part of this qualification
    TOO_YOUNG = "too_young"  # need: years, has: years on the day, day
    REGISTRATION_ENDED = "registration_ended"  # last, day
    CERTIFICATION_ENDED = "certification_ended"  # last, day


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that no document confirms: `name` ("level", "credit", "group") of a unit, or "rule" of a rule's label."""

    of: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One rule, evaluated. For a limit `need` is the limit, `has` what counts and `taken` what was chosen; for a share all are per cent.

    A rule that is `waived` for this learner asks for nothing, and is met.
    """

    rule: Rule
    kind: str
    need: int
    has: int
    taken: int
    met: bool
    members: tuple[str, ...] = ()  # the mandatory or barred units, or the groups that each want a unit
    missing: tuple[str, ...] = ()  # those of them that are not there
    unconfirmed: bool = False
    waived: Waiver | None = None

    @property
    def label(self) -> str:
        return self.rule.label


def level_name(unit: Unit) -> str:
    """ "3", or "Entry 3" for a level below Level 1."""
    return f"Entry {unit.level}" if unit.entry else str(unit.level)
