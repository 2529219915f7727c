"""The countersigner's page: what waits with its evidence, agreed together, sent back, and nothing of others."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment import actions
from milepost.assessment.models import Judgement
from milepost.assessment.words import Decision
from milepost.base import clock
from milepost.base.actors import system
from milepost.people import actions as people
from milepost.people.models import Person
from milepost.people.words import CompetenceState, Role
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

PAGE = reverse("assessor_countersign")
L1 = ["L1:1.1", "L1:1.2", "L1:R2.a"]


@pytest.fixture
def noor(cast: Cast) -> Person:
    """Countersigns what Asif, who is in training, decides."""
    noor = people.appoint(cast.centre, by=system(), email="noor@larkmoor.example", name="Noor Haddad", role=Role.ASSESSOR).person
    cora = cast.as_("cora")
    people.keep_competence_rule(cast.centre, by=cora, on=True)
    given: dict[str, Any] = {"specification": "9900", "basis": "Works towards the award", "starts_on": clock.today()}
    people.note_competence(cast.centre, by=cora, person=noor, **given)
    people.note_competence(
        cast.centre, by=cora, person=cast.asif, state=CompetenceState.TRAINING, countersigner=noor,
        ends_on=clock.today() + timedelta(days=90), **given,
    )  # fmt: skip
    return noor


def waiting(cast: Cast, targets: list[str]) -> tuple[Registration, list[Judgement]]:
    made = build.with_units(cast)
    build.handed_in(cast, made, L1)
    return made, actions.judge(made, by=cast.as_("asif"), decisions=[Decision(t, "met", "Clear.") for t in targets])


def one(made: Registration) -> str:
    return reverse("assessor_countersign_one", args=[made.uuid])


def test_it_shows_each_decision_with_its_evidence(cast: Cast, enter: Enter, noor: Person) -> None:
    made, _ = waiting(cast, L1)
    client = enter(noor)
    body = client.get(PAGE).content.decode()
    for words in ("3 decisions wait for you.", "Lena Hartog, judged by Asif Rahman", "trim the wick", "“Clear.”", "E1 My watch"):
        assert words in body
    evidence = reverse("assessor_evidence", args=[made.evidence.get().uuid])
    assert "I trimmed the wick at dusk" in client.get(evidence).content.decode()
    assert "3 decisions made in training wait for your countersignature." in client.get(reverse("assessor_today")).content.decode()


def test_what_is_ticked_counts_and_the_rest_waits(cast: Cast, enter: Enter, noor: Person) -> None:
    made, judgements = waiting(cast, L1)
    client = enter(noor)
    answer = client.post(one(made), {"judgement": [str(j.uuid) for j in judgements[:2]], "verdict": "agreed"})
    assert answer.status_code == 302
    made.progress.refresh_from_db()
    assert made.progress.met == 2
    body = client.get(PAGE).content.decode()
    assert "2 decisions count now, and Lena is told." in body
    assert "1 decision waits for you." in body


def test_sent_back_it_stands_on_the_trainee_s_bench_with_the_reason(cast: Cast, enter: Enter, noor: Person) -> None:
    made, judgements = waiting(cast, ["L1:1.1"])
    asif = enter("asif")
    bench = reverse("assessor_workbench", args=[made.uuid])
    assert "trim the wick" not in asif.get(bench).content.decode()  # it waits with Noor
    enter(noor).post(one(made), {"judgement": str(judgements[0].uuid), "verdict": "refused", "reason": "One lamp is not enough."})
    body = asif.get(bench).content.decode()
    assert "trim the wick" in body
    assert "One lamp is not enough." in body
    assert "Noor Haddad did not agree: “One lamp is not enough.”" in asif.get(PAGE).content.decode()


@pytest.mark.parametrize(("data", "why"), [
    ({"verdict": "refused"}, "Say why you do not agree"), ({"verdict": "agreed", "judgement": "x"}, "Choose at least one decision."),
    ({"verdict": "maybe"}, "Say whether you agree."),
])  # fmt: skip
def test_a_refused_form_says_why_and_keeps_what_was_typed(cast: Cast, enter: Enter, noor: Person, data: Any, why: str) -> None:
    made, judgements = waiting(cast, L1)
    answer = enter(noor).post(one(made), {"judgement": str(judgements[0].uuid), "reason": " "} | data)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert made.progress.met == 0


def test_sent_twice_it_says_that_it_is_done(cast: Cast, enter: Enter, noor: Person) -> None:
    made, judgements = waiting(cast, ["L1:1.1"])
    client, data = enter(noor), {"judgement": str(judgements[0].uuid), "verdict": "agreed"}
    client.post(one(made), data)
    assert client.post(one(made), data).status_code == 302
    assert "Nothing of this learner waits for you any more." in client.get(PAGE).content.decode()


def test_nobody_else_countersigns(cast: Cast, enter: Enter, noor: Person) -> None:
    made, judgements = waiting(cast, ["L1:1.1"])
    data = {"judgement": str(judgements[0].uuid), "verdict": "agreed"}
    for who, role in (
        ("asif", Role.ASSESSOR),
        ("stan", Role.ASSESSOR),
        ("ines", Role.IQA),
        ("lena", Role.LEARNER),
        ("cora", Role.CENTRE_MANAGER),
    ):
        assert enter(who, role).post(one(made), data).status_code == 404
    assert enter(noor).get(reverse("assessor_learner", args=[made.uuid])).status_code == 404  # the evidence, not the portfolio


def test_the_learner_hears_nothing_before(cast: Cast, enter: Enter, noor: Person) -> None:
    made, judgements = waiting(cast, ["L1:1.1"])
    lena, page = enter("lena"), reverse("learner_unit", args=["L1"])
    assert "Clear." not in lena.get(page).content.decode()
    enter(noor).post(one(made), {"judgement": str(judgements[0].uuid), "verdict": "agreed"})
    assert "Clear." in lena.get(page).content.decode()


def test_on_the_unit_it_says_that_it_waits(cast: Cast, enter: Enter, noor: Person) -> None:
    made, judgements = waiting(cast, ["L1:1.1"])
    unit = reverse("assessor_unit", args=[made.uuid, "L1"])
    body = enter("asif").get(unit).content.decode()
    assert "It counts once Noor Haddad has countersigned it." in body
    assert "in training in it that day" in body
    enter(noor).post(one(made), {"judgement": str(judgements[0].uuid), "verdict": "agreed"})
    assert "Countersigned by Noor Haddad, " in enter("asif").get(unit).content.decode()


@pytest.mark.parametrize("decisions", [1, 3])
def test_more_decisions_ask_no_more(
    cast: Cast, enter: Enter, noor: Person, django_assert_num_queries: DjangoAssertNumQueries, decisions: int
) -> None:
    waiting(cast, L1[:decisions])
    client = enter(noor)
    with django_assert_num_queries(6):  # session, person, roles; what waits, the evidence, one's own
        assert client.get(PAGE).status_code == 200


def test_nothing_waits(enter: Enter) -> None:
    assert "Nothing waits for your countersignature" in enter("asif").get(PAGE).content.decode()
