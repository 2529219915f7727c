"""Today: the one next step, the road, how far, what is with others, what happened; and the whole history."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import dateparse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from milepost.assessment import queries as assessment
from milepost.assessment.words import Side, Verdict
from milepost.base import clock, drafts
from milepost.engine.framework import Framework, Unit
from milepost.frameworks.queries import framework_of
from milepost.people.words import Role
from milepost.portfolios import progress as projection
from milepost.portfolios import queries
from milepost.portfolios.words import RegistrationState
from milepost.web import history, ours
from milepost.web.access import for_roles
from milepost.web.components import Crumb, Stone
from milepost.web.earlier import lines_before
from milepost.web.history import Line
from milepost.web.learner.mine import claims_said, mine_of_any_kind, own, spoken, target_address, unit_address, units_of, words_of
from milepost.web.learner.views.adding import place_of
from milepost.web.portfolio import pacing
from milepost.web.portfolio.cohort import time_used
from milepost.web.programmes.today import participant_home
from milepost.web.sign import Sign
from milepost.web.visits import telling
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import ProgressReview, Visit
    from milepost.base.models import Actor, Draft
    from milepost.engine.pace import Pace
    from milepost.portfolios.models import Registration, UnitPlan, VersionOffer

NEWEST = 5
A_PAGE = 40


@dataclass(frozen=True, kw_only=True)
class Other:
    """Something that waits for somebody else."""

    face: str
    title: str
    href: str
    note: str
    since: Any = None


@dataclass(frozen=True, kw_only=True)
class Later:
    """Something of one's own that can wait until the next step is done."""

    icon: str
    title: str
    href: str
    note: str


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    title: str
    lead: str
    sign: Sign
    registration: Registration | None = None
    road: list[Stone] = field(default_factory=list)
    road_note: str = ""
    time: int = 0
    others: list[Other] = field(default_factory=list)
    later: list[Later] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    offer: VersionOffer | None = None  # a newer version that waits for an answer
    pace: str = ""
    pace_said: bool = False  # somebody said how many hours a week there are
    whole: bool = False  # a framework of qualifications: what is shown is shown in other registrations
    adds_up: bool = False  # there is more than one registration, or a framework of qualifications


def _greeting(name: str) -> str:
    hour = clock.now().astimezone().hour
    if hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    return (_("Good afternoon, %(name)s") if hour < 18 else _("Good evening, %(name)s")) % {"name": name}


@require_safe
@for_roles(Role.LEARNER)
def learner_home(request: Request) -> HttpResponse:
    """What to do next, and where one stands."""
    by, person = request.who.actor, request.who.reader
    title = _greeting(person.first_name)
    registration = own(request)
    if registration is None:
        sign = Sign(
            kicker=_("Nothing to do yet"), title=_("Your centre has still to register you"),
            reason=_("As soon as you stand on a qualification, your units and your next step show here."),
        )  # fmt: skip
        return render(request, "learner/today.html", {"page": TodayPage(title=title, lead=str(request.who.centre), sign=sign)})
    if registration.programme:
        return participant_home(request, registration, title=title)
    framework = framework_of(registration.specification)
    units = units_of(registration)
    proposed = queries.plan_proposed(registration)
    drafted = queries.claims_of(registration).filter(hand_in=None, evidence__withdrawn_at=None).count()
    kept = drafts.find(person.pk, place_of(registration))
    second_look = bool(request.who.centre and request.who.centre.second_look)
    wish = queries.wish_of(registration)
    whole = queries.is_whole(registration) and not registration.progress.total
    found = None if whole else pacing.pace_of(registration, wish)
    page = TodayPage(
        title=title, lead=_lead(registration), registration=registration,
        sign=_next(registration, framework, units, proposed, drafted, by=by), road=[] if whole else _road(registration, units, second_look=second_look), road_note=_road_note(units),
        time=time_used(registration), others=_others(registration, framework, proposed, by=by, second_look=second_look),
        later=_later(registration, drafted, kept, assessment.review_to_sign(registration), assessment.next_visit(registration), list(ours.steps_of_own(by))), lines=history.lines(queries.history_of(registration)[:NEWEST], framework, by),
        offer=queries.open_offer(registration), pace=_pace(found), pace_said=bool(wish and wish.hours_a_week),
        whole=whole, adds_up=getattr(registration, "several", False) or queries.is_whole(registration),
    )  # fmt: skip
    return render(request, "learner/today.html", {"page": page})


def _pace(found: Pace | None) -> str:
    """One quiet line; where the wished day is missed, what it needs instead."""
    if found is None or not found.left:
        return ""
    return pacing.wish(found) if pacing.unmet(found) else pacing.line(found)


