"""The evaluation of a choice of units: what counts, every rule with its figures, and what is short."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from milepost.engine.combination.board import Board, belonging_units, strangers
from milepost.engine.combination.dates import out_of_time
from milepost.engine.combination.figures import Figures
from milepost.engine.combination.search import Steps
from milepost.engine.combination.taking import Choice, Taken, Waiver, When, as_taken
from milepost.engine.combination.words import Fact, Line
from milepost.engine.framework import Framework, How, Pathway, Qualification, Unit
from milepost.engine.reasons import Shortfall


@dataclass(frozen=True)
class Verdict:
    """What a choice of units comes to under the rules, met or not."""

    chosen: tuple[str, ...]
    counted: tuple[str, ...]
    credits: int
    by_group: dict[str, int]  # every group of the qualification, in its order
    by_level: dict[str, int]  # "2", "3", "Entry 3": levels of counted units
    optional_credits: int
    optional_by_level: dict[str, int]
    shortfalls: tuple[Shortfall, ...]
    lines: tuple[Line, ...]
    unconfirmed: bool = False
    facts: tuple[Fact, ...] = ()  # the unconfirmed facts that the verdict rests on
    settled: bool = True  # false when the search for what counts had to stop before it was exhausted
    pathway: str = ""  # the key of the pathway that was followed: the one given, else the one that goes furthest
    alone: tuple[str, ...] = ()  # units that can be certificated on their own while the whole is not met
    taken: tuple[Taken, ...] = ()  # the chosen units and how each was come by
    place_of: Mapping[str, str] = field(default_factory=dict)  # of each counted unit: the key of the group it counts in, or ""
    credit_of: Mapping[str, int] = field(default_factory=dict)  # of each counted unit: the credit that it brings

    @property
    def accepted(self) -> bool:
        return not self.shortfalls

    @property
    def surplus(self) -> tuple[str, ...]:
        """Units that were chosen and do not count."""
        return tuple(u for u in self.chosen if u not in self.counted)


def shortfalls(framework: Framework, qualification: Qualification, chosen: Choice) -> list[Shortfall]:
    """Every rule of combination that the chosen units (by key, or as `Taken`) do not meet. Empty: they make the award."""
    return list(verdict(framework, qualification, chosen).shortfalls)


def pathways_of(qualification: Qualification, pathway: str = "") -> tuple[Pathway | None, ...]:
    """The pathway with this key; where none is named, all of them; None where the qualification has none."""
    if not qualification.pathways:
        return (None,)
    named = tuple(p for p in qualification.pathways if p.key == pathway)
    return named or qualification.pathways


def boards(
    qualification: Qualification,
    units: Sequence[Unit],
    *,
    pathway: str = "",
    hows: Mapping[str, How] | None = None,
    waived: Collection[str] = (),
) -> list[Board]:
    """One board for each pathway that is open."""
    return [Board(qualification, units, pathway=p, hows=hows, waived=waived) for p in pathways_of(qualification, pathway)]


def verdict(
    framework: Framework,
    qualification: Qualification,
    chosen: Choice,
    *,
    pathway: str = "",
    waivers: Sequence[Waiver] = (),
    when: When | None = None,
) -> Verdict:
    """The whole evaluation of a choice: what counts and where, every rule with its figures, and what is short.

    `chosen` are keys of units, or `Taken` where a unit is come by otherwise than by assessment here. Where no pathway is
    named, the one that goes furthest is followed. `waivers` lift rules for this learner; `when` holds dates against the
    qualification's own.
    """
    belonging = belonging_units(framework, qualification)
    taken = as_taken(chosen)
    unknown = strangers(framework, belonging, taken)
    hows = {key: how for key, how in taken.items() if how is not How.ASSESSED}
    units = [u for u in belonging if u.key in taken]
    inside = units if not qualification.equivalents else _with_targets(belonging, units, qualification)
    holding = {w.rule: w for w in waivers if w.holds(when.on if when else None)}
    steps = Steps()
    seen = [(b, b.count(units, steps=steps)) for b in boards(qualification, inside, pathway=pathway, hows=hows, waived=holding)]
    board, counting = seen[0] if len(seen) == 1 else min(seen, key=lambda one: (*one[0].distance(one[1].tally), -one[1].credits))
    short, over = board.explain(units, counting, steps)
    figures = Figures(board, units, counting, holding)
    rules = range(len(board.rules))
    lines = tuple(figures.line(i, blamed=i in over) for i in rules)
    reasons = [figures.reason(i, short[i]) if i in short else figures.over(i) for i in rules if i in short or i in over]
    facts = figures.facts()
    optional = counting.by_level(units, optional=True)
    late = out_of_time(qualification, when) if when else ()
    return Verdict(
        chosen=tuple(u.key for u in units) + tuple(s.culprit for s in unknown),
        counted=tuple(u.key for u in units if u.key in counting.ways),
        credits=counting.credits,
        by_group=counting.by_group(units, qualification),
        by_level=counting.by_level(units, optional=False),
        optional_credits=sum(optional.values()),
        optional_by_level=optional,
        shortfalls=(*unknown, *late, *reasons),
        lines=lines,
        unconfirmed=bool(facts),
        facts=facts,
        settled=all(one.settled for _board, one in seen),
        pathway=board.pathway.key if board.pathway else "",
        alone=_alone(qualification, units, hows) if unknown or late or reasons else (),
        taken=tuple(Taken(key, how) for key, how in taken.items()),
        place_of={key: option.group.key if option.group else "" for key, option in counting.ways.items()},
        credit_of={key: option.place.credit for key, option in counting.ways.items()},
    )


def _with_targets(belonging: Sequence[Unit], units: Sequence[Unit], qualification: Qualification) -> list[Unit]:
    """The chosen units, and those that some of them stand in for: their groups and figures are needed."""
    keys = {u.key for u in units}
    targets = {e.instead_of for e in qualification.equivalents if e.unit in keys}
    return [u for u in belonging if u.key in keys or u.key in targets]


def _alone(qualification: Qualification, units: Sequence[Unit], hows: Mapping[str, How]) -> tuple[str, ...]:
    """Units that were assessed here: only these can be certificated without the whole."""
    if not qualification.units_alone:
        return ()
    return tuple(u.key for u in units if hows.get(u.key, How.ASSESSED) in (How.ASSESSED, How.RPL))
