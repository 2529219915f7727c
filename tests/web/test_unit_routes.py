"""Ways to complete: the best routes, asked for on the page of the choice, and one tap that takes one."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock, drafts
from milepost.engine import planner
from milepost.frameworks.document import to_document
from milepost.frameworks.shipped import shipped
from milepost.portfolios import actions as portfolios
from milepost.portfolios import queries
from milepost.portfolios.models import UnitPlan
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

CHOOSE, ROUTES = reverse("learner_choose_units"), reverse("learner_unit_routes")
HTMX = {"HX-Request": "true"}


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def kept(cast: Cast, made: Any) -> list[str]:
    found = drafts.find(cast.lena.pk, f"units:{made.uuid}")
    return list(found.body["units"]) if found else []


def test_the_choice_offers_ways_by_what_matters_most_and_works_none_out_unasked(cast: Cast, enter: Enter, monkeypatch: Any) -> None:
    build.registration(cast)
    monkeypatch.setattr(planner, "routes", None)
    page = text_of(enter("lena").get(CHOOSE))
    for wish in ("credits", "glh", "evidence", "fit", "nearest"):
        assert f'href="{ROUTES}?by={wish}"' in page


def test_a_way_says_its_figures_and_what_could_stand_in_place_of_a_unit(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    page = text_of(enter("lena").get(ROUTES, headers=HTMX))
    assert page.startswith('<section class="card stack-s routes" id="routes"')
    assert "1 way, fewest credits to go" in page
    assert "2 units, 5 credits, 33 guided learning hours to go" in page
    assert "What could stand in place of a unit:" in page
    assert "as they are: L1" in page
    assert "one unit from Group B (here L2); 2 fit" in page
    assert 'name="take" value="L1 L2"' in page


def test_the_heading_of_a_way_is_short_and_its_units_stand_behind_it(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    page = text_of(enter("lena").get(ROUTES, headers=HTMX))
    assert '<h3><span class="num">1.</span> L1 and L2</h3>' in page
    assert "Unlike way 1" not in page
    behind = page.partition("Its units, and what could stand in their place")[2].partition("</details>")[0]
    assert '<li><span class="code">L1</span> ' in behind
    assert "one unit from Group B" in behind


def test_a_heading_is_never_long_and_a_further_way_says_how_it_differs(cast: Cast, enter: Enter) -> None:
    build.registration(cast, of=build.specification(cast, to_document(shipped("customer-service-diploma"))))
    client = enter("lena")
    page = text_of(client.get(ROUTES, headers=HTMX))
    headings = re.findall(r'<h3><span class="num">\d+\.</span> (.*?)</h3>', page)
    assert len(headings) == 10
    assert max(map(len, headings)) <= 75
    assert page.count("Unlike way 1:") == 9
    assert re.search(r"Unlike way 1: \w+ in place of \w+\.", page)


def test_evidence_already_there_is_counted_and_signed_off_units_are_not_to_go(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.signed_off(cast, made, "L1")
    build.handed_in(cast, made, ["L2:1.1", "L2:1.2"])
    page = text_of(enter("asif").get(reverse("assessor_unit_routes", args=[made.uuid])))
    assert "1 unit, 2 credits, 13 guided learning hours to go; evidence already there for 2 of 3 criteria and requirements" in page
    assert "This is what is ticked now." in page


def test_a_way_is_taken_with_one_tap_and_nothing_is_proposed(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    client = enter("lena")
    client.post(CHOOSE, {"unit": ["L1", "L3"], "answer-L3": "I lead it."})
    answer = client.post(ROUTES, {"take": "L1 L2"})
    assert (answer.status_code, answer["Location"]) == (302, CHOOSE)
    assert kept(cast, made) == ["L1", "L2"]
    page = text_of(client.get(CHOOSE))
    assert "2 units are ticked now." in page
    assert "I lead it." in page  # what was typed is not lost
    assert not UnitPlan.objects.exists()


def test_a_way_that_is_not_known_leaves_the_choice_as_it_is(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    client = enter("lena")
    client.post(CHOOSE, {"unit": ["L1", "L2"]})
    page = text_of(client.post(ROUTES, {"take": "X1"}, follow=True))
    assert "This way is not known any more." in page
    assert kept(cast, made) == ["L1", "L2"]


def test_each_tick_tells_open_ways_to_ask_again(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    client = enter("lena")
    assert client.post(CHOOSE, {"unit": ["L1"]}, headers=HTMX)["HX-Trigger"] == '{"units-ticked": {}}'
    nearest = text_of(client.get(ROUTES, {"by": "nearest"}, headers=HTMX))
    assert 'hx-trigger="units-ticked from:body"' in nearest
    assert "Of the present choice: add L2." in nearest


def test_where_there_is_no_way_the_smallest_conflict_is_said(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    portfolios.say_wishes(made, by=cast.as_("lena"), impossible=["L2", "L3"])
    page = text_of(enter("lena").get(ROUTES, headers=HTMX))
    assert "There is no way to complete." in page
    assert "<li>5 credits</li><li>L2 and L3 are ruled out</li>" in page


@pytest.mark.parametrize(
    ("bound", "sentence"),
    [(None, "These are the best that it found."), (4, "by this measure none is below 4."), (5, "None is better than these")],
)
def test_where_the_search_was_stopped_what_was_found_is_said_to_be_no_more(
    cast: Cast, enter: Enter, monkeypatch: Any, bound: float | None, sentence: str
) -> None:
    build.registration(cast)
    found = planner.routes

    def stopped(*args: Any, **kwargs: Any) -> planner.Routes:
        whole = found(*args, **kwargs)
        return planner.Routes(whole.routes, whole.objective, exact=False, bound=bound)

    monkeypatch.setattr(planner, "routes", stopped)
    page = text_of(enter("lena").get(ROUTES, headers=HTMX))
    assert sentence in page
    assert "Take way 1" in page


def test_best_fit_asks_for_the_job_first(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    client = enter("lena")
    assert "Nothing is said of the job yet." in text_of(client.get(ROUTES, {"by": "fit"}))
    portfolios.say_wishes(made, by=cast.as_("lena"), job="I lead the station and plan every watch.")
    page = text_of(client.get(ROUTES, {"by": "fit"}, headers=HTMX))
    assert "(here L3)" in page
    assert "of the credits do not fit the job" in page


@pytest.mark.parametrize("ticked", [["L1"], ["L1", "L2", "L3"]])
def test_it_asks_the_same_whatever_is_ticked(
    cast: Cast, enter: Enter, ticked: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    build.registration(cast)
    client = enter("lena")
    client.post(CHOOSE, {"unit": ticked})
    with django_assert_num_queries(8):  # session, person, roles, registration; draft, wishes, waivers, claims
        client.get(ROUTES, headers=HTMX)


def test_others_find_nothing(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    assessors = reverse("assessor_unit_routes", args=[made.uuid])
    assert [enter(who).get(ROUTES).status_code for who in ("asif", "ines", "cora", "stan")] == [404] * 4
    assert [enter(who).get(assessors).status_code for who in ("lena", "ines", "cora", "stan")] == [404] * 4


# What the ways are worked out from

WISHES = reverse("learner_unit_wishes")


def test_what_was_said_stands_on_the_choice_and_in_the_form(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    client = enter("lena")
    assert "Nothing is said yet of the job" in text_of(client.get(CHOOSE))
    answer = client.post(WISHES, {"job": "I keep the light.", "part-L3": "impossible", "part-L2": "preferred"})
    assert (answer.status_code, answer["Location"]) == (302, CHOOSE)
    page = text_of(client.get(CHOOSE))
    assert "<dt>The job</dt><dd>I keep the light.</dd><dt>Preferred</dt><dd>L2</dd><dt>Not possible</dt><dd>L3</dd>" in page
    form = text_of(client.get(WISHES, headers=HTMX))
    assert form.startswith('<form class="card stack routes" id="wishes"')
    assert form.count("<option") == 18
    assert '<option value="impossible" selected>' in form
    assert "(here L2)" not in text_of(client.get(ROUTES))  # L3 does not fit any more, so there is no choice
    wish = queries.wish_of(made)
    assert wish is not None
    assert wish.said_by.person == cast.lena


def test_hours_and_the_day_to_finish_that_were_said_elsewhere_stay(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    ahead = clock.today() + timedelta(days=200)
    portfolios.say_wishes(made, by=cast.as_("lena"), hours_a_week=Decimal(3), finish_by=ahead)
    enter("asif").post(reverse("assessor_unit_wishes", args=[made.uuid]), {"job": "Keeps the light."})
    wish = queries.wish_of(made)
    assert wish is not None
    assert (wish.job, wish.hours_a_week, wish.finish_by) == ("Keeps the light.", Decimal(3), ahead)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"part-L2": "bought"}, "Say of such a unit whether"), ({"pathway": "night"}, "no such pathway")],
)
def test_what_cannot_be_wished_is_refused_and_nothing_typed_is_lost(cast: Cast, enter: Enter, typed: dict[str, str], sentence: str) -> None:
    made = build.registration(cast)
    answer = enter("lena").post(WISHES, {"job": "I keep the light.", "part-L3": "preferred"} | typed)
    page = text_of(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "I keep the light.</textarea>" in page
    assert '<option value="preferred" selected>' in page
    assert queries.wish_of(made) is None


def test_on_a_closed_registration_the_form_says_why_not(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    portfolios.withdraw_learner(made, by=cast.as_("cora"), reason="moved", on=clock.today())
    page = text_of(enter("lena").get(WISHES))
    assert "This registration is closed, so there is no route to plan." in page


def test_a_pathway_is_offered_where_there_are_several_and_decides_what_the_rules_say(cast: Cast, enter: Enter) -> None:
    rules = [{"key": "day", "title": "Day", "rules": [{"all": ["L2"]}]}, {"key": "night", "title": "Night", "rules": [{"all": ["L3"]}]}]
    one = build.SMALL["qualifications"][0] | {"pathways": rules}
    build.registration(cast, of=build.specification(cast, build.SMALL | {"qualifications": [one]}))
    client = enter("lena")
    ticked = {"unit": ["L1", "L2"]}
    assert "These units make the award" in text_of(client.post(CHOOSE, ticked, headers=HTMX))
    client.post(WISHES, {"pathway": "night"})
    assert "These units make the award" not in text_of(client.post(CHOOSE, ticked, headers=HTMX))
    assert client.post(CHOOSE, ticked | {"act": "propose"}).status_code == 422
    page = text_of(client.get(ROUTES))
    assert "Night. 2 units, 5 credits" in page
    assert "Day." not in page


def test_where_nothing_else_is_wished_a_way_goes_through_units_with_something_to_claim(cast: Cast, enter: Enter) -> None:
    first, second, third = build.SMALL["units"]
    bare = {key: value for key, value in second.items() if key != "outcomes"}
    build.registration(cast, of=build.specification(cast, build.SMALL | {"units": [first, bare, third]}))
    page = text_of(enter("lena").get(ROUTES))
    assert "one unit from Group B (here L3); 2 fit" in page
    assert 'value="L1 L3"' in page


def test_a_unit_that_is_come_by_otherwise_is_not_to_go(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    client = enter("lena")
    client.post(WISHES, {"part-L1": "transfer"})
    page = text_of(client.get(ROUTES))
    assert "1 unit, 2 credits, 13 guided learning hours to go" in page
    assert 'value="L1 L2"' in page


def test_a_waived_rule_says_by_whom_and_until_when_and_the_choice_can_be_proposed(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    until = clock.today() + timedelta(days=30)
    portfolios.waive_rule(
        made, by=cast.as_("cora"), rule="min_credits", reason="She was ill.", signed_by="A. Noll, awarding body", until=until
    )
    client = enter("lena")
    said = f"5 credits: waived by A. Noll, awarding body until {date_format(until, 'j F Y')}, because: She was ill."
    assert said in text_of(client.post(CHOOSE, {"unit": ["L1"]}, headers=HTMX))
    assert client.post(CHOOSE, {"unit": ["L1"], "act": "propose"}).status_code == 302
    assert said in text_of(enter("asif").get(reverse("assessor_agree_units", args=[made.uuid])))


@pytest.mark.parametrize("ticked", [["L1"], ["L1", "L2", "L3"]])
def test_the_choice_asks_two_queries_for_what_was_said_and_waived(
    cast: Cast, enter: Enter, ticked: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    build.registration(cast)
    client = enter("lena")
    client.post(CHOOSE, {"unit": ticked})
    client.post(WISHES, {"job": "I keep the light.", "part-L3": "preferred"})
    client.get(CHOOSE)
    with django_assert_num_queries(8):  # session, person, roles, registration; proposal, draft, wishes, waivers
        client.get(CHOOSE)


def test_others_find_no_wishes(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    assessors = reverse("assessor_unit_wishes", args=[made.uuid])
    assert [enter(who).get(WISHES).status_code for who in ("asif", "ines", "cora", "stan")] == [404] * 4
    assert [enter(who).get(assessors).status_code for who in ("lena", "ines", "cora", "stan")] == [404] * 4
