"""The same file, or near the same text, in another portfolio of the centre."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from milepost.base import previews
from milepost.base.models import Actor
from milepost.engine import likeness
from milepost.portfolios.models import Claim, EvidenceVersion, TextBand
from milepost.portfolios.queries.portfolio import opens

TOO_SHORT = 0  # the band of a text that was looked at and has none
CANDIDATES = 10  # texts that are compared word by word, those with most bands in common first
_AROUND = ("evidence__registration__learner", "file", "made_by")


@dataclass(frozen=True, slots=True)
class Alike:
    """A version elsewhere. `readable`: whether the one who asks may read it, and so know whose it is."""

    version: EvidenceVersion
    same_file: bool
    percent: int
    readable: bool


def text_of_version(version: EvidenceVersion) -> str:
    """What a version says in words: typed, or read from its file."""
    if version.body:
        return version.body
    return previews.preview(version.file).words if version.file else ""


def without_bands(most: int) -> list[EvidenceVersion]:
    """Versions of evidence that was handed in whose text nobody has looked at yet, oldest first."""
    handed_in = Claim.objects.filter(evidence=OuterRef("evidence"), hand_in__isnull=False)
    known = TextBand.objects.filter(version=OuterRef("pk"))
    found = EvidenceVersion.objects.filter(Exists(handed_in), ~Exists(known)).filter(~Q(body="") | Q(file__isnull=False))
    return list(found.select_related("evidence", "file").order_by("pk")[:most])


def alike(version: EvidenceVersion, *, by: Actor) -> list[Alike]:
    """The same file and near-same texts in portfolios of other learners of the centre, handed in there. Two queries or three."""
    found = {one.pk: Alike(one, True, 100, opens(one.evidence.registration, by=by)) for one in _same_files(version)} if version.file else {}
    text = text_of_version(version)
    bands = likeness.bands(text)
    if bands:
        mine = likeness.shingles(text)
        for one in _near(version, bands):
            percent = round(likeness.share(mine, likeness.shingles(text_of_version(one))) * 100)
            if one.pk not in found and percent >= likeness.ALIKE * 100:
                found[one.pk] = Alike(one, False, percent, opens(one.evidence.registration, by=by))
    newest: dict[int, Alike] = {}
    for found_one in sorted(found.values(), key=lambda a: (a.same_file, a.percent, a.version.number)):
        newest[found_one.version.evidence_id] = found_one
    return sorted(newest.values(), key=lambda a: (not a.same_file, -a.percent, a.version.pk))


def alike_version(version: EvidenceVersion, other: str, *, by: Actor) -> Alike | None:
    """One of them, by the uuid of the version elsewhere: only what is alike is shown, to nobody who asks for anything else."""
    return next((one for one in alike(version, by=by) if str(one.version.uuid) == other), None)


def _elsewhere(version: EvidenceVersion) -> QuerySet[EvidenceVersion]:
    handed_in = Claim.objects.filter(evidence=OuterRef("evidence"), hand_in__isnull=False)
    return (
        EvidenceVersion.objects.filter(Exists(handed_in), evidence__centre_id=version.evidence.centre_id, evidence__withdrawn_at=None)
        .exclude(evidence__registration__learner_id=version.evidence.registration.learner_id)
        .select_related(*_AROUND)
    )


def _same_files(version: EvidenceVersion) -> QuerySet[EvidenceVersion]:
    assert version.file is not None
    same = Q(file__sha256=version.file.sha256) | Q(further_files__file__sha256=version.file.sha256)
    return _elsewhere(version).filter(same).distinct().order_by("pk")[:CANDIDATES]


def _near(version: EvidenceVersion, bands: Sequence[int]) -> list[EvidenceVersion]:
    shared = TextBand.objects.filter(centre_id=version.evidence.centre_id, band__in=bands).exclude(version=version)
    counted = shared.values("version").annotate(n=Count("pk")).order_by("-n", "version").values_list("version", flat=True)
    keys = list(counted[: CANDIDATES * 2])
    return list(_elsewhere(version).filter(pk__in=keys)[:CANDIDATES]) if keys else []
