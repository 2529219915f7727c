"""What a person may see of registrations, evidence and progress. Visibility first; a stranger finds nothing."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.shortcuts import get_object_or_404

from milepost.base.models import Actor, Event, StoredFile
from milepost.people.models import Competence
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Claim, Evidence, EvidenceFile, EvidenceVersion, Progress, Registration, UnitPlan
from milepost.portfolios.words import OPEN_STATES


def _visible(by: Actor, prefix: str = "") -> Q:
    """Which registrations somebody sees: all of their centre, their caseload, or their own. Who assures quality sees no participants."""
    centre = Q(**{f"{prefix}centre_id": by.at_centre})
    if by.centre_id is None or by.person_id is None:
        return Q(pk__in=[])
    if may(by.role, Permission.READ_ALL_PORTFOLIOS):
        return centre if may(by.role, Permission.READ_PARTICIPANTS) else centre & Q(**{f"{prefix}programme": False})
    if may(by.role, Permission.READ_PORTFOLIO):
        return centre & Q(**{f"{prefix}assessor_id": by.person_id})
    if may(by.role, Permission.READ_OWN_PORTFOLIO):
        return centre & Q(**{f"{prefix}learner_id": by.person_id})
    return Q(pk__in=[])


def _readable(by: Actor, prefix: str) -> Q:
    """Whose evidence somebody may read: of what they see, and of the learners of those whose decisions they countersign."""
    seen = _visible(by, prefix)
    if by.person_id is None or not may(by.role, Permission.COUNTERSIGN):
        return seen
    trainees = Competence.objects.filter(centre_id=by.at_centre, countersigner_id=by.person_id, ended_at=None).values("person")
    return seen | Q(**{f"{prefix}centre_id": by.at_centre, f"{prefix}assessor__in": trainees})


def opens(registration: Registration, *, by: Actor) -> bool:
    """Whether somebody may open the whole portfolio, from what is at hand."""
    if by.centre_id is None or by.centre_id != registration.centre_id:
        return False
    if may(by.role, Permission.READ_ALL_PORTFOLIOS):
        return not registration.programme or may(by.role, Permission.READ_PARTICIPANTS)
    return may(by.role, Permission.READ_PORTFOLIO) and registration.assessor_id == by.person_id


def registrations(*, by: Actor) -> QuerySet[Registration]:
    """Registrations that `by` may open, with what every page about one needs: two tables joined, no document."""
    return (
        Registration.objects.filter(_visible(by))
        .select_related("progress", "learner", "specification", "assessor", "employer")
        .defer("specification__document")
        .order_by("-registered_at")
    )


def with_others(found: QuerySet[Registration], *, own: bool = False) -> QuerySet[Registration]:
    """The same, each with `several`: whether the learner is or was registered on something else at the centre; see `others_of` of `own`."""
    others = Registration.objects.filter(learner=OuterRef("learner"), centre=OuterRef("centre")).exclude(pk=OuterRef("pk"))
    others = others if own else others.filter(programme=False)
    return found.annotate(several=Exists(others))


def registration_of_learner(*, by: Actor, chosen: UUID | None = None) -> Registration | None:
    """The learner's own registration: the one they chose, else the newest open one, else the newest."""
    own = registrations(by=by).filter(learner_id=by.person_id).select_related(None)
    read = with_others(own.select_related("progress", "learner", "specification", "assessor"), own=True)
    return read.order_by(*nearest(chosen)).first()


def nearest(chosen: UUID | str | None) -> tuple[Case, str]:
    """The order in which a learner's registrations come: the one they chose, then those that go on, the newest first."""
    first = [When(uuid=chosen, then=0)] if chosen else []
    return Case(*first, When(state__in=OPEN_STATES, then=1), default=2), "-registered_at"


def evidence_of(registration: Registration) -> QuerySet[Evidence]:
    return registration.evidence.filter(withdrawn_at=None).order_by("-number")


def evidence(*, by: Actor) -> QuerySet[Evidence]:
    return Evidence.objects.filter(_readable(by, "registration__")).select_related("registration__progress", "registration__learner")


def versions_of(registration: Registration) -> QuerySet[EvidenceVersion]:
    """The newest version of each piece of evidence, with its file."""
    newest = Evidence.objects.filter(pk=OuterRef("evidence_id"), version=OuterRef("number"))
    return (
        EvidenceVersion.objects.filter(evidence__registration=registration, evidence__withdrawn_at=None)
        .filter(Exists(newest))
        .select_related("evidence", "file")
        .order_by("-evidence__number")
    )


def earlier_versions_of(registration: Registration, numbers: Collection[int]) -> QuerySet[EvidenceVersion]:
    """Every version of these pieces of evidence, by their numbers."""
    return EvidenceVersion.objects.filter(evidence__registration=registration, evidence__number__in=numbers).select_related(
        "evidence", "file"
    )


def claims_of(registration: Registration) -> QuerySet[Claim]:
    return registration.claims.filter(withdrawn_at=None).select_related("hand_in").order_by("id")


