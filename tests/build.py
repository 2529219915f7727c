"""Builders: they reach a state only through actions, so that what they make could have happened."""

import copy
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from milepost.assessment import actions as assessment
from milepost.assessment.models import Judgement, SignOff, Testimony, Visit, WitnessRequest
from milepost.assessment.words import Account, Decision, Device, Verdict, VisitKind
from milepost.assurance import actions as assurance
from milepost.assurance.models import UnitReview
from milepost.base import clock, files
from milepost.base.actors import by_link, system
from milepost.base.models import Actor
from milepost.engine.framework import Unit
from milepost.frameworks import actions as frameworks
from milepost.frameworks import shipped
from milepost.frameworks.document import to_document
from milepost.frameworks.models import Specification
from milepost.frameworks.queries import framework_of
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.actions import Target
from milepost.portfolios.models import Claim, Evidence, HandIn, Intake, Merge, Registration, VersionOffer, Workbook, WorkbookShare
from milepost.portfolios.words import ApprovalState, EvidenceKind, IntakeKind
from tests.cast import Cast
from tests.standing_ready import as_before

# Two units, six criteria, a requirement of each judged kind: small enough to reach the end of in a test.
SMALL: dict[str, Any] = {
    "format": "milepost-spec/1",
    "title": "Certificate in Lamp Keeping",
    "number": "9900",
    "qualifications": [
        {
            "number": "9900-02",
            "title": "Level 2 Certificate in Lamp Keeping",
            "min_age": 16,
            "units": ["L1", "L2", "L3"],
            "groups": [
                {"key": "A", "title": "Lamps", "units": ["L1"], "optional": False},
                {"key": "B", "title": "More lamps", "units": ["L2", "L3"]},
            ],
            "rules": [
                {"at_least": 5, "of": "credits"},
                {"all": ["L1"]},
            ],
        }
    ],
    "units": [
        {
            "key": "L1",
            "code": "L1",
            "title": "Light the lamp",
            "level": 2,
            "credit": 3,
            "outcomes": [
                {
                    "number": "1",
                    "text": "Be able to light it",
                    "criteria": [{"number": "1.1", "text": "trim the wick"}, {"number": "1.2", "text": "strike a light"}],
                }
            ],
            "requirements": [
                {"number": "1", "text": "Simulation does not count.", "simulation": "none"},
                {
                    "number": "2",
                    "text": "Show one of these fuels:",
                    "enough": {"at_least": 1, "of": [{"letter": "a", "text": "oil"}, {"letter": "b", "text": "gas"}]},
                },
            ],
        },
        {
            "key": "L2",
            "code": "L2",
            "title": "Keep the light",
            "level": 3,
            "credit": 2,
            "outcomes": [
                {
                    "number": "1",
                    "text": "Be able to keep it",
                    "criteria": [
                        {"number": "1.1", "text": "keep watch"},
                        {"number": "1.2", "text": "write the log"},
                        {"number": "1.3", "text": "hand the watch over"},
                    ],
                }
            ],
        },
        {
            "key": "L3",
            "code": "L3",
            "title": "Lead the station",
            "level": 3,
            "credit": 2,
            "conditions": ["Not for somebody who does not lead a station."],
            "outcomes": [{"number": "1", "text": "Be able to lead", "criteria": [{"number": "1.1", "text": "plan the watches"}]}],
        },
    ],
}


def specification(cast: Cast, document: dict[str, object] | None = None) -> Specification:
    """A published version at the cast's centre, which is approved for all of it."""
    published = frameworks.adopt(cast.centre, by=cast.as_("cora"), document=dict(document or SMALL))
    approve(published, by=cast.as_("cora"))
    return published


def approve(published: Specification, *, by: Actor) -> None:
    """The awarding organisation's word, for every qualification of a specification."""
    for one in framework_of(published).qualifications:
        portfolios.note_approval(
            published, by=by, qualification=one.number or one.title, state=ApprovalState.APPROVED, approved_on=clock.today()
        )


def programme(cast: Cast) -> Specification:
    """The programme that comes with Milepost, at the cast's centre."""
    known = Specification.objects.filter(centre=cast.centre, programme__isnull=False).first()
    return known or frameworks.adopt(cast.centre, by=cast.as_("cora"), document=to_document(shipped.programme("back-into-work")))


def participant(cast: Cast, *, of: Specification | None = None) -> Registration:
    """Lena on a programme, advised by Asif."""
    on = of or programme(cast)
    return Registration.objects.filter(learner=cast.lena, specification=on).first() or portfolios.register(
        cast.lena, by=cast.as_("cora"), specification=on, qualification=on.title, starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=180), assessor=cast.asif,
    )  # fmt: skip


