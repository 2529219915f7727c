"""What assessors may judge, how they keep up, and where they have an interest of their own."""

from datetime import date
from decimal import Decimal

from django.db import models, transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.people import policies, queries, words
from milepost.people.models import Centre, Competence, Cpd, Interest, Organisation, Person
from milepost.people.words import CompetenceState, Role


def _record(
    centre: Centre, name: str, *, by: Actor, args: dict[str, object], personal: dict[str, object] | None = None,
    rows: tuple[models.Model, ...] = (),
) -> None:  # fmt: skip
    events.record(f"people:{centre.uuid}", name, by=by, centre_id=centre.pk, args=args, personal=personal, rows=rows)


@transaction.atomic
def keep_competence_rule(centre: Centre, *, by: Actor, on: bool) -> Centre:
    """Say whether only those who are entered as competent in a unit judge it."""
    centre = Centre.objects.select_for_update().get(pk=centre.pk)
    if reason := policies.why_not_keep_competence_rule(centre, by=by, on=on):
        raise Refused(reason)
    centre.competence_kept = on
    centre.save(update_fields=["competence_kept"])
    _record(centre, words.COMPETENCE_RULE_KEPT, by=by, args={"on": on})
    return centre


@transaction.atomic
def note_competence(
    centre: Centre,
    *,
    by: Actor,
    person: Person,
    specification: str,
    unit: str = "",
    state: str = CompetenceState.QUALIFIED,
    basis: str,
    countersigner: Person | None = None,
    starts_on: date,
    ends_on: date | None = None,
) -> Competence:
    """Enter what somebody may judge from a day on: a unit, or every unit with "", of one specification."""
    centre = Centre.objects.select_for_update().get(pk=centre.pk)  # a form sent twice enters once
    entries = Competence.objects.filter(centre=centre, person=person, specification=specification, unit=unit, state=state, ended_at=None)
    if reason := policies.why_not_note_competence(
        centre,
        by=by,
        person=person,
        assesses=queries.holds(person, Role.ASSESSOR, centre),
        specification=specification,
        state=state,
        basis=basis,
        countersigner=countersigner,
        countersigner_assesses=bool(countersigner and queries.holds(countersigner, Role.ASSESSOR, centre)),
        starts_on=starts_on,
        ends_on=ends_on,
        entries=list(entries),
    ):
        raise Refused(reason)
    training = state == CompetenceState.TRAINING
    competence = Competence.objects.create(
        centre=centre,
        person=person,
        specification=specification,
        unit=unit,
        state=state,
        basis=basis.strip(),
        countersigner=countersigner if training else None,
        starts_on=starts_on,
        ends_on=ends_on,
        made_at=clock.now(),
        made_by=by,
    )
    args = {
        "competence": competence.uuid,
        "person": person.uuid,
        "specification": specification,
        "unit": unit,
        "state": state,
        "countersigner": countersigner.uuid if countersigner and training else None,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    _record(centre, words.COMPETENCE_NOTED, by=by, args=args, personal={"name": person.name, "basis": competence.basis})
    return competence


@transaction.atomic
def end_competence(competence: Competence, *, by: Actor) -> Competence:
    """End an entry from this moment on. What was judged under it stands."""
    competence = Competence.objects.select_for_update().get(pk=competence.pk)
    if reason := policies.why_not_end_competence(competence, by=by):
        raise Refused(reason)
    competence.ended_at, competence.ended_by = clock.now(), by
    competence.save(update_fields=["ended_at", "ended_by"])
    args: dict[str, object] = {"competence": competence.uuid, "person": competence.person.uuid}
    _record(competence.centre, words.COMPETENCE_ENDED, by=by, args=args, personal={"name": competence.person.name})
    return competence


@transaction.atomic
def note_cpd(person: Person, *, by: Actor, done_on: date, hours: Decimal, title: str, learned: str = "") -> Cpd:
    """Note something that somebody did to keep up, and what they do otherwise since."""
    if reason := policies.why_not_note_cpd(person, by=by, done_on=done_on, hours=hours, title=title):
        raise Refused(reason)
    cpd = Cpd.objects.create(
        centre_id=by.at_centre, person=person, done_on=done_on, hours=hours, title=title.strip(), learned=learned.strip(),
        made_at=clock.now(), made_by=by,
    )  # fmt: skip
    args: dict[str, object] = {"cpd": cpd.uuid, "person": person.uuid, "done_on": done_on, "hours": hours}
    _record(cpd.centre, words.CPD_NOTED, by=by, args=args, personal={"title": cpd.title})
    return cpd


@transaction.atomic
def declare_interest(
    person: Person, *, by: Actor, text: str, learner: Person | None = None, employer: Organisation | None = None
) -> Interest:
    """Declare an interest of one's own in a learner or an employer. While it lasts one decides nothing there."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # a form sent twice declares once
    held = Interest.objects.filter(person=person, centre_id=by.at_centre, learner=learner, employer=employer, ended_at=None)
    if reason := policies.why_not_declare_interest(
        person,
        by=by,
        text=text,
        learner=learner,
        learns_here=bool(learner and queries.learns_at(learner, by.at_centre)),
        employer=employer,
        held=held.first(),
    ):
        raise Refused(reason)
    interest = Interest.objects.create(
        centre_id=by.at_centre, person=person, learner=learner, employer=employer, text=text.strip(), made_at=clock.now(), made_by=by
    )
    args: dict[str, object] = {
        "interest": interest.uuid,
        "person": person.uuid,
        "learner": learner.uuid if learner else None,
        "employer": employer.uuid if employer else None,
    }
    _record(interest.centre, words.INTEREST_DECLARED, by=by, args=args, personal={"name": person.name, "text": interest.text})
    return interest


@transaction.atomic
def end_interest(interest: Interest, *, by: Actor) -> Interest:
    """Say that a declared interest is over. It stays readable."""
    interest = Interest.objects.select_for_update().get(pk=interest.pk)
    if reason := policies.why_not_end_interest(interest, by=by):
        raise Refused(reason)
    interest.ended_at, interest.ended_by = clock.now(), by
    interest.save(update_fields=["ended_at", "ended_by"])
    args: dict[str, object] = {"interest": interest.uuid, "person": interest.person.uuid}
    _record(interest.centre, words.INTEREST_ENDED, by=by, args=args, personal={"name": interest.person.name})
    return interest
