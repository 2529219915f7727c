"""Who is told what of which act, once, in the app."""

import pytest

from milepost.assessment import actions as assessment
from milepost.assessment.words import Decision, Verdict
from milepost.assurance import actions as assurance
from milepost.base.models import Event, Job, Telling
from milepost.notices import actions, queries, reader, sentences, tasks
from milepost.notices.models import Notice
from milepost.notices.words import Kind
from milepost.people.models import Centre, Person
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Evidence, Registration
from tests import build
from tests.cast import Cast


def told(*people: Person) -> list[str]:
    """Tell of everything that waits, and give the sentences that are new to these people."""
    before = set(Notice.objects.values_list("pk", flat=True))
    tasks.tell_pending(limit=1000)
    new = (
        Notice.objects.exclude(pk__in=before).filter(person__in=people).order_by("pk") if people else Notice.objects.exclude(pk__in=before)
    )
    return [sentences.sentence(notice) for notice in new]


@pytest.fixture
def lenas(cast: Cast) -> Registration:
    made = build.with_units(cast)
    tasks.tell_pending(limit=1000)
    return made


def test_a_registration_is_told_to_the_learner_and_their_assessor(cast: Cast) -> None:
    told()
    build.registration(cast)
    assert told(cast.lena) == ["You are registered for Level 2 Certificate in Lamp Keeping. The first step is to choose your units."]
    assert queries.notices_of(cast.asif).get().kind == Kind.NEW_LEARNER


def test_proposed_units_are_told_to_the_other_side_and_agreed_ones_to_who_proposed(cast: Cast) -> None:
    registration = build.registration(cast)
    told()
    plan = portfolios.propose_units(registration, by=cast.as_("asif"), units=["L1", "L2"])
    assert told() == ["Asif Rahman proposes 2 units. Look at the choice, and agree it or propose another."]
    portfolios.agree_units(plan, by=cast.as_("lena"))
    assert told(cast.asif) == ["Lena Hartog agreed the units you proposed."]
    assert not told(cast.lena)


def test_what_is_handed_in_is_told_to_the_assessor(cast: Cast, lenas: Registration) -> None:
    build.handed_in(cast, lenas, ["L1:1.1", "L1:1.2"])
    assert told() == ["Lena Hartog handed in 2 claims."]
    assert queries.notices_of(cast.asif).first().about == lenas.uuid  # type: ignore[union-attr]


def test_without_an_assessor_it_is_told_to_the_managers(cast: Cast) -> None:
    registration = build.registration(cast)
    portfolios.allocate(registration, by=cast.as_("cora"), assessor=None, iqa=None)
    told()
    portfolios.propose_units(registration, by=cast.as_("lena"), units=["L1", "L2"])
    assert told() == ["Lena Hartog proposes 2 units. Look at the choice, and agree it or propose another."]
    assert not queries.notices_of(cast.stan).exists()
    assert queries.notices_of(cast.cora).exists()


def test_judgements_sent_together_are_one_notice(cast: Cast, lenas: Registration) -> None:
    build.handed_in(cast, lenas, ["L1:1.1", "L1:1.2", "L2:1.1"])
    told()
    assessment.judge(
        lenas,
        by=cast.as_("asif"),
        decisions=[
            Decision("L1:1.1", Verdict.MET, feedback="Clear."),
            Decision("L1:1.2", Verdict.NOT_YET, feedback="Say which lamp."),
            Decision("L2:1.1", Verdict.MET, feedback="Clear."),
        ],
    )
    assert told() == ["Asif Rahman looked at your claims: 2 criteria are met, 1 waits for you to redo it."]


def test_a_sign_off_is_told_to_the_learner_and_to_who_looks_a_second_time(cast: Cast, lenas: Registration) -> None:
    signed = build.signed_off(cast, lenas)
    new = told(cast.lena, cast.ines)
    assert "Asif Rahman signed unit L1 off. A second pair of eyes looks at it before it is final." in new
    assert "Asif Rahman signed unit L1 of Lena Hartog off. It waits for your second look." in new
    assurance.agree_unit(signed, by=cast.as_("ines"))
    assert told() == ["Ines Duarte agreed with the sign-off: unit L1 is final."]


