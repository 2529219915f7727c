"""Everything that a learner is registered on, and how the qualifications of a framework add up.

The learner and their assessor have the same page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.base import text
from milepost.engine import combination
from milepost.engine.framework import How, RuleKind
from milepost.engine.whole import Reached
from milepost.portfolios import queries
from milepost.portfolios.words import OPEN_STATES
from milepost.web.components import Crumb, Reason
from milepost.web.unit_choice import reason_of

if TYPE_CHECKING:
    from milepost.engine.framework import Unit
    from milepost.portfolios.models import Registration
    from milepost.portfolios.queries import Part, WholeStanding

type Address = Callable[[Registration], str]

TAGS = {
    Reached.ACHIEVED: (gettext_lazy("Achieved"), "met", "check"),
    Reached.UNDER_WAY: (gettext_lazy("Under way"), "claim", ""),
    Reached.PLANNED: (gettext_lazy("Planned"), "line", ""),
    Reached.OPEN: (gettext_lazy("Not chosen"), "", ""),
}
OTHERWISE = {
    How.RPL: gettext_lazy("learnt before, and recognised"),
    How.TRANSFER: gettext_lazy("achieved elsewhere; the credit is transferred"),
    How.EXEMPT: gettext_lazy("exempt: nothing is to be shown, and no credit comes of it"),
}


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """One qualification of a framework."""

    unit: Unit
    facts: str
    note: str
    tag: str
    kind: str
    icon: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class WholeCard:
    """One framework of qualifications: its parts, and what the rules say of all of them together."""

    id: str
    title: str
    accepted: bool
    lead: str
    bar: list[tuple[int, str]]
    whole: int
    label: str
    parts: list[PartLine]
    others: list[PartLine]
    rules: list[Reason]
    ahead: str
    choose: str = ""

    @property
    def unfold(self) -> str:
        n = len(self.others)
        return ngettext("Show %(n)d that is not chosen", "Show %(n)d that are not chosen", n) % {"n": n}


@dataclass(frozen=True, kw_only=True)
class RegistrationLine:
    """One registration of the learner."""

    registration: Registration
    note: str
    state: str
    open: bool
    here: bool
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class QualificationsPage:
    """`own`: the reader is the learner, who goes from one registration to another by choosing it."""

    title: str
    own: bool
    lead: str
    trail: Sequence[Crumb]
    registrations: list[RegistrationLine]
    wholes: list[WholeCard] = field(default_factory=list)


def qualifications_page(
    registration: Registration, *, title: str, trail: Sequence[Crumb], address: Address, choose: Address, own: bool = False
) -> QualificationsPage:
    """`address` is where a registration is opened, "" where the reader may not; `choose` where its parts are chosen, "" likewise."""
    every = [registration, *queries.others_of(registration, own=own)]
    wholes = []
    for one in every:
        standing = queries.whole_standing(one, [other for other in every if other.pk != one.pk]) if one.state in OPEN_STATES else None
        if standing:
            wholes.append(_card(standing, address, choose(one)))
    lead = _("What counts towards the whole, what is under way, and what is still to come.") if wholes else ""
    return QualificationsPage(
        title=title, lead=lead, trail=trail, wholes=wholes, own=own,
        registrations=[_line(one, here=one.pk == registration.pk, href=address(one)) for one in every],
    )  # fmt: skip


def _line(one: Registration, *, here: bool, href: str) -> RegistrationLine:
    note = ""
    if one.state in OPEN_STATES and one.progress.total:
        note = _("%(signed)d %% signed off, %(evidenced)d %% evidenced") % {
            "signed": one.progress.signed_percent, "evidenced": one.progress.evidenced_percent,
        }  # fmt: skip
    return RegistrationLine(
        registration=one, note=note, state=str(one.get_state_display()).capitalize(), open=one.state in OPEN_STATES, here=here, href=href
    )


def _card(standing: WholeStanding, address: Address, choose: str) -> WholeCard:
    found, called = standing.whole, text.names_of(standing.framework, standing.qualification)
    asked = next((rule.value for rule in standing.qualification.rules if rule.label == RuleKind.MIN_CREDITS), 0)
    now, ahead = found.now.credits, found.ahead.credits
    lines = [_part(part, address) for part in standing.parts if part.reached is not Reached.OPEN]
    return WholeCard(
        id=f"rules-{standing.registration.uuid}", title=standing.registration.qualification_title, accepted=found.now.accepted,
        lead=_lead(standing, asked), bar=[(now, "met"), (max(ahead - now, 0), "claim")], whole=max(asked, ahead, 1),
        label=_("%(now)d credits achieved, %(more)d more under way or planned") % {"now": now, "more": max(ahead - now, 0)}, parts=lines,
        others=[_part(part, address) for part in standing.parts if part.reached is Reached.OPEN],
        rules=[reason_of(line, found.now, called) for line in found.now.lines], ahead=_ahead(standing, called), choose=choose,
    )  # fmt: skip


def _lead(standing: WholeStanding, asked: int) -> str:
    given = {"now": standing.whole.now.credits, "asked": asked}
    if standing.whole.now.accepted:
        return _("Everything that it asks for is achieved.")
    if asked:
        return _("%(now)d of %(asked)d credits are achieved.") % given
    return ngettext("%(now)d credit is achieved.", "%(now)d credits are achieved.", given["now"]) % given


def _ahead(standing: WholeStanding, called: dict[str, str]) -> str:
    """What becomes of it if all that is planned goes well."""
    found = standing.whole
    if found.now.accepted:
        return ""
    if not [one for one in found.reached.values() if one in (Reached.UNDER_WAY, Reached.PLANNED)]:
        return _("Nothing more is under way or planned. Choose what is still needed.")
    if found.ahead.accepted:
        return _("With what is under way and planned, everything that it asks for is there.")
    reasons = text.listed(text.sentence(one, called) for one in found.ahead.shortfalls)
    return _("Even with all that is under way and planned something is missing: %(reasons)s.") % {"reasons": reasons}


def _part(part: Part, address: Address) -> PartLine:
    unit, (tag, kind, icon) = part.unit, TAGS[part.reached]
    level = _("Level %(level)s") % {"level": combination.level_name(unit)} if unit.level else ""
    credit = ngettext("%(n)d credit", "%(n)d credits", unit.credit) % {"n": unit.credit} if unit.credit else ""
    return PartLine(
        unit=unit, facts=", ".join(filter(None, [unit.qualification, level, credit])), note=_note(part), tag=str(tag), kind=kind, icon=icon,
        href=address(part.registration) if part.registration else "",
    )  # fmt: skip


def _note(part: Part) -> str:
    if part.how:
        return str(OTHERWISE.get(part.how, ""))
    if part.reached is Reached.UNDER_WAY and part.registration:
        return _("%(n)d %% signed off") % {"n": part.registration.progress.signed_percent}
    if part.reached is Reached.PLANNED:
        return _("no registration on it here yet")
    return ""
