"""What happens around Lena and her colleagues at work: visits, a witness, reviews, breaks, and what the centre keeps of its staff."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from milepost.assessment import actions as assessment
from milepost.assessment.models import ProgressReview, Visit
from milepost.assessment.words import Account, Decision, Party, Verdict, VisitKind
from milepost.base import clock
from milepost.base.actors import by_link
from milepost.demo import learners
from milepost.demo.agenda import Life
from milepost.demo.portfolio import Portfolio
from milepost.demo.stage import Stage
from milepost.engine.verbs import Demand, demand
from milepost.people import actions as people
from milepost.portfolios import actions as portfolios
from milepost.portfolios.actions import Target
from milepost.portfolios.words import ConsentAbout, EvidenceKind

COUNTER = "The returns counter on a sailing day"
SEEN = "She took four callers and one angry family. She let each finish, said what she would do and by when, and did it."


def around(stage: Stage) -> list[Life]:
    """The lives of this file, for the agenda."""
    others = [_consents_and_reviews(stage, learner) for learner in learners.LEARNERS if learner.key != "lena"]
    return [_staff(stage), _lena_visited(stage), _lena_testified(stage), _lena_reviewed(stage), _breaks(stage), *others]


def _staff(stage: Stage) -> Life:
    """What assessors may judge, and how they keep up; a second site."""
    ago = stage.calendar.ago
    yield ago(430, "11:10")
    by = stage.staff["cora"]
    for key in learners.ASSESSORS:
        assessor = stage.staff[key].person
        assert assessor is not None
        for name in (learners.SERVICE, learners.CENTRE):
            specification = stage.specifications[name]
            people.note_competence(
                stage.centre, by=by, person=assessor, specification=specification.number or specification.title,
                basis="Assessor award, and ten years at counters and on the telephone", starts_on=clock.today(),
            )  # fmt: skip
    people.keep_competence_rule(stage.centre, by=by, on=True)
    yield ago(150, "16:20")
    asif = stage.staff["asif"]
    assert asif.person is not None
    people.note_cpd(
        asif.person, by=asif, done_on=clock.today(), hours=Decimal("3.5"), title="A morning at the ferry desk",
        learned="Complaints come by chat first now; I ask for the chat log as well as the call.",
    )  # fmt: skip
    yield ago(100, "10:05")
    people.open_site(stage.centre, by=by, name="Fishmarket rooms", address="4 Quay Street, Larkmoor")


def _doing(p: Portfolio, code: str, n: int) -> list[str]:
    """The first criteria of a unit that can be watched."""
    unit = p.unit(code)
    found = [unit.target(c.number) for outcome in unit.outcomes for c in outcome.criteria if demand(c.text, outcome.text) is Demand.DO]
    return (found or list(unit.criterion_targets))[:n]


def _lena_visited(stage: Stage) -> Life:
    """One visit kept and judged, one that the place of work had to refuse, one agreed for next week."""
    ago = stage.calendar.ago
    yield ago(120, "18:10")
    p = stage.portfolios["lena"]
    shifts = [{"day": day, "from": "07:30", "to": "15:30"} for day in (0, 1, 3, 4)] + [{"day": 5, "from": "12:00", "to": "20:00"}]
    portfolios.keep_workplace(p.registration, by=p.own, place="Ferry terminal, desk 2", shifts=shifts, note="Ring the duty manager first.")
    targets = _doing(p, "D6", 5)
    yield ago(60, "09:40")
    missed = _visit(p, ago(51, "10:00"), activity="A morning of refunds", targets=targets)
    yield ago(59, "19:00")
    assessment.agree_visit(missed, by=p.own)
    yield ago(51, "13:05")
    assessment.miss_visit(missed, by=p.assessor, missed_by="workplace", reason="The terminal was closed by the storm.")
    yield ago(12, "09:15")
    visit = _visit(p, ago(3, "10:00"), activity=COUNTER, targets=targets)
    yield ago(11, "20:20")
    assessment.agree_visit(visit, by=p.own)
    yield ago(3, "12:40")
    portfolios.record_evidence(
        p.registration, by=p.assessor, kind=EvidenceKind.OBSERVATION, title=COUNTER, body=SEEN, happened_on=clock.today(),
        details={"visit": str(visit.uuid), "moments": [{"at": f"10:{12 * n + 4:02d}", "text": SEEN.split(". ")[n % 2], "targets": [t]} for n, t in enumerate(targets)]},
        targets=[Target(target, f"10:{12 * n + 4:02d}") for n, target in enumerate(targets)],
    )  # fmt: skip
    assessment.keep_visit(visit, by=p.assessor)
    feedback = "Calm, clear, and you did what you said. I watched it from beginning to end."
    assessment.judge(p.registration, by=p.assessor, decisions=[Decision(t, Verdict.MET, feedback) for t in targets])
    yield ago(1, "11:30")
    unit = p.unit("C5")
    for target, text, looks_for in (
        (unit.criterion_targets[0], "Tell me of a complaint that came twice. What did you change?", "A cause, not only a remedy."),
        (unit.criterion_targets[1], "Whom do you tell when the same thing goes wrong again?", "A name, a way, and how soon."),
    ):
        assessment.keep_question(p.registration.specification, by=p.assessor, target=target, text=text, looks_for=looks_for)
    day = timezone.localtime(clock.now()).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=8)
    day += timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])
    following = _visit(p, day, activity="Putting a complaint right, with the log beside it", targets=list(unit.criterion_targets[:4]))
    assessment.agree_visit(following, by=p.own)


def _visit(p: Portfolio, starts_at: datetime, *, activity: str, targets: list[str]) -> Visit:
    return assessment.propose_visit(
        p.registration, by=p.assessor, kind=VisitKind.AT_WORK, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2),
        activity=activity, place="Ferry terminal, desk 2", targets=targets,
    )  # fmt: skip


def _lena_testified(stage: Stage) -> Life:
    """One witness has signed, one has not answered yet."""
    ago = stage.calendar.ago
    yield ago(4, "19:10")
    p = stage.portfolios["lena"]
    unit = p.unit("C5")
    targets = list(unit.criterion_targets[2:5])
    request = assessment.ask_witness(
        p.registration, by=p.own, name="Wanda Ekberg", email="wanda@larkmoor.example",
        about="How Lena led the change of the delay messages in October", targets=targets,
    )  # fmt: skip
    yield ago(2, "12:55")
    given = Account(
        name="Wanda Ekberg", job="Duty manager", organisation=p.learner.employer, contact="wanda@larkmoor.example",
        knows_how="I have been her line manager since May", expert=True, expertise="Twelve years of customer service at sea ports",
        saw="She asked all three desks what callers heard when a boat was late, wrote the new wording with them, and had it on the board "
        "within a week. Complaints about it went from nine to two a week.",
        targets=targets,
    )  # fmt: skip
    witness = by_link("Wanda Ekberg", centre_id=stage.centre.pk)
    assessment.sign_testimony(request, by=witness, given=given, signed_as="Wanda Ekberg", declared=True)
    yield ago(1, "18:45")
    assessment.ask_witness(
        p.registration, by=p.own, name="Bo Lindqvist", email="bo@larkmoor.example",
        about="The evening the card machines were down", targets=list(p.unit("D6").criterion_targets[-2:]),
    )  # fmt: skip


def _lena_reviewed(stage: Stage) -> Life:
    """A review that all three signed, and one that waits for the employer."""
    ago = stage.calendar.ago
    yield ago(122, "20:00")
    p = stage.portfolios["lena"]
    portfolios.say_consent(p.registration, by=p.own, about=ConsentAbout.EMPLOYER, given=True)
    yield ago(121, "15:00")
    first = _review(p, days=150)
    yield ago(120, "12:15")
    letter = assessment.send_review(first, by=p.assessor, party=Party.EMPLOYER, name="Emil Sorensen", email="emil@larkmoor.example")
    said = "She has taken over the Saturday desk. Please let her lead a whole shift before spring."
    employer = by_link("Emil Sorensen", centre_id=stage.centre.pk)
    version = assessment.write_review(first, by=employer, party=Party.EMPLOYER, seen=3, part=said, letter=letter)
    for by, party, name, held in (
        (employer, Party.EMPLOYER, "Emil Sorensen", letter), (p.own, Party.LEARNER, "Lena Hartog", None),
        (p.assessor, Party.ASSESSOR, "Asif Rahman", None),
    ):  # fmt: skip
        assessment.sign_review(first, by=by, party=party, seen=version.number, name=name, letter=held)
    yield ago(8, "16:05")
    second = _review(p, days=112)
    yield ago(7, "09:30")
    assessment.send_review(second, by=p.assessor, party=Party.EMPLOYER, name="Emil Sorensen", email="emil@larkmoor.example")
    assessment.sign_review(second, by=p.assessor, party=Party.ASSESSOR, seen=3, name="Asif Rahman")
    assessment.sign_review(second, by=p.own, party=Party.LEARNER, seen=3, name="Lena Hartog")


SILENT = ("dunja", "ivo", "farah", "zoe", "niall", "rowan")  # they have not said what their employer may see


def _consents_and_reviews(stage: Stage, learner: learners.Learner) -> Life:
    """Everybody else says what their employer may see, and has the reviews that were due; each a little off the plan."""
    if learner.key in SILENT or learner.began < 21:
        return
    ago, rng = stage.calendar.ago, Random(f"review {learner.name}")
    yield ago(learner.began - 12, "17:20")
    p = stage.portfolios[learner.key]
    employer = by_link(learners.CONTACTS.get(learner.employer, "Emil Sorensen"), centre_id=stage.centre.pk)
    name = employer.name
    portfolios.say_consent(p.registration, by=p.own, about=ConsentAbout.EMPLOYER, given=rng.random() < 0.9)
    begun = learner.began
    while begun > 62:
        since, begun = begun, begun - rng.randint(60, 84)
        if begun < 3:
            return
        yield ago(begun, "14:30")
        today = clock.today()
        review = assessment.open_review(p.registration, by=p.assessor, since=today - timedelta(days=since - begun), until=today)
        part = rng.choice(
            ("On the way as planned.", "Good work at the counter; the writing can be shorter.", "Strong in calls, open in letters.")
        )
        assessment.write_review(review, by=p.assessor, party=Party.ASSESSOR, seen=1, part=part)
        letter = assessment.send_review(
            review, by=p.assessor, party=Party.EMPLOYER, name=name, email=f"{p.learner.key}.office@larkmoor.example"
        )
        assessment.sign_review(review, by=p.assessor, party=Party.ASSESSOR, seen=2, name=p.assessor.name)
        assessment.sign_review(review, by=p.own, party=Party.LEARNER, seen=2, name=p.own.name)
        yield ago(begun - 2, "10:45")
        assessment.sign_review(review, by=employer, party=Party.EMPLOYER, seen=2, name=name, letter=letter)


def _review(p: Portfolio, *, days: int) -> ProgressReview:
    until = clock.today()
    review = assessment.open_review(p.registration, by=p.assessor, since=until - timedelta(days=days), until=until)
    steps = [{"what": "Show one complaint from the first word to the last", "who": Party.LEARNER, "by": until + timedelta(days=28)}]
    part = "Two units are final and the third is near. What is shown is short and to the point; more of it could be spoken."
    assessment.write_review(review, by=p.assessor, party=Party.ASSESSOR, seen=1, part=part, steps=steps)
    part = "I find writing harder than doing. Recording a call and marking the minute works for me."
    assessment.write_review(review, by=p.own, party=Party.LEARNER, seen=2, part=part)
    return review


def _breaks(stage: Stage) -> Life:
    """Somebody on a break, somebody who left, somebody with more time."""
    ago = stage.calendar.ago
    yield ago(14, "10:40")
    by, today = stage.staff["cora"], clock.today()
    paused = stage.portfolios["niall"].registration
    portfolios.pause_registration(paused, by=by, starts_on=today, expected_on=today + timedelta(days=70), reason="Parental leave")
    yield ago(2, "10:55")
    gone = stage.portfolios["farah"].registration
    portfolios.withdraw_learner(gone, by=by, on=clock.today(), reason="Took another job before the units were agreed")
