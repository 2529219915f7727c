"""Who may judge what: the manager's page, and the page of one's own."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.frameworks.models import Specification
from milepost.people import actions
from milepost.people.models import Competence, Cpd, Interest
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

PAGE, OWN = reverse("centre_competence"), reverse("own_competence")


def form(cast: Cast, **given: Any) -> dict[str, Any]:
    return {
        "person": str(cast.asif.uuid), "specification": "9900", "units": "L1, l2", "state": "qualified", "basis": "Holds the award",
        "starts_on": "2026-01-05", "ends_on": "", "countersigner": "",
    } | given  # fmt: skip


@pytest.fixture(autouse=True)
def published(cast: Cast) -> None:
    build.specification(cast)


def test_entries_are_made_unit_by_unit_and_stand_in_the_matrix(cast: Cast, enter: Enter) -> None:
    client = enter("cora")
    assert "Nobody is entered yet" in client.get(PAGE).content.decode()
    assert client.post(PAGE, form(cast)).status_code == 302
    assert sorted(Competence.objects.values_list("unit", flat=True)) == ["L1", "L2"]
    body = client.get(PAGE).content.decode()
    for words in ("Asif Rahman is entered.", "nobody is qualified in 1 unit", "Holds the award", "not entered"):
        assert words in body
    client.post(reverse("centre_competence_end", args=[Competence.objects.get(unit="L1").uuid]))
    assert "nobody is qualified in 2 units" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(("given", "why"), [
    ({"units": "L9"}, "has no unit L9"), ({"state": "training"}, "Say who countersigns while Asif Rahman is in training."),
    ({"basis": ""}, "Say what the entry rests on"), ({"ends_on": "2020-01-01"}, "The last day lies before the first"),
    ({"starts_on": "soon"}, "Give a day"),
])  # fmt: skip
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(cast: Cast, enter: Enter, given: Any, why: str) -> None:
    answer = enter("cora").post(PAGE, form(cast, **given))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert why in body
    assert "Holds the award" in body or "basis" in given
    assert not Competence.objects.exists()


def test_the_rule_is_turned_on_and_off(cast: Cast, enter: Enter) -> None:
    client = enter("cora")
    client.post(reverse("centre_competence_rule"), {"on": "1"})
    assert "Only who is entered for a unit on the day judges it." in client.get(PAGE).content.decode()
    assert "You are not entered for any unit" in enter("asif").get(OWN).content.decode()
    client.post(reverse("centre_competence_rule"), {"on": "0"})
    assert "Every assessor judges the units of their learners." in client.get(PAGE).content.decode()


def test_without_an_entry_the_workbench_says_whom_to_ask(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast, of=Specification.objects.get())
    build.handed_in(cast, made, ["L1:1.1"])
    actions.keep_competence_rule(cast.centre, by=cast.as_("cora"), on=True)
    client, bench = enter("asif"), reverse("assessor_workbench", args=[made.uuid])
    assert "You are not entered as competent in L1 today: ask Cora" in client.get(bench).content.decode()
    answer = client.post(bench, {"v-L1:1.1": "met", "f-L1:1.1": "Very clear.", "s-L1:1.1": ""})
    assert answer.status_code == 422
    assert "Very clear." in answer.content.decode()


def test_the_quality_manager_reads_and_enters_nothing(cast: Cast, enter: Enter) -> None:
    client = enter("quentin")
    assert "Enter somebody" not in client.get(PAGE).content.decode()
    client.post(PAGE, form(cast))
    assert not Competence.objects.exists()
    for who in ("asif", "ines", "lena"):
        assert enter(who).get(PAGE).status_code == 404
    enter("stan", Role.CENTRE_MANAGER).post(PAGE, form(cast))
    assert not Competence.objects.exists()


def test_what_runs_out_stands_on_top(cast: Cast, enter: Enter) -> None:
    soon = clock.today() + timedelta(days=20)
    enter("cora").post(PAGE, form(cast, units="", ends_on=soon.isoformat()))
    assert "1 entry runs out within 60 days." in enter("cora").get(PAGE).content.decode()
    assert "Something runs out soon." in enter("asif").get(OWN).content.decode()


def test_time_to_feedback_comes_from_the_journal(cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    made = build.with_units(cast, of=Specification.objects.get())
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2"])
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=2))
    build.judged(cast, made, ["L1:1.1"])
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=6))
    build.judged(cast, made, ["L1:1.2"])
    build.judged(cast, made, ["L1:1.1"])  # made anew: the learner had an answer already
    body = enter("cora").get(PAGE).content.decode()
    assert "Half within" in body
    assert "4 days" in body  # half of 2 and 6
    assert "6 days" in body


@pytest.mark.parametrize("entries", [1, 3])
def test_more_entries_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, entries: int) -> None:
    for unit in ("L1", "L2", "L3")[:entries]:
        enter("cora").post(PAGE, form(cast, units=unit))
    client = enter("cora")
    client.get(PAGE)
    with django_assert_num_queries(
        11
    ):  # session, person, roles; specifications twice, assessors twice, entries, keeping up, interests, the journal
        assert client.get(PAGE).status_code == 200


# One's own ------------------------------------------------------------------------------------------------------------


def test_one_notes_how_one_keeps_up(cast: Cast, enter: Enter) -> None:
    client = enter("ines")
    answer = client.post(
        reverse("own_cpd"), {"title": "Standardisation", "done_on": clock.today().isoformat(), "hours": "2.5", "learned": "Ask twice."}
    )
    assert answer.status_code == 302
    assert "2.5 hours in the last 12 months." in client.get(OWN).content.decode()
    assert "about 2 hours, last “Standardisation”" in enter("cora").get(PAGE).content.decode()
    answer = client.post(reverse("own_cpd"), {"title": "Standardisation", "done_on": "2999-01-01", "hours": "2.5"})
    assert answer.status_code == 422
    assert "That day has not come yet." in answer.content.decode()
    assert Cpd.objects.count() == 1


def test_one_declares_an_interest_and_says_when_it_is_over(cast: Cast, enter: Enter) -> None:
    client = enter("asif")
    data = {"about": "", "email": "lena@larkmoor.example", "text": "My sister"}
    assert client.post(reverse("own_interest"), data).status_code == 302
    interest = Interest.objects.get()
    assert interest.learner == cast.lena
    assert "My sister" in enter("cora").get(PAGE).content.decode()
    assert enter("ines").post(reverse("own_interest_end", args=[interest.uuid])).status_code == 404
    client.post(reverse("own_interest_end", args=[interest.uuid]))
    assert "My sister" not in client.get(OWN).content.decode()
    for wrong, why in (
        ({"email": "nobody@larkmoor.example"}, "Nobody who learns here has this address."),
        ({"email": ""}, "Choose one learner or one employer"),
    ):
        answer = client.post(reverse("own_interest"), data | wrong)
        assert answer.status_code == 422
        assert why in answer.content.decode()


def test_learners_and_managers_have_no_such_page(enter: Enter) -> None:
    for who in ("lena", "cora", "quentin"):
        assert enter(who).get(OWN).status_code == 404
