"""What comes next: what a qualification of the next level asks, and what of it the learner's job and work already speak to.

The learner and their assessor have the same page; it is made to be shown to an employer, on paper or on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import clock, text
from milepost.engine import combination, planner, progression
from milepost.engine.combination.dates import out_of_time
from milepost.engine.progression import Asked, Source, Speaking
from milepost.frameworks.queries import framework_of
from milepost.frameworks.suggestions import bare_index_of
from milepost.portfolios import progress, queries
from milepost.web.components import Crumb, Filter
from milepost.web.portfolio.pacing import SHOWN

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.engine.framework import Framework, Qualification, Unit
    from milepost.portfolios.models import Registration
    from milepost.portfolios.queries import Onward


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One outcome of which the job offers nothing, or not all."""

    number: str
    text: str
    note: str
    criteria: list[tuple[str, str]]  # number and text


@dataclass(frozen=True, kw_only=True)
class There:
    """One criterion that something may speak for already, and what does."""

    number: str
    text: str
    by: list[str]


@dataclass(frozen=True, kw_only=True)
class UnitAsked:
    """One unit of the next qualification."""

    unit: Unit
    facts: str
    far: str
    missing: list[Missing]
    there: list[There]
    title_only: bool
    held: bool


@dataclass(frozen=True, kw_only=True)
class OnwardPage:
    """Everything that the page says. Without `qualification` there is nothing to compare with, and `nothing` says why."""

    title: str
    trail: Sequence[Crumb]
    learner: str
    wishing: str
    job: str = ""
    compared: bool = False
    lead: str = ""
    qualification: Qualification | None = None
    choices: list[Filter] = field(default_factory=list)
    nothing: str = ""
    unpublished: str = ""
    summary: str = ""
    why_all: str = ""
    in_the_way: list[str] = field(default_factory=list)
    units: list[UnitAsked] = field(default_factory=list)
    others: list[UnitAsked] = field(default_factory=list)

    @property
    def new(self) -> list[UnitAsked]:
        return [one for one in self.units if one.missing or (one.title_only and not one.there and not one.held)]

    @property
    def there(self) -> list[UnitAsked]:
        return [one for one in self.units if one.there or one.held]

    @property
    def unfold(self) -> str:
        n = len(self.others)
        return ngettext("Show %(n)d other unit of it", "Show the %(n)d other units of it", n) % {"n": n}


def onward_page(
    registration: Registration, *, by: Actor, asked: str, here: str, wishing: str, trail: Sequence[Crumb], learner: str = ""
) -> OnwardPage:
    """`asked` names one of several that may come next. `learner` is how the learner is called, "" when they read it themselves."""
    wish, ahead = queries.wish_of(registration), queries.ahead(registration, by=by)
    job = wish.job if wish else ""
    unpublished = _("It also leads on to %(names)s, which the centre has not published.") if ahead.onward else ""
    unpublished = unpublished % {"names": text.listed(ahead.unpublished)} if ahead.unpublished else ""
    if not ahead.onward:
        return OnwardPage(
            title=_("What comes next"), trail=trail, learner=learner, wishing=wishing, job=job, nothing=_nothing(registration, ahead)
        )
    chosen = next((one for one in ahead.onward if one.name == asked), ahead.onward[0])
    choices = [
        Filter(label=one.qualification.title, href=f"{here}?to={quote(one.name)}", current=one is chosen) for one in ahead.onward
    ]  # fmt: skip
    sources = _told(registration, job)
    framework, own = framework_of(chosen.specification), framework_of(registration.specification)
    units = _units(framework, chosen.qualification)
    found = progression.asked(
        units, bare_index_of(progression.criteria_of(units)), sources, held=_held(registration, chosen.qualification)
    )  # fmt: skip
    on_the_way, why_all = _least_new(framework, chosen.qualification, found)
    way = [one for one in found if one.unit.key in on_the_way]
    level = progression.level_of(chosen.qualification)
    return OnwardPage(
        title=_("What Level %(n)d asks") % {"n": level} if level else _("What comes next"), trail=trail, learner=learner,
        wishing=wishing, job=job, compared=bool(sources), lead=_lead(chosen, ahead.level), qualification=chosen.qualification,
        choices=choices if len(choices) > 1 else [], unpublished=unpublished, why_all=why_all,
        summary=_summary(way, chosen_by_rules=not why_all, compared=bool(sources)),
        in_the_way=_in_the_way(registration, chosen.qualification), units=[_unit(one, own) for one in way],
        others=[_unit(one, own) for one in found if one.unit.key not in on_the_way],
    )  # fmt: skip


def _told(registration: Registration, job: str) -> list[Source]:
    """What is told of the job, sentence by sentence, and every criterion that is shown: met, handed in or in doubt."""
    framework, cells = framework_of(registration.specification), progress.unit_cells(registration.progress, registration)
    shown = [
        Source(framework.criterion_by_target[target].text, target)
        for key, letters in cells.items()
        for target, letter in zip(framework.unit_by_key[key].criterion_targets, letters, strict=True)
        if letter in SHOWN
    ]
    return [*(Source(sentence) for sentence in progression.sentences(job)), *shown]


def _nothing(registration: Registration, ahead: queries.Ahead) -> str:
    if ahead.unpublished:
        names = {"names": text.listed(ahead.unpublished), "own": registration.qualification_title}
        return _("%(own)s leads on to %(names)s, but the centre has not published it yet, so there is nothing to compare with.") % names
    if ahead.level is None:
        return _("%(own)s does not state its level, so no next one can be found.") % {"own": registration.qualification_title}
    return _("The centre has published nothing above Level %(n)d yet, so there is nothing to compare with.") % {"n": ahead.level}


