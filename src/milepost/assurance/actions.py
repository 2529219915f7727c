"""What assuring quality does: agree a signed-off unit or return it; note a finding, put it right, check that it worked."""

from datetime import date, timedelta

from django.db import transaction

from milepost.assessment.models import SignOff
from milepost.assurance import policies, queries, words
from milepost.assurance.models import CorrectiveAction, Finding, UnitReview
from milepost.assurance.words import ReviewVerdict
from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.people.models import Centre, Person
from milepost.portfolios import progress
from milepost.portfolios.models import Progress

AGAIN = timedelta(days=28)  # what did not work is tried again within four weeks


def _stands(sign_off: SignOff, row: Progress) -> dict[str, bool]:
    return {
        "reopened": progress.signed_state(row, sign_off.unit) == "reopened",
        "superseded": SignOff.objects.filter(supersedes=sign_off).exists(),
        "reviewed": UnitReview.objects.filter(sign_off=sign_off).exists(),
    }


def _judged_by(sign_off: SignOff) -> list[int]:
    return [j.made_by.person_id for j in queries.judgements_behind(sign_off) if j.made_by.person_id]


def _review(sign_off: SignOff, row: Progress, *, by: Actor, verdict: ReviewVerdict, reason: str, event: str) -> UnitReview:
    review = UnitReview.objects.create(
        centre_id=sign_off.centre_id,
        registration=sign_off.registration,
        sign_off=sign_off,
        verdict=verdict,
        reason=reason.strip(),
        made_at=clock.now(),
        made_by=by,
    )
    row.signed[sign_off.unit] = verdict.value
    progress.refresh(sign_off.registration, row, acted_at=review.made_at)
    events.record(
        sign_off.registration.stream,
        event,
        by=by,
        args={"registration": sign_off.registration.uuid, "unit": sign_off.unit, "sign_off": sign_off.uuid},
        personal={"reason": review.reason},
        rows=[review],
    )
    return review


@transaction.atomic
def agree_unit(sign_off: SignOff, *, by: Actor, comment: str = "") -> UnitReview:
    """Agree with a sign-off: where the centre wants a second look, the unit is final now."""
    row = progress.lock(sign_off.registration)
    doubt = progress.doubts_in(row, sign_off.unit)
    if refusal := policies.why_not_agree_unit(sign_off, by=by, judged_by=_judged_by(sign_off), doubt=doubt, **_stands(sign_off, row)):
        raise Refused(refusal)
    return _review(sign_off, row, by=by, verdict=ReviewVerdict.AGREED, reason=comment, event=words.UNIT_AGREED)


@transaction.atomic
def return_unit(sign_off: SignOff, *, by: Actor, reason: str) -> UnitReview:
    """Return a unit to the assessor: it is open again."""
    row = progress.lock(sign_off.registration)
    if refusal := policies.why_not_return_unit(sign_off, by=by, judged_by=_judged_by(sign_off), reason=reason, **_stands(sign_off, row)):
        raise Refused(refusal)
    return _review(sign_off, row, by=by, verdict=ReviewVerdict.RETURNED, reason=reason, event=words.UNIT_RETURNED)


def _stream(centre: Centre) -> str:
    return f"assurance:{centre.uuid}"


