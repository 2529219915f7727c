"""The link to the employer's own page: private, one for each address, taken back at once."""

from datetime import timedelta

import pytest

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.employers import actions, policies, queries, tasks, words
from milepost.employers.models import PageLetter, ProposalLetter
from tests.cast import Cast
from tests.employers.acting import last_event, opened, sent

EMIL = {"name": "Emil Sorensen", "email": "emil@larkmoor.example"}


def test_a_link_opens_the_page_until_it_is_taken_back(cast: Cast) -> None:
    letter = actions.send_page(opened(cast), by=cast.as_("bea"), **EMIL)
    assert last_event().name == words.PAGE_SENT
    found = queries.page_letter_by_token(letter.secret)
    assert found is not None
    assert policies.why_not_use_page(found) is None
    assert letter.secret not in str(PageLetter.objects.values())
    actions.take_back_page(letter, by=cast.as_("bea"))
    found = queries.page_letter_by_token(letter.secret)
    assert found is not None
    assert "taken back on" in str(policies.why_not_use_page(found))
    with pytest.raises(Refused, match="taken back already"):
        actions.take_back_page(letter, by=cast.as_("bea"))


def test_who_is_sent_another_link_has_one_that_works(cast: Cast) -> None:
    file = opened(cast)
    first = actions.send_page(file, by=cast.as_("bea"), **EMIL)
    second = actions.send_page(file, by=cast.as_("bea"), name="Emil", email="EMIL@larkmoor.example")
    assert last_event().args["instead_of"] == [str(first.uuid)]
    assert list(queries.page_letters_of([file])) == [second]


def test_a_link_ends_after_a_year_and_only_who_looks_after_employers_sends_one(cast: Cast) -> None:
    file = opened(cast)
    for name, email, says in (("", "a@b.example", "who gets the link"), ("Emil", "emil", "no e-mail address")):
        with pytest.raises(Refused, match=says):
            actions.send_page(file, by=cast.as_("bea"), name=name, email=email)
    for who in ("stan", "asif", "quentin", "emil"):
        with pytest.raises(Refused, match="looks after employers"):
            actions.send_page(file, by=cast.as_(who), **EMIL)
    letter = actions.send_page(file, by=cast.as_("bea"), **EMIL)
    PageLetter.objects.update(expires_on=clock.today() - timedelta(days=1))
    letter.refresh_from_db()
    assert "was good until" in str(policies.why_not_use_page(letter))


def test_the_address_of_a_link_that_was_taken_back_is_forgotten(cast: Cast) -> None:
    file = opened(cast)
    gone, kept = (
        actions.send_page(file, by=cast.as_("bea"), name="Emil", email=email) for email in (EMIL["email"], "ola@larkmoor.example")
    )
    actions.take_back_page(gone, by=cast.as_("bea"))
    assert tasks.forget_letter_addresses() == 0
    with clock.at(clock.now() + timedelta(days=91)):
        assert tasks.forget_letter_addresses() == 1
    assert set(PageLetter.objects.values_list("uuid", "email")) == {(gone.uuid, ""), (kept.uuid, "ola@larkmoor.example")}


def test_a_proposal_stands_there_for_whom_it_was_sent_to(cast: Cast) -> None:
    file = opened(cast)
    letter = sent(file, by=cast.as_("bea"))
    assert queries.proposals_sent_to("Emil@larkmoor.example", [file]) == [(letter, None)]
    assert queries.proposals_sent_to("wanda@larkmoor.example", [file]) == []


def test_the_address_of_a_proposal_is_forgotten_long_after_its_link_led_nowhere(cast: Cast) -> None:
    file = opened(cast)
    letter = sent(file, by=cast.as_("bea"))
    with clock.at(clock.now() + timedelta(days=60)):
        assert queries.proposals_sent_to("emil@larkmoor.example", [file]) == [(letter, None)]
    with clock.at(clock.now() + timedelta(days=149)):  # days are counted where the installation stands: an hour of summer time may end one
        assert tasks.forget_letter_addresses() == 0
    with clock.at(clock.now() + timedelta(days=152)):
        assert queries.proposals_sent_to("emil@larkmoor.example", [file]) == []
        assert tasks.forget_letter_addresses() == 1
    assert list(ProposalLetter.objects.values_list("name", "email")) == [("Emil Sorensen", "")]
