"""Participants: on a programme, with an agreed plan; what they tell of themselves goes when they say so."""

import pytest

from milepost.assessment import actions as assessment
from milepost.base.actors import system
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.carrying import actions as carrying
from milepost.frameworks import actions as frameworks
from milepost.frameworks import queries as framework_queries
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios import actions, queries, words
from milepost.portfolios.models import Disclosure, Registration
from milepost.portfolios.words import EvidenceKind, RegistrationState
from tests import build
from tests.cast import Cast


def told(cast: Cast, made: Registration, **given: object) -> Disclosure:
    said = {"kind": "circumstance", "body": "I look after my father until ten.", "purpose": "to find hours that fit", "agreed": True}
    return actions.disclose(made, by=cast.as_("lena"), **(said | given))  # type: ignore[arg-type]


def another_adviser(cast: Cast) -> None:
    """Ines assesses from now on as well."""
    people.appoint(cast.centre, by=system(), email=cast.ines.email, name=cast.ines.name, role=Role.ASSESSOR)


# Programmes -----------------------------------------------------------------------------------------------------------


def test_a_programme_stands_apart_from_the_qualifications(cast: Cast) -> None:
    cora = cast.as_("cora")
    made = build.programme(cast)
    assert list(framework_queries.programmes(by=cora)) == [made]
    assert list(framework_queries.specifications(by=cora)) == []
    assert made not in framework_queries.shared_specifications()
    assert verify() == []


def test_a_manager_writes_one_and_its_next_version(cast: Cast) -> None:
    cora = cast.as_("cora")
    frameworks.make_programme(cast.centre, by=cora, title="Second start", steps=[("Breathe", ""), ("Begin", "slowly")])
    made = frameworks.make_programme(cast.centre, by=cora, title="Second start", steps=[("Breathe", "first")])
    assert (made.version, made.unit_count, made.criterion_count) == (2, 1, 0)
    assert framework_queries.framework_of(made).awards_nothing


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"title": " ", "steps": [("A", "")]}, "Give the programme a title"),
        ({"title": "T", "steps": [(" ", "x")]}, "at least one step"),
        ({"title": "T", "steps": [(f"S{n}", "") for n in range(31)]}, "more than 30 steps"),
    ],
)
def test_an_empty_programme_is_none(cast: Cast, given: dict, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        frameworks.make_programme(cast.centre, by=cast.as_("cora"), **given)


def test_only_a_manager_makes_one(cast: Cast) -> None:
    with pytest.raises(Refused, match="Only a centre manager makes"):
        frameworks.make_programme(cast.centre, by=cast.as_("asif"), title="T", steps=[("A", "")])


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ({"number": "77"}, "has no number"),
        ({"qualifications": [{"title": "T", "units": ["1"], "rules": [{"at_least": 1, "of": "units"}]}]}, "no rules"),
        ({"units": [{"code": "1", "title": "A", "credit": 3}]}, "no credit"),
    ],
)
def test_a_programme_claims_no_award(cast: Cast, claim: dict, reason: str) -> None:
    document = {"format": "milepost-spec/1", "title": "T", "mark": "programme", "qualifications": [{"title": "T", "units": ["1"]}],
                "units": [{"code": "1", "title": "A"}]}  # fmt: skip
    with pytest.raises(Refused, match=reason):
        frameworks.adopt(cast.centre, by=cast.as_("cora"), document=document | claim)


# On a programme -------------------------------------------------------------------------------------------------------


def test_a_participant_needs_no_approval_and_takes_no_number(cast: Cast) -> None:
    made = build.participant(cast)
    assert made.programme and made.uln == "" and made.iqa is None
    [event] = Event.objects.filter(name=words.LEARNER_REGISTERED)
    assert event.args["programme"] is True


@pytest.mark.parametrize(
    ("extra", "reason"), [({"uln": "1234567890"}, "no Unique Learner Number"), ({"iqa": "ines"}, "no quality assurer")]
)
def test_what_belongs_to_a_certificate_is_refused(cast: Cast, extra: dict, reason: str) -> None:
    on = build.programme(cast)
    given = {key: getattr(cast, value) if key == "iqa" else value for key, value in extra.items()}
    with pytest.raises(Refused, match=reason):
        actions.register(cast.lena, by=cast.as_("cora"), specification=on, qualification=on.title, starts_on=cast.lena.born_on,
                         ends_on=build.clock.today(), **given)  # fmt: skip


