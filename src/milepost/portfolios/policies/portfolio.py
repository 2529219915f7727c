"""Why not: registering, agreeing units, adding evidence, claiming, handing in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import clock
from milepost.base.models import Actor, StoredFile
from milepost.base.text import names_of, sentence
from milepost.engine import combination
from milepost.engine.framework import Framework, Qualification
from milepost.frameworks.models import Specification
from milepost.frameworks.queries import framework_of
from milepost.people.models import Appointment, Organisation, Person
from milepost.people.permissions import Permission, may
from milepost.people.uln import why_not_uln
from milepost.people.words import Role
from milepost.portfolios import queries
from milepost.portfolios.models import Claim, Evidence, Registration, UnitPlan
from milepost.portfolios.policies.approval import why_not_approved
from milepost.portfolios.policies.participants import why_not_assessed
from milepost.portfolios.policies.running import why_not_open
from milepost.portfolios.words import OPEN_STATES, RECORDED_KINDS, EvidenceKind


def _age_on(born_on: date, day: date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def why_not_register(
    learner: Person,
    *,
    by: Actor,
    specification: Specification,
    qualification: str,
    starts_on: date,
    ends_on: date,
    uln: str = "",
    employer: Organisation | None = None,
    assessor: Person | None = None,
    iqa: Person | None = None,
) -> str | None:
    """A learner who has no row yet is one whom the same act will invite: a plan asks before it does."""
    if not may(by.role, Permission.REGISTER) or specification.centre_id != by.centre_id:
        return _("Only the centre manager registers learners.")
    framework = framework_of(specification)
    try:
        chosen = framework.qualification(qualification)
    except KeyError:
        return _("%(specification)s has no qualification “%(name)s”. Choose one that it lists.") % {
            "specification": specification.title,
            "name": qualification,
        }
    if reason := why_not_dates(chosen, starts_on=starts_on, ends_on=ends_on):
        return reason
    if framework.awards_nothing:
        return _why_not_programme(
            learner, by=by, specification=specification, qualification=qualification, uln=uln, employer=employer, adviser=assessor, iqa=iqa
        )
    approval = queries.approval_of(by.at_centre, chosen.number or chosen.title)
    if reason := why_not_approved(approval, title=chosen.title):
        return reason
    if reason := why_not_age(chosen, learner, starts_on=starts_on):
        return reason
    if uln and (reason := why_not_uln(uln)):
        return reason
    for person, role in ((learner, Role.LEARNER), (assessor, Role.ASSESSOR), (iqa, Role.IQA)):
        if person and person.pk and (reason := why_not_name(person, role=role, by=by)):
            return reason
    if employer and employer.centre_id != by.centre_id:
        return _("This centre has no such employer. Add the employer first.")
    if assessor and iqa and assessor.pk == iqa.pk:
        return _("The assessor can’t be the second pair of eyes on their own judgements. Name somebody else as IQA.")
    if learner.pk in {p.pk for p in (assessor, iqa) if p}:
        return _("Nobody assesses their own work. Name another assessor.")
    same = Registration.objects.filter(
        learner_id=learner.pk, specification=specification, qualification=qualification, state__in=OPEN_STATES
    )
    if same.exists():
        return _("%(name)s is already registered on this qualification.") % {"name": learner.first_name}
    return None


def _why_not_programme(
    learner: Person, *, by: Actor, specification: Specification, qualification: str, uln: str, employer: Organisation | None,
    adviser: Person | None, iqa: Person | None,
) -> str | None:  # fmt: skip
    """Nobody approves a programme, nobody is too young for it, and nobody looks a second time at what nobody judges."""
    if uln or iqa:
        return _("A programme leads to no certificate, so it takes no Unique Learner Number and no quality assurer. Leave both out.")
    if learner.pk and (reason := why_not_name(learner, role=Role.LEARNER, by=by)):
        return reason
    if adviser and (reason := _why_not_adviser(learner.pk, adviser, by=by)):
        return reason
    if employer:
        return _("Who takes part in a programme does so for themselves, and no employer sees it. Leave the employer out.")
    same = Registration.objects.filter(
        learner_id=learner.pk, specification=specification, qualification=qualification, state__in=OPEN_STATES
    )
    if same.exists():
        return _("%(name)s is on this programme already.") % {"name": learner.first_name}
    return None


def _why_not_adviser(learner_id: int | None, adviser: Person, *, by: Actor) -> str | None:
    """An adviser is somebody whom the centre has appointed as assessor: the role that looks after people (decision 0042)."""
    if adviser.pk == learner_id:
        return _("Nobody is their own adviser. Name somebody else.")
    if why_not_name(adviser, role=Role.ASSESSOR, by=by):
        return _("%(name)s is not among those at this centre who assess or advise. Invite them as assessor first.") % {"name": adviser.name}
    return None


def why_not_age(qualification: Qualification, learner: Person, *, starts_on: date) -> str | None:
    if not qualification.min_age:
        return None
    if learner.born_on is None:
        return _("This qualification is for people of %(age)d and over. Give %(name)s’s date of birth first.") % {
            "age": qualification.min_age,
            "name": learner.first_name,
        }
    age = _age_on(learner.born_on, starts_on)
    if age < qualification.min_age:
        return _("%(name)s will be %(has)d on %(day)s; this qualification is for people of %(need)d and over.") % {
            "name": learner.first_name,
            "has": age,
            "need": qualification.min_age,
            "day": f"{starts_on:%-d %B %Y}",
        }
    return None


def why_not_dates(qualification: Qualification, *, starts_on: date, ends_on: date) -> str | None:
    if ends_on <= starts_on:
        return _("The planned end must come after the start.")
    try:
        last = date.fromisoformat(qualification.last_registration)
    except ValueError:
        return None  # the document gives no date, or says it in its own words
    if starts_on > last:
        return _("Registration for this qualification ended on %(day)s.") % {"day": f"{last:%-d %B %Y}"}
    return None


def why_not_name(person: Person, *, role: Role, by: Actor) -> str | None:
    """Why somebody can't be named in this role: no appointment here that is in force or waits to be taken up."""
    named = Appointment.objects.filter(person=person, centre_id=by.at_centre, role=role).exclude(ends_on__lt=clock.today())
    if named.exists():
        return None
    return _("%(name)s has no appointment as %(role)s at this centre. Invite them first.") % {
        "name": person.name,
        "role": role.label,
    }