def _lead(chosen: Onward, level: int | None) -> str:
    if chosen.named or level is None:
        return _("%(title)s, to which the qualification leads on.") % {"title": chosen.qualification.title}
    return _("%(title)s, which the centre has published.") % {"title": chosen.qualification.title}


def _units(framework: Framework, qualification: Qualification) -> list[Unit]:
    counting = set(qualification.units).union(*(group.units for group in qualification.groups))
    return [unit for unit in framework.units if unit.key in counting or not counting]


def _held(registration: Registration, qualification: Qualification) -> set[str]:
    """The agreed units that count towards the next one too, as themselves or in place of another."""
    own = set(registration.progress.units)
    return own | {one.instead_of for one in qualification.equivalents if one.unit in own}


def _least_new(framework: Framework, qualification: Qualification, found: Sequence[Asked]) -> tuple[set[str], str]:
    """The whole choice of units that asks for least that is new; or every unit, and why every one."""
    every = {one.unit.key for one in found}
    if not qualification.rules and not any(pathway.rules for pathway in qualification.pathways):
        return every, _("The specification states no rules of combination, so all of its units stand here.")
    weights = {one.unit.key: one.weight for one in found}
    ways = planner.routes(framework, qualification, weights=weights, count=1)
    if ways.routes:
        return set(ways.routes[0].units), ""
    return every, _("No choice of units was found that meets the rules, so all of them stand here.")


def _in_the_way(registration: Registration, qualification: Qualification) -> list[str]:
    """Age and dates that would keep the learner from registering on it today."""
    when = combination.When(born=registration.learner.born_on, registered=clock.today())
    return [text.sentence(one, {}) for one in out_of_time(qualification, when)]


# In words ------------------------------------------------------------------------------------------------------------


def _summary(way: Sequence[Asked], *, chosen_by_rules: bool, compared: bool) -> str:
    criteria = sum(len(one.unit.criterion_targets) for one in way)
    new = sum(len(one.new) for one in way)
    given = {
        "units": ngettext("%(n)d unit", "%(n)d units", len(way)) % {"n": len(way)},
        "credits": ngettext("%(n)d credit", "%(n)d credits", c) % {"n": c} if (c := sum(one.unit.credit for one in way)) else "",
        "criteria": ngettext("%(n)d criterion", "%(n)d criteria", criteria) % {"n": criteria},
        "there": criteria - new, "new": new,
    }  # fmt: skip
    size = _("%(units)s, %(credits)s, %(criteria)s") % given if given["credits"] else _("%(units)s, %(criteria)s") % given
    if not compared:
        return _("It takes for example %(size)s.") % {"size": size} if chosen_by_rules else _("It holds %(size)s.") % {"size": size}
    if not criteria:
        return size[:1].upper() + size[1:] + "."
    said = _("To %(there)d of the criteria something may speak already; %(new)d are new.") % given
    if chosen_by_rules:
        return _("The choice of units that asks for least that is new: %(size)s.") % {"size": size} + " " + said
    return _("All of it: %(size)s.") % {"size": size} + " " + said


def _unit(one: Asked, own: Framework) -> UnitAsked:
    unit = one.unit
    level = _("Level %(level)s") % {"level": combination.level_name(unit)} if unit.level else ""
    credit = ngettext("%(n)d credit", "%(n)d credits", unit.credit) % {"n": unit.credit} if unit.credit else ""
    return UnitAsked(
        unit=unit, facts=", ".join(filter(None, [level, credit])), far=_far(one), missing=_missing(one), there=_there(one, own),
        title_only=one.bare, held=one.held,
    )  # fmt: skip


def _far(one: Asked) -> str:
    if one.held:
        return _("is among the agreed units already")
    if one.bare:
        return _("no criteria are known, so its title alone is compared")
    total = len(one.unit.criterion_targets)
    return _("%(new)d of %(total)d criteria are new") % {"new": len(one.new), "total": total}


def _missing(one: Asked) -> list[Missing]:
    found, new = [], set(one.new)
    for outcome in one.unit.outcomes:
        criteria = [(c.number, c.text) for c in outcome.criteria if one.unit.target(c.number) in new]
        if criteria:
            all_of = len(criteria) == len(outcome.criteria)
            said = {"new": len(criteria), "total": len(outcome.criteria)}
            note = _("nothing of it yet") if all_of else _("%(new)d of %(total)d criteria are new") % said
            found.append(Missing(number=outcome.number, text=outcome.text, note=note, criteria=criteria))
    return found


def _there(one: Asked, own: Framework) -> list[There]:
    if one.bare:
        return [There(number="", text="", by=[_by(s, own) for s in speaking]) for speaking in one.spoken.values()]
    return [
        There(number=c.number, text=c.text, by=[_by(s, own) for s in one.spoken[target]])
        for c in one.unit.criteria
        if (target := one.unit.target(c.number)) in one.spoken
    ]


def _by(speaking: Speaking, own: Framework) -> str:
    source: Source = speaking.source
    words = {"words": text.listed(f"“{word}”" for word in speaking.words)}
    if source.shown:
        key, _colon, number = source.shown.rpartition(":")
        unit = own.unit_by_key[key].code
        return _("shown for %(unit)s, %(number)s, by %(words)s") % {**words, "unit": unit, "number": number}
    return _("the job, by %(words)s") % words
