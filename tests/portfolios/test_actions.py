"""What people do in a portfolio: it works, and each refusal says why."""

from datetime import date, timedelta

import pytest

from milepost.base import clock, files
from milepost.base.actors import system
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios import actions, progress, words
from milepost.portfolios.actions import Target
from milepost.portfolios.models import Progress
from milepost.portfolios.words import EvidenceKind
from tests import build
from tests.cast import Cast


def row_of(registration) -> Progress:
    return Progress.objects.get(registration=registration)


def events_of(registration) -> list[str]:
    return list(Event.objects.filter(stream=registration.stream).order_by("position").values_list("name", flat=True))


def test_a_learner_is_registered_and_pinned(cast: Cast):
    made = build.registration(cast)
    assert made.qualification_title == "Level 2 Certificate in Lamp Keeping"
    assert events_of(made) == [words.LEARNER_REGISTERED]
    assert Event.objects.get(stream=made.stream).args["digest"] == made.specification.digest


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"uln": "1000000042"}, "check digit"),
        ({"uln": "123"}, "ten digits"),
        ({"qualification": "9900-09"}, "has no qualification"),
        ({"ends_on": date(2000, 1, 1)}, "must come after"),
    ],
)
def test_a_registration_that_cannot_be_right_is_refused(cast: Cast, change, said):
    spec = build.specification(cast)
    asked = {"specification": spec, "qualification": "9900-02", "starts_on": clock.today(), "ends_on": clock.today() + timedelta(days=9)}
    with pytest.raises(Refused, match=said):
        actions.register(cast.lena, by=cast.as_("cora"), **(asked | change))


def test_a_learner_younger_than_the_qualification_asks_is_refused(cast: Cast):
    cast.lena.born_on = clock.today() - timedelta(days=365 * 15)
    cast.lena.save()
    with pytest.raises(Refused, match="16 and over"):
        build.registration(cast)


def test_only_the_centre_manager_registers(cast: Cast):
    spec = build.specification(cast)
    for name in ("asif", "ines", "lena", "stan"):
        with pytest.raises(Refused, match="centre manager"):
            actions.register(
                cast.lena,
                by=cast.as_(name),
                specification=spec,
                qualification="9900-02",
                starts_on=clock.today(),
                ends_on=clock.today() + timedelta(days=9),
            )


def test_nobody_is_registered_twice(cast: Cast):
    made = build.registration(cast)
    with pytest.raises(Refused, match="already registered"):
        build.registration(cast, of=made.specification)


def test_units_are_proposed_by_one_side_and_agreed_by_the_other(cast: Cast):
    made = build.with_units(cast)
    assert row_of(made).units == ["L1", "L2"]
    assert row_of(made).cells == "ooooo"
    assert events_of(made)[-2:] == [words.UNITS_PROPOSED, words.UNITS_AGREED]


def test_who_proposed_units_does_not_agree_them(cast: Cast):
    made = build.registration(cast)
    plan = actions.propose_units(made, by=cast.as_("lena"), units=["L1", "L2"])
    with pytest.raises(Refused, match="Asif agrees them"):
        actions.agree_units(plan, by=cast.as_("lena"))


def test_a_choice_that_does_not_make_the_award_is_refused_with_the_reason(cast: Cast):
    made = build.registration(cast)
    with pytest.raises(Refused, match="2 short"):
        actions.propose_units(made, by=cast.as_("asif"), units=["L1"])


def test_a_unit_with_a_condition_asks_how_the_job_fits(cast: Cast):
    made = build.registration(cast)
    with pytest.raises(Refused, match="Not for somebody"):
        actions.propose_units(made, by=cast.as_("asif"), units=["L1", "L3"])


def test_claims_are_handed_in_with_a_declaration(cast: Cast):
    made = build.with_units(cast)
    claims = build.claims(cast, build.statement(cast, made), ["L1:1.1", "L1:R2.a"])
    assert row_of(made).cells == "ooooo", "a draft claim shows nothing"
    with pytest.raises(Refused, match="your own"):
        actions.hand_in(made, by=cast.as_("lena"), claims=claims, declared_own=False)
    actions.hand_in(made, by=cast.as_("lena"), claims=claims, declared_own=True)
    row = row_of(made)
    assert (row.cells, row.parts, row.waiting, row.evidenced_percent) == ("coooo", {"L1:R2.a": "c"}, 2, 20)