def why_not_allocate(registration: Registration, *, by: Actor, assessor: Person | None, iqa: Person | None) -> str | None:
    if not may(by.role, Permission.ALLOCATE) or registration.centre_id != by.centre_id:
        return _("Only the centre manager says who assesses whom.")
    if registration.programme:
        if iqa:
            return _("Nobody is assessed on a programme, so nobody looks a second time. Leave the quality assurer out.")
        return _why_not_adviser(registration.learner_id, assessor, by=by) if assessor else None
    for person, role in ((assessor, Role.ASSESSOR), (iqa, Role.IQA)):
        if person and (reason := why_not_name(person, role=role, by=by)):
            return reason
    if assessor and iqa and assessor.pk == iqa.pk:
        return _("The assessor can’t be the second pair of eyes on their own judgements. Name somebody else as IQA.")
    if registration.learner_id in {p.pk for p in (assessor, iqa) if p}:
        return _("Nobody assesses their own work. Name somebody else.")
    return None


def _takes_part(registration: Registration, by: Actor) -> bool:
    """The learner, or their assessor: the two who agree units."""
    if registration.centre_id != by.centre_id or not may(by.role, Permission.AGREE_UNITS):
        return False
    as_learner = by.role == Role.LEARNER and by.person_id == registration.learner_id
    return as_learner or (by.role == Role.ASSESSOR and by.person_id == registration.assessor_id)


def why_not_choice(
    framework: Framework, qualification: Qualification, *, units: Collection[str], answers: Mapping[str, str], ground: queries.Ground,
) -> str | None:  # fmt: skip
    """Why these units can't be agreed, in one sentence; the page shows every reason."""
    if framework.awards_nothing:
        if not units:
            return _("No step is chosen yet.")
        return None if set(units) <= set(framework.unit_by_key) else _("One of these steps is not in the programme.")
    if not units:
        return _("No unit is chosen yet.")
    seen = combination.verdict(framework, qualification, ground.taken(units), pathway=ground.pathway, waivers=ground.waivers)
    if reasons := seen.shortfalls:
        first = sentence(reasons[0], names_of(framework))
        more = len(reasons) - 1
        if not more:
            return _("The choice does not make the award yet: %(reason)s.") % {"reason": first}
        return ngettext(
            "The choice does not make the award yet: %(reason)s, and %(n)d more reason.",
            "The choice does not make the award yet: %(reason)s, and %(n)d more reasons.",
            more,
        ) % {"reason": first, "n": more}
    for key in units:
        unit = framework.unit_by_key[key]
        if unit.conditions and not answers.get(key, "").strip():
            return _("%(unit)s is not for everybody: %(condition)s Say how the learner’s job fits, or leave it out.") % {
                "unit": unit.code,
                "condition": unit.conditions[0].rstrip(".") + ".",
            }
    return None