def _lead(registration: Registration) -> str:
    return _("%(title)s. You started on %(start)s; the plan ends on %(end)s.") % {
        "title": registration.qualification_title,
        "start": f"{registration.starts_on:%-d %B %Y}",
        "end": f"{registration.ends_on:%-d %B %Y}",
    }


def _road_note(units: list[Unit]) -> str:
    credits = sum(unit.credit for unit in units)
    words = ngettext("%(n)d unit", "%(n)d units", len(units)) % {"n": len(units)}
    return f"{words}, {ngettext('%(n)d credit', '%(n)d credits', credits) % {'n': credits}}" if credits else words


# The next step -------------------------------------------------------------------------------------------------------


def _next(
    registration: Registration, framework: Framework, units: list[Unit], proposed: UnitPlan | None, drafted: int, *, by: Actor
) -> Sign:
    """What unlocks most: first the units, then what the assessor asks for, then what lies ready, then what is open."""
    row = registration.progress
    if registration.state == RegistrationState.ON_BREAK:
        return _on_break(registration)
    if registration.state != RegistrationState.ACTIVE:
        return Sign(kicker=_("Nothing to do"), title=_("This registration is closed"), reason=_("All of it stays here to read."),
                    act=_("Read the history"), href=reverse("learner_history"))  # fmt: skip
    if not units:
        return _units_first(registration, proposed, by=by)
    if row.redo and (sign := _redo(registration, framework)):
        return sign
    if drafted:
        return Sign(
            kicker=_("Your next step, a few minutes"), title=_("Hand in %(claims)s") % {"claims": claims_said(drafted)},
            reason=_("They lie ready, and nobody has seen them yet. Look them through once, then declare that the work is yours."),
            act=_("Look and hand in"), href=reverse("learner_hand_in"), also=_("Add more evidence first"), also_href=reverse("learner_add_evidence"),
        )  # fmt: skip
    return _open_next(registration, framework, units)


def _on_break(registration: Registration) -> Sign:
    """What holds while somebody is away from their learning."""
    pause = queries.pause_of(registration)
    until = pause.expected_on if pause else None
    title = _("You are on a break until %(day)s") % {"day": date_format(until, "j F Y")} if until else _("You are on a break")
    return Sign(
        kicker=_("Nothing to do"), title=title, reason=_("Nothing you have done is lost, and nothing is asked of you. Tell your centre when you are back."),
        act=_("Look at your evidence"), href=reverse("learner_evidence"), also=_("Read the history"), also_href=reverse("learner_history"),
    )  # fmt: skip


def _units_first(registration: Registration, proposed: UnitPlan | None, *, by: Actor) -> Sign:
    if proposed and proposed.proposed_by.person_id != by.person_id:
        return Sign(
            kicker=_("Your next step, about 5 minutes"), title=_("Agree your units"),
            reason=ngettext(
                "%(name)s proposes %(n)d unit. Look whether it fits your job; then your road begins.",
                "%(name)s proposes %(n)d units. Look whether they fit your job; then your road begins.", len(proposed.units),
            ) % {"name": proposed.proposed_by.name, "n": len(proposed.units)},
            act=_("Look at the units"), href=reverse("learner_agree_units"), also=_("Propose others"), also_href=reverse("learner_choose_units"),
        )  # fmt: skip
    other = registration.assessor.first_name if registration.assessor else _("your assessor")
    if proposed:
        return Sign(
            kicker=_("Meanwhile"), title=_("Add your first evidence"),
            reason=_("Your choice of units waits for %(name)s. Show something you did this week; you say later what it shows.") % {"name": other},
            act=_("Add evidence"), href=reverse("learner_add_evidence"), also=_("Look at your choice"), also_href=reverse("learner_choose_units"),
        )  # fmt: skip
    return Sign(
        kicker=_("Your next step, about 15 minutes"), title=_("Choose your units"),
        reason=_("Tick what fits your job. The rules answer as you tick, and %(name)s agrees the choice with you.") % {"name": other},
        act=_("Choose units"), href=reverse("learner_choose_units"),
    )  # fmt: skip


def _redo(registration: Registration, framework: Framework) -> Sign | None:
    """The oldest "not yet" that nothing newer was handed in for, in the assessor's own words."""
    states = projection.states(registration.progress, registration)
    asked = assessment.judgements_in_force(registration).filter(verdict=Verdict.NOT_YET)
    judgement = next((j for j in asked if states.get(j.target) == "r"), None)
    if judgement is None:
        return None
    about = spoken(judgement.target, framework)
    return Sign(
        kicker=_("Your next step: please redo"), title=_("Add what is missing for %(about)s") % {"about": about},
        about=words_of(judgement.target, framework), about_href=target_address(judgement.target),
        reason=_("%(name)s: “%(feedback)s”") % {"name": judgement.made_by.name, "feedback": judgement.feedback},
        act=_("Add what is missing"), href=f"{reverse('learner_add_evidence')}?claim={judgement.target}",
        also=_("See what you showed so far"), also_href=target_address(judgement.target),
    )  # fmt: skip


