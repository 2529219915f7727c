"""What an assessor does: judgements that supersede, and a gate before the sign-off."""

import pytest
from django.db import DatabaseError, connection, transaction

from milepost.assessment import actions, facts, words
from milepost.assessment.models import Judgement
from milepost.assessment.words import Decision, Verdict
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Progress
from tests import build
from tests.cast import Cast


def row_of(registration) -> Progress:
    return Progress.objects.get(registration=registration)


def test_judging_writes_one_judgement_a_target_and_one_event(cast: Cast):
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2"])
    judged = build.judged(cast, made, ["L1:1.1", "L1:1.2"])
    event = Event.objects.filter(stream=made.stream).latest("position")
    assert event.name == words.CRITERIA_JUDGED
    assert [row[1] for row in event.rows] == [str(j.uuid) for j in judged]
    assert row_of(made).cells == "mmooo"
    assert judged[0].rests_on[0][1:] == [1, 1]


def test_not_yet_needs_a_reason(cast: Cast):
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    with pytest.raises(Refused, match="Say what is missing"):
        actions.judge(made, by=cast.as_("asif"), decisions=[Decision("L1:1.1", Verdict.NOT_YET)])


def test_not_yet_is_redo_until_something_new_is_handed_in(cast: Cast):
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    build.judged(cast, made, ["L1:1.1"], verdict=Verdict.NOT_YET)
    assert row_of(made).cells == "roooo"
    build.handed_in(cast, made, ["L1:1.1"])
    row = row_of(made)
    assert (row.cells, row.waiting) == ("coooo", 1)


def test_what_was_not_handed_in_is_not_judged(cast: Cast):
    made = build.with_units(cast)
    build.claims(cast, build.statement(cast, made), ["L1:1.1"])
    with pytest.raises(Refused, match="has not handed in"):
        build.judged(cast, made, ["L1:1.1"])


def test_a_change_of_mind_is_a_new_judgement(cast: Cast):
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    (first,) = build.judged(cast, made, ["L1:1.1"])
    (second,) = build.judged(cast, made, ["L1:1.1"], verdict=Verdict.NOT_YET)
    assert second.supersedes == first
    undone = actions.undo(second, by=cast.as_("asif"))
    assert undone.supersedes == second
    assert row_of(made).cells == "coooo"
    with pytest.raises(Refused, match="replaced since"):
        actions.undo(first, by=cast.as_("asif"))


def test_of_two_who_judge_at_once_the_second_is_told(cast: Cast):
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    decision = Decision("L1:1.1", Verdict.MET, seen="")
    actions.judge(made, by=cast.as_("asif"), decisions=[decision])
    with pytest.raises(Refused, match="Asif Rahman decided"):
        actions.judge(made, by=cast.as_("asif"), decisions=[decision])


@pytest.mark.parametrize("name", ["ines", "lena", "cora", "stan"])
def test_only_the_learners_own_assessor_judges(cast: Cast, name):
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    with pytest.raises(Refused):
        actions.judge(made, by=cast.as_(name), decisions=[Decision("L1:1.1", Verdict.MET)])