@transaction.atomic
def open_finding(
    centre: Centre, *, by: Actor, source: str, key: str, title: str, what: str, who: Person | None, by_on: date
) -> CorrectiveAction:
    """Note that something is not as it should be, once, and who puts it right by when."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    known = Finding.objects.filter(centre=centre, key=key).exists()
    here = queries.works_at(centre, who)
    if refusal := policies.why_not_open_finding(centre, by=by, title=title, what=what, who=who, by_on=by_on, known=known, works_here=here):
        raise Refused(refusal)
    assert who
    now = clock.now()
    found = Finding.objects.create(centre=centre, source=source, key=key, title=title.strip(), found_at=now, found_by=by)
    made = CorrectiveAction.objects.create(finding=found, what=what.strip(), who=who, by_on=by_on, agreed_at=now, agreed_by=by)
    args = {"finding": found.uuid, "corrective": made.uuid, "source": source, "key": key, "owner": who.uuid, "by_on": by_on}
    events.record(_stream(centre), words.FINDING_OPENED, by=by, centre_id=centre.pk, args=args, rows=[found])
    return made


@transaction.atomic
def add_corrective_action(finding: Finding, *, by: Actor, what: str, who: Person | None, by_on: date) -> CorrectiveAction:
    """Agree on something else that is done about a finding, because one thing was not enough or the same was found again."""
    finding = Finding.objects.select_related("centre").get(pk=finding.pk)
    Centre.objects.select_for_update().get(pk=finding.centre_id)
    before = list(finding.actions.all())
    here = queries.works_at(finding.centre, who)
    if refusal := policies.why_not_add_corrective_action(finding, by=by, what=what, who=who, by_on=by_on, works_here=here, before=before):
        raise Refused(refusal)
    assert who
    made = CorrectiveAction.objects.create(
        finding=finding, what=what.strip(), who=who, by_on=by_on, agreed_at=clock.now(), agreed_by=by
    )  # fmt: skip
    centre = finding.centre
    args = {"finding": finding.uuid, "corrective": made.uuid, "source": finding.source, "owner": who.uuid, "by_on": by_on}
    events.record(_stream(centre), words.CORRECTIVE_ACTION_AGREED, by=by, centre_id=centre.pk, args=args)
    return made


@transaction.atomic
def finish_corrective_action(action: CorrectiveAction, *, by: Actor, proof: str) -> CorrectiveAction:
    """Say what was done, and where its proof is. Somebody else checks later whether it worked."""
    action = CorrectiveAction.objects.select_for_update(of=("self",)).select_related("finding__centre", "who").get(pk=action.pk)
    if refusal := policies.why_not_finish_corrective_action(action, by=by, proof=proof):
        raise Refused(refusal)
    action.done_at, action.done_by, action.proof = clock.now(), by, proof.strip()
    action.save(update_fields=["done_at", "done_by", "proof"])
    centre, args = action.finding.centre, {"finding": action.finding.uuid, "corrective": action.uuid}
    events.record(_stream(centre), words.CORRECTIVE_ACTION_DONE, by=by, centre_id=centre.pk, args=args, personal={"proof": action.proof})
    return action


@transaction.atomic
def hand_over_corrective_action(action: CorrectiveAction, *, by: Actor, who: Person | None) -> CorrectiveAction:
    """Hand what is to be put right to somebody else at the centre: nothing is left with who has gone."""
    action = CorrectiveAction.objects.select_for_update(of=("self",)).select_related("finding__centre", "who").get(pk=action.pk)
    centre, before = action.finding.centre, action.who
    works = queries.works_at(centre, who)
    if refusal := policies.why_not_hand_over_corrective_action(action, by=by, who=who, works=works):
        raise Refused(refusal)
    assert who
    action.who = who
    action.save(update_fields=["who"])
    args = {"finding": action.finding.uuid, "corrective": action.uuid, "from": before.uuid, "owner": who.uuid, "by_on": action.by_on}
    args |= {"source": action.finding.source}
    personal = {"from": before.name, "to": who.name}
    events.record(_stream(centre), words.CORRECTIVE_ACTION_HANDED_OVER, by=by, centre_id=centre.pk, args=args, personal=personal)
    return action


@transaction.atomic
def note_action_due(action: CorrectiveAction, *, by: Actor) -> CorrectiveAction:
    """Note that the day of an action is near, or that it has passed: its owner is told, each once."""
    action = CorrectiveAction.objects.select_for_update(of=("self",)).select_related("finding__centre", "who").get(pk=action.pk)
    centre = action.finding.centre
    noted = (str(action.uuid), action.late) in queries.told_due(centre.pk)
    if refusal := policies.why_not_note_action_due(action, by=by, noted=noted):
        raise Refused(refusal)
    args = {"finding": action.finding.uuid, "corrective": action.uuid, "source": action.finding.source, "owner": action.who.uuid}
    args |= {"by_on": action.by_on, "late": action.late}
    events.record(_stream(centre), words.CORRECTIVE_ACTION_FELL_DUE, by=by, centre_id=centre.pk, args=args)
    return action


@transaction.atomic
def check_corrective_action(action: CorrectiveAction, *, by: Actor, worked: bool | None, said: str) -> CorrectiveAction:
    """Say whether it worked. Where it did not, the same is open again with a new day: its owner's, or of who takes over from who has left."""
    action = CorrectiveAction.objects.select_for_update(of=("self",)).select_related("finding__centre", "who", "done_by").get(pk=action.pk)
    if refusal := policies.why_not_check_corrective_action(action, by=by, worked=worked, said=said):
        raise Refused(refusal)
    action.checked_at, action.checked_by, action.worked, action.check_said = clock.now(), by, worked, said.strip()
    action.save(update_fields=["checked_at", "checked_by", "worked", "check_said"])
    again, centre = None, action.finding.centre
    if not worked:
        who = action.who if queries.works_at(centre, action.who) else queries.who_takes_over(centre.pk) or action.who
        again = CorrectiveAction.objects.create(
            finding=action.finding, what=action.what, who=who, by_on=clock.today() + AGAIN, agreed_at=clock.now(), agreed_by=by
        )
    args = {
        "finding": action.finding.uuid, "corrective": action.uuid, "worked": worked, "again": again.uuid if again else "",
        "source": action.finding.source, "owner": (again or action).who.uuid, "by_on": again.by_on if again else None,
    }  # fmt: skip
    personal = {"said": action.check_said}
    events.record(_stream(centre), words.CORRECTIVE_ACTION_CHECKED, by=by, centre_id=centre.pk, args=args, personal=personal)
    return action