def test_the_plan_is_signed_by_both_and_steps_are_nobodys_judgement(cast: Cast) -> None:
    made, lena, asif = build.participant(cast), cast.as_("lena"), cast.as_("asif")
    plan = actions.propose_units(made, by=lena, units=["week", "strengths"], answers={"week": "Mornings, Mondays to Thursdays"})
    with pytest.raises(Refused, match="You proposed this plan, so Asif agrees it"):
        actions.agree_units(plan, by=lena)
    actions.agree_units(plan, by=asif)
    plan.refresh_from_db()
    assert plan.units == ["strengths", "week"]
    assert (plan.proposed_by.person, plan.agreed_by and plan.agreed_by.person) == (cast.lena, cast.asif)
    actions.take_step(made, by=lena, step="week")
    assert queries.steps_taken(made) == {"week": cast.lena.name}
    with pytest.raises(Refused, match="behind you already"):
        actions.take_step(made, by=asif, step="week")
    with pytest.raises(Refused, match="not in the agreed plan"):
        actions.take_step(made, by=asif, step="stay")
    actions.untake_step(made, by=asif, step="week")
    assert queries.steps_taken(made) == {}
    made.progress.refresh_from_db()
    assert (made.progress.total, made.progress.signed_percent) == (0, 0)


def test_a_plan_of_no_step_or_of_another_programme_is_refused(cast: Cast) -> None:
    made = build.participant(cast)
    with pytest.raises(Refused, match="No step is chosen"):
        actions.propose_units(made, by=cast.as_("lena"), units=[])
    with pytest.raises(Refused, match="not in the programme"):
        actions.propose_units(made, by=cast.as_("lena"), units=["L1"])


def test_nobody_is_assessed(cast: Cast) -> None:
    made = build.planned(cast, build.participant(cast))
    with pytest.raises(Refused, match="Nobody is assessed on a programme"):
        actions.add_evidence(made, by=cast.as_("lena"), kind=EvidenceKind.STATEMENT, title="A word", body="A word.")
    with pytest.raises(Refused, match="Nobody is assessed on a programme"):
        assessment.sign_off(made, by=cast.as_("asif"), unit="week")
    with pytest.raises(Refused, match="no portfolio to take along"):
        carrying.ask_package(made, by=cast.as_("lena"))


def test_where_to_end_is_the_participants_to_say(cast: Cast) -> None:
    made, cora = build.participant(cast), cast.as_("cora")
    with pytest.raises(Refused, match="No plan is agreed"):
        actions.complete_registration(made, by=cora, on=build.clock.today())
    build.planned(cast, made)
    actions.complete_registration(made, by=cora, on=build.clock.today())  # no step is behind them
    made.refresh_from_db()
    assert made.state == RegistrationState.COMPLETED


# Who sees them, and where they do not count ---------------------------------------------------------------------------


def test_who_assures_quality_sees_no_participant(cast: Cast) -> None:
    made = build.participant(cast)
    for who in ("ines", "eva", "quentin", "stan", "bea"):
        assert not queries.registrations(by=cast.as_(who)).filter(pk=made.pk).exists(), who
        assert not queries.opens(made, by=cast.as_(who)), who
    for who in ("lena", "asif", "cora"):
        assert queries.participants(by=cast.as_(who)).filter(pk=made.pk).exists(), who


def test_a_participant_counts_as_a_learner_nowhere(cast: Cast) -> None:
    build.planned(cast, build.participant(cast))
    for who in ("cora", "asif"):
        by = cast.as_(who)
        assert not queries.cohort(by=by).exists()
        assert not queries.awaiting(by=by).exists()
    cora = cast.as_("cora")
    assert not queries.roll(by=cora).exists()
    assert not queries.due(by=cora).exists()
    assert not queries.learners_by_site(by=cora)
    assert not queries.loads(by=cora)
    assert not queries.caseload_of(cast.asif, by=cora).exists()


