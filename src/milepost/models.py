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
from milepost.commitments.models import BreachAccount, Clock, ClockMark, DayOff, HandCount, OfficeHours, OpenPage, StandardsVersion
from milepost.concerns.models import Concern, ConcernWord
from milepost.employers.models import (
    Assumption,
    BusinessIssue,
    Contact,
    EmployerFile,
    EmployerMerge,
    Enquiry,
    Handover,
    ImpactCheck,
    ImpactLetter,
    ImpactView,
    JourneyVersion,
    Leave,
    Mail,
    MailAddress,
    MailAttachment,
    MailPlace,
    Measurement,
    Meeting,
    NeedsAnalysis,
    Ownership,
    PageLetter,
    PastSeries,
    Proposal,
    ProposalAnswer,
    ProposalLetter,
    ProposalVersion,
    RelationshipPlan,
    SavedList,
    StagePassed,
)
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
    "Actor", "Appointment", "Approval", "Arrival", "Assumption", "BreachAccount", "BusinessIssue", "CalendarFeed", "CallBack",
    "Centre", "Claim", "Clock", "ClockMark", "Competence", "Concern", "ConcernWord", "Consent", "Contact", "Countersignature",
    "Countersigning", "Cpd", "DayOff", "Draft", "EmployerFile", "EmployerMerge", "Enquiry", "Event", "Evidence", "EvidenceFile",
    "EvidenceVersion", "HandCount", "HandIn", "Handover", "ImpactCheck", "ImpactLetter", "ImpactView", "Import", "Intake", "Interest",
    "Invitation", "Job", "JourneyVersion", "Judgement", "Leave", "Mail", "MailAddress", "MailAttachment", "MailPlace", "Measurement",
    "Meeting", "Merge", "NeedsAnalysis", "Notice", "OfficeHours", "OpenPage", "Organisation", "Ownership", "Package", "PageLetter",
    "PastSeries", "Pause", "Person", "Phrase", "Progress", "ProgressReview", "Proposal", "ProposalAnswer", "ProposalLetter",
    "ProposalVersion", "Question", "RegisterEntry", "Registration", "RelationshipPlan", "ReviewLetter", "ReviewSignature",
    "ReviewVersion", "RightsMark", "RouteWish", "SavedList", "SignOff", "Site", "Specification", "StagePassed", "StandardsVersion",
    "StoredFile", "StreamHead", "Telling", "Testimony", "TextBand", "UnitPlan", "UnitReview", "Upload", "VersionOffer", "Visit",
    "Waiver", "WitnessRequest", "Workplace",
]  # fmt: skip
