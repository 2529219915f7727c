"""Something of each kind about employers at Larkmoor, so that each address of their pages leads somewhere."""

from dataclasses import dataclass
from datetime import timedelta

from milepost.base import clock
from milepost.base.actors import by_link
from milepost.employers import actions
from milepost.employers.models import (
    BusinessIssue,
    Contact,
    EmployerFile,
    EmployerMerge,
    Enquiry,
    Handover,
    Leave,
    Meeting,
    NeedsAnalysis,
    ProposalAnswer,
    ProposalLetter,
)
from milepost.employers.words import ContactKind, MeetingKind, Source
from milepost.people import actions as people
from milepost.people.models import Organisation
from tests.cast import Cast
from tests.employers import acting


@dataclass(frozen=True)
class Employers:
    file: EmployerFile  # Bea's
    unopened: Organisation
    handover: Handover  # to Cora
    leave: Leave  # Bea's, with Cora asked
    merge: EmployerMerge
    enquiry: Enquiry  # nobody has taken it
    contact: Contact  # with a next step
    meeting: Meeting
    needs: NeedsAnalysis  # open
    issue: BusinessIssue
    letter: ProposalLetter  # Emil's
    question: ProposalAnswer


def employers(cast: Cast) -> Employers:
    bea, today = cast.as_("bea"), clock.today()
    file = acting.described(cast)
    letter = acting.sent(file, by=bea)
    emil = by_link("Emil Sorensen", centre_id=cast.centre.pk)
    return Employers(
        file=file,
        unopened=people.add_employer(cast.centre, by=bea, name="Cormorant Cabs"),
        handover=actions.ask_handover(file, by=bea, to=cast.cora, juncture="contract"),
        leave=actions.note_leave(
            cast.bea, by=bea, starts_on=today + timedelta(days=30), ends_on=today + timedelta(days=40), stand_in=cast.cora
        ),
        merge=actions.merge_employers(file, acting.opened(cast, "Ottersby Ferries"), by=cast.as_("cora"), reason="One telephone"),
        enquiry=actions.receive_enquiry(
            cast.centre,
            by=bea,
            source=Source.PHONE,
            organisation="Gannet Boats",
            name="Ola Berg",
            phone="01632 960001",
            text="Two apprentices.",
        ),
        contact=actions.note_contact(file, by=bea, kind=ContactKind.CALL, text="About the night shift.", next_step="Send the dates"),
        meeting=actions.plan_meeting(
            file, by=bea, kind=MeetingKind.VISIT, starts_at=clock.now() + timedelta(days=3), about="The year to come"
        ),
        needs=actions.open_needs(file, by=bea),
        issue=acting.issue(file, by=bea),
        letter=letter,
        question=actions.answer_proposal(letter, by=emil, kind="question", name="Emil", text="When?", seen=1),
    )
