"""Judgements and sign-offs: what stands, and what stood before."""

from typing import Any

from django.db.models import QuerySet

from milepost.assessment.models import Judgement, SignOff
from milepost.assessment.words import CRITERIA_JUDGED
from milepost.base.models import Actor, Event
from milepost.portfolios import queries as portfolios
from milepost.portfolios.models import Registration


def judgements_in_force(registration: Registration) -> QuerySet[Judgement]:
    """The judgement that counts for each target: nothing has superseded it."""
    return registration.judgements.filter(superseded_by=None).select_related("made_by").order_by("id")


def judgement_history(registration: Registration, target: str) -> QuerySet[Judgement]:
    return registration.judgements.filter(target=target).select_related("made_by").order_by("-id")


def judgements_of_unit(registration: Registration, unit: str) -> QuerySet[Judgement]:
    """Every judgement on the targets of one unit, newest first: what stands, and what it superseded."""
    return (
        registration.judgements.filter(target__startswith=f"{unit}:")
        .select_related("made_by", "countersigning__countersigner", "countersigning__signature__signed_by")
        .order_by("-id")
    )


def bound_of(registration: Registration) -> dict[str, dict[str, Any]]:
    """By the uuid of a judgement, what the journal says that it is bound to: the specification, and competence on that day."""
    told = Event.objects.filter(stream=registration.stream, name=CRITERIA_JUDGED).values_list("args", "rows")
    return {row[1]: args for args, rows in told for row in rows if row[0] == "judgement"}


def judgements(*, by: Actor) -> QuerySet[Judgement]:
    """Judgements of the portfolios that `by` may open."""
    visible = portfolios.registrations(by=by).values("pk")
    return Judgement.objects.filter(registration__in=visible).select_related("registration__learner", "made_by")


def sign_offs_in_force(registration: Registration) -> QuerySet[SignOff]:
    return registration.sign_offs.filter(superseded_by=None).select_related("signed_by", "review__made_by").order_by("id")


def sign_offs(*, by: Actor) -> QuerySet[SignOff]:
    visible = portfolios.registrations(by=by).values("pk")
    return SignOff.objects.filter(registration__in=visible).select_related("registration__learner", "signed_by", "review")