def test_a_hand_in_sent_twice_hands_in_once(cast: Cast):
    made = build.with_units(cast)
    claims = build.claims(cast, build.statement(cast, made), ["L1:1.1"])
    actions.hand_in(made, by=cast.as_("lena"), claims=claims, declared_own=True)
    with pytest.raises(Refused, match="a moment ago"):
        actions.hand_in(made, by=cast.as_("lena"), claims=claims, declared_own=True)
    assert made.hand_ins.count() == 1


def test_a_claim_made_twice_stands_once(cast: Cast):
    made = build.with_units(cast)
    evidence = build.statement(cast, made)
    build.claims(cast, evidence, ["L1:1.1"])
    assert build.claims(cast, evidence, ["L1:1.1"]) == []
    assert evidence.claims.count() == 1


@pytest.mark.parametrize("target", ["L3:1.1", "L1:9.9", "nonsense"])
def test_a_claim_outside_the_agreed_units_is_refused(cast: Cast, target):
    made = build.with_units(cast)
    with pytest.raises(Refused):
        build.claims(cast, build.statement(cast, made), [target])


def test_nobody_but_the_learner_adds_to_the_portfolio(cast: Cast):
    made = build.with_units(cast)
    for name in ("asif", "cora", "stan"):
        with pytest.raises(Refused, match="Only the learner"):
            actions.add_evidence(made, by=cast.as_(name), kind=EvidenceKind.STATEMENT, title="Mine", body="Text")


@pytest.mark.parametrize(
    ("kind", "contents", "said"),
    [
        ("file", {}, "Choose a file"),
        ("statement", {"body": "  "}, "Write something"),
        ("link", {"url": "example.org"}, "whole address"),
        ("in_situ", {"details": {"what": "The log"}}, "where it stays"),
        ("in_situ", {"details": {"what": "The log", "where": "In the safe"}}, "can’t be copied"),
    ],
)
def test_evidence_without_contents_is_refused(cast: Cast, kind, contents, said):
    made = build.with_units(cast)
    with pytest.raises(Refused, match=said):
        actions.add_evidence(made, by=cast.as_("lena"), kind=kind, title="Something", **contents)


def test_evidence_in_situ_says_what_where_and_why(cast: Cast):
    made = build.with_units(cast)
    details = {"what": "The log", "where": "In the safe", "who_else": "Wanda", "why_not_copied": "It names customers."}
    evidence = actions.add_evidence(made, by=cast.as_("lena"), kind=EvidenceKind.IN_SITU, title="The log", details=details)
    assert evidence.versions.get().details == details
    assert events_of(made)[-1] == words.EVIDENCE_ADDED


def test_replacing_evidence_keeps_the_old_version_and_puts_its_judgements_in_doubt(cast: Cast):
    made = build.with_units(cast)
    evidence = build.statement(cast, made)
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2"], evidence=evidence)
    build.judged(cast, made, ["L1:1.1", "L1:1.2"])
    assert row_of(made).cells == "mmooo"
    actions.replace_evidence(evidence, by=cast.as_("lena"), body="Another day.", reason="The first was too short.")
    assert [v.body for v in evidence.versions.order_by("number")] == ["I trimmed the wick at dusk and struck a light.", "Another day."]
    row = row_of(made)
    assert (row.cells, row.doubt, row.met_percent) == ("ddooo", 2, 0)
    assert Event.objects.filter(stream=made.stream).latest("position").args["in_doubt"] == 2


def test_evidence_that_a_judgement_rests_on_is_not_withdrawn(cast: Cast):
    made = build.with_units(cast)
    evidence = build.statement(cast, made)
    build.handed_in(cast, made, ["L1:1.1"], evidence=evidence)
    build.judged(cast, made, ["L1:1.1"])
    with pytest.raises(Refused, match="rests on"):
        actions.withdraw_evidence(evidence, by=cast.as_("lena"))


def test_evidence_withdrawn_takes_its_claims_along(cast: Cast):
    made = build.with_units(cast)
    evidence = build.statement(cast, made)
    build.handed_in(cast, made, ["L1:1.1"], evidence=evidence)
    actions.withdraw_evidence(evidence, by=cast.as_("lena"))
    assert row_of(made).cells == "ooooo"
    assert evidence.claims.filter(withdrawn_at=None).count() == 0


