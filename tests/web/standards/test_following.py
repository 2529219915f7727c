"""Steps followed: files drawn, one looked at, what is agreed, how consistently; from the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.commitments import actions
from milepost.commitments.models import FilePick, FileSample, StepAction, StepFinding
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter

STEPS = "/standards/steps/"  # "standards_steps"


@pytest.fixture
def quentin(enter: Enter) -> Client:
    return enter("quentin")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def days() -> dict[str, str]:
    today = clock.today()
    return {"from_on": (today - timedelta(days=30)).isoformat(), "until_on": today.isoformat()}


def drawn(cast: Cast, *, number: int = 5) -> FileSample:
    today = clock.today()
    return actions.draw_sample(cast.centre, by=cast.as_("quentin"), from_on=today - timedelta(days=30), until_on=today, number=number)


def test_files_are_drawn_looked_at_and_counted(cast: Cast, quentin: Client) -> None:
    acting.sent(acting.described(cast), by=cast.as_("bea"))
    assert "No file has been drawn yet" in words(quentin.get(STEPS))
    refused = quentin.post(STEPS, {**days(), "number": "90"})
    assert (refused.status_code, 'value="90"' in words(refused)) == (422, True)
    page = words(quentin.post(STEPS, {**days(), "number": "3"}, follow=True))
    assert "1 of 1 file with which" in page
    assert "its owner is new" in page
    pick = FilePick.objects.get()
    one = f"{STEPS}files/{pick.uuid}/"  # "standards_pick"
    assert "Not done" in words(quentin.get(one))
    typed = quentin.post(one, {"form": "look", "found-needs/signed": "done", "why-needs/signed": "", "why-fit/safe": "kept"})
    assert (typed.status_code, "say why" in words(typed)) == (422, True)
    quentin.post(one, {"form": "look", "found-needs/signed": "done", "why-needs/signed": "Signed on paper, in the folder."})
    assert StepFinding.objects.get(check_key="signed").found == "done"
    page = words(quentin.get(one))
    assert "Found otherwise: done. Signed on paper, in the folder." in page
    assert (
        words(quentin.post(one, {"form": "action", "juncture": "fit", "what": "", "who": "", "by_on": ""})).count("Choose who does it") == 2
    )
    soon = (clock.today() + timedelta(days=7)).isoformat()
    given = {"form": "action", "juncture": "fit", "what": "Ask about safety at once.", "who": str(cast.bea.uuid), "by_on": soon}
    assert "Ask about safety at once." in words(quentin.post(one, given, follow=True))
    page = words(quentin.get(STEPS))
    assert "steps that were due were followed" in page
    assert page.count('role="img"') == 2
    assert "At 1 step somebody found otherwise" in page


def test_an_owner_reads_it_and_says_what_is_done(cast: Cast, enter: Enter) -> None:
    acting.described(cast)
    sample, bea = drawn(cast), enter("bea")
    pick = sample.picks.get()
    actions.look_at(pick, by=cast.as_("quentin"), found={})
    action = actions.agree_step_action(pick, by=cast.as_("quentin"), juncture="fit", what="Ask.", who=cast.bea, by_on=clock.today())
    assert "Draw files" not in words(bea.get(STEPS))
    assert "Looked at by Quentin" in words(bea.get(f"{STEPS}files/{pick.uuid}/"))
    assert "what came of it" in words(bea.post(f"{STEPS}actions/{action.uuid}/", {"outcome": ""}, follow=True))  # "standards_step_action"
    bea.post(f"{STEPS}actions/{action.uuid}/", {"outcome": "It is asked now."})
    assert StepAction.objects.get().outcome == "It is asked now."
    assert "It is asked now." in words(bea.get(STEPS))


def test_who_owns_the_employer_reads_why_somebody_else_must_look(cast: Cast, enter: Enter) -> None:
    acting.opened(cast, by=cast.as_("cora"))
    pick = drawn(cast).picks.get()
    page = words(enter("cora").get(f"{STEPS}files/{pick.uuid}/"))
    assert "somebody else must look" in page
    assert "I have looked" not in page


def test_strangers_and_assessors_find_nothing(cast: Cast, enter: Enter) -> None:
    acting.opened(cast)
    sample = drawn(cast)
    assert enter("asif").get(STEPS).status_code == 404
    stan = enter("stan")
    for path in (f"{STEPS}{sample.uuid}/", f"{STEPS}files/{sample.picks.get().uuid}/"):  # "standards_sample"
        assert stan.get(path).status_code == 404


def test_queries_do_not_grow(cast: Cast, quentin: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number, name in enumerate(("", "Gannet Boats", "Pier Kitchens")):
        acting.opened(cast, name)
        sample = drawn(cast)
        for pick in sample.picks.all():
            actions.look_at(pick, by=cast.as_("quentin"), found={})
            actions.agree_step_action(pick, by=cast.as_("quentin"), juncture="fit", what="Ask.", who=cast.bea, by_on=clock.today())
        if number in (0, 2):
            with django_assert_num_queries(7):
                quentin.get(STEPS)
            with django_assert_num_queries(5):
                quentin.get(f"{STEPS}{sample.uuid}/")
            with django_assert_num_queries(17):
                quentin.get(f"{STEPS}files/{sample.picks.first().uuid}/")  # type: ignore[union-attr]
