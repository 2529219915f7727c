"""Every rule with its figures, why it is not met, and the unconfirmed facts that the answer rests on."""

from collections.abc import Iterable, Mapping, Sequence

from milepost.engine.combination.board import Board, Counting
from milepost.engine.combination.conditions import COUNTED, SHARES, Bound, Reach, Scopes, measure_of, parts_of_share
from milepost.engine.combination.taking import Waiver
from milepost.engine.combination.words import Fact, Kind, Line
from milepost.engine.framework import Measure, Rule, RuleKind, Unit
from milepost.engine.reasons import Shortfall

NAMED = {
    RuleKind.MANDATORY: Kind.MANDATORY,
    RuleKind.ONE_FROM_EACH: Kind.ONE_FROM_EACH,
    RuleKind.BARRED: Kind.BARRED,
    RuleKind.SAME_TITLE: Kind.SAME_TITLE,
    RuleKind.BARRING_CODES: Kind.BARRING_CODES,
    RuleKind.NEEDS: Kind.NEEDS,
    RuleKind.TOGETHER: Kind.TOGETHER,
}
ENDINGS = {Bound.MIN: "", Bound.MAX: "_over", Bound.EXACT: "_exactly"}


def _kind(kind: RuleKind) -> Kind:
    if kind in NAMED:
        return NAMED[kind]
    counted = COUNTED[kind]
    if counted.measure is None:
        return Kind.SHARE_AT_LEAST if counted.bound is Bound.MIN else Kind.SHARE_AT_MOST
    return Kind(f"{counted.measure}{ENDINGS[counted.bound]}{'_' if counted.reach else ''}{counted.reach}")


KINDS = {kind: _kind(kind) for kind in RuleKind}
ASKING_FOR_EACH = {RuleKind.MANDATORY, RuleKind.ONE_FROM_EACH}
FACT_OF = {Measure.CREDITS: "credit", Measure.VALUES: "value", Measure.GLH: "glh", Measure.TQT: "credit"}


