"""What of a portfolio goes into a package, table by table, and what stays behind and why. A guard holds it complete."""

from dataclasses import dataclass

from django.db import models

from milepost.assessment.models import (
    CallBack,
    Countersignature,
    Countersigning,
    Judgement,
    ProgressReview,
    ReviewLetter,
    ReviewSignature,
    ReviewVersion,
    SignOff,
    Testimony,
    Visit,
    WitnessRequest,
)
from milepost.assurance.models import UnitReview
from milepost.commitments.models import Clock, PromiseAsk, Remedy
from milepost.employers.models import ImpactLetter, ImpactView
from milepost.portfolios.models import (
    Arrival,
    Claim,
    Consent,
    Disclosure,
    Evidence,
    EvidenceFile,
    EvidenceVersion,
    HandIn,
    Package,
    Pause,
    Progress,
    Registration,
    RouteWish,
    StepTaken,
    TextBand,
    UnitPlan,
    VersionOffer,
    Waiver,
    Workplace,
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a portfolio; `to` leads from a row to its registration."""

    model: type[models.Model]
    to: str = "registration"

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    @property
    def append_only(self) -> bool:
        return bool(getattr(self.model, "APPEND_ONLY", False))


# In the order in which foreign keys want them.
PACKED = (
    Table(Registration, "pk"),
    Table(UnitPlan),
    Table(Workplace),
    Table(Pause),
    Table(Consent),
    Table(RouteWish),
    Table(Waiver),
    Table(Evidence),
    Table(EvidenceVersion, "evidence__registration"),
    Table(EvidenceFile, "version__evidence__registration"),
    Table(HandIn),
    Table(Claim),
    Table(Visit),
    Table(WitnessRequest),
    Table(Testimony),
    Table(CallBack, "testimony__registration"),
    Table(Judgement),
    Table(Countersigning, "judgement__registration"),
    Table(Countersignature, "countersigning__judgement__registration"),
    Table(SignOff),
    Table(UnitReview),
    Table(ProgressReview),
    Table(ReviewVersion, "review__registration"),
    Table(ReviewSignature, "version__review__registration"),
    Table(ReviewLetter, "review__registration"),
)

LEFT_OUT: dict[type[models.Model], str] = {
    VersionOffer: "the journal says what was offered and answered; the versions that were left stay where they were used",
    Progress: "packed beside the rows: it is worked out anew on arrival and must come out the same",
    Package: "packages made before are not part of the portfolio",
    Arrival: "said by the parts of the journal that came with it",
    Clock: "worked out from the journal by the standards of the centre that keeps them",
    ImpactLetter: "asked for an employer’s business, and kept in the employer’s file",
    ImpactView: "an answer to such a letter, kept with it",
    PromiseAsk: "said to the centre that gave the promise, and counted there",
    Remedy: "owed by the centre that broke its promise",
    StepTaken: "of programmes, which have no portfolio to carry",
    Disclosure: "told in confidence to one adviser; it goes nowhere else",
    TextBand: "a fingerprint to find the same text in this centre's other portfolios; made anew from the texts",
}

LEFT_OUT_COLUMNS: dict[type[models.Model], dict[str, str]] = {
    Registration: {
        "learner": "said once, as the learner, and found again by e-mail address or ULN",
        "specification": "its whole document is taken along",
        "employer": "said once, by name",
        "assessor": "the centre that receives it allocates its own",
        "iqa": "the centre that receives it allocates its own",
        "site": "a place of the centre that is left",
    },
    Progress: {"assessor": "the centre that receives it allocates its own"},
    WitnessRequest: {"secret_digest": "a letter of one installation opens nothing on another"},
    ReviewLetter: {"secret_digest": "a letter of one installation opens nothing on another"},
}


def columns_left_out(model: type[models.Model]) -> frozenset[str]:
    return frozenset(LEFT_OUT_COLUMNS.get(model, ()))
