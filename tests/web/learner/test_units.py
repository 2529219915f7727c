"""All criteria at a glance, choosing and agreeing units, and one unit in full."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment.words import Verdict
from milepost.base import drafts
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import UnitPlan
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

WALL, CHOOSE, AGREE = reverse("learner_units"), reverse("learner_choose_units"), reverse("learner_agree_units")


def unit(key: str = "L1") -> str:
    return reverse("learner_unit", args=[key])


def many_criteria() -> dict[str, Any]:
    """The small framework, where L2 has seven criteria in its outcome."""
    outcome = {
        "number": "1",
        "text": "Be able to keep it",
        "criteria": [{"number": f"1.{n}", "text": f"keep watch {n}"} for n in range(1, 8)],
    }
    return build.SMALL | {"units": [one | {"outcomes": [outcome]} if one["key"] == "L2" else one for one in build.SMALL["units"]]}


@pytest.mark.parametrize("address", [WALL, CHOOSE, AGREE, unit()])
def test_other_roles_and_strangers_find_nothing(cast: Cast, enter: Enter, address: str) -> None:
    build.with_units(cast)
    assert [enter(who).get(address).status_code for who in ("asif", "ines", "cora", "stan")] == [404] * 4


def test_the_wall_has_a_cell_for_every_criterion(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    text = enter("lena").get(WALL).content.decode()
    assert text.count(f"{unit('L1')}#c-") == 2
    assert text.count(f"{unit('L2')}#c-") == 3
    assert "L1 1.1, claimed" in text


@pytest.mark.parametrize("units", [["L1", "L2"], ["L1", "L2", "L3"]])
def test_the_wall_asks_no_query_a_unit(
    cast: Cast, enter: Enter, units: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    build.with_units(cast, units)
    client = enter("lena")
    client.get(WALL)
    with django_assert_num_queries(4):  # session, person, appointments, registration
        client.get(WALL)


def test_without_units_it_leads_to_choosing(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    assert CHOOSE in enter("lena").get(WALL).content.decode()


# Choosing


def test_what_must_be_taken_is_ticked_and_the_rules_say_what_is_short(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    text = enter("lena").get(CHOOSE).content.decode()
    assert 'value="L1" type="checkbox" checked' in text
    assert "Needs 5 credits, has 3: 2 short" in text
    assert "2 credits short of the award" in text
    assert "Take L2" in text


def test_the_rules_answer_each_tick_and_the_choice_is_kept(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    client = enter("lena")
    answer = client.post(CHOOSE, {"unit": ["L1", "L2"]}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.lstrip().startswith('<aside class="stack stay" id="rules"')
    assert "These units make the award" in text
    assert 'id="g-b" hx-swap-oob="true"' in text
    kept = drafts.find(cast.lena.pk, f"units:{made.uuid}")
    assert kept
    assert kept.body["units"] == ["L1", "L2"]
    assert 'value="L2" type="checkbox" checked' in client.get(CHOOSE).content.decode()


def test_without_a_script_the_button_checks_and_a_way_is_taken(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    client = enter("lena")
    answer = client.post(CHOOSE, {"unit": ["L1"], "take": "L2"})
    assert (answer.status_code, answer["Location"]) == (302, f"{CHOOSE}#rules")
    assert 'value="L2" type="checkbox" checked' in client.get(CHOOSE).content.decode()


def test_a_choice_that_makes_the_award_is_proposed_once(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    client = enter("lena")
    answer = client.post(CHOOSE, {"unit": ["L1", "L2"], "act": "propose"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("learner_home"))
    assert UnitPlan.objects.get().units == ["L1", "L2"]
    assert drafts.find(cast.lena.pk, f"units:{made.uuid}") is None
    assert "Your choice of units" in client.get(reverse("learner_home")).content.decode()


def test_the_question_that_follows_the_button_proposes_nothing_and_keeps_nothing(cast: Cast, enter: Enter) -> None:
    """Who writes an answer and presses at once leaves the field by that: the form asks the rules once more, with the button along."""
    made = build.registration(cast)
    client, said = enter("lena"), {"unit": ["L1", "L3"], "answer-L3": "I lead the north station.", "act": "propose"}
    assert client.post(CHOOSE, said).status_code == 302
    answer = client.post(CHOOSE, said, headers={"HX-Request": "true"})
    assert (answer.status_code, UnitPlan.objects.count()) == (200, 1)
    assert drafts.find(cast.lena.pk, f"units:{made.uuid}") is None


def test_a_choice_that_is_short_is_refused_with_every_tick_kept(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    answer = enter("lena").post(CHOOSE, {"unit": ["L1", "L3"], "act": "propose"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "L3 is not for everybody" in text
    assert 'value="L3" type="checkbox" checked' in text
    assert not UnitPlan.objects.exists()


def test_a_condition_is_answered_in_words(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    enter("lena").post(CHOOSE, {"unit": ["L1", "L3"], "answer-L3": "I lead the north station.", "act": "propose"})
    assert UnitPlan.objects.get().answers == {"L3": "I lead the north station."}


def test_what_is_no_unit_is_left_out(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    answer = enter("lena").post(CHOOSE, {"unit": ["L1", "nothing"], "act": "propose"})
    assert answer.status_code == 422


def test_choosing_anew_begins_with_the_units_and_answers_that_count(cast: Cast, enter: Enter) -> None:
    build.with_units(cast, ["L1", "L3"])
    text = enter("lena").get(CHOOSE).content.decode()
    assert 'value="L3" type="checkbox" checked' in text
    assert "She leads the north station." in text


def test_a_unit_without_criteria_is_named_before_it_is_chosen_proposed_and_agreed(cast: Cast, enter: Enter) -> None:
    """Of some qualifications only the units are known. Nothing can ever be claimed for such a unit, so nobody agrees it unaware."""
    bare = build.SMALL["units"][1] | {"outcomes": []}
    made = build.registration(
        cast, of=build.specification(cast, build.SMALL | {"units": [build.SMALL["units"][0], bare, build.SMALL["units"][2]]})
    )
    page = enter("lena").get(CHOOSE).content.decode()
    assert page.count("no criteria yet") == 1
    assert "No criteria are known of" not in page
    page = enter("lena").post(CHOOSE, {"unit": ["L1", "L2"]}, headers={"HX-Request": "true"}).content.decode()
    assert "No criteria are known of L2." in page
    portfolios.propose_units(made, by=cast.as_("lena"), units=["L1", "L2"])
    assert "No criteria are known of L2." in enter("asif").get(reverse("assessor_agree_units", args=[made.uuid])).content.decode()


def test_what_is_missing_about_the_job_leads_into_its_field(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    page = enter("lena").post(CHOOSE, {"unit": ["L1", "L3"]}, headers={"HX-Request": "true"}).content.decode()
    assert 'href="#t-l3"' in page
    assert '<textarea class="govuk-textarea" id="t-l3"' in enter("lena").get(CHOOSE).content.decode()


# Agreeing


def test_the_assessors_proposal_is_agreed(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    portfolios.propose_units(made, by=cast.as_("asif"), units=["L1", "L3"], answers={"L3": "She leads the station."})
    client = enter("lena")
    text = client.get(AGREE).content.decode()
    assert "She leads the station." in text
    assert client.post(AGREE).status_code == 302
    made.progress.refresh_from_db()
    assert made.progress.units == ["L1", "L3"]
    assert client.post(AGREE).status_code == 302  # sent twice


def test_ones_own_proposal_is_the_others_to_agree(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    portfolios.propose_units(made, by=cast.as_("lena"), units=["L1", "L2"])
    answer = enter("lena").post(AGREE)
    assert answer.status_code == 422
    assert "so Asif agrees them" in answer.content.decode()


# One unit


def test_a_unit_shows_claims_the_assessors_words_and_the_gate(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2"])
    build.judged(cast, made, ["L1:1.1"])
    build.judged(cast, made, ["L1:1.2"], verdict=Verdict.NOT_YET)
    text = enter("lena").get(unit()).content.decode()
    assert 'id="c-1.1"' in text
    assert 'id="c-R2.a"' in text
    assert "“Say which lamp.” Asif Rahman" in text
    assert f"{reverse('learner_add_evidence')}?claim=L1%3A1.2" in text
    assert "Sign-off is not open yet" in text
    assert "at least 1 of 2: 0 met" in text


def test_a_signed_off_unit_says_by_whom(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.agreed(cast, made)
    text = enter("lena").get(unit()).content.decode()
    assert "Signed off by Asif Rahman" in text
    assert "Looked at a second time and agreed" in text


def test_evidence_replaced_after_a_judgement_puts_it_in_doubt(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    shown = build.statement(cast, made)
    build.handed_in(cast, made, ["L1:1.1"], evidence=shown)
    build.judged(cast, made, ["L1:1.1"])
    portfolios.replace_evidence(shown, by=cast.as_("lena"), body="Another story.")
    assert "The evidence changed after it was judged" in enter("lena").get(unit()).content.decode()


def test_what_is_settled_folds_and_what_asks_for_attention_stands_open(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast, of=build.specification(cast, many_criteria()))
    met = [f"L2:1.{n}" for n in (1, 2, 3, 4)]
    build.handed_in(cast, made, [*met, "L2:1.5", "L2:1.6"])
    build.judged(cast, made, met)
    build.judged(cast, made, ["L2:1.6"], verdict=Verdict.NOT_YET)
    text = enter("lena").get(unit("L2")).content.decode()
    others = text[text.index('<details class="others">') : text.index("</details>", text.index('<details class="others">'))]
    assert "The 2 others, all met" in others
    assert [f'id="c-1.{n}"' in others for n in range(1, 8)] == [False, False, True, True, False, False, False]


def test_an_outcome_of_a_signed_off_unit_folds_as_a_whole(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.agreed(cast, made)
    text = enter("lena").get(unit()).content.decode()
    assert "All 2 criteria, met" in text
    assert text.index("All 2 criteria, met") < text.index('id="c-1.1"') < text.index("</details>", text.index("All 2 criteria, met"))


def test_a_requirement_stands_once_by_its_number_and_says_each_fact_once(cast: Cast, enter: Enter) -> None:
    facts = [
        {"number": "1", "text": "Show this at a lamp that burns."},
        {"number": "1", "text": "Simulation does not count here.", "simulation": "none"},
    ]
    document = build.SMALL | {"units": [one | {"requirements": facts} if one["key"] == "L1" else one for one in build.SMALL["units"]]}
    made = build.with_units(cast, of=build.specification(cast, document))
    for text in (
        enter("lena").get(unit()).content.decode(),
        enter("asif").get(reverse("assessor_unit", args=[made.uuid, "L1"])).content.decode(),
    ):
        assert text.count("Show this at a lamp that burns.") == 1
        assert text.count("Simulation does not count here.") == 1
        assert text.count('id="c-R1"') == 1


def test_a_unit_that_is_not_agreed_is_not_found(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    assert enter("lena").get(unit("L3")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_unit_asks_the_same_whatever_it_holds(
    cast: Cast, enter: Enter, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = build.with_units(cast)
    for target in ["L2:1.1", "L2:1.2", "L2:1.3"][:rows]:
        build.handed_in(cast, made, [target])
        build.judged(cast, made, [target])
    client = enter("lena")
    client.get(unit("L2"))
    with django_assert_num_queries(9):  # session, person, appointments; registration, claims, judgements, and three for the gate
        client.get(unit("L2"))


def test_without_rules_nothing_is_said_of_the_award_and_units_are_agreed_all_the_same(cast: Cast, enter: Enter) -> None:
    qualification = {"number": "9900-02", "title": "Level 2 Certificate in Lamp Keeping"}
    made = build.registration(cast, of=build.specification(cast, build.SMALL | {"qualifications": [qualification]}))
    page = enter("lena").get(CHOOSE).content.decode()
    assert "No unit is chosen yet" in page
    page = enter("lena").post(CHOOSE, {"unit": ["L1", "L2"]}, follow=True).content.decode()
    assert "This specification states no rules of combination, so Milepost cannot say whether the choice makes the award." in page
    assert "2 units chosen" in page
    assert "make the award</h2>" not in page
    assert enter("lena").post(CHOOSE, {"unit": ["L1", "L2"], "act": "propose"}).status_code == 302
    plan = UnitPlan.objects.get()
    page = enter("asif").get(reverse("assessor_agree_units", args=[made.uuid])).content.decode()
    assert "so Milepost cannot say whether" in page
    portfolios.agree_units(plan, by=cast.as_("asif"))
    made.progress.refresh_from_db()
    assert made.progress.units == ["L1", "L2"]


def test_who_is_not_registered_yet_reads_what_has_to_happen(cast: Cast, enter: Enter) -> None:
    client = enter("lena")
    for name in ("learner_units", "learner_evidence", "learner_workplace", "learner_reviews"):
        answer = client.get(reverse(name))
        assert answer.status_code == 404
        assert "Your centre has still to register you." in answer.content.decode()
