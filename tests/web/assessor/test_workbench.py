"""The workbench: evidence beside what it is claimed for; decided together, kept as typed, told once."""

import re
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment import actions as assessment
from milepost.assessment.words import Decision, Verdict
from milepost.base import drafts
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

TARGETS = ("L1:1.1", "L1:1.2", "L1:R2.a")


@pytest.fixture
def made(cast: Cast) -> Registration:
    registration = build.with_units(cast)
    build.handed_in(cast, registration, TARGETS)
    return registration


def page(made: Registration, unit: str = "L1") -> str:
    return reverse("assessor_workbench", args=[made.uuid], query={"unit": unit} if unit else None)


def decided(**verdicts: str) -> dict[str, Any]:
    """`decided(a="met")` for L1:1.1, b for L1:1.2, c for the part of the requirement; nothing judged before."""
    names = dict(zip("abc", TARGETS, strict=True))
    return {f"v-{names[key]}": verdict for key, verdict in verdicts.items()} | {f"s-{target}": "" for target in TARGETS}


def test_it_shows_the_evidence_and_every_claim(made: Registration, enter: Enter) -> None:
    body = enter("asif").get(page(made)).content.decode()
    assert "Lena: 3 decisions for L1" in body
    assert "I trimmed the wick at dusk" in body
    for words in ("trim the wick", "strike a light", "oil", "Requirement 2.a", "Send to Lena", 'data-key="M"', "#p1"):
        assert words in body


def test_what_is_decided_is_sent_together_and_the_rest_stays(cast: Cast, made: Registration, enter: Enter) -> None:
    client = enter("asif")
    data = decided(a="met", b="not_yet") | {"q-L1:1.1": ["valid", "current"], "f-L1:1.2": "Say which match.", "f-L1:R2.a": "Oil or gas?"}
    answer = client.post(page(made), data)
    assert answer.headers["Location"] == page(made)
    first, second = made.judgements.order_by("id")
    assert (first.target, first.verdict, first.prompts) == ("L1:1.1", "met", {"current": True, "valid": True})
    assert (second.target, second.verdict, second.feedback) == ("L1:1.2", "not_yet", "Say which match.")
    body = client.get(page(made)).content.decode()
    assert "Sent to Lena: 1 met and 1 not yet." in body
    assert "Lena: 1 decision for L1" in body
    assert "Oil or gas?" in body


def test_a_part_of_a_requirement_is_judged_like_a_criterion(made: Registration, enter: Enter) -> None:
    enter("asif").post(page(made), decided(c="met"))
    assert made.judgements.get().target == "L1:R2.a"


def test_not_yet_without_a_word_is_refused_and_everything_typed_stays(made: Registration, enter: Enter) -> None:
    data = decided(a="met", b="not_yet") | {"f-L1:1.1": "Very clear."}
    answer = enter("asif").post(page(made), data)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Say what is missing for L1, 1.2" in body
    assert "Very clear." in body
    assert 'value="not_yet" checked' in body
    assert not made.judgements.exists()


def test_sending_nothing_says_what_to_choose(made: Registration, enter: Enter) -> None:
    answer = enter("asif").post(page(made), decided())
    assert answer.status_code == 422
    assert "Nothing is decided yet." in answer.content.decode()


def test_a_verdict_that_does_not_exist_is_refused(made: Registration, enter: Enter) -> None:
    assert enter("asif").post(page(made), decided(a="brilliant")).status_code == 422
    assert enter("asif").post(page(made), {"v-L1:9.9": "met"}).status_code == 422


def test_a_form_sent_twice_judges_once(made: Registration, enter: Enter) -> None:
    client = enter("asif")
    client.post(page(made), decided(a="met"))
    assert client.post(page(made), decided(a="met")).status_code == 302
    assert "These decisions were sent already." in client.get(page(made)).content.decode()
    assert made.judgements.count() == 1