class ClaimAtAGlance(NamedTuple):
    """What a list says of a claim; a page holds hundreds."""

    uuid: UUID
    evidence_id: int
    target: str
    locator: str
    thing: str
    hand_in_id: int | None


def claims_at_a_glance(registration: Registration, evidence: Collection[int]) -> dict[int, list[ClaimAtAGlance]]:
    """The claims of these pieces, by the piece's primary key."""
    found: dict[int, list[ClaimAtAGlance]] = {}
    for row in claims_of(registration).filter(evidence__in=evidence).values_list(*ClaimAtAGlance._fields):
        claim = ClaimAtAGlance._make(row)
        found.setdefault(claim.evidence_id, []).append(claim)
    return found


def claims_of_unit(registration: Registration, unit: str) -> QuerySet[Claim]:
    """The claims on the targets of one unit, each with its evidence and `media`: what kind of file it is now."""
    newest = EvidenceVersion.objects.filter(evidence=OuterRef("evidence_id"), number=OuterRef("evidence__version"))
    return (
        claims_of(registration)
        .filter(target__startswith=f"{unit}:")
        .select_related("evidence")
        .annotate(media=Subquery(newest.values("file__kind")[:1]))
    )


def claims(*, by: Actor) -> QuerySet[Claim]:
    return Claim.objects.filter(_visible(by, "registration__"), withdrawn_at=None).select_related("evidence", "registration", "hand_in")


def file_visible(uuid: UUID, *, by: Actor) -> StoredFile:
    """A file of a piece of evidence that `by` may see, of any version, or one beside it. 404 otherwise.

    What the learner has covered since stays theirs alone to see.
    """
    shown = EvidenceVersion.objects.filter(_readable(by, "evidence__registration__"), file=OuterRef("pk"))
    if not may(by.role, Permission.READ_OWN_PORTFOLIO):
        later = EvidenceVersion.objects.filter(evidence=OuterRef("evidence"), number__gt=OuterRef("number"))
        shown = shown.exclude(Exists(later.filter(details__has_key="covers")))
    beside = EvidenceFile.objects.filter(_readable(by, "version__evidence__registration__"), file=OuterRef("pk"))
    return get_object_or_404(StoredFile.objects.filter(Exists(shown) | Exists(beside)), uuid=uuid)


def history_of(registration: Registration) -> QuerySet[Event]:
    """What happened in one portfolio, newest first."""
    return Event.objects.filter(stream=registration.stream).order_by("-position")


def plan_in_force(registration: Registration) -> UnitPlan | None:
    return registration.unit_plans.filter(agreed_at__isnull=False).order_by("-agreed_at", "-id").first()


def plan_proposed(registration: Registration) -> UnitPlan | None:
    """The newest proposal that nobody has agreed yet, unless an agreed one is newer."""
    newest = registration.unit_plans.order_by("-id").select_related("proposed_by").first()
    return newest if newest and newest.agreed_at is None else None


def plan_agreed(registration: Registration) -> UnitPlan | None:
    """The plan whose units count."""
    return registration.unit_plans.exclude(agreed_at=None).order_by("-id").select_related("proposed_by", "agreed_by").first()


def plans_to_agree(*, by: Actor) -> QuerySet[UnitPlan]:
    """The newest choices of units that wait for `by`, because the other side proposed them. Oldest first."""
    newer = UnitPlan.objects.filter(registration=OuterRef("registration"), pk__gt=OuterRef("pk"))
    return (
        UnitPlan.objects.filter(_visible(by, "registration__"), ~Exists(newer), agreed_at=None, registration__progress__active=True)
        .exclude(proposed_by__person_id=by.person_id or 0)
        .select_related("registration__learner", "proposed_by")
        .order_by("proposed_at", "id")
    )


# How a cohort may be sorted, by the word that stands in an address.
COHORT_ORDERS = {"signed": "-signed_percent", "evidenced": "-evidenced_percent", "quiet": "last_act_at"}


def cohort(*, by: Actor, order: str = COHORT_ORDERS["signed"]) -> QuerySet[Progress]:
    """Progress of the active learners that `by` sees, participants of programmes left out. One row a learner, no rows behind it."""
    rows = Progress.objects.filter(active=True, centre_id=by.at_centre, registration__programme=False)
    if not may(by.role, Permission.READ_ALL_PORTFOLIOS):
        rows = rows.filter(assessor_id=by.person_id) if may(by.role, Permission.READ_PORTFOLIO) else rows.none()
    return (
        rows.select_related("registration__learner", "registration__specification", "registration__assessor")
        .defer("marks", "parts", "registration__specification__document")
        .order_by(order, "registration_id")
    )


def awaiting(*, by: Actor) -> QuerySet[Progress]:
    """What waits for an assessor, oldest first."""
    return cohort(by=by).filter(Q(waiting__gt=0) | Q(doubt__gt=0)).order_by("waiting_since", "registration_id")
