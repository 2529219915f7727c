"""The same file or near the same text in two portfolios: said on the evidence, shown with its passages, by name only to who reads both."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock, files
from milepost.base.actors import system
from milepost.base.models import Actor
from milepost.people import actions as people
from milepost.people.models import Person
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.actions import Target
from milepost.portfolios.models import Evidence, Registration, TextBand
from milepost.portfolios.tasks import fingerprint_texts
from milepost.portfolios.words import EvidenceKind
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

TEXT = (
    "At dusk I climb to the lamp room, look at the glass and the wick, and write the time into the log. When the wick has burnt crooked "
    "I cut it straight, a finger high, because a slanted one smokes and the crews at sea lose the light. Then I strike a match, wait "
    "until the flame stands still, and only then turn the lens."
)
OWN = "The fog came in at four, so I rang the harbour and asked them to hold the ferry until I could see the second buoy again from here."


def learner(cast: Cast, name: str, assessor: Person, spec: Registration) -> tuple[Registration, Actor]:
    """Another learner on the same certificate, her units agreed."""
    person = people.appoint(
        cast.centre,
        by=system(),
        email=f"{name.lower()}@larkmoor.example",
        name=f"{name} Reyes",
        role=Role.LEARNER,
        born_on=date(2000, 5, 4),
    )
    today = clock.today()
    made = portfolios.register(
        person.person, by=cast.as_("cora"), specification=spec.specification, qualification="9900-02", starts_on=today,
        ends_on=today + timedelta(days=400), assessor=assessor,
    )  # fmt: skip
    plan = portfolios.propose_units(made, by=assessor.appointments.get().actor, units=["L1", "L2"], answers={})
    portfolios.agree_units(plan, by=person.actor)
    return made, person.actor


def handed_in(made: Registration, by: Actor, body: str = "", file: bytes = b"") -> Evidence:
    stored = files.store(file, name="watch.txt", centre=made.centre, by=by) if file else None
    kind = EvidenceKind.FILE if file else EvidenceKind.STATEMENT
    shown = portfolios.add_evidence(made, by=by, kind=kind, title="My watch", body=body, file=stored)
    portfolios.hand_in(made, by=by, claims=portfolios.claim(shown, by=by, targets=[Target("L1:1.1")]), declared_own=True)
    return shown


@pytest.fixture
def noor(cast: Cast) -> Person:
    return people.appoint(cast.centre, by=system(), email="noor@larkmoor.example", name="Noor Haddad", role=Role.ASSESSOR).person


def two(cast: Cast, assessor: Person, *, body: str = TEXT, other: str = "", file: bytes = b"") -> tuple[Evidence, Evidence]:
    """Lena's evidence, and what Tomas, whom `assessor` assesses, handed in."""
    lena = build.with_units(cast)
    tomas, actor = learner(cast, "Tomas", assessor, lena)
    theirs = handed_in(tomas, actor, "" if file else other or f"I am Tomas. {TEXT} So far my evening.", file)
    mine = handed_in(lena, cast.as_("lena"), "" if file else body, file)
    while fingerprint_texts():
        pass
    return mine, theirs


def page(evidence: Evidence, name: str = "assessor_evidence") -> str:
    return reverse(name, args=[evidence.uuid])


def passages(mine: Evidence, theirs: Evidence, name: str = "assessor_likeness") -> str:
    return reverse(name, args=[mine.uuid, theirs.versions.get().uuid])


def test_near_the_same_text_is_said_and_shown_with_its_passages(cast: Cast, enter: Enter) -> None:
    mine, theirs = two(cast, cast.asif)
    client = enter("asif")
    body = client.get(page(mine)).content.decode()
    assert "Elsewhere as well" in body
    assert "alike: E1 of Tomas Reyes" in body
    shown = client.get(passages(mine, theirs)).content.decode()
    assert "Near the same text in two portfolios" in shown
    assert shown.count("<mark>") == 2
    assert "So far my evening" in shown
    assert "It proves nothing" in shown


def test_who_may_not_read_the_other_sees_no_name_and_no_more_than_the_words_of_both(cast: Cast, enter: Enter, noor: Person) -> None:
    mine, theirs = two(cast, noor)
    client = enter("asif")
    body = client.get(page(mine)).content.decode()
    assert "another learner of this centre" in body
    shown = client.get(passages(mine, theirs)).content.decode()
    assert shown.count("<mark>") == 2
    for secret in ("Tomas", "So far my evening"):
        assert secret not in body
        assert secret not in shown
    assert client.get(page(theirs)).status_code == 404


def test_the_iqa_reads_both(cast: Cast, enter: Enter, noor: Person) -> None:
    mine, theirs = two(cast, noor)
    client = enter("ines")
    assert "E1 of Tomas Reyes" in client.get(page(mine, "quality_evidence")).content.decode()
    assert "So far my evening" in client.get(passages(mine, theirs, "quality_likeness")).content.decode()


def test_the_same_file_is_said(cast: Cast, enter: Enter) -> None:
    mine, theirs = two(cast, cast.asif, file=b"A lamp.\n")
    client = enter("asif")
    assert "The same file: E1 of Tomas Reyes" in client.get(page(mine)).content.decode()
    assert "Byte for byte the same file." in client.get(passages(mine, theirs)).content.decode()


def test_texts_of_their_own_are_not_held_against_each_other(cast: Cast, enter: Enter) -> None:
    mine, theirs = two(cast, cast.asif, other=f"{OWN} {OWN.swapcase()[::-1]}")
    client = enter("asif")
    assert "Elsewhere as well" not in client.get(page(mine)).content.decode()
    assert client.get(passages(mine, theirs)).status_code == 404


def test_what_was_not_handed_in_is_nobody_s_business(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    tomas, actor = learner(cast, "Tomas", cast.asif, made)
    portfolios.add_evidence(tomas, by=actor, kind=EvidenceKind.STATEMENT, title="Draft", body=TEXT)
    mine = handed_in(made, cast.as_("lena"), TEXT)
    while fingerprint_texts():
        pass
    assert TextBand.objects.values("version").distinct().count() == 1
    assert "Elsewhere as well" not in enter("asif").get(page(mine)).content.decode()


def test_a_short_text_is_looked_at_once(cast: Cast) -> None:
    handed_in(build.with_units(cast), cast.as_("lena"), "I lit it.")
    assert (fingerprint_texts(), fingerprint_texts()) == (1, 0)


def test_strangers_find_nothing(cast: Cast, enter: Enter) -> None:
    mine, theirs = two(cast, cast.asif)
    assert enter("stan", Role.ASSESSOR).get(passages(mine, theirs)).status_code == 404
    assert enter("ines").get(passages(mine, theirs)).status_code == 404
    assert enter("lena").get(passages(mine, theirs)).status_code == 404
    assert enter("asif").get(reverse("assessor_likeness", args=[mine.uuid, mine.versions.get().uuid])).status_code == 404


@pytest.mark.parametrize("others", [1, 3])
def test_more_that_are_alike_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, others: int) -> None:
    made = build.with_units(cast)
    for name in ("Tomas", "Mira", "Olu")[:others]:
        registration, actor = learner(cast, name, cast.asif, made)
        handed_in(registration, actor, TEXT)
    mine = handed_in(made, cast.as_("lena"), TEXT)
    while fingerprint_texts():
        pass
    client = enter("asif")
    with django_assert_num_queries(8):  # session, person, roles; the evidence, its versions, its claims; bands, texts
        assert client.get(page(mine)).status_code == 200
