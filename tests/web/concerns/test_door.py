"""The open door: nobody signs in, nothing is set and nothing betrays what it is; the words come back; what was typed is never lost."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.concerns import actions, passphrases, policies
from milepost.concerns.models import Case, CaseFile, CaseWord
from milepost.web.concerns import door as pages
from milepost.web.concerns import quiet
from tests.cast import Cast
from tests.concerns.telling import WORRY, taken, told
from tests.fixtures import Enter


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def at(cast: Cast, name: str = "door") -> str:
    return reverse(name, args=[cast.centre.uuid])


def sent(cast: Cast, client: Client | None = None, **more: Any) -> Any:
    return (client or Client(enforce_csrf_checks=True)).post(at(cast), {"text": WORRY, "known": "not_at_all", **more})


def picture() -> SimpleUploadedFile:
    kept = BytesIO()
    Image.new("RGB", (60, 40), "green").save(kept, "PNG")
    return SimpleUploadedFile("planted-name.png", kept.getvalue(), "image/png")


def test_it_says_what_is_protected_and_what_is_not_and_the_way_outside_before_anything_is_typed(cast: Cast) -> None:
    answer = Client().get(at(cast))
    page = words(answer)
    for said in (
        "What we know about you: nothing", "What we can’t hide:", "Does this touch my money or my place?", "The Independent Case Examiner",
        "You can go outside at any time", "<b>Within 1 working day</b>", 'href="https://www.bbc.co.uk/weather"', "Leave this page now",
    ):  # fmt: skip
        assert said in page
    assert "<script" not in page
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("name", ["door", "door_back"])
def test_no_title_and_no_address_betrays_what_it_is(cast: Cast, name: str) -> None:
    assert "<title>Information - Milepost</title>" in words(Client().get(at(cast, name)))
    assert "concern" not in at(cast, name)
    assert Client().get(at(cast, name).replace(str(cast.centre.uuid), str(cast.lena.uuid))).status_code == 404


def test_who_is_signed_in_is_nobody_at_the_door(cast: Cast, enter: Enter) -> None:
    client = enter("lena")
    assert "Lena" not in words(client.get(at(cast)))
    before = dict(client.session.items())
    sent(cast, client)
    assert dict(client.session.items()) == before
    assert Case.objects.get().raised_by == actions.somebody(cast.centre)
    assert CaseWord.objects.get().made_by.person is None


def test_sent_it_shows_five_words_that_open_it_and_what_is_written_on_stands_there(cast: Cast) -> None:
    answer = sent(cast, seed=passphrases.new_seed(), pictures=[picture(), picture()])
    assert answer.status_code == 200
    passphrase = answer.context["page"].passphrase
    assert passphrase in words(answer)
    assert CaseFile.objects.count() == 2
    assert not CaseFile.objects.filter(file__name__icontains="planted").exists()
    client = Client(enforce_csrf_checks=True)
    opened = client.post(at(cast, "door_back"), {"passphrase": passphrase.upper()})
    assert WORRY in words(opened)
    assert "2 pictures" in words(opened)
    ticket = opened.context["page"].ticket
    assert passphrase not in words(opened)
    more = client.post(at(cast, "door_back"), {"ticket": ticket, "act": "more", "text": "And on Friday as well."})
    assert "And on Friday as well." in words(more)
    client.post(at(cast, "door_back"), {"ticket": ticket, "act": "more", "text": "And on Friday as well."})
    assert CaseWord.objects.count() == 2, "the same once more says nothing new"
    assert not client.cookies


def test_they_read_the_answer_and_say_whether_it_settles_it(cast: Cast) -> None:
    case, passphrase = told(cast)
    taken(cast, case)
    actions.acknowledge_case(case, by=cast.as_("quentin"))
    actions.answer_case(case, by=cast.as_("quentin"), text="Four days are corrected.")
    opened = Client().post(at(cast, "door_back"), {"passphrase": passphrase})
    page = words(opened)
    assert "Quentin" in page
    assert "Four days are corrected." in page
    assert "Yes, this settles it" in page
    agreed = Client().post(at(cast, "door_back"), {"ticket": opened.context["page"].ticket, "act": "agree", "text": ""})
    assert "You say that this settles it" in words(agreed)
    case.refresh_from_db()
    assert case.agreed


def test_a_form_that_is_not_right_comes_back_filled_in_with_what_to_do(cast: Cast) -> None:
    for given, says in (
        ({"text": " "}, "Say what happened"),
        ({"known": "by_name"}, "Give your name, or choose"),
        ({"name": "Maria"}, "You gave a name"),
        ({"about": "Cora, Quentin and Ines"}, "Nobody is left here who could read this"),
        ({"pictures": [picture() for _ in range(5)]}, "at most 4 pictures"),
        ({"pictures": [SimpleUploadedFile("cv.docx", b"PK\x03\x04 my own name", "application/zip")]}, "Only pictures can be cleaned"),
        ({"pictures": [SimpleUploadedFile("broken.jpg", b"\xff\xd8\xff\xe0 no picture", "image/jpeg")]}, "can’t be opened"),
    ):
        answer = sent(cast, wanted="Correct it.", **given)
        assert answer.status_code == 422, given
        assert says in words(answer)
        assert "Correct it." in words(answer)
    assert not Case.objects.exists()


def test_wrong_words_open_nothing_and_tries_are_counted_together(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    told(cast)
    monkeypatch.setattr(pages, "TRIES_AN_HOUR", 1)
    wrong = Client().post(at(cast, "door_back"), {"passphrase": "able acorn actor adapt adult"})
    assert wrong.status_code == 422
    assert "Nothing here opens with these words" in words(wrong)
    second = Client(REMOTE_ADDR="203.0.113.9").post(at(cast, "door_back"), {"passphrase": "able acorn actor adapt adult"})
    assert "none are tried until the next" in words(second)


def test_a_page_that_stayed_open_too_long_asks_again_and_keeps_what_was_typed(cast: Cast) -> None:
    told(cast)
    answer = Client().post(at(cast, "door_back"), {"ticket": "stale", "act": "more", "text": "I had not finished."})
    assert "has closed after an hour" in words(answer)
    assert "I had not finished." in words(answer)


def test_a_flood_is_told_to_wait_for_the_full_hour_and_what_was_typed_stands_there(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies.cases, "CASES_AN_HOUR", 1)
    sent(cast)
    answer = sent(cast, text="The second of this hour.")
    assert answer.status_code == 422
    assert "It is not because of you" in words(answer)
    assert "The second of this hour." in words(answer)


def test_what_is_too_large_is_not_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quiet, "LARGEST", 100)
    answer = sent(cast, text="x" * 200)
    assert answer.status_code == 413
    assert "too large together" in words(answer)
    assert not Case.objects.exists()


def test_once_the_time_for_the_final_letter_is_over_it_is_said_that_nobody_need_wait(cast: Cast) -> None:
    _, passphrase = told(cast)
    now = clock.now()
    with clock.at(now + timedelta(days=50)):
        page = words(Client().post(at(cast, "door_back"), {"passphrase": passphrase}))
        assert "Until the final letter you hear here at least every 10 working days" in page
        assert "You need not wait for it any longer" not in page
    with clock.at(now + timedelta(days=60)):
        assert "You need not wait for it any longer" in words(Client().post(at(cast, "door_back"), {"passphrase": passphrase}))


def test_it_asks_a_fixed_number_of_questions(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    case, passphrase = told(cast)
    actions.somebody(cast.centre)
    with django_assert_num_queries(6):
        Client().get(at(cast))
    for number in range(3):
        actions.add_to_case(case, by=actions.somebody(cast.centre), text=f"More {number}.")
        client = Client()
        client.post(at(cast, "door_back"), {"passphrase": passphrase})
        with django_assert_num_queries(16):
            client.post(at(cast, "door_back"), {"passphrase": passphrase})
