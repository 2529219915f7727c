"""The employers by stage, the page of one, the journey drawn; merging from the page."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.employers import actions, journeyfile
from milepost.employers.models import EmployerFile, EmployerMerge
from milepost.notices.tasks import tell_pending
from milepost.people import actions as people
from milepost.portfolios import actions as portfolios
from milepost.portfolios.words import ConsentAbout
from tests import build
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter

ALL = "/employers/all/"  # "employer_list"


@pytest.fixture
def bea(enter: Enter) -> Client:
    return enter("bea")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_known_employer_gets_a_file_and_a_new_one_too(cast: Cast, bea: Client) -> None:
    page = words(bea.get(ALL))
    assert "No employer has a file yet" in page
    assert cast.employer.name in page
    bea.post(f"{ALL}{cast.employer.uuid}/open/")  # "employer_open"
    assert "among your employers already" in words(bea.post(ALL, {"name": cast.employer.name}))
    made = bea.post(ALL, {"name": "Pier Kitchens"})
    assert made.headers["Location"].startswith(ALL)
    assert EmployerFile.objects.count() == 2
    bea.get(ALL)  # says what was done, once
    assert "Pier Kitchens" not in words(bea.get(f"{ALL}?q=otters"))


def test_the_list_asks_the_same_for_one_and_for_three(cast: Cast, bea: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number, name in enumerate(("", "Gannet Boats", "Pier Kitchens")):
        acting.opened(cast, name)
        if number in (0, 2):
            with django_assert_num_queries(11):
                bea.get(ALL)


def test_the_page_shows_the_stage_what_it_asks_and_closes_it(cast: Cast, bea: Client) -> None:
    file = acting.opened(cast)
    one = f"{ALL}{file.uuid}/"  # "employer_one"
    assert "not in the journal yet" in words(bea.get(one))
    refused = bea.post(f"{one}close-stage/", {"stage": "contact"})  # "employer_pass"
    assert refused.status_code == 422
    assert "A person has answered" in words(refused)
    actions.note_contact(file, by=cast.as_("bea"), kind="call", text="Hello.")
    assert "goes on to “Fit decided”" in words(bea.post(f"{one}close-stage/", {"stage": "contact"}, follow=True))
    assert "Say in a sentence" in words(bea.post(f"{one}describe/", {"does": "", "size": "140"}))  # "employer_describe"
    bea.post(f"{one}describe/", {"does": "They run the ferries.", "size": "140"})
    typed = bea.post(f"{one}close-stage/", {"stage": "contact", "said-safe": "Seen on site"})
    assert "stands at “Fit decided” now" in words(typed)
    assert "Seen on site" in words(typed)
    assert "goes on to" in words(bea.post(f"{one}close-stage/", {"stage": "fit", "said-safe": "Seen on site"}, follow=True))
    assert "stands there again" in words(
        bea.post(f"{one}put-back/", {"to": "fit", "reason": "Site two."}, follow=True)
    )  # "employer_return"


def test_of_a_learner_it_says_only_what_they_agree_to(cast: Cast, bea: Client) -> None:
    file, made = acting.described(cast), build.registration(cast)
    page = words(bea.get(f"{ALL}{file.uuid}/"))
    assert "they have not agreed to it" in page
    assert "registered Lena" not in page
    portfolios.say_consent(made, by=cast.as_("lena"), about=ConsentAbout.EMPLOYER, given=True)
    page = words(bea.get(f"{ALL}{file.uuid}/"))
    assert "0% signed off" in page
    assert "registered Lena" in page


def test_its_queries_do_not_grow(cast: Cast, bea: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    file, by = acting.described(cast), cast.as_("bea")
    for number in range(3):
        acting.sent(file, by=by)
        actions.note_contact(file, by=by, kind="call", text=f"Talk {number}.")
        if number in (0, 2):
            with django_assert_num_queries(31):
                bea.get(f"{ALL}{file.uuid}/")


def test_the_juncture_shows_what_is_promised_there_and_the_clock_that_runs(cast: Cast, bea: Client) -> None:
    file = acting.opened(cast)
    actions.note_contact(file, by=cast.as_("bea"), kind="call", text="Hello.")
    tell_pending(limit=100)
    page = words(bea.get(f"{ALL}{file.uuid}/"))
    here = page[page.index("What they can rely on here") : page.index("in the journal since")]
    assert "Answer to an enquiry" in here
    assert "no clock runs now" in here
    assert re.search(r"at least every twelve weeks.*class=\"clock", here)


def test_two_that_are_one_are_merged_and_parted(cast: Cast, enter: Enter) -> None:
    cora = enter("cora")
    kept, other = acting.opened(cast), acting.opened(cast, "Ottersby Ferries")
    one = f"{ALL}{kept.uuid}/"
    assert cora.post(f"{one}merge/", {"other": str(other.uuid), "reason": ""}).status_code == 422  # "employer_merge"
    assert "are one employer now" in words(cora.post(f"{one}merge/", {"other": str(other.uuid), "reason": "One telephone"}, follow=True))
    assert cora.get(f"{ALL}{other.uuid}/").status_code == 404
    merge = EmployerMerge.objects.get()
    assert "two employers again" in words(cora.post(f"{one}merge/{merge.uuid}/part/", follow=True))  # "employer_part"
    assert cora.get(f"{ALL}{other.uuid}/").status_code == 200


def test_the_journey_is_drawn_stands_in_a_table_and_goes_out_and_in_as_a_file(cast: Cast, enter: Enter) -> None:
    cora, there = enter("cora"), "/employers/all/journey/"  # "employer_journey"
    page = words(cora.get(there))
    assert page.count('role="img"') == 3
    assert "10 stages from “First contact” to “Relationship”, 4 of them with a duty" in page
    assert "The relationship develops" in page
    text = cora.get(f"{there}employer-journey.yaml").content.decode()  # "employer_journey_file"
    assert text == journeyfile.shipped_path().read_text("utf-8")
    wrong = cora.post(there, {"file": SimpleUploadedFile("j.yaml", text.replace("key: fit\n", "kee: fit\n", 1).encode())})
    assert (wrong.status_code, "line 31" in words(wrong) or "“kee”" in words(wrong)) == (422, True)
    assert "no text" in words(cora.post(there, {"file": SimpleUploadedFile("j.yaml", b"\xff\xfe\x00")}))
    strange = text.replace("standards: [fit]", "standards: [fit-decided]")
    refused = cora.post(there, {"file": SimpleUploadedFile("j.yaml", strange.encode())})
    assert (refused.status_code, "no service standard is called “fit-decided”" in words(refused)) == (422, True)
    changed = text.replace("title: First contact", "title: Hello")
    assert "Version 1 of your journey" in words(cora.post(there, {"file": SimpleUploadedFile("j.yaml", changed.encode())}, follow=True))
    assert "Hello" in words(enter("bea").get(there))
    assert "Let it run" not in words(enter("bea").get(there))


def test_a_stranger_and_who_does_something_else_find_nothing(cast: Cast, enter: Enter) -> None:
    file = acting.opened(cast)
    people.add_employer(cast.elsewhere, by=cast.as_("stan"), name="Elsewhere Ltd")
    for name in ("lena", "asif", "emil"):
        assert enter(name).get(ALL).status_code == 404
    stan = enter("stan")
    assert stan.get(f"{ALL}{file.uuid}/").status_code == 404
    assert cast.employer.name not in words(stan.get(ALL))
