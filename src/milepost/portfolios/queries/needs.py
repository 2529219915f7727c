"""Who needs help this week and why: lean values of every registration that goes on, weighed by the engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from milepost.base import clock
from milepost.base.models import Actor, Draft
from milepost.engine.combination import verdict
from milepost.engine.needs import Standing, needs, urgency
from milepost.engine.reasons import Shortfall
from milepost.frameworks.queries import framework_of
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Consent, Pause, Progress, Registration
from milepost.portfolios.queries.routes import Ground, grounds_of
from milepost.portfolios.words import ConsentAbout

FIELDS = (
    "registration_id", "registration__starts_on", "registration__ends_on", "assessor_id", "total", "signed_percent", "last_act_at",
    "waiting_since", "redo_since", "mute",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InNeed:
    """One registration, by primary key, with every reason, the most urgent first."""

    registration: int
    reasons: tuple[Shortfall, ...]


def in_need(*, by: Actor) -> list[InNeed]:
    """Everybody who needs somebody this week, the most urgent first: of the centre, or of the reader's caseload. Two queries."""
    if may(by.role, Permission.READ_ALL_PORTFOLIOS):
        mine = Q()
    elif may(by.role, Permission.READ_PORTFOLIO):
        mine = Q(registration__assessor_id=by.person_id)
    else:
        return []
    today = clock.today()
    found = [
        InNeed(key, tuple(reasons)) for key, standing in [*_learning(by, mine), *_away(by, mine)] if (reasons := needs(standing, today))
    ]
    return sorted(found, key=lambda one: (urgency(one.reasons), one.registration))


def _learning(by: Actor, mine: Q) -> list[tuple[int, Standing]]:
    said = Consent.objects.filter(registration=OuterRef("registration"), about=ConsentAbout.EMPLOYER)
    rows = Progress.objects.filter(mine, active=True, centre_id=by.at_centre, registration__programme=False).order_by()
    rows = rows.annotate(mute=Q(registration__employer__isnull=False) & ~Exists(said))
    zone = timezone.get_current_timezone()

    def day(moment: datetime | None) -> date | None:
        return moment.astimezone(zone).date() if moment else None

    return [
        (
            key,
            Standing(
                began_on=began, ends_on=ends, has_assessor=assessor is not None, has_units=total > 0, signed=signed,
                last_act_on=day(acted), waiting_since=day(waiting), redo_since=day(redo), consent_missing=mute,
            ),
        )
        for key, began, ends, assessor, total, signed, acted, waiting, redo, mute in rows.values_list(*FIELDS)
    ]  # fmt: skip


def _away(by: Actor, mine: Q) -> list[tuple[int, Standing]]:
    """Those on a break from which they meant to be back by now."""
    late = Pause.objects.filter(mine, registration__centre_id=by.at_centre, ended_on=None, expected_on__lt=clock.today())
    rows = late.values_list("registration_id", "registration__starts_on", "registration__ends_on", "expected_on")
    return [
        (key, Standing(began_on=began, ends_on=ends, has_assessor=True, has_units=True, on_break=True, back_by=expected))
        for key, began, ends, expected in rows
    ]


def registrations_in_need(found: Sequence[InNeed], *, by: Actor) -> dict[int, Registration]:
    """The registrations of these, by primary key, with what a list says of them."""
    shown = Registration.objects.filter(pk__in=[one.registration for one in found], centre_id=by.at_centre)
    read = shown.select_related("learner", "assessor", "specification", "employer").defer("specification__document")
    return {one.pk: one for one in read}


def choices_short(found: Sequence[Registration]) -> dict[int, Shortfall]:
    """Of those without agreed units: what their own choice, kept and not sent, still lacks. By primary key.

    One query, and two more where somebody has begun to choose.
    """
    places = {f"units:{one.uuid}": one for one in found}
    kept = list(Draft.objects.filter(place__in=places).order_by("kept_at")) if places else []
    grounds = grounds_of(places[draft.place] for draft in kept)
    short = {}
    for draft in kept:
        one = places[draft.place]
        framework = framework_of(one.specification)
        chosen = [key for key in draft.body.get("units", ()) if key in framework.unit_by_key]
        ground, qualification = grounds.get(one.pk, Ground()), framework.qualification(one.qualification)
        seen = verdict(framework, qualification, ground.taken(chosen), pathway=ground.pathway, waivers=ground.waivers)
        if chosen and seen.shortfalls:
            short[one.pk] = seen.shortfalls[0]
    return short


def on_break(*, by: Actor) -> list[Pause]:
    """The open breaks of the reader's learners, who means to be back first on top."""
    if may(by.role, Permission.READ_ALL_PORTFOLIOS):
        mine = Q()
    elif may(by.role, Permission.READ_PORTFOLIO):
        mine = Q(registration__assessor_id=by.person_id)
    else:
        return []
    open_ones = Pause.objects.filter(mine, registration__centre_id=by.at_centre, ended_on=None)
    return list(open_ones.select_related("registration__learner").order_by("expected_on", "pk")[:50])