def _open_next(registration: Registration, framework: Framework, units: list[Unit]) -> Sign:
    if queries.is_whole(registration) and not registration.progress.total:
        return Sign(
            kicker=_("Your next step"), title=_("See how your qualifications add up"),
            reason=_("What you choose here are whole qualifications. Each is worked on in a registration of its own, and counts here when it is achieved."),
            act=_("See your qualifications"), href=reverse("learner_qualifications"),
        )  # fmt: skip
    cells = projection.unit_cells(registration.progress, registration)
    name = registration.assessor.first_name if registration.assessor else _("your assessor")
    begun = sorted((unit for unit in units if "o" in cells[unit.key]), key=lambda unit: set(cells[unit.key]) == {"o"})
    if begun:
        unit = begun[0]
        target = unit.criterion_targets[cells[unit.key].index("o")]
        still = cells[unit.key].count("o")
        return Sign(
            kicker=_("Your next step"), title=_("Add evidence for %(about)s") % {"about": spoken(target, framework)},
            about=words_of(target, framework), about_href=target_address(target),
            reason=ngettext(
                "%(n)d criterion is open in %(unit)s. One piece of evidence often shows several.",
                "%(n)d criteria are open in %(unit)s. One piece of evidence often shows several.", still,
            ) % {"n": still, "unit": unit.title},
            act=_("Add evidence"), href=f"{reverse('learner_add_evidence')}?claim={target}",
            also=_("See the whole unit"), also_href=unit_address(unit),
        )  # fmt: skip
    if registration.progress.waiting:
        return Sign(
            kicker=_("All clear"), title=_("Nothing waits for you"),
            reason=_("Everything is handed in. As soon as %(name)s has looked, you see it here.") % {"name": name},
            act=_("See your units"), href=reverse("learner_units"),
        )  # fmt: skip
    if projection.doubts(registration.progress):
        return Sign(
            kicker=_("All clear"), title=_("Nothing waits for you"),
            reason=_("You changed evidence that was judged. %(name)s looks at it again.") % {"name": name},
            act=_("See your units"), href=reverse("learner_units"),
        )  # fmt: skip
    return Sign(
        kicker=_("All clear"), title=_("Nothing waits for you"),
        reason=_("Every criterion is met. What is still to come is signing off, which is not with you."),
        act=_("See your units"), href=reverse("learner_units"),
    )  # fmt: skip


# The road, and who has what ------------------------------------------------------------------------------------------


def _road(registration: Registration, units: list[Unit], *, second_look: bool) -> list[Stone]:
    """A stone a unit. The first that is not signed off is where one is."""
    row, stones, here = registration.progress, [], False
    cells = projection.unit_cells(row, registration)
    for unit in units:
        letters, state, doubt = cells[unit.key], projection.signed_state(row, unit.key), projection.doubts_in(row, unit.key)
        passed = state in ("signed", "agreed") and not doubt
        now = not passed and not here
        here = here or now
        stones.append(
            Stone(
                code=unit.code, title=unit.title, href=unit_address(unit), note=_stone_note(letters, state, row.waiting_units.get(unit.key), second_look, doubt=doubt),
                state="passed" if passed else "here" if now else "ahead",
            )
        )  # fmt: skip
    return stones


def _stone_note(letters: str, state: str, waits: list[Any] | None, second_look: bool, *, doubt: int) -> str:
    met = letters.count("m")
    if state == "agreed" and not doubt:
        return _("Signed off and agreed")
    if state == "signed" and not doubt:
        return _("Signed off, second look to come") if second_look else _("Signed off")
    if not letters.strip("o"):
        return _("Not started")
    parts = [_("%(met)d of %(all)d met") % {"met": met, "all": len(letters)}]
    if state == "returned":
        parts.append(_("returned"))
    if redo := letters.count("r"):
        parts.append(_("%(n)d to redo") % {"n": redo})
    if doubt:
        parts.append(_("%(n)d in doubt") % {"n": doubt})
    if waits:
        parts.append(ngettext("%(n)d claim waits", "%(n)d claims wait", waits[0]) % {"n": waits[0]})
    return ", ".join(parts)


