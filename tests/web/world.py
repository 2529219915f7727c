"""Something of each kind at Larkmoor, so that each address of the pages leads somewhere."""

import io
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from PIL import Image

from milepost.assessment import actions as assessment
from milepost.assessment.models import (
    CalendarFeed,
    Judgement,
    Phrase,
    ProgressReview,
    Question,
    ReviewLetter,
    SignOff,
    Testimony,
    Visit,
    WitnessRequest,
)
from milepost.base import clock, files
from milepost.base.actors import system
from milepost.base.files import uploads
from milepost.base.models import StoredFile, Upload
from milepost.carrying import actions as carrying
from milepost.carrying.making import make_package
from milepost.commitments import actions as commitments
from milepost.commitments.models import Clock, DayOff, FileSample, OpenPage, StepAction
from milepost.frameworks import actions as frameworks
from milepost.frameworks.models import Import, Specification
from milepost.notices import tasks
from milepost.notices.models import Notice
from milepost.people import actions as people
from milepost.people.models import Appointment, Competence, Interest, Invitation, Person, Site
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import (
    Claim,
    Evidence,
    Intake,
    Merge,
    Package,
    Registration,
    UnitPlan,
    VersionOffer,
    Waiver,
    Workbook,
    WorkbookShare,
)
from milepost.portfolios.words import EvidenceKind
from milepost.readiness import actions as readiness
from milepost.readiness.models import Checkpoint, RoadWork
from tests import build, reviewing
from tests.cast import Cast
from tests.web.employers import Employers, employers
from tests.web.promised import Promised, promised

LEARNER, ASSESSOR = Role.LEARNER, Role.ASSESSOR
PACK = Path(__file__).parents[2] / "specs" / "packs" / "harbour-operations.pdf"  # it contradicts itself


@dataclass(frozen=True)
class World:
    """Something of each kind at Larkmoor, so that each address leads somewhere."""

    cast: Cast
    registration: Registration
    specification: Specification
    evidence: Evidence  # a file, nothing claimed by it
    file: StoredFile
    upload: Upload
    claim: Claim  # not handed in
    plan: UnitPlan
    judgement: Judgement  # on L2, nobody has changed their mind
    sign_off: SignOff  # of L1, not looked at
    import_: Import
    waiver: Waiver  # of the rule about L1, in force
    newer: Specification  # the second version, offered to Lena
    offer: VersionOffer
    invitation: Invitation
    site: Site
    appointment: Appointment  # Asif's
    notice: Notice  # Lena's
    merge: Merge  # of somebody else who was there twice
    intake: Intake  # a list with one learner, planned
    review: ProgressReview  # written, and read by the employer
    review_letter: ReviewLetter  # Emil's
    witness: WitnessRequest  # not answered
    testimony: Testimony  # of L2
    phrase: Phrase  # Asif's
    package: Package  # Lena's, ready
    competence: Competence  # Asif's
    interest: Interest  # Asif's
    visit: Visit  # of Asif with Lena, proposed
    question: Question  # of the bank, on L1, 1.1
    calendar: CalendarFeed  # Asif's
    employers: Employers
    clock: Clock  # of what Lena handed in
    day_off: DayOff
    step_action: StepAction  # Bea's, after Quentin had looked at a file
    road_work: RoadWork
    checkpoint: Checkpoint
    open_page: OpenPage  # of how Larkmoor keeps its standards
    promised: Promised  # what follows of its promise
    noor: Person  # assesses at Larkmoor too, but not Lena
    workbook: Workbook  # Lena's, with one version
    share: WorkbookShare  # Quentin's workbook, which Cora may read
    tomas: Person  # learns at Larkmoor too

    @property
    def sample(self) -> FileSample:
        return self.step_action.pick.sample

    @property
    def not_theirs(self) -> list[tuple[Person, Role]]:
        """Colleagues and fellow learners: the right role at the right centre, and still not theirs."""
        return [(self.noor, ASSESSOR), (self.tomas, LEARNER)]


def picture() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "orange").save(kept, "PNG")
    return kept.getvalue()


def sampled(cast: Cast) -> StepAction:
    """One file drawn and looked at, and what Bea is to do."""
    today, by = clock.today(), cast.as_("quentin")
    pick = commitments.draw_sample(cast.centre, by=by, from_on=today, until_on=today, number=1).picks.get()
    commitments.look_at(pick, by=by, found={})
    return commitments.agree_step_action(pick, by=by, juncture="fit", what="Ask about safety.", who=cast.bea, by_on=today)


