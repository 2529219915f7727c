"""The day of who looks after employers: what needs them comes first; enquiries, contacts, meetings from the page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.employers import actions
from milepost.employers.models import Contact, Enquiry, Meeting
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter

TODAY = "/employers/"  # "employer_today"
ASKS = {"source": "phone", "organisation": "Gannet Boats", "name": "Ola Berg", "phone": "01632 960001", "text": "Two apprentices."}


@pytest.fixture
def bea(enter: Enter) -> Client:
    return enter("bea")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_home_leads_there_and_says_how_to_begin(bea: Client) -> None:
    assert bea.get("/").headers["Location"] == TODAY
    assert "Open the file of an employer" in words(bea.get(TODAY))


def test_an_enquiry_is_noted_taken_and_answered_in_the_browser(cast: Cast, bea: Client) -> None:
    wrong = bea.post("/employers/enquiries/new/", ASKS | {"phone": ""})  # "employer_enquiry_new"
    assert wrong.status_code == 422
    assert "Two apprentices." in words(wrong)
    there = bea.post("/employers/enquiries/new/", ASKS).headers["Location"]  # "employer_enquiry"
    assert "Take the enquiry of Gannet Boats" in words(bea.get(TODAY))
    assert bea.post(there, {"act": "take"}).status_code == 422
    assert bea.post(there, {"act": "take", "into": "new"}).status_code == 302
    enquiry = Enquiry.objects.get()
    assert enquiry.file
    assert enquiry.file.employer.name == "Gannet Boats"
    assert "Answer Ola Berg of Gannet Boats" in words(bea.get(TODAY))
    assert "Write down what was said" in words(bea.post(there, {"act": "answer", "kind": "call", "happened_at": "2020-01-01T10:00"}))
    early = bea.post(there, {"act": "answer", "kind": "call", "happened_at": "2020-01-01T10:00", "text": "We talked."})
    assert "before the enquiry came" in words(early)
    now = clock.now().strftime("%Y-%m-%dT%H:%M")
    done = bea.post(there, {"act": "answer", "kind": "call", "happened_at": now, "text": "We talked."}, follow=True)
    assert "answered Ola Berg. “We talked.”" in words(done)


def test_it_goes_into_the_file_that_is_known_and_one_that_is_none_is_closed(cast: Cast, bea: Client) -> None:
    file = acting.opened(cast, "Gannet Boats Ltd")
    enquiry = actions.receive_enquiry(cast.centre, by=cast.as_("bea"), **ASKS)
    page = words(bea.get(f"/employers/enquiries/{enquiry.uuid}/"))
    assert f'<option value="{file.uuid}" selected' in page
    bea.post(f"/employers/enquiries/{enquiry.uuid}/", {"act": "close", "reason": "They sell paper."})
    assert "They sell paper." in words(bea.get(f"/employers/enquiries/{enquiry.uuid}/"))


def test_a_contact_with_its_next_step_and_a_meeting_come_back_as_what_to_do(cast: Cast, bea: Client) -> None:
    file = acting.opened(cast)
    one = f"/employers/all/{file.uuid}/"
    now = clock.now().strftime("%Y-%m-%dT%H:%M")
    said = {
        "kind": "visit",
        "happened_at": now,
        "text": "The night shift.",
        "next_step": "Send the dates",
        "next_on": clock.today().isoformat(),
    }
    assert "What was said" in words(bea.post(f"{one}contact/", said | {"text": ""}))  # "employer_contact"
    bea.post(f"{one}contact/", said)
    assert "Send the dates" in words(bea.get(TODAY))
    contact = Contact.objects.get()
    assert "Done: Send the dates" in words(bea.post(f"/employers/steps/{contact.uuid}/done/", follow=True))  # "employer_step"
    assert "Send the dates" not in words(bea.get(TODAY))
    soon = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert bea.post(f"{one}meet/", {"kind": "visit", "starts_at": now, "about": "The year"}).status_code == 422  # "employer_meet"
    bea.post(f"{one}meet/", {"kind": "visit", "starts_at": soon, "about": "The year to come"})
    assert "The year to come" in words(bea.get(TODAY))
    meeting = Meeting.objects.get()
    there = f"/employers/meetings/{meeting.uuid}/"  # "employer_meeting"
    assert "lies ahead" in words(bea.post(there, {"act": "hold", "note": "Good."}))
    assert "new day and time" in words(bea.post(there, {"act": "move"}))
    assert bea.post(there, {"act": "call_off", "note": "They moved."}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "called_off"


def test_its_questions_do_not_grow_with_what_waits(cast: Cast, bea: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    by = cast.as_("bea")
    for number, name in enumerate(("", "Gannet Boats", "Pier Kitchens")):
        file = acting.opened(cast, name)
        actions.note_contact(file, by=by, kind="call", text="Hello.", next_step="Send the dates")
        actions.plan_meeting(file, by=by, kind="here", starts_at=clock.now() + timedelta(days=1), about="The year")
        actions.receive_enquiry(cast.centre, by=by, **(ASKS | {"organisation": f"Employer {number}"}))
        if number in (0, 2):
            with django_assert_num_queries(25):
                bea.get(TODAY)


def test_of_each_kind_what_comes_first_stands_there_and_that_there_is_more(cast: Cast, bea: Client) -> None:
    file = acting.opened(cast)
    for number in range(9):
        actions.note_contact(file, by=cast.as_("bea"), kind="call", text="We talked.", next_step=f"Step {number} of nine")
        page = words(bea.get(TODAY)) if number > 6 else ""
        assert ("There are more." in page) is (number == 8)
    assert [f"Step {number} of nine" in page for number in range(9)] == [True] * 8 + [False]
