"""How long it takes, in words: for the learner on Today and on the page about it, for the assessor as one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.base import clock
from milepost.engine import pace as engine
from milepost.engine.framework import How, Unit
from milepost.engine.pace import Basis, Meets, Pace
from milepost.frameworks.queries import framework_of
from milepost.portfolios import progress
from milepost.portfolios.words import RegistrationState

if TYPE_CHECKING:
    from milepost.portfolios.models import Registration, RouteWish

SHOWN = "mcd"  # letters of criteria that are shown, judged or not
ASKS_NOTHING = (How.TRANSFER, How.EXEMPT)
FEW_WEEKS = 9  # so many are still said in weeks, with the day
NUMBERS = [
    gettext_lazy("no"), gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three"), gettext_lazy("four"), gettext_lazy("five"),
    gettext_lazy("six"), gettext_lazy("seven"), gettext_lazy("eight"), gettext_lazy("nine"), gettext_lazy("ten"), gettext_lazy("eleven"),
    gettext_lazy("twelve"),
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class UnitHours:
    """One unit of the reckoning."""

    unit: Unit
    hours: str
    left: str
    stated: bool


def pace_of(registration: Registration, wish: RouteWish | None) -> Pace | None:
    """The pace of a registration that goes on, from its projection and what was said; None without units or after its end."""
    row = registration.progress
    if registration.state != RegistrationState.ACTIVE or not row.units:
        return None
    framework, come_by = framework_of(registration.specification), wish.come_by if wish else {}
    cells, planned = progress.unit_cells(row, registration), []
    for key in row.units:
        unit, letters = framework.unit_by_key[key], cells[key]
        shown = len(letters) if progress.signed_state(row, key) == "agreed" else sum(letter in SHOWN for letter in letters)
        brought = come_by.get(key) in ASKS_NOTHING
        planned.append(engine.Planned(key, unit.credit, unit.glh, len(letters), shown, brought))
    return engine.pace(
        planned, today=clock.today(), a_week=Fraction(wish.hours_a_week) if wish and wish.hours_a_week else None,
        wished=wish.finish_by if wish else None, shown=_weeks(registration, planned, cells),
    )  # fmt: skip


def _weeks(registration: Registration, planned: Sequence[engine.Planned], cells: dict[str, str]) -> list[Fraction]:
    """The guided hours that were shown in each week so far: a criterion counts when it was judged or, until then, handed in."""
    row, framework, today = registration.progress, framework_of(registration.specification), clock.today()
    weeks = [Fraction(0)] * ((today - registration.starts_on).days // 7)
    for one in planned:
        unit, letters = framework.unit_by_key[one.key], cells[one.key]
        each = engine.hours_of(one).hours / len(letters) if letters else Fraction(0)
        waits = row.waiting_units.get(one.key)
        for target, letter in zip(unit.criterion_targets, letters, strict=True):
            at = row.marks[target]["at"] if letter in "md" and target in row.marks else waits[1] if letter == "c" and waits else ""
            age = (today - date.fromisoformat(at[:10])).days // 7 if at else len(weeks)
            if 0 <= age < len(weeks):
                weeks[len(weeks) - 1 - age] += each
    return weeks


# In words ------------------------------------------------------------------------------------------------------------


def number(value: Fraction) -> str:
    """ "one", "four and a half", "13", "13.5": hours go in halves where somebody says them."""
    halves = round(value * 2)
    whole, half = divmod(halves, 2)
    if whole < len(NUMBERS):
        if not whole and half:
            return _("half")
        return _("%(n)s and a half") % {"n": NUMBERS[whole]} if half else str(NUMBERS[whole])
    return f"{whole}.5" if half else str(whole)


def hours_a_week(value: Fraction) -> str:
    if round(value * 2) == 1:
        return _("half an hour a week")
    return ngettext("%(n)s hour a week", "%(n)s hours a week", 1 if round(value * 2) == 2 else 2) % {"n": number(value)}


def hours(value: Fraction) -> str:
    n = round(value)
    return ngettext("%(n)d guided hour", "%(n)d guided hours", n) % {"n": n}


def how_long(weeks: int, months: int) -> str:
    if weeks < FEW_WEEKS:
        return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def day(value: date | None, *, weeks: int) -> str:
    if value is None:
        return ""
    return date_format(value, "j F Y" if weeks < FEW_WEEKS else "F Y")


def line(found: Pace) -> str:
    """The whole in one line."""
    if not found.left:
        return _("Everything that is planned is shown.")
    if found.finish is None or found.a_week is None:
        return _("%(hours)s still lie ahead.") % {"hours": hours(found.left)}
    said = {"pace": hours_a_week(found.a_week), "day": day(found.finish, weeks=found.weeks), "between": _between(found)}
    if found.basis is Basis.SEEN:
        return _("At the pace of the last weeks all is shown about %(day)s%(between)s.") % said
    return _("At %(pace)s all is shown about %(day)s%(between)s.") % said


def _between(found: Pace) -> str:
    first, last = day(found.soonest, weeks=found.weeks), day(found.latest, weeks=found.weeks)
    return "" if first == last else _(", between %(first)s and %(last)s") % {"first": first, "last": last}


def basis(found: Pace) -> str:
    """Where the range comes from."""
    given = {"weeks": found.weeks_seen, "seen": hours_a_week(max(found.seen, engine.HALF)) if found.seen else ""}
    if found.basis is Basis.SAID_SEEN:
        return _("The range takes in the pace so far: over the last %(weeks)d weeks, work worth about %(seen)s was shown.") % given
    if found.basis is Basis.SEEN:
        text = _("Nobody has said how many hours there are, so this is the pace so far: over the last %(weeks)d weeks, about %(seen)s.")
        return text % given
    if found.basis is Basis.SAID_PLAIN:
        return _("The range is a quarter quicker and a quarter slower, until there are four weeks to look back on.")
    return ""


def wish(found: Pace, *, learner: str = "") -> str:
    """What becomes of the day that was wished. `learner` is how the learner is called, "" when they read it themselves."""
    asked = found.wish
    if asked is None:
        return ""
    weeks = found.weeks if asked.weeks < FEW_WEEKS else engine.LONGEST
    given = {
        "pace": hours_a_week(found.a_week) if found.a_week else "", "long": how_long(weeks, found.months) if found.a_week else "",
        "wished": asked.months if asked.weeks >= FEW_WEEKS else how_long(asked.weeks, asked.months), "needs": number(asked.needs),
        "day": date_format(asked.by, "j F Y"), "needs_pace": hours_a_week(asked.needs), "name": learner, "most": engine.MOST_HOURS,
    }  # fmt: skip
    if asked.meets is Meets.IN_TIME:
        return _("That is in time for %(day)s, even if it goes slowly.") % given
    if asked.meets is Meets.TIGHT:
        return _("That is just in time for %(day)s: a few slow weeks, and it is later.") % given
    if asked.meets is Meets.OUT_OF_REACH:
        return _("By %(day)s it cannot be done: it would need more than %(most)d hours a week. A later day, or fewer units, can.") % given
    if asked.meets is Meets.NOTHING_SAID:
        return _("To finish by %(day)s, %(needs_pace)s are needed.") % given
    if learner:
        return _("At %(pace)s this takes %(long)s; to finish in %(wished)s, %(name)s needs %(needs)s.") % given
    return _("At %(pace)s this takes %(long)s; to finish in %(wished)s you need %(needs)s.") % given


def unmet(found: Pace) -> bool:
    return bool(found.wish and found.wish.meets in (Meets.NEEDS_MORE, Meets.OUT_OF_REACH))


def levers(found: Pace, units: Sequence[Unit]) -> list[str]:
    """What would bring the end forward."""
    called = {unit.key: f"{unit.code} {unit.title}".strip() for unit in units}
    said = []
    for one in found.levers:
        saved = how_long(one.weeks, int(one.weeks / engine.WEEKS_A_MONTH))
        if one.unit:
            given = {"unit": called[one.unit], "hours": hours(one.hours), "saved": saved}
            said.append(_("%(unit)s has most left: %(hours)s. Shown from work that is done already, it saves %(saved)s.") % given)
        else:
            more = number((found.a_week or Fraction(0)) + one.hours)
            said.append(_("With %(more)s hours a week it is finished %(saved)s sooner.") % {"more": more, "saved": saved})
    return said


def unit_hours(found: Pace, units: Sequence[Unit]) -> list[UnitHours]:
    known = {unit.key: unit for unit in units}
    return [
        UnitHours(unit=known[one.key], hours=f"{round(one.hours)}", left=f"{round(one.left)}", stated=one.stated)
        for one in found.units
        if one.key in known
    ]
