"""Something of each kind about employers at Larkmoor, so that each address of their pages leads somewhere."""

from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

from milepost.base import clock
from milepost.base.actors import by_link
from milepost.concerns.models import Concern
from milepost.employers import actions, mailroom, queries
from milepost.employers.choosing import Choice
from milepost.employers.models import (
    BusinessIssue,
    Contact,
    EmployerFile,
    EmployerMerge,
    Enquiry,
    Handover,
    ImpactCheck,
    ImpactLetter,
    Leave,
    Mail,
    Meeting,
    NeedsAnalysis,
    PageLetter,
    ProposalAnswer,
    ProposalLetter,
    SavedList,
    StakeholderRound,
)
from milepost.employers.words import ContactKind, MeetingKind, Source
from milepost.people import actions as people
from milepost.people.models import Organisation
from tests.cast import Cast
from tests.concerns import raising
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
    saved: SavedList  # Bea's, which everybody sees
    mail: Mail  # with Bea's, with a file that hangs on it
    needs: NeedsAnalysis  # open
    issue: BusinessIssue
    letter: ProposalLetter  # Emil's
    question: ProposalAnswer
    page: PageLetter  # Emil's
    concern: Concern  # Emil's, by his link
    impact: ImpactCheck  # of another proposal, which Emil has accepted
    view: ImpactLetter  # Emil's, not answered
    stakeholders: StakeholderRound  # open, Asif and Ines and Bea are asked


def copied(cast: Cast, *, to: str, number: str = "1", subject: str = "The night shift", who: str = "bea") -> Mail:
    """A mail of Bea's, copied to her own address."""
    by, mail = cast.as_(who), EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = (
        "Bea Thornley <bea@larkmoor.example>",
        to,
        subject,
        f"<{number}@larkmoor.example>",
    )
    mail.set_content("Shall we move it?\n\nBea")
    mail.add_attachment("day,hours\nMonday,8\n", subtype="csv", filename="hours.csv")
    address = queries.own_mail_address(by) or actions.make_mail_address(cast.centre, by=by)
    return mailroom.take_in(mail.as_bytes(), to=[address])[0]


def employers(cast: Cast) -> Employers:
    bea, today = cast.as_("bea"), clock.today()
    file = acting.described(cast)
    impact = acting.accepted(file, by=bea)
    letter = acting.sent(file, by=bea)
    page = raising.link(cast, file)
    emil = by_link("Emil Sorensen", centre_id=cast.centre.pk)
    return Employers(
        file=file,
        page=page,
        concern=raising.raised(page),
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
        contact=actions.note_contact(
            file,
            by=bea,
            kind=ContactKind.CALL,
            text="About the night shift.",
            next_step="Send the dates",
            files=[acting.scan(cast)],
        ),
        meeting=actions.plan_meeting(
            file, by=bea, kind=MeetingKind.VISIT, starts_at=clock.now() + timedelta(days=3), about="The year to come"
        ),
        saved=actions.save_list(cast.centre, by=bea, name="Ferries", choice=Choice(q="ferr"), shared=True),
        mail=copied(cast, to="emil@larkmoor.example"),
        needs=actions.open_needs(file, by=bea),
        issue=acting.issue(file, by=bea),
        letter=letter,
        impact=impact,
        view=actions.ask_view(impact, by=bea, party="manager", name="Emil Sorensen", email="emil@larkmoor.example"),
        stakeholders=actions.ask_stakeholders(
            cast.centre, by=cast.as_("cora"), people=[cast.asif, cast.ines, cast.bea], due_on=today + timedelta(days=7)
        ),
        question=actions.answer_proposal(letter, by=emil, kind="question", name="Emil", text="When?", seen=1),
    )
