"""Why not: putting the second name under a decision of somebody in training."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from milepost.assessment.models import Judgement
from milepost.assessment.policies.judging import code_of, why_not_fit
from milepost.assessment.words import CountersignVerdict
from milepost.base.models import Actor
from milepost.people.permissions import Permission, may
from milepost.people.queries import Fitness
from milepost.people.words import CompetenceState
from milepost.portfolios.models import Registration
from milepost.portfolios.words import RegistrationState


def why_not_countersign(
    registration: Registration, *, by: Actor, judgements: Sequence[Judgement], waiting: Collection[int], verdict: str, reason: str,
    fitness: Fitness,
) -> str | None:  # fmt: skip
    """`waiting` are the ids of judgements in force that nobody has countersigned."""
    if not may(by.role, Permission.COUNTERSIGN) or by.centre_id != registration.centre_id:
        return _("Only an assessor of this centre countersigns.")
    if by.person_id == registration.learner_id:
        return _("Nobody assesses their own work.")
    if registration.state != RegistrationState.ACTIVE:
        return _("This registration is closed or on a break, so nothing is decided in it now.")
    if not judgements:
        return _("Choose at least one decision.")
    if verdict not in CountersignVerdict.values:
        return _("Say whether you agree.")
    if verdict == CountersignVerdict.REFUSED and not reason.strip():
        return _("Say why you do not agree, so that the decision can be made anew.")
    for judgement in judgements:
        code = code_of(judgement.target)
        if judgement.registration_id != registration.pk or judgement.pk not in waiting:
            return _("The decision on %(code)s no longer waits: it was countersigned or made anew a moment ago.") % {"code": code}
        if judgement.made_by.person_id == by.person_id:
            return _("Nobody countersigns their own decisions.")
    units = list(dict.fromkeys(j.target.rpartition(":")[0] for j in judgements))
    if why_not := why_not_fit(registration, fitness, units):
        return why_not
    training = [u for u in units if fitness.kept and (e := fitness.entry(u)) and e.state != CompetenceState.QUALIFIED]
    if training:
        return _("You are in training in %(unit)s yourself, so somebody who is qualified in it countersigns.") % {"unit": training[0]}
    return None