def _others(registration: Registration, framework: Framework, proposed: UnitPlan | None, *, by: Actor, second_look: bool) -> list[Other]:
    row, found = registration.progress, []
    name = registration.assessor.name if registration.assessor else _("Nobody yet")
    with_name = _("With %(name)s since") % {"name": name}
    if proposed and proposed.proposed_by.person_id == by.person_id:
        found.append(
            Other(
                face=name, title=_("Your choice of units"), href=reverse("learner_choose_units"), note=with_name, since=proposed.proposed_at
            )
        )
    if registration.assessor is None:
        note = _("Your centre has still to name who assesses you.")
        found.append(Other(face=_("Centre"), title=_("An assessor for you"), href=reverse("learner_units"), note=note))
    for key, (count, since) in row.waiting_units.items():
        if unit := framework.unit_by_key.get(key):
            title = _("%(claims)s for %(unit)s") % {"claims": claims_said(count), "unit": unit.code}
            found.append(Other(face=name, title=title, href=unit_address(unit), note=with_name, since=dateparse.parse_datetime(since)))
    for key, state in row.signed.items():
        unit = framework.unit_by_key.get(key)
        if unit and state == "signed" and second_look:
            title = _("Second look at %(unit)s") % {"unit": unit.code}
            found.append(Other(face=_("IQA"), title=title, href=unit_address(unit), note=_("Signed off; the quality assurer looks at it.")))
        elif unit and state == "returned":
            title = _("%(unit)s was returned") % {"unit": unit.code}
            note = _("%(name)s looks at it again.") % {"name": name}
            found.append(Other(face=name, title=title, href=unit_address(unit), note=note))
    for key in row.units:
        if doubt := projection.doubts_in(row, key):
            unit, note = framework.unit_by_key[key], _("Evidence changed; %(name)s looks again.") % {"name": name}
            title = ngettext("%(unit)s: %(n)d judgement in doubt", "%(unit)s: %(n)d judgements in doubt", doubt)
            found.append(Other(face=name, title=title % {"unit": unit.code, "n": doubt}, href=unit_address(unit), note=note))
    return found


def _later(
    registration: Registration, drafted: int, kept: Draft | None, review: ProgressReview | None, visit: Visit | None, steps: list[ours.Line]
) -> list[Later]:
    row, found = registration.progress, []
    if visit:
        stands = telling.standing(visit, Side.LEARNER)
        title = _("Visit, %(when)s") % {"when": telling.when(visit)}
        note = _("%(activity)s. %(stands)s") % {"activity": visit.activity, "stands": stands.sentence}
        found.append(Later(icon="calendar", title=title, href=reverse("learner_visit", args=[visit.uuid]), note=note))
    if review:
        title, href = _("Progress review %(n)d") % {"n": review.number}, reverse("learner_review", args=[review.uuid])
        found.append(Later(icon="handshake", title=title, href=href, note=_("Waits for your part and your signature.")))
    if kept:
        found.append(
            Later(
                icon="pen-line", title=_("Evidence you began"), href=reverse("learner_add_evidence"), note=_("What you typed is safe here.")
            )
        )
    for one in steps:  # of workbooks
        note = _("%(due)s. %(why)s") % {"due": capfirst(one.due_words), "why": one.why}
        found.append(Later(icon="list-checks", title=one.words, href=one.href, note=note))
    if row.redo and drafted:
        title = _("%(claims)s not handed in") % {"claims": claims_said(drafted)}
        found.append(Later(icon="file-text", title=title, href=reverse("learner_hand_in"), note=_("Kept here until you hand them in.")))
    if row.redo > 1:
        title = ngettext("%(n)d more to redo", "%(n)d more to redo", row.redo - 1) % {"n": row.redo - 1}
        found.append(Later(icon="corner-down-left", title=title, href=reverse("learner_units"), note=_("Each says what is missing.")))
    if row.total and (still := row.open):
        title = ngettext("%(n)d open criterion", "%(n)d open criteria", still) % {"n": still}
        found.append(Later(icon="circle-dashed", title=title, href=reverse("learner_units"), note=_("See them all at a glance.")))
    return found


@require_safe
@for_roles(Role.LEARNER)
def learner_history(request: Request) -> HttpResponse:
    """Everything that happened in this portfolio, newest first."""
    registration = mine_of_any_kind(request)
    found = Paginator(queries.history_of(registration), A_PAGE).get_page(request.GET.get("page"))
    framework = framework_of(registration.specification)
    before = [] if found.has_next() else lines_before(registration, framework, list(found.object_list))
    page = {
        "found": found,
        "lines": [*history.lines(found.object_list, framework, request.who.actor), *before],
        "trail": [Crumb(_("Today"), reverse("learner_home")), Crumb(_("History"))],
        "lead": _("Nothing here is ever changed or taken away."),
    }
    return render(request, "learner/history.html", {"page": page})
