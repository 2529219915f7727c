"""Every table of every room, by name: one app label, many rooms."""

from milepost.assessment.models import Judgement, SignOff
from milepost.assurance.models import UnitReview
from milepost.base.models import Actor, Draft, Event, Job, StoredFile, StreamHead, Telling, Upload
from milepost.frameworks.models import Import, Specification
from milepost.notices.models import Notice
from milepost.people.models import Appointment, Centre, Invitation, Organisation, Person
from milepost.portfolios.models import Claim, Evidence, EvidenceVersion, HandIn, Progress, Registration, UnitPlan

__all__ = [
    "Actor",
    "Appointment",
    "Centre",
    "Claim",
    "Draft",
    "Event",
    "Evidence",
    "EvidenceVersion",
    "HandIn",
    "Import",
    "Invitation",
    "Job",
    "Judgement",
    "Notice",
    "Organisation",
    "Person",
    "Progress",
    "Registration",
    "SignOff",
    "Specification",
    "StoredFile",
    "StreamHead",
    "Telling",
    "UnitPlan",
    "UnitReview",
    "Upload",
]
