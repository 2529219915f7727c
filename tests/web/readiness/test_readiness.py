"""Will we be ready: from nothing to two dates, work, the fan and a gate that says why it is closed."""

from datetime import timedelta
from typing import Any

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.notices import tasks as telling
from milepost.notices.models import Notice
from milepost.readiness import holding, tasks
from milepost.readiness.models import Checkpoint, MilepostPassed, RoadDates, RoadWork
from tests.cast import Cast
from tests.fixtures import Enter
from tests.readiness.test_road import noted, paced, set_dates

PAGE = "/readiness/"  # "readiness"
DATES, WORK = f"{PAGE}dates/", f"{PAGE}work/"  # "readiness_dates", "readiness_work"
STONE, CHECKPOINTS = f"{PAGE}mileposts/stakeholders/", f"{PAGE}checkpoints/"  # "readiness_milepost", "readiness_checkpoints"
WEEK = timedelta(days=7)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def given(**changed: Any) -> dict[str, Any]:
    today = clock.today()
    return {"register_by": today + 4 * WEEK, "ready_by": today + 16 * WEEK, "hours_a_week": "7", "registered_on": "", **changed}


def work(client: Client, **changed: Any) -> Any:
    return client.post(WORK, {"milepost": "owners", "what": "Name owners", "hours": "5", "known_on": clock.today() - 10 * WEEK, **changed})


def test_from_nothing_to_a_forecast(cast: Cast, enter: Enter) -> None:
    quentin = enter("quentin")
    assert "Set the two dates" in words(quentin.get(PAGE))
    assert quentin.post(DATES, given()).status_code == 302
    assert "Note the work" in words(quentin.get(PAGE))
    assert work(quentin).status_code == 302
    assert "Carry on, and judge anew in a month" in words(quentin.get(PAGE))
    for week in range(9):
        assert work(quentin, done_on=clock.today() - week * WEEK).status_code == 302
    shown = words(quentin.get(PAGE))
    assert "Go for it" in shown
    assert 'class="b90"' in shown and "What six more weeks would change" in shown
    assert "in 100 that you are ready" in shown


def test_a_date_that_has_passed_is_said_and_nothing_is_lost(cast: Cast, enter: Enter) -> None:
    answer = enter("cora").post(DATES, given(ready_by="2020-01-01"))
    assert answer.status_code == 422
    assert "The day to be ready has passed" in words(answer) and 'value="7"' in words(answer)
    assert not RoadDates.objects.exists()


def test_work_that_was_finished_before_it_was_known_leaves_nothing(cast: Cast, enter: Enter) -> None:
    answer = work(enter("quentin"), done_on=clock.today() - 20 * WEEK)
    assert answer.status_code == 422
    assert "Give a day from" in words(answer)
    assert not RoadWork.objects.exists()


def test_work_is_finished_or_dropped_in_the_list(cast: Cast, enter: Enter) -> None:
    one, other, quentin = noted(cast, weeks_ago=2), noted(cast, weeks_ago=2), enter("quentin")
    quentin.post(f"{WORK}{one.uuid}/finish/", {"done_on": clock.today()})  # "readiness_work_finish"
    quentin.post(f"{WORK}{other.uuid}/drop/")  # "readiness_work_drop"
    assert "found not to be needed" in words(quentin.get(WORK))
    assert set(RoadWork.objects.values_list("done_on", "dropped_on")) == {(clock.today(), None), (None, clock.today())}


def test_a_closed_gate_says_why_and_is_not_passed(cast: Cast, enter: Enter) -> None:
    quentin = enter("quentin")
    assert "nobody has been asked to draw the principal stakeholders yet" in words(quentin.get(STONE))
    answer = quentin.post(STONE, {"said": "We know them."})
    assert (answer.status_code, MilepostPassed.objects.exists()) == (422, False)
    assert "The gate is closed" in words(answer) and "We know them." in words(answer)