def test_a_judgement_is_never_altered_or_deleted(cast: Cast):
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    build.judged(cast, made, ["L1:1.1"])
    for sql in ("UPDATE milepost_judgement SET verdict = 'not_yet'", "DELETE FROM milepost_judgement"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Judgement.objects.get().verdict == Verdict.MET


def test_the_gate_names_everything_that_is_missing(cast: Cast):
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    build.judged(cast, made, ["L1:1.1"])
    with pytest.raises(Refused, match="Sign-off is not open yet"):
        actions.sign_off(made, by=cast.as_("asif"), unit="L1")
    made.refresh_from_db()
    gate = facts.sign_off_gate(made, build.frameworks_unit(made, "L1"), row_of(made))
    assert len(gate) == 2, "criterion 1.2 is open, and one fuel of requirement 2"


def test_simulated_performance_does_not_open_the_gate(cast: Cast):
    made = build.with_units(cast)
    evidence = portfolios.add_evidence(
        made, by=cast.as_("lena"), kind="statement", title="A rehearsal", body="We rehearsed it.", setting="simulation"
    )
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2", "L1:R2.a"], evidence=evidence)
    build.judged(cast, made, ["L1:1.1", "L1:1.2", "L1:R2.a"])
    with pytest.raises(Refused, match="imulat"):
        actions.sign_off(made, by=cast.as_("asif"), unit="L1")


def test_a_unit_is_signed_off_once_its_gate_is_open(cast: Cast):
    made = build.with_units(cast)
    signed = build.signed_off(cast, made)
    assert row_of(made).signed == {"L1": "signed"}
    assert row_of(made).signed_percent == 0, "the IQA has not looked yet"
    assert Event.objects.filter(stream=made.stream).latest("position").rows[0][1] == str(signed.uuid)
    with pytest.raises(Refused, match="signed off already"):
        actions.sign_off(made, by=cast.as_("asif"), unit="L1")


def test_a_centre_without_second_look_counts_the_sign_off_at_once(cast: Cast):
    cast.centre.second_look = False
    cast.centre.save()
    made = build.with_units(cast)
    made.centre.refresh_from_db()
    build.signed_off(cast, made)
    assert row_of(made).signed_percent == 40


def test_no_judgement_changes_in_a_signed_off_unit(cast: Cast):
    made = build.with_units(cast)
    build.signed_off(cast, made)
    with pytest.raises(Refused, match="signed off"):
        build.judged(cast, made, ["L1:1.1"], verdict=Verdict.NOT_YET)


def test_the_marks_are_the_judgements_in_force(cast: Cast):
    made = build.with_units(cast)
    build.signed_off(cast, made)
    build.handed_in(cast, made, ["L2:1.1"])
    (judgement,) = build.judged(cast, made, ["L2:1.1"])
    actions.undo(judgement, by=cast.as_("asif"))
    assert facts.marks(made) == row_of(made).marks


def test_nobody_judges_what_was_put_in_its_place_meanwhile(cast: Cast):
    made = build.with_units(cast)
    evidence = build.statement(cast, made)
    build.handed_in(cast, made, ["L1:1.1"], evidence=evidence)
    shown = facts.basis(facts.claims_by_target(made, ["L1:1.1"])["L1:1.1"])
    portfolios.replace_evidence(evidence, by=cast.as_("lena"), body="Somebody else trimmed it.")
    with pytest.raises(Refused, match="changed while you were deciding"):
        actions.judge(made, by=cast.as_("asif"), decisions=[Decision("L1:1.1", Verdict.MET, seen="", basis=shown)])
    shown = facts.basis(facts.claims_by_target(made, ["L1:1.1"])["L1:1.1"])
    actions.judge(made, by=cast.as_("asif"), decisions=[Decision("L1:1.1", Verdict.MET, seen="", basis=shown)])
    assert row_of(made).cells == "moooo"


def test_nobody_says_not_yet_to_a_claim_that_came_in_meanwhile(cast: Cast):
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    shown = facts.basis(facts.claims_by_target(made, ["L1:1.1"])["L1:1.1"])
    build.handed_in(cast, made, ["L1:1.1"])
    with pytest.raises(Refused, match="changed while you were deciding"):
        actions.judge(made, by=cast.as_("asif"), decisions=[Decision("L1:1.1", Verdict.NOT_YET, "Which lamp?", seen="", basis=shown)])


@pytest.mark.parametrize("verdict", [Verdict.MET, Verdict.NOT_YET])
def test_a_part_of_a_requirement_judged_anew_opens_the_unit_again(cast: Cast, verdict):
    cast.centre.second_look = False
    cast.centre.save()
    made = build.with_units(cast)
    made.centre.refresh_from_db()
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2"])
    evidence = build.statement(cast, made, "The fuel")
    build.handed_in(cast, made, ["L1:R2.a"], evidence=evidence)
    build.judged(cast, made, ["L1:1.1", "L1:1.2", "L1:R2.a"])
    actions.sign_off(made, by=cast.as_("asif"), unit="L1")
    assert row_of(made).signed_percent == 40
    portfolios.replace_evidence(evidence, by=cast.as_("lena"), body="It was gas.")
    assert row_of(made).signed_percent == 0, "a part in doubt is a unit in doubt"
    assert Event.objects.filter(stream=made.stream).latest("position").args["in_doubt"] == 1
    build.judged(cast, made, ["L1:R2.a"], verdict=verdict)
    assert (row_of(made).signed, row_of(made).signed_percent) == ({"L1": "reopened"}, 0)
