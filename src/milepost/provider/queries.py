"""Standards that the reader's centre holds, and what stands against them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from milepost.base import clock, tokens
from milepost.base.models import Actor
from milepost.engine.appraisal import standard_of
from milepost.people.models import Appointment
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.provider import qualityfile
from milepost.provider.models import (
    Application,
    BroughtMapping,
    EvidencePlace,
    HeldEdition,
    HeldStandard,
    IndicatorScore,
    LicensedText,
    PeerComment,
    PeerLetter,
    ShownEvidence,
    Statement,
)
from milepost.provider.words import Stage


def _at(by: Actor) -> int:
    """The centre whose standards somebody works on; 0 is none."""
    return by.at_centre if may(by.role, Permission.HOLD_STANDARD) else 0


def held_standards(*, by: Actor) -> QuerySet[HeldStandard]:
    return HeldStandard.objects.filter(centre_id=_at(by)).select_related("centre", "held_by").order_by("pk")


def places_of(held: Iterable[HeldStandard]) -> QuerySet[EvidencePlace]:
    """What is shown, by place, in the order in which it was."""
    found = EvidencePlace.objects.filter(held__in=list(held), taken_away_at=None)
    return found.select_related("evidence__file", "evidence__shown_by", "held").order_by("pk")


def places(*, by: Actor) -> QuerySet[EvidencePlace]:
    """What is shown for any standard that the reader works on or assesses."""
    return places_of(assessable(by=by))


def evidence(*, by: Actor) -> QuerySet[ShownEvidence]:
    """What the reader's centre has shown so far, the newest first."""
    return ShownEvidence.objects.filter(centre_id=_at(by)).select_related("file").order_by("-pk")


def newest_statements(held: HeldStandard) -> dict[str, Statement]:
    """By indicator what is written on it."""
    return {one.indicator: one for one in held.statements.select_related("written_by").order_by("pk")}


def statements_of_all(held: Iterable[HeldStandard]) -> QuerySet[Statement]:
    """What was written on several standards, the oldest first."""
    return Statement.objects.filter(held__in=list(held)).order_by("pk")


def licensed_texts(held: HeldStandard) -> dict[str, LicensedText]:
    return {one.indicator: one for one in held.licensed_texts.all()}


def indicators_known(centre_id: int) -> dict[str, set[str]]:
    """By key the indicators of each standard that comes with Milepost or is held at the centre. One query."""
    found = {one.key: set(one.indicators) for one in qualityfile.shipped()}
    for held in HeldStandard.objects.filter(centre_id=centre_id).order_by("pk"):
        found[held.key] = found.get(held.key, set()) | set(standard_of(held.document).indicators)
    return found


def brought_mappings(*, by: Actor) -> QuerySet[BroughtMapping]:
    """Mappings that the reader's centre brought and has not taken out."""
    return BroughtMapping.objects.filter(centre_id=_at(by), taken_out_at=None).select_related("centre", "brought_by").order_by("pk")


def assessable(*, by: Actor) -> QuerySet[HeldStandard]:
    """The standards whose indicators the reader may assess as a peer, or moderate."""
    at = by.at_centre if may(by.role, Permission.ASSESS_STANDARD) else 0
    return HeldStandard.objects.filter(centre_id=at).select_related("centre").order_by("pk")


def peer_token(letter_uuid: UUID) -> str:
    """The secret of a letter to a peer, as it stands in its address."""
    return tokens.token_of("peer", letter_uuid)


def peer_letter_by_token(token: str) -> PeerLetter | None:
    """The letter that holds `token`, whatever became of it."""
    found = PeerLetter.objects.select_related("held__centre", "sent_by", "actor")
    return found.filter(secret_digest=tokens.digest_of(token)).first()


def peer_letters(*, by: Actor) -> QuerySet[PeerLetter]:
    """Peers from outside who were asked about a standard that the reader works on, the newest first."""
    return PeerLetter.objects.filter(held__centre_id=_at(by)).select_related("held__centre", "sent_by", "actor").order_by("-pk")


def comments_on(held: HeldStandard) -> QuerySet[PeerComment]:
    """Everything that peers from outside said to sections that are not scored, the oldest first."""
    return held.peer_comments.select_related("said_by").order_by("pk")


def is_at_work_here(email: str, centre_id: int) -> bool:
    """Whether an address is of somebody who works at the centre today; who learns there or comes for an employer is not meant."""
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=centre_id, person__email__iexact=email.strip())
    return held.exclude(role__in=(Role.LEARNER, Role.EMPLOYER_CONTACT)).exists()


def editions(held: Iterable[HeldStandard]) -> QuerySet[HeldEdition]:
    """Editions that were left, the first one first."""
    return HeldEdition.objects.filter(held__in=list(held)).select_related("left_by", "held").order_by("pk")


def all_scores(held: HeldStandard) -> QuerySet[IndicatorScore]:
    """Every score of every stage, the oldest first."""
    return held.scores.select_related("scored_by").order_by("pk")


def scores_of_all(held: Iterable[HeldStandard]) -> QuerySet[IndicatorScore]:
    """Every score of every stage of several standards, the oldest first."""
    return IndicatorScore.objects.filter(held__in=list(held)).select_related("scored_by").order_by("pk")


def scores_of(held: HeldStandard, stage: str = Stage.SELF) -> dict[str, IndicatorScore]:
    """By indicator the newest score of a stage."""
    return {one.indicator: one for one in held.scores.filter(stage=stage).select_related("scored_by").order_by("pk")}


def applications(*, by: Actor) -> QuerySet[Application]:
    """What was frozen, the newest first."""
    found = Application.objects.filter(held__centre_id=_at(by)).select_related("held__centre", "frozen_by")
    return found.order_by("-frozen_at", "-pk")
