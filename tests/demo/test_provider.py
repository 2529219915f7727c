"""What the demonstration shows of the provider itself: a promise that breaks, the road with its checkpoints."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from milepost.assurance.models import CorrectiveAction
from milepost.base import clock
from milepost.base.verification import verify
from milepost.commitments import projection, promises
from milepost.commitments.models import PromiseAsk, Remedy
from milepost.demo.build import build
from milepost.demo.stage import Stage
from milepost.engine.promises import Standing
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
