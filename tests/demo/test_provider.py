"""What the demonstration shows of the provider itself: promises, the road, cases, a watch, standards, workbooks that are shared."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from milepost.assessment.models import Visit
from milepost.assessment.words import VisitState
from milepost.assurance.models import CorrectiveAction
from milepost.base import clock
from milepost.base.verification import verify
from milepost.commitments import projection, promises
from milepost.commitments.models import PromiseAsk, Remedy
from milepost.concerns import actions as concerns
from milepost.concerns import queries as cases
from milepost.concerns.models import Case
from milepost.demo import welcome
from milepost.demo.build import build
from milepost.demo.cases import OPEN
from milepost.demo.stage import Stage
from milepost.engine.consistency import Kind
from milepost.engine.promises import Standing
from milepost.notices.models import Notice
from milepost.notices.words import Kind as Kinds
from milepost.portfolios import queries as workbooks
from milepost.portfolios.models import WorkbookShare
from milepost.provider import facts
from milepost.provider import queries as provider
from milepost.provider.words import Stage as Scoring
from milepost.readiness import queries
from milepost.readiness.models import Checkpoint, RoadWork

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The demonstration, taken back after the last test here."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(say=lambda line: None)
        transaction.set_rollback(True)


def test_its_journal_is_whole_and_its_clocks_are_what_it_says(stage: Stage) -> None:
    assert verify() == []
    assert not projection.rebuild(stage.centre.pk, write=False).any


def test_what_was_promised_is_broken_put_right_owed_and_given(stage: Stage) -> None:
    actions = CorrectiveAction.objects.filter(finding__centre=stage.centre)
    assert actions.filter(done_at=None).exists()
    assert actions.filter(worked=True).exists()
    owed = Remedy.objects.filter(centre=stage.centre)
    assert owed.filter(delivered_at=None).exists()
    assert owed.exclude(delivered_at=None).exists()
    assert set(PromiseAsk.objects.values_list("answer", flat=True)) == {True, False, None}
    version = promises.newest(stage.centre.pk)
    assert version
    assert {month.standing for line in promises.board(version) for month in line.months} == set(Standing)


def test_the_road_has_checkpoints_behind_and_ahead(stage: Stage) -> None:
    found = Checkpoint.objects.filter(centre=stage.centre)
    assert (found.exclude(judged=None).count(), found.filter(judged=None, on__gt=clock.today()).count()) == (2, 1)
    assert set(queries.passed_of(stage.centre.pk)) == {"stakeholders"}
    assert RoadWork.objects.filter(centre=stage.centre, done_on=None).exists()


def by_words(stage: Stage, which: str) -> Case:
    """The case that opens with the words that visitors are told."""
    found = cases.case_by_passphrase(stage.words["cases"][str(OPEN[which])], centre=stage.centre)
    assert found
    return found


def test_cases_stand_at_different_points_of_the_procedure(stage: Stage) -> None:
    found = {which: by_words(stage, which) for which in OPEN}
    assert found["waiting"].caseworker is None
    assert found["answered"].answered_at and found["answered"].agreed is None
    assert len(cases.options_of(found["answered"])) == 2
    assert found["telephone"].other == "her son" and found["telephone"].late.filter(step="answered").exists()
    assert found["sealed"].name == "" and found["sealed"].caseworker == stage.staff["ines"].person
    assert Case.objects.exclude(closed_at=None).exclude(theme=None).count() >= 7


def test_the_case_about_the_quality_manager_passes_him_by(stage: Stage) -> None:
    about = by_words(stage, "manager")
    assert about.named.get().person == stage.staff["quentin"].person
    assert about not in cases.cases(by=stage.staff["quentin"])
    assert about in cases.cases_of(by=stage.staff["ines"])


def test_the_printed_words_open_the_sealed_name(stage: Stage) -> None:
    ines = stage.staff["ines"]
    opened = concerns.open_name(by_words(stage, "sealed"), by=ines, passphrase=stage.words["keys"][ines.name], reason="To ring them")
    assert opened["name"] == "Jo Amsel"
    printed = "\n".join(welcome.lines("http://localhost:8000", stage.words))
    assert stage.words["keys"][ines.name] in printed
    assert "http://localhost:8000" + reverse("door", args=[stage.centre.uuid]) in printed


def test_cases_of_one_kind_made_a_policy_change(stage: Stage) -> None:
    found = cases.patterns(by=stage.staff["quentin"])
    assert (found.themes["assessment"] or 0) >= 5 and found.chart.mean
    assert cases.policy_changes(by=stage.staff["quentin"]).get().worked


def test_a_watch_has_found_something_and_told_who_has_no_part_in_it(stage: Stage) -> None:
    alert = cases.alerts(by=stage.staff["quentin"]).get()
    assert {one.name for one in cases.readers_of(alert)} == {"Quentin Abara", "Cora Lindqvist"}
    assert not cases.alerts(by=stage.staff["ines"])
    assert any(one["reason"] and one["measure"] == "feedback" for one in alert.found)


def test_a_standard_is_written_shown_scored_and_moderated_in_part(stage: Stage) -> None:
    first, second = provider.held_standards(by=stage.staff["quentin"])
    standing = facts.standing_of(first)
    by_stage = {each: set(provider.scores_of(first, each)) for each in Scoring}
    assert by_stage[Scoring.SELF] > by_stage[Scoring.PEER] > by_stage[Scoring.MODERATION] > set()
    assert {one.kind for one in standing.doubts} == set(Kind)
    assert any(figure.of and not figure.gone for figure in standing.figures.values())
    assert {one.evidence_id for one in provider.places_of([first])} & {one.evidence_id for one in provider.places_of([second])}


def test_a_peer_from_outside_has_read_scored_said_something_and_finished(stage: Stage) -> None:
    letter = provider.peer_letters(by=stage.staff["quentin"]).get()
    assert letter.finished_at and [one.said_by for one in facts.comments(letter.held)] == [letter.actor]
    assert {one.indicator for one in provider.all_scores(letter.held).filter(scored_by=letter.actor)} == {"A1", "A2"}
    assert Notice.objects.get(kind=Kinds.PEER_FINISHED).person == stage.staff["quentin"].person


def test_a_participant_asked_for_an_appointment_and_it_is_agreed(stage: Stage) -> None:
    visit = Visit.objects.get(registration__learner__name="Tobin Reeve")
    assert (visit.proposed_by.name, visit.agreed_by and visit.agreed_by.name, visit.state) == (
        "Tobin Reeve",
        "Asif Rahman",
        VisitState.AGREED,
    )
    assert visit.starts_at > clock.now()


def test_a_step_in_a_workbook_is_due_and_who_keeps_it_was_reminded(stage: Stage) -> None:
    [due] = workbooks.steps_due(by=stage.staff["quentin"])
    assert not due.late and due.key in workbooks.told_of_steps([due.workbook.stream])
    assert Notice.objects.get(kind=Kinds.STEPS_DUE).person == stage.staff["quentin"].person


def test_of_two_shared_workbooks_one_waits_for_a_word(stage: Stage) -> None:
    found = WorkbookShare.objects.filter(workbook__centre=stage.centre)
    assert (found.exclude(answered_at=None).count(), found.filter(answered_at=None).count()) == (1, 1)
