"""Cases as caseworkers have them: what waits without a word of it, one that was taken with everything, nothing of others."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.concerns import actions, passphrases
from milepost.concerns.models import CaseLate
from milepost.concerns.words import Way
from milepost.people.models import Appointment
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Workbook
from tests.cast import Cast
from tests.concerns.telling import SEED, WORRY, a_picture, taken, told
from tests.fixtures import Enter

LIST = "/cases/"  # "cases"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_it_is_taken_read_acknowledged_answered_and_closed_in_the_browser(cast: Cast, enter: Enter) -> None:
    case, _ = told(cast)
    client, here = enter("quentin"), reverse("case", args=[case.uuid])
    assert case.reference in words(client.get(LIST))
    assert WORRY not in words(client.get(here))
    assert client.post(here, {"act": "take"}).status_code == 422
    assert WORRY not in words(client.post(here, {"act": "take"}))
    client.post(here, {"act": "take", "uninvolved": "on"})
    assert WORRY in words(client.get(here))
    assert "Nobody knows who raised this" in words(client.get(here))
    refused = client.post(here, {"act": "close", "text": "All is well."})
    assert refused.status_code == 422
    assert "All is well." in words(refused)
    page = words(client.get(here))
    assert "Keep your notes" in page and f'name="about" value="{case.uuid}"' in page
    opened = [client.post(reverse("workbooks"), {"form": "complaint_investigation", "about": str(case.uuid)}).url for _again in range(2)]
    [kept] = Workbook.objects.filter(owner=cast.quentin)
    portfolios.write_workbook(kept, by=cast.as_("quentin"), title="Notes", answers=kept.given["answers"])
    opened.append(client.post(reverse("workbooks"), {"form": "complaint_investigation", "about": str(case.uuid)}).url)
    assert len(set(opened)) == 1, "one case has one workbook of its notes"
    for act, text in (
        ("acknowledge", ""),
        ("begin", "The lists of May."),
        ("ask", "Which days?"),
        ("answer", "Four days are corrected."),
        ("close", "The final word."),
    ):
        assert client.post(here, {"act": act, "text": text}).status_code == 302, act
    page = words(client.get(here))
    assert "It is closed." in page
    assert client.post(here, {"act": "dance", "text": "x"}).status_code == 404


def test_what_is_somebody_elses_or_names_the_reader_does_not_exist_for_them(cast: Cast, enter: Enter) -> None:
    case, _ = told(cast, "Cora shouted at us.")
    assert case.reference not in words(enter("cora").get(LIST))
    assert enter("cora").get(reverse("case", args=[case.uuid])).status_code == 404
    taken(cast, case)
    assert enter("ines").get(reverse("case", args=[case.uuid])).status_code == 404
    enter("quentin").post(reverse("case", args=[case.uuid]), {"act": "give_back"})
    assert enter("ines").get(reverse("case", args=[case.uuid])).status_code == 200


def test_a_picture_is_for_the_caseworker_alone(cast: Cast, enter: Enter) -> None:
    address = reverse("case_picture", kwargs=a_picture(cast))
    answer = enter("quentin").get(address)
    assert answer.getvalue()[:3] == b"\xff\xd8\xff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert enter("cora").get(address).status_code == 404


def test_the_list_says_of_each_case_what_comes_next_and_folds_away_what_is_over(cast: Cast, enter: Enter) -> None:
    client, quentin, case = enter("quentin"), cast.as_("quentin"), taken(cast, told(cast)[0])
    page = words(client.get(LIST))
    assert "Tell them that you have it" in page and "due" in page
    actions.answer_case(case, by=quentin, text="It was so.")
    assert "Your answer waits for a word from them" in words(client.get(LIST))
    actions.close_case(case, by=quentin, text="It is put right.")
    page = words(client.get(LIST))
    assert "You have none that is open." in page and "1 closed" in page and case.reference in page
    actions.add_to_case(case, by=actions.somebody(cast.centre), text="Not for me.")
    assert "They wrote after the final letter: answer them" in words(client.get(LIST))


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_a_fixed_number_of_questions(
    cast: Cast, enter: Enter, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = enter("quentin")
    cases = [told(cast, seed=f"{SEED}{number}")[0] for number in range(rows * 2)]
    for case in cases[:rows]:
        taken(cast, case)
        for number in range(rows):
            actions.ask_about_case(case, by=cast.as_("quentin"), text=f"Question {number}?")
    client.get(LIST)
    with django_assert_num_queries(11):  # three of them: when the centre works, for what is due
        client.get(LIST)
    with django_assert_num_queries(12):
        client.get(reverse("case", args=[cases[0].uuid]))


def test_the_page_says_why_nobody_has_it(cast: Cast, enter: Enter) -> None:
    case, _ = told(cast)
    here, ines = reverse("case", args=[case.uuid]), enter("ines")
    assert "Nobody has read it yet." in words(ines.get(here))
    taken(cast, case)
    actions.give_back_case(case, by=cast.as_("quentin"))
    assert "gave it back, or is named in what was written since" in words(ines.get(here))
    taken(cast, case)
    held = Appointment.objects.filter(person=cast.quentin)
    held.update(ends_on=clock.today() - timedelta(days=1))
    assert f"{cast.quentin.name} had it, and takes no cases here any more." in words(ines.get(here))
    held.update(ends_on=None)
    CaseLate.objects.create(
        case=case, step="answered", for_long=True, caseworker=cast.quentin, noted_at=clock.now(), noted_by=cast.as_("quentin")
    )
    assert f"{cast.quentin.name} has it, and a step has been late for more than 5 working days." in words(ines.get(here))
    assert "can be taken over" in words(ines.get(LIST))


def test_what_is_written_after_the_final_letter_is_answered_and_a_part_in_it_given_back(cast: Cast, enter: Enter) -> None:
    case = taken(cast, told(cast)[0])
    quentin, ines = cast.as_("quentin"), enter("ines")
    here = reverse("case", args=[case.uuid])
    actions.answer_case(case, by=quentin, text="It was so.")
    actions.close_case(case, by=quentin, text="It is put right.")
    page = words(enter("quentin").get(here))
    assert "Give it back" not in page
    assert "Answer what they wrote" not in page
    actions.add_to_case(case, by=actions.somebody(cast.centre), text="It began again.")
    assert "Answer what they wrote" in words(enter("quentin").get(here))
    assert "wrote after the final letter" in words(enter("quentin").get(LIST))
    enter("quentin").post(here, {"act": "give_back"})
    assert "They wrote after the final letter. Nobody has it now" in words(ines.get(here))
    assert "wrote after the final letter" in words(ines.get(LIST))
    ines.post(here, {"act": "take", "uninvolved": "on"})
    assert "It began again." in words(ines.get(here))
    ines.post(here, {"act": "ask", "text": "I look into it."})
    assert "You are told then, and can answer." in words(ines.get(here))


def test_ways_are_offered_in_the_browser_and_what_was_typed_stays(cast: Cast, enter: Enter) -> None:
    case = taken(cast, told(cast)[0])
    here, quentin = reverse("case", args=[case.uuid]), enter("quentin")
    ways = {"option_1": "Correct four days.", "benefits_1": "At once.", "drawbacks_1": "Only these.", "option_2": "Look through the month."}
    page = words(quentin.post(here, {"act": "answer", "text": "Four were wrong.", **ways}))
    assert "Say of way 2 what it is" in page
    assert "Look through the month." in page
    assert '<details class="govuk-details" open>' in page
    ways |= {"benefits_2": "Others too.", "drawbacks_2": "Three weeks."}
    assert quentin.post(here, {"act": "answer", "text": "Four were wrong.", **ways}).status_code == 302
    page = words(quentin.get(here))
    assert "Three weeks." in page
    actions.say_of_outcome(case, by=actions.somebody(cast.centre), agreed=True, option=2)
    assert "2. Look through the month." in words(quentin.get(here)).split("says that this settles it")[1]


def test_of_what_was_written_down_without_a_name_it_is_not_said_that_nobody_knows(cast: Cast, enter: Enter) -> None:
    case, _ = actions.enter_case(
        cast.centre, by=cast.as_("asif"), seed=SEED, way=Way.TELEPHONE, told_on=clock.today(), text="Her payment was stopped."
    )
    page = words(enter("quentin").post(reverse("case", args=[case.uuid]), {"act": "take", "uninvolved": "on"}, follow=True))
    assert f"{cast.asif.name}, who wrote it down, may know whose words they are." in page
    assert "Nobody knows who raised this" not in page