def why_not_propose_units(
    registration: Registration, *, by: Actor, units: Collection[str], answers: Mapping[str, str], ground: queries.Ground | None = None,
) -> str | None:  # fmt: skip
    """`ground`: what was said and what is waived, where it is known already."""
    if not _takes_part(registration, by):
        return _not_yours_to_agree(registration)
    if reason := why_not_open(registration, by=by):
        return reason
    framework = framework_of(registration.specification)
    return why_not_choice(
        framework, framework.qualification(registration.qualification), units=units, answers=answers,
        ground=ground or queries.ground_of(registration),
    )  # fmt: skip


def _not_yours_to_agree(registration: Registration) -> str:
    if registration.programme:
        return _("A plan is agreed between %(name)s and their adviser.") % {"name": registration.learner.first_name}
    return _("Units are agreed between the learner and their assessor.")


def why_not_agree_units(plan: UnitPlan, *, by: Actor) -> str | None:
    registration = plan.registration
    if not _takes_part(registration, by):
        return _not_yours_to_agree(registration)
    if plan.agreed_at:
        return _("This plan is agreed already.") if registration.programme else _("These units are agreed already.")
    if plan.proposed_by.person_id == by.person_id:
        other = registration.learner if by.role == Role.ASSESSOR else registration.assessor
        if registration.programme:
            return _("You proposed this plan, so %(name)s agrees it.") % {"name": other.first_name if other else _("the adviser")}
        return _("You proposed these units, so %(name)s agrees them.") % {"name": other.first_name if other else _("the assessor")}
    if UnitPlan.objects.filter(registration=registration, pk__gt=plan.pk).exists():
        return _("A newer choice has been proposed since. Look at that one.")
    return None


def _owns(registration: Registration, by: Actor) -> bool:
    return registration.centre_id == by.centre_id and registration.learner_id == by.person_id and may(by.role, Permission.ADD_EVIDENCE)


def why_not_change_portfolio(registration: Registration, *, by: Actor) -> str | None:
    if not _owns(registration, by):
        return _("Only the learner adds to their own portfolio.")
    return why_not_assessed(registration) or why_not_open(registration, by=by)


def why_not_contents(kind: str, *, file: StoredFile | None, body: str, url: str, details: Mapping[str, Any]) -> str | None:
    """Why this is not yet a piece of evidence of its kind."""
    if kind == EvidenceKind.FILE and file is None:
        return _("Choose a file first.")
    if kind == EvidenceKind.STATEMENT and not body.strip():
        return _("Write something first. What you write is kept as you go.")
    if kind == EvidenceKind.LINK and not url.startswith(("https://", "http://")):
        return _("Give the whole address of the page, beginning with https://.")
    if kind == EvidenceKind.WORKBOOK and not (details.get("workbook") and body.strip()):
        return _("A workbook is claimed from its own page. Open it there.")
    if kind == EvidenceKind.RPL:
        if not details.get("what", "").strip() or not details.get("where", "").strip():
            return _("Say what you learnt, and where, so that your assessor can ask there.")
        if not details.get("still", "").strip():
            return _("Say why you can still do it: what you learnt counts only while it is current.")
    if kind == EvidenceKind.IN_SITU:
        if not details.get("what", "").strip() or not details.get("where", "").strip():
            return _("Say what it is and where it stays, so that your assessor can go and see it.")
        if not details.get("why_not_copied", "").strip():
            return _("Say why it can’t be copied.")
    return None


