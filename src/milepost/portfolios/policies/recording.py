"""Why not: writing down what somebody else saw."""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor, StoredFile
from milepost.frameworks.queries import framework_of
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Evidence, Registration
from milepost.portfolios.policies.participants import why_not_assessed
from milepost.portfolios.policies.running import why_not_open
from milepost.portfolios.words import RECORDED_KINDS, EvidenceKind


def why_not_record_evidence(
    registration: Registration,
    *,
    by: Actor,
    kind: str,
    title: str,
    targets: Sequence[str],
    units: Collection[str],
    files: Sequence[StoredFile] = (),
    happened_on: date | None = None,
) -> str | None:
    """The learner's assessor records what they saw and asked; a witness, who comes by link, what they saw."""
    if reason := _why_not_record(registration, by=by, kind=kind):
        return reason
    if kind not in RECORDED_KINDS:
        return _("The learner adds that kind of evidence.")
    if not title.strip():
        return _("Give it a short name, so that you both find it again.")
    if any(file.centre_id != registration.centre_id for file in files):
        return _("That file belongs to another centre.")
    if happened_on and happened_on > clock.today():
        return _("That day has not come yet. Give the day on which the work was done.")
    return _why_not_targets(registration, targets, units)


def why_not_record_again(
    evidence: Evidence,
    *,
    by: Actor,
    targets: Sequence[str],
    units: Collection[str],
    files: Sequence[StoredFile] = (),
    happened_on: date | None = None,
) -> str | None:
    """Whoever wrote it down corrects it by a new version; a witness's letter is checked by whoever keeps the letters."""
    registration = evidence.registration
    if reason := _why_not_record(registration, by=by, kind=evidence.kind):
        return reason
    if evidence.kind not in RECORDED_KINDS:
        return _("The learner replaces that kind of evidence.")
    if evidence.withdrawn_at:
        return _("%(evidence)s was taken back, so it can’t be corrected.") % {"evidence": evidence.code}
    if any(file.centre_id != registration.centre_id for file in files):
        return _("That file belongs to another centre.")
    if happened_on and happened_on > clock.today():
        return _("That day has not come yet. Give the day on which the work was done.")
    return _why_not_targets(registration, targets, units)


def _why_not_record(registration: Registration, *, by: Actor, kind: str) -> str | None:
    if by.kind == Actor.Kind.LINK:
        if kind != EvidenceKind.TESTIMONY or by.centre_id != registration.centre_id:
            return _("By this link you can say what you saw, and nothing else.")
    elif not may(by.role, Permission.RECORD_EVIDENCE) or by.centre_id != registration.centre_id:
        return _("Only an assessor of this centre writes down what they saw.")
    elif by.person_id == registration.learner_id:
        return _("Nobody assesses their own work.")
    elif by.person_id != registration.assessor_id:
        name = registration.assessor.name if registration.assessor else _("nobody yet")
        return _("%(learner)s’s assessor is %(name)s.") % {"learner": registration.learner.first_name, "name": name}
    elif kind == EvidenceKind.TESTIMONY:
        return _("A witness says what they saw themselves. Ask them by a letter or a code.")
    return why_not_assessed(registration) or why_not_open(registration, by=by)


def _why_not_targets(registration: Registration, targets: Sequence[str], units: Collection[str]) -> str | None:
    framework = framework_of(registration.specification)
    if not targets:
        return _("Choose at least one criterion that this shows.")
    for target in targets:
        if target not in framework.criterion_by_target and target not in framework.requirement_by_target:
            return _("“%(target)s” is not in this qualification.") % {"target": target}
        if target.rpartition(":")[0] not in units:
            return _("%(target)s belongs to a unit that is not among the ones agreed.") % {"target": target.replace(":", ", ")}
    return None
