"""Tables of employers: their files and journey, who owns them, what happens with them, their needs, and proposals."""

from milepost.employers.models.contact import Contact, Enquiry, Meeting
from milepost.employers.models.journey import EmployerFile, EmployerMerge, JourneyVersion, StagePassed
from milepost.employers.models.needs import BusinessIssue, Measurement, NeedsAnalysis
from milepost.employers.models.ownership import Handover, Leave, Ownership
from milepost.employers.models.proposals import Proposal, ProposalAnswer, ProposalLetter, ProposalVersion

__all__ = [
    "BusinessIssue", "Contact", "EmployerFile", "EmployerMerge", "Enquiry", "Handover", "JourneyVersion", "Leave", "Measurement", "Meeting",
    "NeedsAnalysis", "Ownership", "Proposal", "ProposalAnswer", "ProposalLetter", "ProposalVersion", "StagePassed",
]  # fmt: skip