def test_of_two_who_judge_at_once_the_second_is_told_and_loses_nothing(cast: Cast, made: Registration, enter: Enter) -> None:
    client = enter("asif")
    assessment.judge(made, by=cast.as_("asif"), decisions=[Decision("L1:1.1", Verdict.MET, "Mine.")])
    answer = client.post(page(made), decided(a="not_yet", b="met") | {"f-L1:1.1": "Which wick?"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Asif Rahman decided L1, 1.1 a moment ago." in body
    assert "“Mine.”" in body
    assert "Which wick?" in body
    assert made.judgements.count() == 1
    seen = made.judgements.get()
    assert f'name="s-L1:1.1" value="{seen.uuid}/' in body
    again = client.post(page(made), decided(a="not_yet", b="met") | {"f-L1:1.1": "Which wick?", "s-L1:1.1": str(seen.uuid)})
    assert again.status_code == 302
    assert made.judgements.count() == 3


def test_evidence_that_changed_under_the_assessors_eyes_is_looked_at_first(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    evidence = build.statement(cast, made)
    build.handed_in(cast, made, ["L1:1.1"], evidence=evidence)
    found = re.search(r'name="s-L1:1.1" value="([^"]*)"', client.get(page(made)).content.decode())
    assert found
    portfolios.replace_evidence(evidence, by=cast.as_("lena"), body="At dawn.")
    answer = client.post(page(made), {"v-L1:1.1": "met", "s-L1:1.1": found[1]})
    assert answer.status_code == 422
    assert "changed while you were deciding" in answer.content.decode()
    assert not made.judgements.exists()


def test_what_is_typed_is_kept_and_nobody_is_told(cast: Cast, made: Registration, enter: Enter) -> None:
    client = enter("asif")
    assert client.post(page(made), decided(a="met") | {"f-L1:1.1": "Half a thought", "act": "keep"}).status_code == 302
    assert not made.judgements.exists()
    body = client.get(page(made)).content.decode()
    assert "Half a thought" in body
    assert "1 of 3 decided" in body
    client.post(page(made), decided(a="met", b="met", c="met"))
    assert drafts.find(cast.asif.pk, f"judging:{made.uuid}:l1") is None


def test_in_doubt_shows_what_changed_and_asks_for_a_new_decision(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    evidence = build.statement(cast, made)
    build.handed_in(cast, made, ["L1:1.1"], evidence=evidence)
    build.judged(cast, made, ["L1:1.1"])
    portfolios.replace_evidence(evidence, by=cast.as_("lena"), body="I trimmed the wick at dawn and struck a light.", reason="It was dawn")
    client = enter("asif")
    body = client.get(page(made)).content.decode()
    assert "In doubt." in body
    assert f'datetime="{evidence.versions.get(number=2).made_at:%Y-%m-%dT%H:%M}' in body  # it waits since then
    assert "Still met" in body
    assert "“It was dawn”" in body
    assert "<del>dusk</del><ins>dawn</ins>" in body
    client.post(page(made), {"v-L1:1.1": "met", "s-L1:1.1": str(made.judgements.get().uuid)})
    made.progress.refresh_from_db()
    assert (made.progress.doubt, made.progress.met) == (0, 1)


def test_what_is_to_be_asked_at_the_visit_stays_on_the_bench(cast: Cast, made: Registration, enter: Enter) -> None:
    build.judged(cast, made, ["L1:1.1"], verdict=Verdict.ASK)
    assert "To ask at the visit." in enter("asif").get(page(made)).content.decode()


def test_a_judgement_can_be_made_anew(cast: Cast, made: Registration, enter: Enter) -> None:
    build.judged(cast, made, TARGETS)
    client = enter("asif")
    assert "nothing waits" in client.get(page(made)).content.decode()
    assert "trim the wick" in client.get(f"{page(made)}&also=L1:1.1").content.decode()


def test_when_all_is_sent_it_leads_to_the_next_and_to_the_gate(cast: Cast, made: Registration, enter: Enter) -> None:
    build.handed_in(cast, made, ["L2:1.1"], evidence=build.statement(cast, made, "My log"))
    client = enter("asif")
    client.post(page(made), decided(a="met", b="met", c="met"))
    body = client.get(page(made)).content.decode()
    assert "Lena, L2: 1 claim" in body
    assert "Every criterion of L1 is met." in body
    assert body.count('class="sign"') == 1


def test_it_opens_with_the_evidence_that_nobody_has_judged(cast: Cast, made: Registration, enter: Enter) -> None:
    build.judged(cast, made, ["L1:1.1"], verdict=Verdict.NOT_YET)
    build.judged(cast, made, ["L1:1.2", "L1:R2.a"])
    build.handed_in(cast, made, ["L1:1.1"], evidence=build.statement(cast, made, "A second night"))
    assert 'data-shown="2"' in enter("asif").get(page(made)).content.decode()


def test_another_piece_of_evidence_comes_alone_to_htmx(cast: Cast, made: Registration, enter: Enter) -> None:
    build.handed_in(cast, made, ["L1:1.2"], evidence=build.statement(cast, made, "A second night"))
    answer = enter("asif").get(f"{page(made)}&e=2", headers={"HX-Request": "true"})
    body = answer.content.decode()
    assert body.startswith("<section")
    assert 'data-shown="2"' in body
    assert "<form" not in body


def test_only_their_own_assessor_judges(cast: Cast, made: Registration, enter: Enter) -> None:
    for name, role in (("stan", Role.ASSESSOR), ("ines", Role.IQA), ("lena", Role.LEARNER), ("cora", Role.CENTRE_MANAGER)):
        client = enter(name, role)
        assert client.get(page(made)).status_code == 404
        assert client.post(page(made), decided(a="met")).status_code == 404
    assert not made.judgements.exists()


@pytest.mark.parametrize("claims", [1, 3])
def test_more_claims_ask_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, claims: int) -> None:
    made = build.with_units(cast)
    evidence = build.statement(cast, made)
    build.handed_in(cast, made, TARGETS[:claims], evidence=evidence)
    build.judged(cast, made, TARGETS[:claims])
    portfolios.replace_evidence(evidence, by=cast.as_("lena"), body="At dawn.")
    client = enter("asif")
    with django_assert_num_queries(12):  # as many whatever waits; among them fitness to judge, and phrases
        assert client.get(page(made, unit="")).status_code == 200


def test_sending_asks_as_little_as_before_competence_was_kept(
    cast: Cast, made: Registration, enter: Enter, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Interests come with the row of the centre; entries of competence are asked for only where the centre keeps them."""
    client = enter("asif")
    with django_assert_max_num_queries(19):
        assert client.post(page(made), decided(a="met")).status_code == 302