def test_where_the_centre_wants_no_second_look_nobody_is_asked_for_one(cast: Cast, lenas: Registration) -> None:
    Centre.objects.filter(pk=cast.centre.pk).update(second_look=False)
    build.signed_off(cast, lenas)
    assert "Asif Rahman signed unit L1 off." in told(cast.lena)
    assert not queries.notices_of(cast.ines).exists()


def test_a_returned_unit_is_told_to_the_assessor_with_the_reason_in_the_app(cast: Cast, lenas: Registration) -> None:
    signed = build.signed_off(cast, lenas)
    told()
    assurance.return_unit(signed, by=cast.as_("ines"), reason="1.2 rests on another person's work.")
    assert told() == ["Ines Duarte returned unit L1 of Lena Hartog."]
    notice = queries.notices_of(cast.asif).first()
    assert notice is not None
    assert sentences.own_words(notice) == "1.2 rests on another person's work."


def test_replaced_evidence_is_told_to_the_assessor_if_a_judgement_rests_on_it(cast: Cast, lenas: Registration) -> None:
    build.handed_in(cast, lenas, ["L1:1.1"])
    evidence = Evidence.objects.get()
    build.judged(cast, lenas, ["L1:1.1"])
    told()
    portfolios.replace_evidence(evidence, by=cast.as_("lena"), body="I struck two lights.", reason="The second was missing.")
    assert told() == ["Lena Hartog replaced E1, so 1 judgement is in doubt. Look at the new version and judge again."]
    other = build.statement(cast, lenas, "Another watch")
    portfolios.replace_evidence(other, by=cast.as_("lena"), body="It was a calm night.")
    assert told() == []


def test_to_tell_twice_tells_once(cast: Cast, lenas: Registration) -> None:
    build.handed_in(cast, lenas, ["L1:1.1"])
    told()
    letters = Job.objects.filter(task__endswith="mail_notice").count()
    Telling.objects.update(done_at=None)
    assert told() == []
    # A letter that has not gone out is queued again, and leaves once: its job looks first.
    assert Job.objects.filter(task__endswith="mail_notice").count() >= letters


def test_every_event_becomes_told_whether_it_concerns_anybody_or_not(cast: Cast) -> None:
    assert tasks.tell_pending(limit=1000) == Event.objects.count()
    assert tasks.tell_pending() == 0


def test_an_event_that_cannot_be_told_becomes_a_job_and_holds_nobody_up(cast: Cast, lenas: Registration) -> None:
    event = Event.objects.get(telling__pk=Telling.objects.latest("pk").pk)
    broken = Event.objects.create(
        stream="portfolio:broken", position=1, name="portfolios.claims.handed_in", at=event.at, actor=event.actor,
        args={"registration": str(lenas.uuid)}, personal={}, personal_digest="", hash="",
    )  # fmt: skip
    Telling.objects.create(event=broken)
    build.handed_in(cast, lenas, ["L1:1.1"])
    assert told() == ["Lena Hartog handed in 1 claim."]
    assert Job.objects.filter(task__endswith="tell_again").count() == 1
    assert tasks.tell_pending() == 0


def test_to_read_one_leaves_the_others_unread(cast: Cast, lenas: Registration) -> None:
    build.handed_in(cast, lenas, ["L1:1.1"])
    told()
    newest = queries.notices_of(cast.asif).first()
    unread = queries.unread_of(cast.asif)
    actions.mark_read(cast.asif, notice=newest)
    assert queries.unread_of(cast.asif) == unread - 1
    actions.mark_read(cast.lena)
    assert queries.unread_of(cast.asif) == unread - 1


def test_every_kind_has_its_sentence_and_every_rule_a_declared_event() -> None:
    assert set(sentences.SENTENCES) == set(Kind)
    assert all(name.count(".") == 2 for name in reader.RULES)