def test_an_open_gate_is_passed(cast: Cast, enter: Enter, monkeypatch: Any) -> None:
    monkeypatch.setattr(holding, "FACTS", {name: lambda _centre: [] for name in holding.FACTS})
    quentin = enter("quentin")
    assert quentin.post(STONE, {"said": "Six of seven drew the same."}).status_code == 302
    assert "1 of 9 mileposts are passed" in words(quentin.get(PAGE))
    assert "Six of seven drew the same." in words(quentin.get(STONE))
    assert quentin.get(f"{PAGE}mileposts/nowhere/").status_code == 404


def test_a_checkpoint_is_set_and_cannot_be_judged_before_its_day(cast: Cast, enter: Enter) -> None:
    set_dates(cast)
    paced(cast)
    quentin = enter("quentin")
    assert quentin.post(CHECKPOINTS, {"on": clock.today()}).status_code == 422
    assert quentin.post(CHECKPOINTS, {"on": clock.today() + 4 * WEEK}).status_code == 302
    one = Checkpoint.objects.get()
    answer = quentin.post(f"{CHECKPOINTS}{one.uuid}/", {"said": "Kept going."})  # "readiness_checkpoint"
    assert answer.status_code == 422
    assert f"{one.expected}%" in words(quentin.get(PAGE)) and "still to come" in words(quentin.get(PAGE))


def test_the_pages_ask_no_more_with_more_rows(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    set_dates(cast)
    noted(cast, weeks_ago=9, done=2)
    quentin = enter("quentin")
    quentin.get(PAGE)
    for _more in range(2):
        with django_assert_num_queries(21):
            quentin.get(PAGE)
        with django_assert_num_queries(4):
            quentin.get(WORK)
        noted(cast, weeks_ago=9, done=1)
        noted(cast, weeks_ago=9)


def test_on_the_day_of_a_checkpoint_one_is_told_judges_anew_and_compares(cast: Cast, enter: Enter) -> None:
    set_dates(cast)
    paced(cast)
    quentin, on = enter("quentin"), clock.today() + 4 * WEEK
    quentin.post(CHECKPOINTS, {"on": on.isoformat()})
    one = Checkpoint.objects.get()
    assert one.expected is not None and one.expected > 55
    address = f"{CHECKPOINTS}{one.uuid}/"
    assert "This checkpoint is still to come." in words(quentin.get(address))
    assert tasks.remind_of_checkpoints() == 0
    with clock.at(clock.now() + 4 * WEEK):
        quentin = enter("quentin")
        assert (tasks.remind_of_checkpoints(), tasks.remind_of_checkpoints()) == (1, 0)
        telling.tell_pending(limit=1000)
        notice = Notice.objects.get(person=cast.quentin, kind="checkpoint_due")
        assert "The checkpoint of" in words(quentin.get("/messages/"))
        page = quentin.get(f"/messages/{notice.uuid}/", follow=True)
        assert page.request["PATH_INFO"] == address
        assert f"55 of 100 parts of the work are done; {one.expected} were forecast. That is {one.expected - 55} fewer." in words(page)
        assert f"when the checkpoint was set it was {one.chance} in 100." in words(page)
        assert quentin.post(address, {"said": " "}).status_code == 422
        assert quentin.post(address, {"said": "Four weeks stood still; two of us join."}).status_code == 302
        shown = words(quentin.get(PAGE))
        assert f"{one.expected - 55} fewer than the {one.expected} that had been forecast." in shown and "Four weeks stood still" in shown
        judged = words(quentin.get(address))
        assert "What followed from it" in judged and "<textarea" not in judged
        assert tasks.remind_of_checkpoints() == 0


def test_the_day_after_a_deadline_the_advice_is_to_set_the_next_one(cast: Cast, enter: Enter) -> None:
    set_dates(cast, ready_by=clock.today() + WEEK, register_by=clock.today(), registered_on=clock.today())
    paced(cast, left=0)
    with clock.at(clock.now() + timedelta(days=8)):
        page = words(enter("quentin").get(PAGE))
        assert "Set the next day to be ready by" in page and "All the work is done, and the day to be ready has passed." in page
        assert "too much left" not in page
        noted(cast, weeks_ago=10)
        assert "The day to be ready has passed, and work is left." in words(enter("quentin").get(PAGE))
