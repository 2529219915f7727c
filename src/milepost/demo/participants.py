"""Two people at Larkmoor who are on no qualification: Yusra, well on her way back into work, and Tobin, who has just begun."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from milepost.assessment import actions as assessment
from milepost.assessment.words import Party, VisitKind
from milepost.base import clock
from milepost.demo import cast
from milepost.frameworks import actions as frameworks
from milepost.frameworks import queries as framework_queries
from milepost.frameworks import shipped
from milepost.frameworks.document import to_document
from milepost.frameworks.words import Rights
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios import actions
from milepost.portfolios.words import DisclosureKind

if TYPE_CHECKING:
    from milepost.assessment.models import Visit
    from milepost.base.models import Actor
    from milepost.demo.agenda import Life
    from milepost.demo.stage import Stage
    from milepost.frameworks.models import Specification
    from milepost.people.models import Invitation
    from milepost.portfolios.models import Registration

PROGRAMME = "back-into-work"
YUSRA, TOBIN = ("yusra", "Yusra Bell"), ("tobin", "Tobin Reeve")
HER_PLAN = {
    "home": "Asif asks the after-school club for a place until five. Yusra rings the bus company.",
    "strengths": "Two talks, and a page in her own words.",
    "week": "Tuesdays to Fridays, from half past nine, not further than the harbour.",
    "find": "Three places by the harbour. Yusra asks at the first one with Asif beside her.",
    "try": "One morning at the ticket desk in spring.",
}
MET = ((104, "What you would like"), (90, "What you are good at"), (62, "A week that works"), (34, "Whom to ask"))
HIS_PLAN = {"strengths": "", "try": "A week outdoors, if there is one.", "ask": "Somebody who listens to me practise."}


def taking_part(stage: Stage) -> list[Life]:
    """The lives of this file, for the agenda."""
    return [_yusra(stage), _tobin(stage)]


def _invite(stage: Stage, key: str, name: str) -> Invitation:
    return people.invite(stage.centre, by=stage.staff["cora"], email=cast.email_of(key), name=name, role=Role.LEARNER)


def _put_on(stage: Stage, programme: Specification, letter: Invitation) -> Registration:
    return actions.register(
        letter.appointment.person, by=stage.staff["cora"], specification=programme, qualification=programme.title, starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=240), assessor=stage.staff["asif"].person,
    )  # fmt: skip


def _proposed(stage: Stage, made: Registration, days: int, about: str) -> Visit:
    starts = stage.calendar.ago(days, "10:00")
    return assessment.propose_visit(
        made, by=stage.staff["asif"], kind=VisitKind.AT_WORK, starts_at=starts, ends_at=starts + timedelta(minutes=50), activity=about,
        place="The reading room of the library", targets=[],
    )  # fmt: skip


def _yusra(stage: Stage) -> Life:
    """A plan, four talks, two steps behind her, a look-back that both signed, and the next talk agreed."""
    ago = stage.calendar.ago
    yield ago(150, "11:40")
    asif = stage.staff["asif"]
    programme = frameworks.adopt(
        stage.centre, by=stage.staff["cora"], document=to_document(shipped.programme(PROGRAMME)), rights=Rights.OWN
    )
    yield ago(114, "09:20")
    letter = _invite(stage, *YUSRA)
    yield ago(112, "18:05")
    stage.accept(letter)
    yusra = letter.appointment.actor
    yield ago(111, "10:10")
    made = _put_on(stage, programme, letter)
    yield ago(110, "20:30")
    plan = actions.propose_units(made, by=yusra, units=list(HER_PLAN), answers=HER_PLAN)
    yield ago(109, "09:15")
    actions.agree_units(plan, by=asif)
    for days, about in MET:
        yield ago(days + 4, "09:30")
        visit = _proposed(stage, made, days, about)
        yield ago(days + 3, "19:10")
        assessment.agree_visit(visit, by=yusra)
        yield ago(days, "11:05")
        assessment.keep_visit(visit, by=asif)
        yield from _after(stage, made, days, yusra)
    yield ago(4, "09:40")
    visit = _proposed(stage, made, -3, "Before the first morning at the desk")
    yield ago(3, "18:50")
    assessment.agree_visit(visit, by=yusra)


def _after(stage: Stage, made: Registration, days: int, yusra: Actor) -> Life:
    """What came of one of the talks."""
    asif, ago = stage.staff["asif"], stage.calendar.ago
    if days == 104:
        yield ago(103, "21:15")
        actions.disclose(
            made, by=yusra, kind=DisclosureKind.CIRCUMSTANCE, body="I fetch my sons at five, and nobody else can.",
            purpose="to find hours that fit", agreed=True,
        )  # fmt: skip
    if days == 90:
        yield ago(90, "11:20")
        actions.disclose(
            made, by=asif, kind=DisclosureKind.STRENGTH, body="Explains things so that nobody feels stupid for asking.",
            purpose="for the page about what she can do", agreed=True,
        )  # fmt: skip
        yield ago(89, "20:00")
        actions.take_step(made, by=yusra, step="strengths")
    if days == 62:
        yield ago(61, "12:00")
        actions.take_step(made, by=asif, step="week")
        yield from _looks_back(stage, made, yusra)


def _looks_back(stage: Stage, made: Registration, yusra: Actor) -> Life:
    asif, ago = stage.staff["asif"], stage.calendar.ago
    yield ago(55, "10:30")
    review = assessment.open_review(made, by=asif, since=made.starts_on, until=clock.today())
    step = {"what": "Ask at the ticket office, together", "who": Party.ASSESSOR, "by": clock.today() + timedelta(days=21)}
    assessment.write_review(
        review,
        by=asif,
        party=Party.ASSESSOR,
        seen=1,
        part="Yusra knows what she can do, and the week stands. Next we ask somebody.",
        steps=[step],
    )
    yield ago(54, "20:40")
    assessment.write_review(
        review, by=yusra, party=Party.LEARNER, seen=2, part="I was afraid of the page about me. I have read it three times."
    )
    assessment.sign_review(review, by=yusra, party=Party.LEARNER, seen=3, name=YUSRA[1])
    yield ago(53, "08:50")
    assessment.sign_review(review, by=asif, party=Party.ASSESSOR, seen=3, name=asif.name)


def _tobin(stage: Stage) -> Life:
    """Registered last week; the plan that he proposed waits for Asif, who has agreed to the talk that he asked for."""
    yield stage.calendar.ago(8, "14:10")
    letter = _invite(stage, *TOBIN)
    yield stage.calendar.ago(7, "16:25")
    stage.accept(letter)
    yield stage.calendar.ago(6, "09:05")
    made = _put_on(stage, framework_queries.programmes(by=stage.staff["cora"])[0], letter)
    yield stage.calendar.ago(2, "19:35")
    tobin, starts = letter.appointment.actor, stage.calendar.ago(-4, "14:30")
    actions.propose_units(made, by=tobin, units=list(HIS_PLAN), answers=HIS_PLAN)
    visit = assessment.propose_visit(
        made, by=tobin, kind=VisitKind.AT_WORK, starts_at=starts, ends_at=starts + timedelta(minutes=40),
        activity="My plan, and whether a week outdoors can be found", place="The reading room of the library",
    )  # fmt: skip
    yield stage.calendar.ago(1, "08:40")
    assessment.agree_visit(visit, by=stage.staff["asif"])