# Strengths and circumstances ------------------------------------------------------------------------------------------


def test_what_is_told_is_read_by_the_adviser_it_was_told_to(cast: Cast) -> None:
    made = build.planned(cast, build.participant(cast))
    row = told(cast, made)
    assert (row.telling, row.reader) == ("said", cast.asif)
    for who, reads in {"lena": True, "asif": True, "cora": False, "ines": False, "quentin": False, "eva": False, "stan": False}.items():
        assert queries.disclosures(by=cast.as_(who)).exists() is reads, who
    told(cast, made, kind="strength", body="I calm people down.", manager_too=True)
    assert [one.body for one in queries.disclosures(by=cast.as_("cora"))] == ["I calm people down."]
    assert [one.kind for one in queries.disclosures(by=cast.as_("lena"))] == ["strength", "circumstance"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"agreed": False}, "Without your yes nothing is kept"),
        ({"purpose": " "}, "Say what it may be used for"),
        ({"body": " "}, "Write it in a few words"),
        ({"kind": "secret"}, "strength or a circumstance"),
        ({"body": "x" * 2001}, "longer than 2000"),
    ],
)
def test_nothing_is_kept_without_consent_to_a_purpose(cast: Cast, given: dict, reason: str) -> None:
    made = build.participant(cast)
    with pytest.raises(Refused, match=reason):
        told(cast, made, **given)
    assert not Disclosure.objects.exists()


def test_an_adviser_notes_it_only_while_they_are_there(cast: Cast) -> None:
    made, asif = build.participant(cast), cast.as_("asif")
    given = {"kind": "strength", "body": "Never late.", "purpose": "the letter"}
    with pytest.raises(Refused, match="only if Lena was there"):
        actions.disclose(made, by=asif, agreed=False, **given)
    assert actions.disclose(made, by=asif, agreed=True, **given).telling == "noted"
    with pytest.raises(Refused, match="Only Lena tells this"):
        actions.disclose(made, by=cast.as_("cora"), agreed=True, **given)


def test_taken_back_it_is_gone_and_the_journal_never_held_it(cast: Cast) -> None:
    made = build.participant(cast)
    row = told(cast, made)
    actions.take_back_disclosure(row, by=cast.as_("lena"))
    assert not Disclosure.objects.exists()
    events = Event.objects.filter(name__startswith="portfolios.disclosure.")
    assert [one.name for one in events.order_by("pk")] == [words.DISCLOSURE_TOLD, words.DISCLOSURE_TAKEN_BACK]
    for one in Event.objects.all():
        for word in ("father", "hours", "circumstance"):
            assert word not in f"{one.args}{one.personal}{one.rows}"
    assert verify() == []


def test_a_new_adviser_reads_nothing_until_they_are_let(cast: Cast) -> None:
    made = build.participant(cast)
    row = told(cast, made)
    another_adviser(cast)
    actions.allocate(made, by=cast.as_("cora"), assessor=cast.ines, iqa=None)
    row.refresh_from_db()
    assert not queries.disclosures(by=cast.as_("asif")).exists()  # advises no more
    assert not queries.disclosures(by=cast.as_("ines", Role.ASSESSOR)).exists()
    with pytest.raises(Refused, match="Only Lena says who reads this"):
        actions.let_read(row, by=cast.as_("ines", Role.ASSESSOR))
    actions.let_read(row, by=cast.as_("lena"))
    assert queries.disclosures(by=cast.as_("ines", Role.ASSESSOR)).exists()
    assert not queries.disclosures(by=cast.as_("ines", Role.IQA)).exists()


def test_when_the_programme_ends_it_goes(cast: Cast) -> None:
    made = build.planned(cast, build.participant(cast))
    told(cast, made)
    actions.withdraw_learner(made, by=cast.as_("cora"), on=build.clock.today(), reason="A job.")
    assert not Disclosure.objects.exists()


def test_on_a_qualification_nothing_of_it_is_noted(cast: Cast) -> None:
    made = build.registration(cast)
    with pytest.raises(Refused, match="on programmes only"):
        told(cast, made)
    with pytest.raises(Refused, match="signed off, not ticked"):
        actions.take_step(made, by=cast.as_("lena"), step="L1")
