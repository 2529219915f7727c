"""Tables of portfolios: the portfolio itself, what a centre keeps beside it, lists brought in, portfolios carried away."""

from milepost.portfolios.models.carrying import Arrival, Package, TextBand
from milepost.portfolios.models.intake import Intake, Merge
from milepost.portfolios.models.participants import Disclosure, StepTaken
from milepost.portfolios.models.portfolio import (
    Claim,
    Evidence,
    EvidenceFile,
    EvidenceVersion,
    HandIn,
    Progress,
    Registration,
    UnitPlan,
)
from milepost.portfolios.models.routes import RouteWish, VersionOffer, Waiver
from milepost.portfolios.models.running import Approval, Consent, Pause, Workplace
from milepost.portfolios.models.workbooks import Workbook, WorkbookShare, WorkbookVersion

__all__ = [
    "Approval", "Arrival", "Claim", "Consent", "Disclosure", "Evidence", "EvidenceFile", "EvidenceVersion", "HandIn", "Intake", "Merge", "Package",
    "Pause", "Progress", "Registration", "RouteWish", "StepTaken", "TextBand", "UnitPlan", "VersionOffer", "Waiver", "Workbook",
    "WorkbookShare", "WorkbookVersion", "Workplace",
]  # fmt: skip
