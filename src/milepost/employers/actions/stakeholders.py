"""Asking colleagues who the principal stakeholders are, drawing them, and making names one that mean one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models, transaction

from milepost.base import clock, events
from milepost.base.models import Actor, Event
from milepost.base.refusal import Refused
from milepost.employers import consensus, policies, queries, words
from milepost.employers.models import StakeholderAsked, StakeholderDrawing, StakeholderNaming, StakeholderRound
from milepost.people.models import Centre, Person


def _locked(one: StakeholderRound) -> StakeholderRound:
    """The round as it stands now, held for the rest of the transaction."""
    StakeholderRound.objects.select_for_update().get(pk=one.pk)
    return StakeholderRound.objects.select_related("centre").get(pk=one.pk)


def _record(
    one: StakeholderRound, name: str, *, by: Actor, args: Mapping[str, Any], personal: Mapping[str, Any] | None = None,
    rows: Iterable[models.Model] = (),
) -> Event:  # fmt: skip
    about = {"stakeholders": one.uuid, "number": one.number, **args}
    return events.record(one.stream, name, by=by, centre_id=one.centre_id, args=about, personal=personal, rows=rows)


def _ask(one: StakeholderRound, people: Iterable[Person], *, by: Actor) -> None:
    now = clock.now()
    StakeholderAsked.objects.bulk_create([StakeholderAsked(round=one, person=person, asked_at=now, asked_by=by) for person in people])


@transaction.atomic
def ask_stakeholders(centre: Centre, *, by: Actor, people: Sequence[Person], due_on: date, note: str = "") -> StakeholderRound:
    """Ask colleagues to draw the principal stakeholders, each by themselves, until a day."""
    centre = Centre.objects.select_for_update().get(pk=centre.pk)  # a form sent twice asks once
    newest = queries.rounds_of(centre.pk).first()
    running = newest if newest is not None and not queries.round_over(newest) else None
    colleagues, people = [one.pk for one in queries.colleagues_at(centre.pk)], list(dict.fromkeys(people))
    if reason := policies.why_not_ask_stakeholders(
        centre.pk, by=by, people=[one.pk for one in people], colleagues=colleagues, due_on=due_on, note=note, running=running
    ):
        raise Refused(reason)
    number = newest.number + 1 if newest else 1
    one = StakeholderRound.objects.create(centre=centre, number=number, note=note.strip(), due_on=due_on, asked_at=clock.now(), asked_by=by)
    _ask(one, people, by=by)
    args = {"due_on": due_on, "asked": [person.uuid for person in people]}
    _record(one, words.STAKEHOLDERS_ASKED, by=by, args=args, personal={"note": one.note})
    return one


@transaction.atomic
def widen_stakeholders(one: StakeholderRound, *, by: Actor, people: Sequence[Person] = (), due_on: date | None = None) -> StakeholderRound:
    """Ask further colleagues in a round that is open, or give everybody until another day."""
    one, due_on = _locked(one), due_on or one.due_on
    asked, colleagues = queries.asked_in(one), queries.colleagues_at(one.centre_id)
    if reason := policies.why_not_widen_stakeholders(
        one, by=by, over=queries.round_over(one), people=[person.pk for person in people], colleagues=[who.pk for who in colleagues],
        asked=[who.pk for who in asked], due_on=due_on,
    ):  # fmt: skip
        raise Refused(reason)
    further = [person for person in dict.fromkeys(people) if person not in asked]
    _ask(one, further, by=by)
    before, one.due_on = one.due_on, due_on
    one.save(update_fields=["due_on"])
    _record(one, words.STAKEHOLDERS_WIDENED, by=by, args={"due_on": due_on, "before": before, "asked": [who.uuid for who in further]})
    return one


@transaction.atomic
def draw_stakeholders(one: StakeholderRound, *, by: Actor, names: Sequence[Mapping[str, Any]]) -> StakeholderDrawing:
    """Hand in one's own drawing. Until the round is over one may hand in another, which counts instead; the last one ends the round."""
    one = _locked(one)
    asked = queries.asked_in(one)
    if reason := policies.why_not_draw_stakeholders(
        one, by=by, asked=by.person_id in {who.pk for who in asked}, over=queries.round_over(one), names=names
    ):
        raise Refused(reason)
    assert by.person
    kept = [{"name": " ".join(said["name"].split()), "near": int(said["near"]), "needs": said["needs"].strip()} for said in names]
    now = clock.now()
    drawing = StakeholderDrawing.objects.create(round=one, person=by.person, names=kept, made_at=now, made_by=by)
    drew = {row.person_id for row in queries.drawings_of([one])[one.pk]}
    last = drew >= {who.pk for who in asked}
    if last:
        one.closed_at, one.closed_by = now, by
        one.save(update_fields=["closed_at", "closed_by"])
    args = {"drawing": drawing.uuid, "names": len(kept), "drew": len(drew), "asked": len(asked), "over": last}
    _record(one, words.STAKEHOLDERS_DRAWN, by=by, args=args, rows=[drawing])
    return drawing


@transaction.atomic
def close_stakeholders(one: StakeholderRound, *, by: Actor) -> StakeholderRound:
    """The round is over: whoever has drawn sees what the others drew."""
    one = _locked(one)
    if reason := policies.why_not_close_stakeholders(one, by=by, over=queries.round_over(one)):
        raise Refused(reason)
    one.closed_at, one.closed_by = clock.now(), by
    one.save(update_fields=["closed_at", "closed_by"])
    drew = len(queries.drawings_of([one]).get(one.pk, []))
    _record(one, words.STAKEHOLDERS_CLOSED, by=by, args={"drew": drew, "asked": len(queries.asked_in(one))})
    return one


def _known(one: StakeholderRound) -> set[str]:
    return {key for row in queries.drawings_of([one]).get(one.pk, []) for key in consensus.drawn(row)}


@transaction.atomic
def name_as_one(one: StakeholderRound, *, by: Actor, names: Sequence[str], into: str) -> list[StakeholderNaming]:
    """Say that names mean one stakeholder, called as `into`. All are keys of names. It can be undone name by name."""
    one = _locked(one)
    if reason := policies.why_not_name_as_one(one, by=by, over=queries.round_over(one), names=names, into=into, known=_known(one)):
        raise Refused(reason)
    now = clock.now()
    wanted = {key: into for key in dict.fromkeys(names) if key != into}
    freed = {into: ""} if any(row.name == into for row in queries.namings_of([one]).get(one.pk, [])) else {}
    rows = [StakeholderNaming.objects.create(round=one, name=key, into=to, made_at=now, made_by=by) for key, to in (freed | wanted).items()]
    _record(one, words.STAKEHOLDERS_NAMED_ONE, by=by, args={"names": len(rows)}, personal={"names": [*wanted], "into": into}, rows=rows)
    return rows


@transaction.atomic
def part_names(one: StakeholderRound, *, by: Actor, name: str) -> StakeholderNaming:
    """A name stands for itself again."""
    one = _locked(one)
    joined = {row.name for row in queries.namings_of([one]).get(one.pk, [])}
    if reason := policies.why_not_part_names(one, by=by, name=name, joined=joined):
        raise Refused(reason)
    row = StakeholderNaming.objects.create(round=one, name=name, made_at=clock.now(), made_by=by)
    _record(one, words.STAKEHOLDERS_PARTED, by=by, args={}, personal={"name": name}, rows=[row])
    return row