def world(cast: Cast) -> World:
    """Lena has L1 signed off, L2 handed in and judged in part, and a file that claims nothing yet."""
    lena, cora = cast.as_("lena"), cast.as_("cora")
    registration = build.with_units(cast)
    sign_off = build.signed_off(cast, registration, "L1")
    build.handed_in(cast, registration, ["L2:1.1", "L2:1.2"])
    [judgement] = build.judged(cast, registration, ["L2:1.1"])
    claim = build.claims(cast, build.statement(cast, registration, "The log"), ["L2:1.3"])[0]
    file = files.store(picture(), name="lamp.png", centre=cast.centre, by=lena)
    evidence = portfolios.add_evidence(registration, by=lena, kind=EvidenceKind.FILE, title="The lamp", file=file)
    pack = files.store(PACK, name=PACK.name, centre=cast.centre, by=cora)
    tasks.tell_pending(limit=1000)
    registration.refresh_from_db()
    reviewing.agreed(cast, registration)
    review = reviewing.opened(cast, registration)
    reviewing.written(cast, review)
    package = carrying.ask_package(registration, by=lena)
    make_package.func(str(package.uuid))
    offer = build.offered(cast, registration)
    return World(
        cast=cast,
        waiver=portfolios.waive_rule(registration, by=cora, rule="mandatory-L1", reason="Ill for a year.", signed_by="A. Noll"),
        newer=offer.specification,
        offer=offer,
        package=package,
        registration=registration,
        specification=registration.specification,
        evidence=evidence,
        file=file,
        upload=uploads.begin(name="photo.jpg", length=10, place="evidence", centre=cast.centre, by=lena),
        claim=claim,
        plan=portfolios.propose_units(registration, by=lena, units=["L1", "L2"]),
        judgement=judgement,
        sign_off=sign_off,
        import_=frameworks.read_handbook(cast.centre, by=cora, file=pack),
        invitation=people.invite(cast.centre, by=cora, email="mira@larkmoor.example", name="Mira Okoye", role=ASSESSOR),
        site=people.open_site(cast.centre, by=cora, name="North Quay"),
        appointment=Appointment.objects.get(person=cast.asif),
        witness=build.witness_asked(cast, registration, ["L2:1.1"]),
        testimony=build.signed_testimony(cast, registration, ["L2:1.2"]),
        notice=Notice.objects.filter(person=cast.lena).latest("pk"),
        intake=build.list_planned(cast),
        merge=build.merged(cast),
        review=review,
        review_letter=reviewing.sent(cast, review),
        competence=people.note_competence(
            cast.centre, by=cora, person=cast.asif, specification="9900", unit="L1", basis="Holds the award", starts_on=clock.today()
        ),
        interest=people.declare_interest(
            cast.asif, by=cast.as_("asif"), text="A share", employer=people.add_employer(cast.centre, by=cora, name="Spare Ferries")
        ),
        phrase=assessment.keep_phrase(cast.asif, by=cast.as_("asif"), text="Clear, and in your own words."),
        visit=build.visit(cast, registration),
        question=assessment.keep_question(registration.specification, by=cast.as_("ines"), target="L1:1.1", text="Why straight?"),
        calendar=assessment.open_calendar(cast.asif, by=cast.as_("asif")),
        employers=employers(cast),
        clock=Clock.objects.filter(registration=registration, standard="feedback").latest("started_at"),
        day_off=commitments.close_day(cast.centre, by=cora, day=clock.today() + timedelta(days=30), kind="closure", name="Stock-taking"),
        step_action=sampled(cast),
        road_work=readiness.note_work(
            cast.centre, by=cora, milepost="owners", what="Name an owner for each", hours=Decimal(4), known_on=clock.today()
        ),
        checkpoint=readiness.set_checkpoint(cast.centre, by=cora, on=clock.today() + timedelta(days=30)),
        open_page=commitments.open_page(cast.centre, by=cora),
        promised=promised(cast, registration),
        workbook=build.workbook(cast),
        share=build.workbook_shared(cast),
        noor=people.appoint(cast.centre, by=system(), email="noor@larkmoor.example", name="Noor Haddad", role=ASSESSOR).person,
        tomas=people.appoint(cast.centre, by=system(), email="tomas@larkmoor.example", name="Tomas Reyes", role=LEARNER).person,
    )