def planned(cast: Cast, registration: Registration, *steps: str) -> Registration:
    """Asif proposes these steps and Lena agrees."""
    plan = portfolios.propose_units(registration, by=cast.as_("asif"), units=list(steps or ("strengths", "week", "find")))
    portfolios.agree_units(plan, by=cast.as_("lena"))
    registration.refresh_from_db()
    return registration


def registration(cast: Cast, *, of: Specification | None = None) -> Registration:
    """Lena on the small certificate, or on what another specification lists first, with Asif and Ines."""
    spec = of or specification(cast)
    listed = [one.number or one.title for one in framework_of(spec).qualifications]
    today = clock.today()
    return portfolios.register(
        cast.lena,
        by=cast.as_("cora"),
        specification=spec,
        qualification="9900-02" if "9900-02" in listed else listed[0],
        starts_on=today,
        ends_on=today + timedelta(days=400),
        employer=cast.employer,
        assessor=cast.asif,
        iqa=cast.ines,
    )


def with_units(cast: Cast, units: Sequence[str] = ("L1", "L2"), *, of: Specification | None = None) -> Registration:
    """A registration whose units both sides have agreed."""
    if of is None and tuple(units) == ("L1", "L2"):
        return as_before("with units", cast, lambda: _with_units(cast, units, of))
    return _with_units(cast, units, of)


def _with_units(cast: Cast, units: Sequence[str], of: Specification | None) -> Registration:
    made = registration(cast, of=of)
    plan = portfolios.propose_units(made, by=cast.as_("asif"), units=units, answers={"L3": "She leads the north station."})
    portfolios.agree_units(plan, by=cast.as_("lena"))
    return made


def statement(cast: Cast, made: Registration, title: str = "My watch") -> Evidence:
    return portfolios.add_evidence(
        made,
        by=cast.as_("lena"),
        kind=EvidenceKind.STATEMENT,
        title=title,
        body="I trimmed the wick at dusk and struck a light.",
        happened_on=clock.today(),
    )


def claims(cast: Cast, evidence: Evidence, targets: Iterable[str]) -> list[Claim]:
    return portfolios.claim(evidence, by=cast.as_("lena"), targets=[Target(t, "para 1") for t in targets])


def handed_in(cast: Cast, made: Registration, targets: Iterable[str], *, evidence: Evidence | None = None) -> HandIn:
    """One statement that claims these targets, handed in."""
    shown = evidence or statement(cast, made)
    return portfolios.hand_in(made, by=cast.as_("lena"), claims=claims(cast, shown, targets), declared_own=True)


def judged(cast: Cast, made: Registration, targets: Iterable[str], *, verdict: str = Verdict.MET) -> list[Judgement]:
    decisions = [Decision(t, verdict, feedback="Say which lamp." if verdict == Verdict.NOT_YET else "Clear.") for t in targets]
    return assessment.judge(made, by=cast.as_("asif"), decisions=decisions)


def met_unit(cast: Cast, made: Registration, unit: str) -> None:
    """Everything a unit asks for, claimed, handed in and judged met."""
    targets = {"L1": ["L1:1.1", "L1:1.2", "L1:R2.a"], "L2": ["L2:1.1", "L2:1.2", "L2:1.3"], "L3": ["L3:1.1"]}[unit]
    handed_in(cast, made, targets)
    judged(cast, made, targets)


def signed_off(cast: Cast, made: Registration, unit: str = "L1") -> SignOff:
    met_unit(cast, made, unit)
    return assessment.sign_off(made, by=cast.as_("asif"), unit=unit)


def agreed(cast: Cast, made: Registration, unit: str = "L1") -> UnitReview:
    return assurance.agree_unit(signed_off(cast, made, unit), by=cast.as_("ines"))


def visit(
    cast: Cast, made: Registration, *, by: Actor | None = None, hours: float = 48.5, length: int = 90, activity: str = "The evening watch",
    place: str = "North station", kind: str = VisitKind.AT_WORK, targets: Sequence[str] = ("L2:1.1",), uuid: UUID | None = None,
) -> Visit:  # fmt: skip
    """A visit that Asif proposes, so many hours from now and `length` minutes long."""
    starts = (clock.now() + timedelta(hours=hours)).replace(microsecond=0)
    return assessment.propose_visit(
        made, by=by or cast.as_("asif"), kind=kind, starts_at=starts, ends_at=starts + timedelta(minutes=length), activity=activity,
        place=place, targets=targets, uuid=uuid,
    )  # fmt: skip


