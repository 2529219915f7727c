"""How we do with employers: counted from what happened, with nothing shown of fewer than five."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.base.actors import by_link
from milepost.employers import actions, success
from milepost.employers.models import ImpactCheck
from milepost.employers.queries.success import FileLine, Learning, Yes
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter

PAGE = "/employers/all/how-we-do/"  # "employer_success"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def answered(check: ImpactCheck, cast: Cast, n: int, *, from_: int = 0) -> None:
    for i in range(from_, from_ + n):
        letter = actions.ask_view(check, by=cast.as_("bea"), party="manager", name=f"M{i}", email=f"m{i}@larkmoor.example")
        given = {"name": f"M{i}", "useful": 4, "doing": "often", "recommend": 10 if i % 2 else 5}
        actions.give_view(letter, by=by_link("M", centre_id=cast.centre.pk), given=given)


def test_recommendation_is_not_shown_of_fewer_than_five(cast: Cast, enter: Enter) -> None:
    check, bea = acting.accepted(acting.described(cast), by=cast.as_("bea")), enter("bea")
    answered(check, cast, 4)
    found = success.success(by=cast.as_("bea"))
    assert (found.employers.asked, found.employers.answered, found.employers.mean) == (4, 4, None)
    assert words(bea.get(PAGE)).count("fewer than five answered: not shown") == 2
    answered(check, cast, 1, from_=4)
    found = success.success(by=cast.as_("bea"))
    assert (found.employers.mean, found.employers.warmly, found.employers.hardly) == (7.0, 2, 3)
    assert words(bea.get(PAGE)).count("fewer than five answered: not shown") == 1


def test_a_measure_that_got_better_and_an_enquiry_that_was_answered_count(cast: Cast) -> None:
    bea, file = cast.as_("bea"), acting.described(cast)
    acting.issue(file, by=bea)
    better = acting.issue(file, by=bea)
    enquiry = actions.receive_enquiry(
        cast.centre, by=bea, source="phone", organisation="Gannet Boats", name="Ola", phone="01632 960001", text="Two."
    )
    actions.take_enquiry(enquiry, by=bea, file=file)
    with clock.at(clock.now() + timedelta(hours=30)):
        actions.answer_enquiry(enquiry, by=bea, kind="call", text="We talked.")
        assert round(success.success(by=bea).hours or 0) == 30
    with clock.at(clock.now() + timedelta(days=30)):
        actions.measure_issue(better, by=bea, value=Decimal(150), unit="calls a week", measured_on=clock.today())
        found = success.success(by=bea)
    assert (found.better.n, found.better.of, found.moved.total()) == (1, 1, 2)
    assert found.better.percent is None
    assert success.success(by=cast.as_("asif")).moved.total() == 0


def test_kept_and_again_count_merged_files_once() -> None:
    now = clock.now()
    files = [FileLine(1, None, 11, "A"), FileLine(2, 1, 12, "A2"), FileLine(3, None, 13, "B"), FileLine(4, None, 14, "C")]
    old, new = now - timedelta(days=500), now - timedelta(days=20)
    yeses = [Yes(1, 1, old), Yes(2, 2, new), Yes(3, 3, old)]
    learning = [Learning(14, old, None, "active"), Learning(13, old - timedelta(days=900), old.date(), "withdrawn")]
    kept = success.kept(files, yeses, learning, today=clock.today())
    assert (kept.n, kept.of) == (2, 3)  # A by its second file, C by a learner; B has gone
    again = success.again(files, yeses)
    assert (again.n, again.of) == (1, 2)


def test_finished_is_by_employer_and_small_groups_have_no_share() -> None:
    day = clock.today()
    files = [FileLine(1, None, 11, "A"), FileLine(3, None, 13, "B")]
    ended = [Learning(11, clock.now(), day, "completed" if n else "withdrawn") for n in range(5)] + [
        Learning(13, clock.now(), day, "completed")
    ]
    assert [(one.name, one.part.n, one.part.of, one.part.percent) for one in success.by_employer(files, ended)] == [
        ("A", 4, 5, 80), ("B", 1, 1, None),
    ]  # fmt: skip


def test_its_queries_do_not_grow(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    bea: Client = enter("bea")
    for n in (1, 3):
        for one in range(n):
            answered(acting.accepted(acting.opened(cast, f"Ferry {n}{one}"), by=cast.as_("bea")), cast, 1, from_=n * 10 + one)
        bea.get(PAGE)
        with django_assert_num_queries(15):
            bea.get(PAGE)