class Figures:
    """What a board says of a choice: its lines and reasons. `blamed` are the limits that leave out what other rules need."""

    def __init__(self, board: Board, units: Sequence[Unit], counting: Counting, waivers: Mapping[str, Waiver] | None = None) -> None:
        self.board, self.units, self.counting = board, units, counting
        self.waivers = waivers or {}
        self.potential = board.potential(units)
        self.scopes = Scopes(board.qualification)

    def line(self, number: int, counting: Counting | None = None, *, blamed: bool = False) -> Line:
        board, rule = self.board, self.board.rules[number]
        counting = counting or self.counting
        mine = [i for i in board.width if board.conditions[i].rule == number]
        met = not blamed and number not in board.unmet(counting.tally)
        members = tuple(c.member for c in (board.conditions[i] for i in mine) if c.member) or rule.units
        missing: tuple[str, ...] = ()
        if rule.kind in ASKING_FOR_EACH:
            missing = tuple(board.conditions[i].member for i in mine if not counting.tally[i])
            need, has, taken = len(mine), len(mine) - len(missing), sum(min(1, self.potential[i]) for i in mine)
        elif rule.kind in SHARES:
            need, has, taken = rule.value, self._percent(rule, counting), self._percent(rule, None)
        elif rule.kind in (RuleKind.NEEDS, RuleKind.TOGETHER):
            chosen = {u.key for u in self.units}
            missing = tuple(u for u in (rule.units[1:] if rule.kind is RuleKind.NEEDS else rule.units) if u not in chosen)
            need, has, taken = len(rule.units), len(rule.units) - len(missing), len(rule.units) - len(missing)
        elif rule.kind in (RuleKind.SAME_TITLE, RuleKind.BARRING_CODES):
            over = [i for i in mine if self.potential[i] > 1]
            need, has, taken = 1, max((counting.tally[i] for i in mine), default=0), max((self.potential[i] for i in mine), default=0)
            members = tuple(u.key for i in over for u in self.units if board.most(u)[i])
        else:
            (i,) = mine
            condition = board.conditions[i]
            asked = 1 if rule.kind is RuleKind.BARRED else rule.value
            need = asked if condition.waived or not condition.floor else condition.floor - condition.base
            has, taken = max(0, counting.tally[i] - condition.base), max(0, self.potential[i] - condition.base)
        waiver = self.waivers.get(rule.label)
        return Line(
            rule, KINDS[rule.kind], need, has, taken, met, members, missing, bool(self.unsure(number, met=met)), waiver
        )  # fmt: skip

    def _percent(self, rule: Rule, counting: Counting | None) -> int:
        """The share of what counts, or of what is taken, in whole per cent; 100 of nothing for a minimum, 0 for a maximum."""
        whole, part = parts_of_share(rule, self.scopes)
        ways = (
            [o.place for o in counting.ways.values()] if counting else [o[0].place for u in self.units if (o := self.board.options[u.key])]
        )
        total = sum(whole(place) for place in ways)
        if not total:
            return 100 if COUNTED[rule.kind].bound is Bound.MIN else 0
        return sum(part(place) for place in ways) * 100 // total

    def reason(self, number: int, counting: Counting) -> Shortfall:
        """Why a rule that asks for something is not met."""
        rule = self.board.rules[number]
        line = self.line(number, counting)
        args: dict[str, object] = {"need": line.need, "has": line.has}
        if rule.kind in ASKING_FOR_EACH:
            args["missing"] = line.missing
        else:
            args |= {"taken": line.taken} | limits_of(rule)
        return Shortfall(line.kind, args, rule.label, bool(self.unsure(number, met=False)))

    def over(self, number: int) -> Shortfall:
        """Why a rule that limits what counts is in the way."""
        rule = self.board.rules[number]
        return Shortfall(self._over_kind(rule), self._over_args(number, rule), rule.label, bool(self.unsure(number, met=False)))

    def _over_kind(self, rule: Rule) -> Kind:
        counted = COUNTED.get(rule.kind)
        if counted and counted.bound is Bound.EXACT:
            return Kind(f"{counted.measure}_over")
        return KINDS[rule.kind]

    def _over_args(self, number: int, rule: Rule) -> dict[str, object]:
        chosen = [u.key for u in self.units]
        match rule.kind:
            case RuleKind.BARRED:
                return {"units": tuple(key for key in chosen if key in rule.units)}
            case RuleKind.SAME_TITLE:
                return {"units": self.line(number).members}
            case RuleKind.BARRING_CODES:
                members = self.line(number).members
                codes = dict.fromkeys(u.barring_code for u in self.units if u.key in members)
                return {"units": members, "codes": tuple(codes)}
            case RuleKind.NEEDS:
                return {"unit": rule.units[0], "units": self.line(number).missing, "most": rule.value}
            case RuleKind.TOGETHER:
                return {"units": tuple(key for key in rule.units if key in chosen), "missing": self.line(number).missing}
        if rule.kind in SHARES:
            whole, _part = parts_of_share(rule, self.scopes)
            counts = sum(whole(o.place) for o in self.counting.ways.values())
            taken = sum(max((whole(o.place) for o in self.board.options[u.key]), default=0) for u in self.units)
            return {"percent": rule.value, "counts": counts, "left": taken - counts} | limits_of(rule)
        (taken,) = (self.potential[i] for i in self.board.width if self.board.conditions[i].rule == number)
        return {"limit": rule.value, "taken": taken, "over": taken - rule.value} | limits_of(rule)

    # What the answer rests on -------------------------------------------------------------------------------------------

    def unsure(self, number: int, *, met: bool) -> list[Fact]:
        """The unconfirmed facts that the answer about a rule rests on. A floor met without the doubtful units rests on none."""
        board, rule = self.board, self.board.rules[number]
        facts = [Fact(rule.label, "rule")] if rule.unconfirmed else []
        names = _relevant(rule)
        if not names or not any(u.unconfirmed for u in self.units):
            return facts
        doubtful = [u for u in self.units if names & u.unconfirmed and self._touches(rule, u)]
        mine = [i for i in board.width if board.conditions[i].rule == number]
        if met and not any(i in board.ceilings for i in mine):
            sure = board.potential(u for u in self.units if u not in doubtful)
            if all(sure[i] >= board.conditions[i].floor for i in mine):
                return facts
        return facts + [Fact(u.key, name) for u in doubtful for name in sorted(names & u.unconfirmed)]

    def _touches(self, rule: Rule, unit: Unit) -> bool:
        """Whether the unit stands where the rule looks; its level or its group may itself be what is unconfirmed."""
        covers = self.scopes.covers(rule)
        return "group" in unit.unconfirmed or any(covers(o.place) for o in self.board.options[unit.key])

    def facts(self) -> tuple[Fact, ...]:
        unmet = self.board.unmet(self.counting.tally)
        rules: Iterable[int] = range(len(self.board.rules))
        return tuple(dict.fromkeys(f for i in rules for f in self.unsure(i, met=i not in unmet)))


def limits_of(rule: Rule) -> dict[str, object]:
    """What a rule that counts looks at, as a reason says it."""
    args: dict[str, object] = {"scope": rule.scope, "groups": rule.groups}
    if COUNTED[rule.kind].reach is not Reach.ANY:
        args["level"] = rule.level
    if rule.kind in SHARES:
        args |= {"of": measure_of(rule).value, "reach": COUNTED[rule.kind].reach.value}
    if rule.units:
        args["units"] = rule.units
    if rule.how:
        args["how"] = tuple(how.value for how in rule.how)
    if rule.further:
        args["further"] = True
    return args


def _relevant(rule: Rule) -> set[str]:
    """Names of the facts of a unit that a rule looks at."""
    names = set[str]()
    if counted := COUNTED.get(rule.kind):
        names.update(filter(None, [FACT_OF.get(measure_of(rule), "")]))
        if counted.reach is not Reach.ANY:
            names.add("level")
    if rule.kind is RuleKind.SAME_TITLE:
        names.add("title")
    if rule.kind is RuleKind.ONE_FROM_EACH or (rule.kind is not RuleKind.MANDATORY and (rule.groups or rule.scope != "total")):
        names.add("group")
    return names