def agreed_visit(cast: Cast, made: Registration, **given: Any) -> Visit:
    """A visit that both sides have agreed."""
    return assessment.agree_visit(visit(cast, made, **given), by=cast.as_("lena"))


def frameworks_unit(made: Registration, key: str) -> Unit:
    return framework_of(made.specification).unit_by_key[key]


def witness_asked(cast: Cast, made: Registration, targets: Sequence[str], *, who: str = "lena", **changes: Any) -> WitnessRequest:
    """Wanda asked what she saw, by a code on Lena's screen."""
    return assessment.ask_witness(
        made, by=cast.as_(who), targets=targets, **{"name": "Wanda Ekberg", "about": "The storm of 12 May", **changes}
    )


def signed_testimony(cast: Cast, made: Registration, targets: Sequence[str], *, device: Device | None = None, **changes: Any) -> Testimony:
    """What Wanda saw, signed."""
    request = witness_asked(cast, made, targets, **changes)
    return _signed(request, "She struck the light while the storm put all others out.", device=device)


def corrected(told: Testimony, saw: str) -> Testimony:
    """The same witness, by the same letter, in other words."""
    return _signed(told.request, saw, corrects=told)


def _signed(request: WitnessRequest, saw: str, **more: Any) -> Testimony:
    account = Account(
        name=request.name, contact="0161 496 0000", knows_how="I have been her line manager since May.", targets=request.targets,
        job="Duty manager", organisation="Ottersby Ferry", saw=saw,
    )  # fmt: skip
    by = by_link(request.name, centre_id=request.centre_id)
    return assessment.sign_testimony(request, by=by, given=account, signed_as=request.name, declared=True, **more)


REVIEW = {
    "process": "A customer moves house", "begins": "They say so", "ends": "The first bill comes to the new door", "agreed_with": "Asif Raman",
    "worst": "The third step: everything is typed twice.",
    "steps_now": [{"step": "Note the move", "minutes": "6", "cost": "4"}, {"step": "Type it again", "minutes": "12", "cost": "8.5"}],
    "steps_then": [{"step": "Note the move once", "minutes": "7", "cost": "5"}],
    "times_a_month": "120",
}  # fmt: skip


def workbook(
    cast: Cast, who: str = "lena", *, title: str = "Moving house", answers: dict[str, Any] | None = None, form: str = "process_review"
) -> Workbook:  # fmt: skip
    """A workbook with one version."""
    by = cast.as_(who)
    opened = portfolios.open_workbook(form, by=by)
    portfolios.write_workbook(opened, by=by, title=title, answers=REVIEW if answers is None else answers)
    opened.refresh_from_db()
    return opened


def workbook_shared(cast: Cast, who: str = "quentin", reader: str = "cora", note: str = "Is step three right?") -> WorkbookShare:
    """A workbook that a colleague may read."""
    return portfolios.share_workbook(workbook(cast, who), by=cast.as_(who), person=getattr(cast, reader), note=note)


def list_planned(cast: Cast, text: str = "Name,E-mail,Shoe size\nKit Harrow,kit@harrow.example,39\nAda Moss,nowhere,40\n") -> Intake:
    """A list of learners as Cora brings it in: one to be invited, one with something to put right."""
    file = files.store(text.encode(), name="autumn.csv", centre=cast.centre, by=cast.as_("cora"))
    return portfolios.read_list(file, by=cast.as_("cora"), kind=IntakeKind.LEARNERS)


def merged(cast: Cast) -> Merge:
    """Vera, who was there twice, and is no more."""
    made = [
        people.appoint(cast.centre, by=system(), email=f"{name}@larkmoor.example", name="Vera Lund", role=Role.LEARNER).person
        for name in ("vera", "vera.lund")
    ]
    return portfolios.merge_people(made[0], by=cast.as_("cora"), merged=made[1], reason="She told us.")


def newer(cast: Cast, **change: Any) -> Specification:
    """The second version of the small certificate: a criterion put in between in L2, one reworded, L1 as it was."""
    document = copy.deepcopy(SMALL) | change
    document["units"][1]["outcomes"][0]["criteria"] = [
        {"number": "1.1", "text": "keep watch"},
        {"number": "1.2", "text": "test the fog signal before dusk"},
        {"number": "1.3", "text": "write the log"},
        {"number": "1.4", "text": "hand the watch over in writing"},
    ]
    return specification(cast, document)


def offered(cast: Cast, made: Registration, to: Specification | None = None) -> VersionOffer:
    return portfolios.offer_version(made, by=cast.as_("cora"), to=to or newer(cast), note="The awarding body asks it from May.")
