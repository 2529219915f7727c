"""A piece of evidence to look at, with its versions and what differs."""

from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.words import EvidenceKind
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


def test_a_statement_shows_its_paragraphs_and_what_is_claimed_in_them(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    evidence = portfolios.add_evidence(
        made, by=cast.as_("lena"), kind=EvidenceKind.STATEMENT, title="My watch", body="Dusk came.\n\nI trimmed the wick."
    )
    targets = [portfolios.Target("L1:1.1", "para 2")]
    portfolios.claim(evidence, by=cast.as_("lena"), targets=targets)
    body = enter("asif").get(reverse("assessor_evidence", args=[evidence.uuid])).content.decode()
    assert '<p id="p1" data-paragraph="1" tabindex="-1">Dusk came.</p>' in body
    assert '<p id="p2" data-paragraph="2" tabindex="-1"><mark>I trimmed the wick.</mark><sup>1.1</sup></p>' in body
    assert "not handed in" in body


def test_versions_are_compared_and_the_old_one_stays_readable(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    evidence = build.statement(cast, made)
    portfolios.replace_evidence(
        evidence, by=cast.as_("lena"), body="I trimmed two wicks at dusk and struck a light.", reason="There were two"
    )
    page = reverse("assessor_evidence", args=[evidence.uuid])
    body = client.get(page).content.decode()
    assert "<del>the wick</del><ins>two wicks</ins>" in body or "<del>the</del><ins>two</ins>" in body
    assert "There were two" in body
    earlier = client.get(page, {"version": "1"}).content.decode()
    assert "I trimmed the wick at dusk" in earlier
    assert "An earlier version." in earlier
    assert client.get(page, {"version": "7"}).status_code == 404


def test_what_stays_where_it_is_and_a_link_say_so(cast: Cast, enter: Enter) -> None:
    made, client, lena = build.with_units(cast), enter("asif"), cast.as_("lena")
    seen = portfolios.add_evidence(
        made, by=lena, kind=EvidenceKind.IN_SITU, title="The log",
        details={"what": "The log of May", "where": "The watch room", "who_else": "Wanda", "why_not_copied": "Names of crews"},
    )  # fmt: skip
    link = portfolios.add_evidence(made, by=lena, kind=EvidenceKind.LINK, title="The tide table", url="https://tides.example/may")
    body = client.get(reverse("assessor_evidence", args=[seen.uuid])).content.decode()
    assert "The watch room" in body
    assert "Names of crews" in body
    assert "https://tides.example/may" in client.get(reverse("assessor_evidence", args=[link.uuid])).content.decode()


def test_nobody_else_finds_it(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    evidence = build.statement(cast, build.with_units(cast))
    page, client = reverse("assessor_evidence", args=[evidence.uuid]), enter("asif")
    assert enter("stan", Role.ASSESSOR).get(page).status_code == 404
    assert enter("ines").get(page).status_code == 404
    with django_assert_num_queries(6):  # session, person, roles; the evidence, its versions, its claims
        assert client.get(page).status_code == 200
