"""The employer's own page: by private link and signed in. Who does not agree is not named; a link that was taken back shows nothing."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost import links
from milepost.assessment import actions as assessment
from milepost.base.actors import by_link
from milepost.employers import actions
from milepost.notices import tasks
from milepost.people import actions as people
from milepost.portfolios.models import Registration
from tests import build, reviewing
from tests.cast import Cast
from tests.concerns.raising import link
from tests.employers import acting
from tests.fixtures import Enter

OWN = "/employers/own/"  # "employer_own"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def at(letter: Any) -> str:
    return f"/e/{letter.secret}/"  # "employer_own_by_link"


@pytest.fixture
def made(cast: Cast) -> Registration:
    """Lena learns at Emil's."""
    made = build.with_units(cast)
    Registration.objects.filter(pk=made.pk).update(employer=cast.employer)
    made.refresh_from_db()
    return made


def test_learners_stand_there_as_far_as_they_agree_and_vanish_at_once(cast: Cast, made: Registration, enter: Enter) -> None:
    letter = link(cast, acting.opened(cast))
    doors = ((Client(), at(letter)), (enter("emil"), OWN))
    for client, there in doors:
        page = words(client.get(there))
        assert "Lena" not in page
        assert "1 person from you learns here. They have not agreed" in page
    reviewing.agreed(cast, made)
    for client, there in doors:
        assert cast.lena.name in words(client.get(there))
    reviewing.agreed(cast, made, given=False)
    for client, there in doors:
        assert "Lena" not in words(client.get(there))


def test_what_they_are_asked_for_leads_where_the_letter_does(cast: Cast, made: Registration, enter: Enter) -> None:
    file = acting.opened(cast)
    proposal = acting.sent(file, by=cast.as_("bea"))
    reviewing.agreed(cast, made)
    review = reviewing.opened(cast, made)
    reviewing.written(cast, review)
    letter = reviewing.sent(cast, review, email="Emil@larkmoor.example")
    asked = assessment.ask_witness(made, by=cast.as_("asif"), name="Emil", email=cast.emil.email, about="The storm", targets=["L1:1.1"])
    own = link(cast, file)
    for client, there in ((Client(), at(own)), (enter("emil"), OWN)):
        page = words(client.get(there))
        for href in (links.review_letter(letter.secret), links.witness(asked.secret), links.proposal_letter(proposal.secret)):
            assert href in page
        assert f"Your part of the review with {cast.lena.name}" in page
    wandas = words(Client().get(at(link(cast, file, "wanda@larkmoor.example"))))
    assert "Nothing waits for you" in wandas
    assert links.proposal_letter(proposal.secret) not in wandas
    reviewing.signed_by_letter(letter)
    emil = by_link("Emil", centre_id=cast.centre.pk)
    actions.answer_proposal(proposal, by=emil, kind="accepted", name="Emil", seen=1)
    page = words(Client().get(at(own)))
    assert "accepted by Emil on" in page
    reviewing.agreed(cast, made, given=False)
    page = words(Client().get(at(own)))
    assert "Lena" not in page
    assert "Your part of a progress review" in page


def test_a_link_that_was_taken_back_shows_nothing_and_one_that_is_not_whole_neither(cast: Cast, made: Registration) -> None:
    reviewing.agreed(cast, made)
    letter = link(cast, acting.opened(cast))
    there = at(letter)
    answer = Client().get(there)
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    actions.take_back_page(letter, by=cast.as_("bea"))
    for path in (there, f"{there}tell/"):  # "employer_own_tell_by_link"
        gone = Client().get(path)
        assert gone.status_code == 410
        assert "taken back on" in words(gone)
        assert "Lena" not in words(gone)
    assert Client().get("/e/not-whole/").status_code == 404


def test_one_person_to_speak_to_with_telephone_and_mail_and_who_stands_in(cast: Cast) -> None:
    file = acting.opened(cast)
    people.give_phone(cast.bea, by=cast.as_("bea"), phone="01632 960114")
    letter = link(cast, file)
    page = words(Client().get(at(letter)))
    assert f"Speak to {cast.bea.name}" in page
    assert 'href="tel:01632960114"' in page
    assert f'href="mailto:{cast.bea.email}"' in page
    actions.accept_handover(actions.ask_handover(file, by=cast.as_("bea"), to=cast.cora, juncture="enquiry"), by=cast.as_("cora"))
    assert f"Speak to {cast.cora.name}" in words(Client().get(at(letter)))


def test_before_there_is_a_file_the_manager_on_duty_is_who_to_speak_to(cast: Cast, enter: Enter) -> None:
    emil = enter("emil")
    assert emil.get("/").headers["Location"] == OWN
    page = words(emil.get(OWN))
    assert f"Speak to {cast.cora.name}" in page
    assert "Nothing has counted yet" in page
    assert Client().get(OWN).status_code == 302
    assert enter("bea").get(OWN).status_code == 404


def test_what_was_promised_and_kept_is_counted_with_its_table(cast: Cast) -> None:
    file, bea = acting.opened(cast), cast.as_("bea")
    proposal = acting.sent(file, by=bea)
    emil = by_link("Emil", centre_id=cast.centre.pk)
    question = actions.answer_proposal(proposal, by=emil, kind="question", name="Emil", text="When?", seen=1)
    actions.answer_question(question, by=bea, text="On Tuesdays.")
    tasks.tell_pending(limit=1000)
    page = words(Client().get(at(link(cast, file))))
    assert "In twelve months we kept" in page
    assert "Answer to a question about a proposal" in page
    assert "1 of 1 kept" in page
    assert "The months as a table" in page


def test_its_questions_do_not_grow(cast: Cast, made: Registration, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    file, bea = acting.opened(cast), cast.as_("bea")
    letter = link(cast, file)
    reviewing.agreed(cast, made)
    for number in (1, 2, 3):
        sent = acting.sent(file, by=bea)
        assessment.ask_witness(
            made,
            by=cast.as_("asif"),
            name="Emil",
            email=letter.email,
            about="The storm",
            targets=[("L1:1.1", "L1:1.2", "L2:1.1")[number - 1]],
        )
        assert sent.version.number == 1
        tasks.tell_pending(limit=1000)
        if number in (1, 3):
            with django_assert_num_queries(22):
                Client().get(at(letter))