def test_a_claim_is_withdrawn_until_it_is_judged(cast: Cast):
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2"])
    first, second = made.claims.order_by("id")
    actions.withdraw_claim(first, by=cast.as_("lena"))
    assert row_of(made).cells == "ocooo"
    build.judged(cast, made, [second.target])
    with pytest.raises(Refused, match="has been judged"):
        actions.withdraw_claim(second, by=cast.as_("lena"))


def test_a_new_assessor_takes_the_caseload_over(cast: Cast):
    made = build.registration(cast)
    actions.allocate(made, by=cast.as_("cora"), assessor=None, iqa=cast.ines)
    assert row_of(made).assessor_id is None
    with pytest.raises(Refused, match="no appointment"):
        actions.allocate(made, by=cast.as_("cora"), assessor=cast.ines, iqa=None)


def test_a_claim_of_a_thing_names_it(cast: Cast):
    made = build.with_units(cast)
    evidence = build.statement(cast, made)
    (claim,) = actions.claim(evidence, by=cast.as_("lena"), targets=[Target("L1:R2.a", "p 1", "whale oil")])
    assert claim.thing == "whale oil"


def test_the_progress_is_what_the_rows_say(cast: Cast):
    made = build.with_units(cast)
    build.agreed(cast, made)
    build.handed_in(cast, made, ["L2:1.1", "L2:1.2"])
    build.judged(cast, made, ["L2:1.1"], verdict="not_yet")
    kept = row_of(made)
    anew = progress.refresh(made, row_of(made))
    assert {f.name: getattr(kept, f.name) for f in Progress._meta.fields} == {f.name: getattr(anew, f.name) for f in Progress._meta.fields}


def test_nothing_is_done_to_evidence_that_was_withdrawn_meanwhile(cast: Cast):
    made = build.with_units(cast)
    evidence = build.statement(cast, made)
    opened = made.evidence.get()
    actions.withdraw_evidence(evidence, by=cast.as_("lena"))
    with pytest.raises(Refused, match="was withdrawn"):
        build.claims(cast, opened, ["L1:1.1"])
    with pytest.raises(Refused, match="was withdrawn"):
        actions.replace_evidence(opened, by=cast.as_("lena"), body="Another day.")
    assert evidence.versions.count() == 1
    assert made.claims.count() == 0


def test_a_new_version_is_asked_the_same_as_the_first(cast: Cast):
    made = build.with_units(cast)
    evidence = build.statement(cast, made)
    with pytest.raises(Refused, match="has not come yet"):
        actions.replace_evidence(evidence, by=cast.as_("lena"), body="Tomorrow.", happened_on=clock.today() + timedelta(days=1))
    photo = files.store(b"A lamp.", name="lamp.txt", centre=cast.centre, by=cast.as_("lena"))
    kept = actions.add_evidence(made, by=cast.as_("lena"), kind=EvidenceKind.FILE, title="The lamp", file=photo)
    theirs = files.store(b"Another lamp.", name="lamp.txt", centre=cast.elsewhere, by=cast.as_("stan"))
    with pytest.raises(Refused, match="another centre"):
        actions.replace_evidence(kept, by=cast.as_("lena"), file=theirs)


def test_an_employer_of_another_centre_is_not_named(cast: Cast):
    spec = build.specification(cast)
    by = cast.as_("stan", Role.CENTRE_MANAGER)
    theirs = people.add_employer(cast.elsewhere, by=by, name="Brackwater Ferries")
    asked = {"qualification": "9900-02", "starts_on": clock.today(), "ends_on": clock.today() + timedelta(days=9)}
    with pytest.raises(Refused, match="no such employer"):
        actions.register(cast.lena, by=cast.as_("cora"), specification=spec, employer=theirs, **asked)


def test_the_manager_of_another_centre_names_nobody(cast: Cast):
    made = build.registration(cast)
    with pytest.raises(Refused, match="Only the centre manager"):
        actions.allocate(made, by=cast.as_("stan", Role.CENTRE_MANAGER), assessor=None, iqa=None)


def test_who_learns_at_two_centres_acts_at_each_as_somebody_of_it(cast: Cast):
    made = build.with_units(cast)
    there = people.appoint(cast.elsewhere, by=system(), email=cast.lena.email, name=cast.lena.name, role=Role.LEARNER).actor
    with pytest.raises(Refused, match="Only the learner"):
        actions.add_evidence(made, by=there, kind=EvidenceKind.STATEMENT, title="Mine", body="Text")
    with pytest.raises(Refused, match="between the learner"):
        actions.propose_units(made, by=there, units=["L1", "L2"])