def why_not_add_evidence(
    registration: Registration,
    *,
    by: Actor,
    kind: str,
    title: str,
    file: StoredFile | None = None,
    body: str = "",
    url: str = "",
    details: Mapping[str, Any] | None = None,
    happened_on: date | None = None,
) -> str | None:
    if reason := why_not_change_portfolio(registration, by=by):
        return reason
    if kind in RECORDED_KINDS:
        return _("Only who saw it can write that down: your assessor, or a witness whom you ask.")
    if not title.strip():
        return _("Give it a short name, so that you both find it again.")
    if reason := _why_not_file_and_day(registration, file=file, happened_on=happened_on):
        return reason
    return why_not_contents(kind, file=file, body=body, url=url, details=details or {})


def _why_not_file_and_day(registration: Registration, *, file: StoredFile | None, happened_on: date | None) -> str | None:
    if file and file.centre_id != registration.centre_id:
        return _("That file belongs to another centre.")
    if happened_on and happened_on > clock.today():
        return _("That day has not come yet. Give the day on which the work was done.")
    return None


def why_not_replace_evidence(
    evidence: Evidence,
    *,
    by: Actor,
    file: StoredFile | None = None,
    body: str = "",
    url: str = "",
    details: Mapping[str, Any] | None = None,
    happened_on: date | None = None,
) -> str | None:
    if reason := why_not_change_portfolio(evidence.registration, by=by) or _recorded(evidence):
        return reason
    if evidence.withdrawn_at:
        return _("%(evidence)s was withdrawn. Add it as new evidence instead.") % {"evidence": evidence.code}
    if reason := _why_not_file_and_day(evidence.registration, file=file, happened_on=happened_on):
        return reason
    return why_not_contents(evidence.kind, file=file, body=body, url=url, details=details or {})


def _recorded(evidence: Evidence) -> str | None:
    """What an assessor saw, or a witness says, is not the learner's to change."""
    if evidence.kind in RECORDED_KINDS:
        return _("%(evidence)s was written by who saw it, so it stays as it is.") % {"evidence": evidence.code}
    return None


def why_not_withdraw_evidence(evidence: Evidence, *, by: Actor, judged: bool) -> str | None:
    if reason := why_not_change_portfolio(evidence.registration, by=by) or _recorded(evidence):
        return reason
    if evidence.withdrawn_at:
        return _("%(evidence)s is withdrawn already.") % {"evidence": evidence.code}
    if judged:
        return _("A judgement rests on %(evidence)s, so it stays. You can replace it; the earlier version is kept.") % {
            "evidence": evidence.code
        }
    return None


def why_not_claim(evidence: Evidence, *, by: Actor, targets: Sequence[str], units: Collection[str], known: Collection[str]) -> str | None:
    """`units` are the agreed units, `known` every target of the specification."""
    if reason := why_not_change_portfolio(evidence.registration, by=by):
        return reason
    if evidence.withdrawn_at:
        return _("%(evidence)s was withdrawn.") % {"evidence": evidence.code}
    if not targets:
        return _("Tick at least one criterion that %(evidence)s shows.") % {"evidence": evidence.code}
    if not units:
        return _("Agree your units with your assessor first; then you can say what this shows.")
    for target in targets:
        if target not in known:
            return _("“%(target)s” is not in this qualification.") % {"target": target}
        if target.rpartition(":")[0] not in units:
            return _("%(target)s belongs to a unit that is not among the ones agreed.") % {"target": target.replace(":", ", ")}
    return None


def why_not_withdraw_claim(claim: Claim, *, by: Actor, judged: bool) -> str | None:
    if reason := why_not_change_portfolio(claim.registration, by=by):
        return reason
    if claim.withdrawn_at:
        return _("This claim is withdrawn already.")
    if judged:
        return _("This claim has been judged, so it stays in the history.")
    return None


def why_not_hand_in(registration: Registration, *, by: Actor, claims: Sequence[Claim], declared_own: bool) -> str | None:
    if reason := why_not_change_portfolio(registration, by=by):
        return reason
    if not claims:
        return _("Nothing is left to hand in. It may have been handed in a moment ago.")
    if not may(by.role, Permission.HAND_IN):
        return _("Only the learner hands their work in.")
    if any(c.registration_id != registration.pk or c.withdrawn_at or c.hand_in_id for c in claims):
        return _("Part of this was handed in or withdrawn a moment ago. Look at what is left, then hand that in.")
    if registration.assessor_id is None:
        return _("You have no assessor yet. What you have done is safe; the centre has to name somebody first.")
    if not declared_own:
        return _("Declare that the work is your own before you hand it in.")
    return None
