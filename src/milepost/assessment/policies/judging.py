"""Why not: judging, undoing a judgement, signing a unit off."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment.models import Judgement
from milepost.assessment.words import Decision, Verdict
from milepost.base.models import Actor
from milepost.base.text import names_of, sentence
from milepost.engine.framework import Framework
from milepost.engine.reasons import Shortfall
from milepost.people.permissions import Permission, may
from milepost.people.queries import Fitness
from milepost.portfolios.models import Registration
from milepost.portfolios.policies import why_not_assessed, why_not_open


def why_not_assess(registration: Registration, *, by: Actor) -> str | None:
    """Why somebody can't decide anything in this portfolio."""
    if not may(by.role, Permission.JUDGE) or by.centre_id != registration.centre_id:
        return _("Only an assessor of this centre judges.")
    if by.person_id == registration.learner_id:
        return _("Nobody assesses their own work.")
    if by.person_id != registration.assessor_id:
        name = registration.assessor.name if registration.assessor else _("nobody yet")
        return _("%(learner)s’s assessor is %(name)s.") % {"learner": registration.learner.first_name, "name": name}
    return why_not_assessed(registration) or why_not_open(registration, by=by)


def why_not_judge(
    registration: Registration,
    *,
    by: Actor,
    decisions: Sequence[Decision],
    claimed: Collection[str],
    in_force: Mapping[str, Judgement],
    final: Collection[str],
    changed: Collection[str] = (),
    fitness: Fitness | None = None,
) -> str | None:
    """`claimed` are the targets with a claim handed in, `final` the units signed off and not returned or in doubt.

    `changed` are the targets whose claims or evidence are others than those that were looked at.
    """
    if reason := why_not_assess(registration, by=by):
        return reason
    if reason := why_not_fit(registration, fitness, [d.target.rpartition(":")[0] for d in decisions]):
        return reason
    if not decisions:
        return _("Nothing is decided yet. Choose Met, Not yet or Ask at the visit for at least one claim.")
    for decision in decisions:
        code = code_of(decision.target)
        if decision.verdict not in (Verdict.MET, Verdict.NOT_YET, Verdict.ASK):
            return _("Choose Met, Not yet or Ask at the visit for %(code)s.") % {"code": code}
        if decision.target not in claimed:
            return _("%(learner)s has not handed in a claim for %(code)s.") % {
                "learner": registration.learner.first_name,
                "code": code,
            }
        if decision.target.rpartition(":")[0] in final:
            return _("The unit of %(code)s is signed off. It opens again when the IQA returns it.") % {"code": code}
        if decision.verdict == Verdict.NOT_YET and not decision.feedback.strip():
            return _("Say what is missing for %(code)s, so that %(learner)s knows the next step.") % {
                "code": code,
                "learner": registration.learner.first_name,
            }
        current = in_force.get(decision.target)
        if decision.seen is not None and (str(current.uuid) if current else "") != decision.seen:
            who = current.made_by.name if current else by.name
            return _("%(name)s decided %(code)s a moment ago. Look at that first; what you typed is kept.") % {
                "name": who,
                "code": code,
            }
        if decision.target in changed:
            return _("What %(learner)s shows for %(code)s changed while you were deciding. Look at it first; what you typed is kept.") % {
                "learner": registration.learner.first_name,
                "code": code,
            }
    return None


def why_not_undo(
    judgement: Judgement, *, by: Actor, final: Collection[str], superseded: bool, fitness: Fitness | None = None
) -> str | None:
    if reason := why_not_assess(judgement.registration, by=by):
        return reason
    if reason := why_not_fit(judgement.registration, fitness, ()):
        return reason
    if superseded:
        return _("This judgement has been replaced since. Look at the newest one.")
    if judgement.verdict == Verdict.UNDONE:
        return _("This judgement is undone already.")
    if judgement.target.rpartition(":")[0] in final:
        return _("The unit is signed off. It opens again when the IQA returns it.")
    return None


def why_not_fit(registration: Registration, fitness: Fitness | None, units: Iterable[str]) -> str | None:
    """Why an interest or a want of competence stops somebody from deciding on these units. None where nobody asked."""
    if fitness is None:
        return None
    given = {"learner": registration.learner.first_name, "ask": fitness.ask or _("the centre manager")}
    if fitness.interested:
        return _("You declared an interest in %(learner)s or their employer, so somebody else decides here. Ask %(ask)s.") % given
    if not fitness.kept:
        return None
    for unit in dict.fromkeys(units):
        if fitness.entry(unit) is None:
            return _("You are not entered as competent in %(unit)s today: ask %(ask)s.") % {**given, "unit": unit}
    return None


def why_not_sign_off(
    registration: Registration, *, by: Actor, framework: Framework, gate: Sequence[Shortfall], signed: str, unit: str = "",
    fitness: Fitness | None = None,
) -> str | None:  # fmt: skip
    """`gate` is what the engine still misses; `signed` the unit's state so far: "", "signed", "agreed" or "returned"."""
    if not may(by.role, Permission.SIGN_OFF):
        return _("Only an assessor signs a unit off.")
    if reason := why_not_assess(registration, by=by):
        return reason
    if reason := why_not_fit(registration, fitness, [unit] if unit else ()):
        return reason
    if signed in ("signed", "agreed") and not gate:
        return _("This unit is signed off already.")
    if gate:
        first, more = sentence(gate[0], names_of(framework)), len(gate) - 1
        if not more:
            return _("Sign-off is not open yet: %(reason)s.") % {"reason": first}
        return ngettext(
            "Sign-off is not open yet: %(reason)s, and %(n)d more reason.",
            "Sign-off is not open yet: %(reason)s, and %(n)d more reasons.",
            more,
        ) % {"reason": first, "n": more}
    return None


def not_agreed(unit: str) -> str:
    return _("%(unit)s is not among the units agreed.") % {"unit": unit}


def code_of(target: str) -> str:
    """A target as people write it: "B11, 2.3"."""
    return target.replace(":", ", ")
