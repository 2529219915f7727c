"""A learner who is there twice: made one, and parted again exactly."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from milepost.base import drafts
from milepost.base.actors import system
from milepost.base.models import Draft, Event
from milepost.base.refusal import Refused
from milepost.base.verification import verify
from milepost.people import actions as people
from milepost.people import queries as people_queries
from milepost.people.models import Appointment, Invitation, Person
from milepost.people.words import Role
from milepost.portfolios import actions, policies, queries, words
from milepost.portfolios.models import Merge, Registration
from tests import build
from tests.cast import Cast

PASSWORD = "ninety lanterns by the quay"


@pytest.fixture
def twice(cast: Cast) -> Person:
    """Lena once more, under another address, with a registration of her own and something begun."""
    letter = people.invite(
        cast.centre, by=cast.as_("cora"), email="l.hartog@home.example", name="Lena J Hartog", role=Role.LEARNER, born_on=date(2001, 5, 4)
    )
    other = people.accept(letter, password=PASSWORD)
    drafts.keep(other.pk, "statement:new", {"body": "I began."})
    return other


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everything that a merge may touch."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in (Person, Appointment, Invitation, Registration, Draft)}


def registered(cast: Cast, learner: Person, **changes: Any) -> Registration:
    made = build.registration(cast, of=build.Specification.objects.first())
    Registration.objects.filter(pk=made.pk).update(learner=learner, **changes)
    made.refresh_from_db()
    return made


def merge(cast: Cast, kept: Person, merged: Person) -> Merge:
    return actions.merge_people(kept, by=cast.as_("cora"), merged=merged, reason="One number.")


def test_what_was_the_others_belongs_to_the_one_and_can_be_put_back_exactly(cast: Cast, twice: Person) -> None:
    made = registered(cast, twice)
    waiting = people.invite(
        cast.centre, by=cast.as_("cora"), email="l3@home.example", name="Lena Hartog", role=Role.LEARNER
    ).appointment.person
    before = rows()
    merges = [merge(cast, cast.lena, twice), merge(cast, cast.lena, waiting)]
    made.refresh_from_db()
    assert made.learner == cast.lena
    assert Draft.objects.get().person == cast.lena
    assert queries.registration_of_learner(by=cast.as_("lena")) == made
    assert not people_queries.learners_of(cast.as_("cora")).filter(pk=twice.pk).exists()
    for one in reversed(merges):
        actions.unmerge_people(one, by=cast.as_("cora"))
    assert rows() == before
    assert Event.objects.filter(name__in=[words.PEOPLE_MERGED, words.PEOPLE_UNMERGED]).count() == 4
    assert verify() == []


def test_the_merged_account_signs_in_no_more_and_its_address_leads_to_the_kept_one(cast: Cast, twice: Person) -> None:
    client = Client()
    assert client.login(username=twice.email, password=PASSWORD)
    done = merge(cast, cast.lena, twice)
    assert not client.login(username=twice.email, password=PASSWORD)
    with pytest.raises(Refused, match="already"):
        people.invite(cast.centre, by=cast.as_("cora"), email=twice.email, name="Lena", role=Role.LEARNER)
    letter = people.invite(cast.centre, by=cast.as_("cora"), email=twice.email.upper(), name="Lena", role=Role.ASSESSOR)
    assert letter.appointment.person == cast.lena
    assert letter.email == cast.lena.email
    actions.unmerge_people(done, by=cast.as_("cora"))
    assert client.login(username=twice.email, password=PASSWORD)


def test_a_date_of_birth_that_only_the_other_has_comes_along_and_goes_back(cast: Cast, twice: Person) -> None:
    plain = people.appoint(cast.centre, by=system(), email="plain@larkmoor.example", name="Lena Hartog", role=Role.LEARNER).person
    done = merge(cast, plain, twice)
    plain.refresh_from_db()
    assert plain.born_on == date(2001, 5, 4)
    actions.unmerge_people(done, by=cast.as_("cora"))
    plain.refresh_from_db()
    assert plain.born_on is None


def test_two_who_are_both_on_one_qualification_stay_two(cast: Cast, twice: Person) -> None:
    made = registered(cast, twice)
    build.registration(cast, of=made.specification)
    assert "Both accounts are on Level 2 Certificate in Lamp Keeping" in str(
        policies.why_not_merge_people(cast.lena, by=cast.as_("cora"), merged=twice)
    )
    before = rows()
    with pytest.raises(Refused):
        merge(cast, cast.lena, twice)
    assert rows() == before
    Registration.objects.filter(pk=made.pk).update(state="withdrawn")
    merge(cast, cast.lena, twice)


def refusals(cast: Cast, twice: Person) -> dict[str, str | None]:
    cora = cast.as_("cora")
    people.appoint(cast.elsewhere, by=system(), email="far@home.example", name="Far Away", role=Role.LEARNER)
    far = people.appoint(cast.centre, by=system(), email="far@home.example", name="Far Away", role=Role.LEARNER).person
    people.appoint(cast.centre, by=system(), email=cast.asif.email, name="Asif Rahman", role=Role.LEARNER)
    ask = policies.why_not_merge_people
    return {
        "Only the centre manager": ask(cast.lena, by=cast.as_("quentin"), merged=twice),
        "one account already": ask(cast.lena, by=cora, merged=cast.lena),
        "does not learn at your centre": ask(cast.lena, by=cora, merged=cast.stan),
        "in use at another centre": ask(cast.lena, by=cora, merged=far),
        "works here under": ask(cast.lena, by=cora, merged=cast.asif),
    }


def test_what_cannot_be_merged_is_said(cast: Cast, twice: Person) -> None:
    for sentence, reason in refusals(cast, twice).items():
        assert sentence in str(reason)


def test_nobody_comes_to_assess_their_own_work(cast: Cast, twice: Person) -> None:
    people.appoint(cast.centre, by=system(), email=cast.asif.email, name="Asif Rahman", role=Role.LEARNER)
    registered(cast, twice)  # which Asif assesses
    assert "Nobody assesses their own work" in str(policies.why_not_merge_people(cast.asif, by=cast.as_("cora"), merged=twice))


def test_merges_are_parted_in_the_order_in_which_they_can_be(cast: Cast, twice: Person) -> None:
    third = people.appoint(cast.centre, by=system(), email="third@home.example", name="Lena Hartog", role=Role.LEARNER).person
    registered(cast, twice)
    first = merge(cast, third, twice)
    second = merge(cast, cast.lena, third)
    cora = cast.as_("cora")
    assert "merged into another since" in str(policies.why_not_unmerge_people(Merge.objects.get(pk=first.pk), by=cora))
    actions.unmerge_people(second, by=cora)
    actions.unmerge_people(first, by=cora)
    with pytest.raises(Refused, match="parted again"):
        actions.unmerge_people(first, by=cora)
    assert Registration.objects.get().learner == twice


def test_who_may_be_there_twice_is_suggested_with_why(cast: Cast, twice: Person) -> None:
    same = people.appoint(cast.centre, by=system(), email="kit@one.example", name="Kit Harrow", role=Role.LEARNER).person
    also = people.appoint(cast.centre, by=system(), email="kit@two.example", name="Harrow Kit", role=Role.LEARNER).person
    registered(cast, twice, uln="1000000043")
    found = {(pair.one, pair.other): pair.because for pair in queries.twins(by=cast.as_("cora"))}
    assert found == {(cast.lena, twice): "birth", (same, also): "name"}
    registered(cast, same, uln="1000000043", state="withdrawn")
    assert queries.Twins(twice, same, "number") in queries.twins(by=cast.as_("cora"))
    assert queries.twins(by=cast.as_("quentin")) == []
    merge(cast, cast.lena, twice)
    assert (cast.lena, twice) not in {(pair.one, pair.other) for pair in queries.twins(by=cast.as_("cora"))}
