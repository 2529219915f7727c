"""Giving learners from one assessor to others: one act a learner, and one that can't be done does not stop the rest."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base.actors import system
from milepost.base.models import Event
from milepost.people import actions as people
from milepost.people.models import Appointment, Person
from milepost.people.words import Role
from milepost.portfolios import actions, words
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.centre.test_learners import learner

REASSIGN = "/centre/learners/reassign/"  # "centre_reassign"


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def read(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def assessor(cast: Cast, name: str) -> Person:
    email = f"{name.split()[0].lower()}@larkmoor.example"
    return people.appoint(cast.centre, by=system(), email=email, name=name, role=Role.ASSESSOR).person


def three(cast: Cast) -> Registration:
    """Lena, Mira and Jonas, all with Asif."""
    made = build.with_units(cast)
    for name in ("Mira Okoye", "Jonas Adler"):
        learner(cast, made.specification, name)
    return made


def of(person: Person | None) -> str:
    return f"{REASSIGN}?from={person.uuid if person else 'nobody'}"


def test_a_caseload_is_looked_at_and_then_spread_by_load(cast: Cast, cora: Client) -> None:
    three(cast)
    noor, tom = assessor(cast, "Noor Haddad"), assessor(cast, "Tom Brook")
    page = read(cora.get(REASSIGN))
    assert "3 learners" in page
    given = {"whom": "all", "to": [noor.uuid, tom.uuid], "reason": "Asif is away until March."}
    look = read(cora.post(of(cast.asif), given | {"act": "look"}))
    assert "0 now, 2 after" in look
    assert "0 now, 1 after" in look
    assert Registration.objects.filter(assessor=cast.asif).count() == 3, "nothing has happened yet"
    before = Event.objects.count()
    done = read(cora.post(of(cast.asif), given | {"act": "do"}, follow=True))
    assert "3 learners have another assessor" in done
    assert sorted(Registration.objects.values_list("assessor__name", flat=True)) == ["Noor Haddad", "Noor Haddad", "Tom Brook"]
    assert [e.name for e in Event.objects.order_by("pk")[before:]] == [words.ASSESSOR_ALLOCATED] * 3
    assert Event.objects.latest("pk").personal["reason"] == "Asif is away until March."
    assert all(one.iqa == cast.ines for one in Registration.objects.filter(learner=cast.lena)), "the second pair of eyes stays"


def test_only_those_ticked_go(cast: Cast, cora: Client) -> None:
    made = three(cast)
    noor = assessor(cast, "Noor Haddad")
    cora.post(of(cast.asif), {"whom": "ticked", "learners": [made.uuid], "to": [noor.uuid], "reason": "Nearer.", "act": "do"})
    assert list(Registration.objects.filter(assessor=noor)) == [made]


def test_one_that_cannot_go_does_not_stop_the_others(cast: Cast, cora: Client) -> None:
    made = three(cast)
    noor = assessor(cast, "Noor Haddad")
    people.appoint(cast.centre, by=system(), email=noor.email, name=noor.name, role=Role.IQA)
    actions.allocate(made, by=cast.as_("cora"), assessor=cast.asif, iqa=noor)
    page = read(cora.post(of(cast.asif), {"whom": "all", "to": [noor.uuid], "reason": "Away.", "act": "do"}, follow=True))
    assert "2 learners have another assessor" in page
    assert "Lena Hartog: The assessor can’t be the second pair of eyes" in page
    made.refresh_from_db()
    assert made.assessor == cast.asif


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"whom": "all", "reason": "Away."}, "Tick who takes them."),
        ({"whom": "ticked", "reason": "Away."}, "Tick at least one learner"),
        ({"whom": "all"}, "Say why, in a word or two."),
    ],
)
def test_what_is_missing_is_said_and_what_was_chosen_stays(cast: Cast, cora: Client, given: dict[str, str], says: str) -> None:
    three(cast)
    assessor(cast, "Noor Haddad")
    answer = cora.post(of(cast.asif), given | {"act": "do"})
    assert answer.status_code == 422
    assert says in read(answer)
    if "reason" in given:
        assert 'value="Away."' in read(answer)
    assert Registration.objects.filter(assessor=cast.asif).count() == 3


def test_when_an_assessor_leaves_their_learners_are_given_next(cast: Cast, cora: Client) -> None:
    three(cast)
    noor = assessor(cast, "Noor Haddad")
    held = Appointment.objects.get(person=cast.asif, role=Role.ASSESSOR)
    answer = cora.post(f"/centre/people/appointments/{held.uuid}/end/", follow=True)
    page = read(answer)
    assert answer.redirect_chain[-1][0] == of(cast.asif)
    assert "still has 3 learners" in page
    assert "assesses here no more" in read(cora.get(REASSIGN))
    cora.post(of(cast.asif), {"whom": "all", "to": [noor.uuid], "reason": "Left.", "act": "do"})
    assert Registration.objects.filter(assessor=noor).count() == 3


def test_learners_whom_nobody_assesses_are_given_to_somebody(cast: Cast, cora: Client) -> None:
    spec = build.specification(cast)
    learner(cast, spec, "Mira Okoye", assessor=False)
    assert "Name an assessor for them" in read(cora.get(REASSIGN))
    cora.post(of(None), {"whom": "all", "to": [cast.asif.uuid], "reason": "New.", "act": "do"})
    assert Registration.objects.get().assessor == cast.asif
    assert "Nobody is left" in read(cora.get(of(None), follow=True))


def test_one_row_and_three_ask_the_same(cast: Cast, cora: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = build.with_units(cast)
    with django_assert_num_queries(6):
        cora.get(REASSIGN)
    with django_assert_num_queries(9):
        cora.get(of(cast.asif))
    for name in ("Mira Okoye", "Jonas Adler"):
        learner(cast, made.specification, name)
    with django_assert_num_queries(6):
        cora.get(REASSIGN)
    with django_assert_num_queries(9):
        cora.get(of(cast.asif))


def test_others_and_a_stranger_get_404(cast: Cast, enter: Enter) -> None:
    three(cast)
    for client in (enter("quentin"), enter("asif"), enter("lena")):
        assert client.get(REASSIGN).status_code == 404
    stan = enter("stan", Role.CENTRE_MANAGER)
    assert "Asif" not in read(stan.get(REASSIGN))
    assert stan.get(of(cast.asif)).status_code == 404
    assert stan.get(f"{REASSIGN}?from=nonsense").status_code == 404
