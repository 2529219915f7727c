"""What happens with the demonstration's employers: one walks the journey, one has just asked, one was asked a proposal."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from milepost.base import clock
from milepost.base.actors import by_link
from milepost.base.files import store
from milepost.commitments import actions as commitments
from milepost.concerns import actions as concerns
from milepost.demo import cast, helping, learners, mails, papers
from milepost.employers import actions, queries
from milepost.employers.words import AnswerKind, ContactKind, MeetingKind, Source
from milepost.people import actions as people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from milepost.base.models import Actor
    from milepost.demo.agenda import Life
    from milepost.demo.stage import Stage
    from milepost.employers.models import BusinessIssue, EmployerFile

NEEDS = {
    "goals": "Two more boats by summer, and the night line running seven days a week.",
    "strategy": "The county gives the night line to whoever answers the telephone best.",
    "hurts": "Passengers ring twice about one booking, because the first answer was half an answer. New people leave within their first year.",
    "costs": "One desk does nothing but second calls. Each new person costs us six weeks.",
    "tried": "A script for the telephone. It was read out, and callers noticed.",
    "measures": "The telephone counts repeat calls each week. The office counts who leaves.",
    "roles": "12 at the desks in three shifts, 4 shift leads, 60 on the boats.",
    "gaps": "Shift leads know the boats, and have never led a talk about how somebody works.",
    "shifts": "05:30 to 14:00, 13:30 to 22:00, nights. Not in July and August.",
    "release": "Two hours a week for a learner, in the quiet hour after lunch.",
    "duties": "Everybody on a boat renews their safety certificate every five years.",
    "training": "A day on complaints, two years ago.",
    "results": "People liked it. Nobody counted.",
}


def employing(stage: Stage) -> Iterator[Life]:
    """The lives of the employers, to stand beside those of the learners."""
    yield _ferry(stage)
    yield _newest(stage)
    yield mails.mails(stage)
    yield _leave(stage)
    yield _concerns(stage)
    yield _followed(stage)


def _issue(
    file: EmployerFile, *, by: Actor, title: str, hurts: str, measure: str, unit: str, baseline: int, target: int, days: int
) -> BusinessIssue:  # fmt: skip
    return actions.note_issue(
        file, by=by, title=title, hurts=hurts, measure=measure, unit=unit, baseline=Decimal(baseline), target=Decimal(target),
        target_on=clock.today() + timedelta(days=days), analysis=file.analyses.first(),
    )  # fmt: skip


def _ferry(stage: Stage) -> Life:
    """Ottersby Ferry: from the first call to what the training changed."""
    ago = stage.calendar.ago
    yield ago(420, "09:40")
    bea, cora = stage.staff["bea"], stage.staff["cora"]
    assert cora.person is not None
    enquiry = actions.receive_enquiry(
        stage.centre, by=bea, source=Source.PHONE, organisation=cast.EMPLOYER, name="Emil Sorensen", email="emil@larkmoor.example",
        phone="01632 960 114", text="Callers ring them twice about one booking. Can somebody look at the desks with him?",
    )  # fmt: skip
    file = actions.open_file(stage.employers[cast.EMPLOYER], by=bea)
    yield ago(420, "09:52")
    actions.take_enquiry(enquiry, by=bea, file=file)
    yield ago(420, "14:05")
    actions.answer_enquiry(
        enquiry, by=bea, kind=ContactKind.CALL, text="He sends the figures of the telephone; I come and listen for a morning."
    )
    yield ago(418, "10:20")
    actions.pass_stage(file, by=bea, seen="contact")
    given = {"does": "They run three ferries and the night line.", "size": 76, "sites": "Ottersby pier, Northbank"}
    actions.describe_file(file, by=bea, given={**given, "postcode": "OT4 2PJ", "website": "ottersbyferry.example"})
    meeting = actions.plan_meeting(
        file,
        by=bea,
        kind=MeetingKind.VISIT,
        starts_at=ago(412, "13:00"),
        about="What they need",
        with_whom="Emil Sorensen",
        place="Ottersby pier",
    )
    actions.pass_stage(file, by=bea, seen="fit", said={"safe": "Walked the pier with Emil; the risk assessment lies in their office."})
    yield ago(412, "15:10")
    actions.hold_meeting(meeting, by=bea, note="Two hours at the desk, then the needs analysis with Emil.")
    analysis = actions.open_needs(file, by=bea)
    actions.write_needs(analysis, by=bea, given=NEEDS)
    calls = _issue(
        file, by=bea, title="Callers ring twice about one booking", hurts="One desk does nothing but second calls.",
        measure="Repeat calls in a week", unit="calls", baseline=212, target=110, days=300,
    )  # fmt: skip
    _issue(
        file, by=bea, title="New people leave within a year", hurts="Each new person costs six weeks.", measure="Leavers in their first year",
        unit="in 100", baseline=31, target=20, days=420,
    )  # fmt: skip
    yield ago(412, "15:40")
    actions.sign_needs(analysis, by=bea, name="Emil Sorensen")
    yield ago(411, "09:15")
    actions.pass_stage(file, by=bea, seen="needs")
    yield from _proposed(stage, file)
    yield ago(396, "11:00")
    handover = actions.ask_handover(file, by=bea, to=cora.person, juncture="contract", note="The county’s clauses are new to me.")
    yield ago(396, "16:30")
    actions.accept_handover(handover, by=cora)
    yield ago(390, "10:00")
    signed = papers.letter(
        title="One call instead of two: our signature", by="Emil Sorensen", at="Ottersby Ferry", street="1 Ferry Steps, Larkmoor", day=clock.today(),
        paragraphs=["The agreement comes back to you signed, both copies.", "Wanda Ekberg is the mentor, and Tuesdays are free for it."],
    )  # fmt: skip
    actions.note_contact(
        file, by=cora, kind=ContactKind.LETTER, with_whom="Emil Sorensen", text="The agreement came back signed.", reference="OF-14",
        files=[store(signed, name="agreement-signed.pdf", centre=stage.centre, by=cora)],
    )  # fmt: skip
    actions.pass_stage(
        file,
        by=cora,
        seen="contract",
        said={"agreement": "Signed on both sides, in the cabinet.", "roles": "Wanda Ekberg mentors at the desks."},
    )
    yield ago(200, "11:30")
    actions.note_contact(
        file, by=bea, kind=ContactKind.VISIT, with_whom="Wanda Ekberg", text="The first two explain the whole booking in one call now.",
        next_step="Bring the figures of the telephone", next_on=clock.today() + timedelta(days=14),
    )  # fmt: skip
    actions.pass_stage(file, by=bea, seen="start")
    yield ago(186, "10:10")
    actions.finish_step(file.contacts.exclude(next_step="").latest("pk"), by=bea)
    yield from helping.looking_back(stage, file, calls)
    yield ago(12, "15:20")
    actions.plan_meeting(
        file,
        by=bea,
        kind=MeetingKind.VISIT,
        starts_at=clock.now() + timedelta(days=17),
        about="How the night line goes",
        with_whom="Emil Sorensen",
    )
    actions.note_contact(
        file, by=bea, kind=ContactKind.CALL, with_whom="Emil Sorensen", text="Visits after 22:00 would help the night shift.",
        next_step="Ask Asif about a visit at night", next_on=clock.today() + timedelta(days=10),
    )  # fmt: skip


def _proposed(stage: Stage, file: EmployerFile) -> Life:
    """Two versions, a question, and a yes."""
    ago, bea = stage.calendar.ago, stage.staff["bea"]
    specification = stage.specifications[learners.SERVICE]
    solutions = [
        {
            "issue": "1", "kind": "units", "specification": str(specification.uuid), "units": "F3, F4, A3, A13, B11, C5, D6",
            "what": "The diploma for six people at the desks, with the work that they do anyway.",
            "measured": "Repeat calls in a week, as the telephone counts them, each Monday.",
            "otherwise": "A second desk for second calls by summer.", "price": "£1,150 a person",
        },
        {
            "issue": "2", "kind": "advice", "specification": "", "units": "",
            "what": "A shift lead talks with each new person on their third, tenth and thirtieth day. We give the questions.",
            "measured": "Who leaves within their first year, as the office counts it.", "otherwise": "One in three goes on leaving.", "price": "",
        },
    ]  # fmt: skip
    body = {
        "summary": "You want the first call to be the last. We propose a diploma at the desks, and no training for the second thing that hurts.",
        "solutions": solutions, "price": "£6,900 in two parts", "funding": "Half of it can be funded for four of the six; we do the forms.",
        "duties": "Two hours a week for each learner, and Wanda as their mentor.", "risks": "July and August: nobody can be released.",
        "evaluation": "Six months after the start, the same two counts, with you.", "promises": "Notes of each visit within two working days.",
        "checks": helping.days_agreed(stage),
    }  # fmt: skip
    yield ago(409, "16:00")
    proposal = actions.open_proposal(file, by=bea, title="One call instead of two")
    proposal = actions.write_proposal(proposal, by=bea, title=proposal.title, body=body, seen=0)
    first = actions.send_proposal(proposal, by=bea, name="Emil Sorensen", email="emil@larkmoor.example")
    yield ago(406, "08:20")
    emil = by_link("Emil Sorensen", centre_id=stage.centre.pk)
    question = actions.answer_proposal(
        first, by=emil, kind=AnswerKind.QUESTION, name="Emil Sorensen", text="Could the two hours be on a Tuesday?", seen=1
    )
    yield ago(406, "11:10")
    actions.answer_question(question, by=bea, text="Yes. A new version says so.")
    duties = "Two hours a week for each learner, on Tuesdays, and Wanda as their mentor."
    proposal = actions.write_proposal(proposal, by=bea, title=proposal.title, body={**body, "duties": duties}, seen=1)
    second = actions.send_proposal(proposal, by=bea, name="Emil Sorensen", email="emil@larkmoor.example")
    yield ago(403, "07:45")
    emil = by_link("Emil Sorensen", centre_id=stage.centre.pk)
    actions.answer_proposal(second, by=emil, kind=AnswerKind.ACCEPTED, name="Emil Sorensen", seen=2)
    yield ago(402, "10:00")
    actions.pass_stage(file, by=bea, seen="proposal")


def _newest(stage: Stage) -> Life:
    """One that asked by the form yesterday, and one that Bea has begun with."""
    ago = stage.calendar.ago
    yield ago(25, "10:15")
    bea = stage.staff["bea"]
    name = next(iter(learners.CONTACTS))
    file = actions.open_file(stage.employers[name], by=bea)
    actions.note_contact(
        file, by=bea, kind=ContactKind.CALL, with_whom=learners.CONTACTS[name], text="Three of theirs learn with us already. They want to talk about the year.",
        next_step="Send a date", next_on=clock.today() + timedelta(days=5),
    )  # fmt: skip
    yield ago(24, "09:00")
    actions.pass_stage(file, by=bea, seen="contact")
    yield ago(1, "16:50")
    anybody = by_link("Ola Berg", centre_id=stage.centre.pk)
    actions.receive_enquiry(
        stage.centre, by=anybody, source=Source.FORM, organisation="Gannet Boats", name="Ola Berg", email="ola@gannetboats.example",
        phone="01632 960 220", text="We build boats, 40 of us. Two of our leads should learn to lead. Who do we talk to?",
    )  # fmt: skip


def _leave(stage: Stage) -> Life:
    """Bea is away over the turn of the year, and Cora stands in."""
    yield stage.calendar.ago(9, "12:10")
    bea, cora = stage.staff["bea"], stage.staff["cora"]
    assert bea.person is not None and cora.person is not None
    starts = clock.today() + timedelta(days=40)
    leave = actions.note_leave(bea.person, by=bea, starts_on=starts, ends_on=starts + timedelta(days=12), stand_in=cora.person)
    yield stage.calendar.ago(8, "08:30")
    actions.cover_leave(leave, by=cora)


def _concerns(stage: Stage) -> Life:
    """Emil has the link to his own page. One concern was answered, a newer one has just arrived."""
    ago = stage.calendar.ago
    yield ago(180, "09:05")
    bea = stage.staff["bea"]
    assert bea.person is not None
    people.give_phone(bea.person, by=bea, phone="01632 960 118")
    file = queries.file_of(stage.employers[cast.EMPLOYER])
    assert file is not None
    letter = actions.send_page(file, by=bea, name="Emil Sorensen", email="emil@larkmoor.example")
    yield ago(66, "09:40")
    told: dict[str, Any] = {"file": file, "name": letter.name, "email": letter.email, "letter": letter}
    concern = concerns.raise_concern(
        file.employer, by=by_link(letter.name, centre_id=stage.centre.pk), **told,
        text="Two visits in a row began late, and the night shift waited with them.",
    )  # fmt: skip
    yield ago(66, "11:20")
    concerns.acknowledge_concern(concern, by=bea, text="I have it. I speak to Asif today and ring you tomorrow before noon.")
    yield ago(63, "11:10")
    concerns.answer_concern(
        concern,
        by=bea,
        text="You are right: he came from another visit. From now on yours is the first of his day, and he rings if he is held up.",
    )
    yield ago(0, "08:15")
    concerns.raise_concern(
        file.employer, by=by_link(letter.name, centre_id=stage.centre.pk), **told,
        text="The review that I should sign speaks of a booking system that we no longer have. Who puts that right?",
    )  # fmt: skip


def _followed(stage: Stage) -> Life:
    """Quentin draws files twice, looks at what he drew first, and agrees what Bea does otherwise."""
    ago = stage.calendar.ago
    yield ago(95, "10:15")
    quentin, bea = stage.staff["quentin"], stage.staff["bea"].person
    first = commitments.draw_sample(
        stage.centre, by=quentin, from_on=ago(430, "09:00").date(), until_on=clock.today(), number=2, seed="pier"
    )
    yield ago(94, "14:00")
    for pick in first.picks.order_by("place"):
        commitments.look_at(pick, by=quentin, found={})
    commitments.agree_step_action(
        first.picks.get(place=1), by=quentin, juncture="fit", what="Ask about health and safety in the first talk, and note who looked.", who=bea,
        by_on=clock.today() + timedelta(days=20),
    )  # fmt: skip
    yield ago(3, "09:40")
    again = commitments.draw_sample(
        stage.centre, by=quentin, from_on=ago(94, "09:00").date(), until_on=clock.today(), number=3, seed="lantern"
    )
    commitments.look_at(again.picks.get(place=1), by=quentin, found={})
