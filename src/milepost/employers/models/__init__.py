"""Tables of employers: their files and journey, who owns them, what happens with them, their needs, proposals, and whether it helped."""

from milepost.employers.models.contact import Contact, ContactFile, Enquiry, Meeting
from milepost.employers.models.impact import Assumption, ImpactCheck, ImpactLetter, ImpactView, PastSeries, RelationshipPlan
from milepost.employers.models.journey import EmployerFile, EmployerMerge, JourneyVersion, StagePassed
from milepost.employers.models.lists import SavedList
from milepost.employers.models.mail import Mail, MailAddress, MailAttachment, MailPlace
from milepost.employers.models.needs import BusinessIssue, Measurement, NeedsAnalysis
from milepost.employers.models.own import PageLetter
from milepost.employers.models.ownership import Handover, Leave, Ownership
from milepost.employers.models.proposals import Proposal, ProposalAnswer, ProposalLetter, ProposalVersion
from milepost.employers.models.stakeholders import StakeholderAsked, StakeholderDrawing, StakeholderNaming, StakeholderRound

__all__ = [
    "Assumption", "BusinessIssue", "Contact", "ContactFile", "EmployerFile", "EmployerMerge", "Enquiry", "Handover", "ImpactCheck", "ImpactLetter",
    "ImpactView", "JourneyVersion", "Leave", "Mail", "MailAddress", "MailAttachment", "MailPlace", "Measurement", "Meeting",
    "NeedsAnalysis", "Ownership", "PageLetter", "PastSeries", "Proposal", "ProposalAnswer", "ProposalLetter", "ProposalVersion",
    "RelationshipPlan", "SavedList", "StagePassed", "StakeholderAsked", "StakeholderDrawing", "StakeholderNaming", "StakeholderRound",
]  # fmt: skip
