"""Why not: competence, keeping up, interests of one's own."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.people.models import Centre, Competence, Interest, Organisation, Person
from milepost.people.permissions import Permission, may
from milepost.people.words import CompetenceState

MOST_HOURS = 200  # of one piece of CPD


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _why_not_keep(centre_id: int, by: Actor) -> str | None:
    if by.centre_id != centre_id or not may(by.role, Permission.KEEP_COMPETENCE):
        return _("Only a centre manager says who may judge what.")
    return None


def why_not_keep_competence_rule(centre: Centre, *, by: Actor, on: bool) -> str | None:
    if reason := _why_not_keep(centre.pk, by):
        return reason
    if centre.competence_kept == on:
        return _("That is how it is already.")
    return None


def why_not_note_competence(
    centre: Centre,
    *,
    by: Actor,
    person: Person,
    assesses: bool,
    specification: str,
    state: str,
    basis: str,
    countersigner: Person | None,
    countersigner_assesses: bool,
    starts_on: date,
    ends_on: date | None,
    entries: Sequence[Competence],
) -> str | None:
    """`entries` are those of the same person, unit and state that have not been ended."""
    if reason := _why_not_keep(centre.pk, by):
        return reason
    if not assesses:
        return _("%(name)s does not assess here today. Invite them as an assessor first.") % {"name": person.name}
    if not specification:
        return _("Choose the qualification whose units they may judge.")
    if state not in CompetenceState.values:
        return _("Say whether %(name)s is qualified or in training.") % {"name": person.name}
    if not basis.strip():
        return _("Say what the entry rests on: the award they hold or work towards, and the trade they practised.")
    if ends_on and ends_on < starts_on:
        return _("The last day lies before the first. Give a last day from %(day)s on.") % {"day": _day(starts_on)}
    if state == CompetenceState.TRAINING and (reason := _why_not_train(person, countersigner, countersigner_assesses, ends_on)):
        return reason
    same = next((e for e in entries if (e.ends_on or date.max) >= starts_on and e.starts_on <= (ends_on or date.max)), None)
    if same:
        return _("%(name)s is entered already from %(start)s. End that entry first, or begin after it.") % {
            "name": person.name,
            "start": _day(same.starts_on),
        }
    return None


def _why_not_train(person: Person, countersigner: Person | None, assesses: bool, ends_on: date | None) -> str | None:
    if countersigner is None:
        return _("Say who countersigns while %(name)s is in training.") % {"name": person.name}
    if countersigner.pk == person.pk:
        return _("Nobody countersigns their own decisions. Choose another assessor.")
    if not assesses:
        return _("%(name)s does not assess here today, so they can't countersign. Choose an assessor.") % {"name": countersigner.name}
    if ends_on is None:
        return _("Say by which day the training ends.")
    return None


def why_not_end_competence(competence: Competence, *, by: Actor) -> str | None:
    if reason := _why_not_keep(competence.centre_id, by):
        return reason
    if competence.ended_at:
        return _("This entry has ended already.")
    return None


def _why_not_for(person_id: int, centre_id: int, by: Actor) -> str | None:
    """Staff for themselves, a manager for everybody."""
    own = by.person_id == person_id and may(by.role, Permission.DECLARE)
    if by.centre_id != centre_id or not (own or may(by.role, Permission.KEEP_COMPETENCE)):
        return _("Assessors and quality assurers enter this themselves, or a centre manager does.")
    return None


def why_not_note_cpd(person: Person, *, by: Actor, done_on: date, hours: Decimal, title: str) -> str | None:
    if reason := _why_not_for(person.pk, by.at_centre, by):
        return reason
    if not title.strip():
        return _("Say what you did: the course, the day in the trade, the meeting.")
    if not 0 < hours <= MOST_HOURS:
        return _("Give the hours, from a quarter to %(n)d.") % {"n": MOST_HOURS}
    if done_on > clock.today():
        return _("That day has not come yet. Enter it once it is done.")
    return None


def why_not_declare_interest(
    person: Person, *, by: Actor, text: str, learner: Person | None, learns_here: bool, employer: Organisation | None, held: Interest | None
) -> str | None:
    if by.person_id != person.pk or not may(by.role, Permission.DECLARE):
        return _("Only assessors and quality assurers declare an interest, each their own.")
    if (learner is None) == (employer is None):
        return _("Choose one learner or one employer. For several, declare each.")
    if learner and not learns_here:
        return _("%(name)s does not learn here.") % {"name": learner.name}
    if employer and employer.centre_id != by.centre_id:
        return _("%(name)s is not an employer of this centre.") % {"name": employer.name}
    if not text.strip():
        return _("Say what the interest is, in a few words: “my brother”, “I own shares in it”.")
    if held:
        return _("You declared this on %(day)s already.") % {"day": _day(held.made_at.date())}
    return None


def why_not_end_interest(interest: Interest, *, by: Actor) -> str | None:
    if reason := _why_not_for(interest.person_id, interest.centre_id, by):
        return reason
    if interest.ended_at:
        return _("This interest is over already.")
    return None
