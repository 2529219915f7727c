"""What somebody told with their account, in the browser: told, found again, answered, chosen; and nothing of it at the door."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost import links
from milepost.concerns import actions, passphrases
from milepost.concerns.models import Case
from milepost.concerns.words import Option
from milepost.notices import letters, tasks
from milepost.notices.models import Notice
from milepost.people.words import Role
from tests.cast import Cast
from tests.concerns.telling import SEED, WORRY, taken, told, told_by
from tests.fixtures import Enter

LIST, NEW = "/my/information/", "/my/information/new/"  # "told", "told_new"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def title(answer: Any) -> str:
    return words(answer).split("<title>")[1].split("</title>")[0]


def test_the_door_offers_both_ways_and_looks_at_nobody(cast: Cast, enter: Enter) -> None:
    door = reverse("door", args=[cast.centre.uuid])
    page = words(enter("lena").get(door))
    assert NEW in page
    assert "Nothing of your account is kept" in page
    assert "The caseworker sees your name" in page
    assert cast.lena.name not in page
    assert 'content="no-referrer"' in page
    assert "five words" in words(enter("lena").post(door, {"text": WORRY, "known": "not_at_all"}))
    assert Case.objects.get().person is None
    assert Case.objects.get().reference not in words(enter("lena").get(LIST))


def test_it_is_told_found_again_answered_and_a_way_chosen_with_an_account(cast: Cast, enter: Enter) -> None:
    lena, quentin = enter("lena"), cast.as_("quentin")
    assert LIST in words(lena.get(reverse("learner_home")))
    assert "happened" in words(refused := lena.post(NEW, {"text": ""}))
    assert refused.status_code == 422
    form = lena.get(NEW)
    assert "How should we know you" not in words(form)
    seed = words(form).split('name="seed" value="')[1].split('"')[0]
    sent = lena.post(NEW, {"text": WORRY, "seed": seed})
    assert sent.status_code == 302
    assert lena.post(NEW, {"text": WORRY, "seed": seed}).headers["Location"] == sent.headers["Location"]
    case, here = Case.objects.get(), sent.headers["Location"]
    assert case.person == cast.lena
    assert case.reference in words(lena.get(LIST))
    for page in (form, lena.get(LIST), lena.get(here)):
        assert title(page) == "Information - Milepost"
        assert "no-store" in page.headers["Cache-Control"]
    assert "It is sent." in words(lena.post(here, {"text": "And once more.", "act": "more"}))
    case = taken(cast, case)
    assert f"{cast.lena.name} told this with their account." in words(enter("quentin").get(reverse("case", args=[case.uuid])))
    ways = [Option("One", "Quick.", "Thin."), Option("Two", "Whole.", "Slow.")]
    actions.answer_case(case, by=quentin, text="Four days are corrected.", options=ways)
    page = words(lena.get(here))
    assert "Four days are corrected." in page
    assert "csrfmiddlewaretoken" in page
    assert 'name="ticket"' not in page
    assert 'content="same-origin"' in page  # without it a browser sends no origin, and what they write is refused
    assert lena.post(here, {"act": "agree"}).status_code == 422
    assert "You say that this settles it" in words(lena.post(here, {"act": "agree", "option": "2"}))
    case.refresh_from_db()
    assert case.agreed


def test_to_anybody_else_it_does_not_exist(cast: Cast, enter: Enter) -> None:
    case = told_by(cast)
    here = reverse("told_one", args=[case.uuid])
    for who in ("asif", "quentin", "stan"):
        assert enter(who).get(here).status_code == 404
        assert enter(who).post(here, {"text": "It was me.", "act": "more"}).status_code == 404
    without, _ = told(cast)
    assert enter("lena").get(reverse("told_one", args=[without.uuid])).status_code == 404


def test_notice_and_letter_say_only_that_there_is_something_to_read(cast: Cast, enter: Enter) -> None:
    case = taken(cast, told_by(cast))
    actions.answer_case(case, by=cast.as_("quentin"), text="Four days are corrected.")
    tasks.tell_pending(limit=1000)
    notice = Notice.objects.get(person=cast.lena)
    letter = letters.of_notice(notice)
    page = words(enter("lena").get(reverse("notices")))
    assert "There is something new for you to read." in page
    assert case.reference not in page
    assert letter.subject == "There is something new for you to read"
    assert links.noticed(None, notice.args, role=Role.LEARNER) == reverse("told_one", args=[case.uuid])
    for said in (case.reference, "concern", "case", "corrected"):
        assert said.casefold() not in f"{letter.subject} {letter.body}".casefold()


@pytest.mark.parametrize("rows", [1, 3])
def test_its_pages_ask_a_fixed_number_of_questions(
    cast: Cast, enter: Enter, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        case = told_by(cast, seed=f"{SEED}{number}")
        actions.ask_about_case(taken(cast, case), by=cast.as_("quentin"), text="Which days?")
    for number in range(rows - 1):
        actions.add_to_case(case, by=cast.as_("lena"), text=f"Day {number}.")
    client = enter("lena")
    with django_assert_num_queries(4):
        assert words(client.get(LIST)).count("/my/information/") > rows
    with django_assert_num_queries(4):
        client.get(NEW)
    with django_assert_num_queries(12):
        client.get(reverse("told_one", args=[case.uuid]))
