"""Every table of every room, by name: one app label, many rooms."""

from milepost.assessment.models import (
    CalendarFeed,
    CallBack,
    Countersignature,
    Countersigning,
    Judgement,
    Phrase,
    ProgressReview,
    Question,
    ReviewLetter,
    ReviewSignature,
    ReviewVersion,
    SignOff,
    Testimony,
    Visit,
    WitnessRequest,
)
from milepost.assurance.models import UnitReview
from milepost.base.models import Actor, Draft, Event, Job, StoredFile, StreamHead, Telling, Upload
from milepost.frameworks.models import Import, RegisterEntry, RightsMark, Specification
from milepost.notices.models import Notice
from milepost.people.models import Appointment, Centre, Competence, Cpd, Interest, Invitation, Organisation, Person, Site
from milepost.portfolios.models import (
    Approval,
    Arrival,
    Claim,
    Consent,
    Evidence,
    EvidenceFile,
    EvidenceVersion,
    HandIn,
    Intake,
    Merge,
    Package,
    Pause,
    Progress,
    Registration,
    RouteWish,
    TextBand,
    UnitPlan,
    VersionOffer,
    Waiver,
    Workplace,
)

__all__ = [
    "Actor", "Appointment", "Approval", "Arrival", "CalendarFeed", "CallBack", "Centre", "Claim", "Competence", "Consent",
    "Countersignature", "Countersigning", "Cpd", "Draft", "Event", "Evidence", "EvidenceFile", "EvidenceVersion", "HandIn", "Import",
    "Intake", "Interest", "Invitation", "Job", "Judgement", "Merge", "Notice", "Organisation", "Package", "Pause", "Person", "Phrase",
    "Progress", "ProgressReview", "Question", "RegisterEntry", "Registration", "ReviewLetter", "ReviewSignature", "ReviewVersion",
    "RightsMark", "RouteWish", "SignOff", "Site", "Specification", "StoredFile", "StreamHead", "Telling", "Testimony", "TextBand",
    "UnitPlan", "UnitReview", "Upload", "VersionOffer", "Visit", "Waiver", "WitnessRequest", "Workplace",
]  # fmt: skip
