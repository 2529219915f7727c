"""What makes the award, in an import: pathways and equivalents in their forms, and what is asked where no rule is known."""

from typing import Any

import pytest
from django.test import Client

from milepost.frameworks import actions
from milepost.frameworks.corrections import mark, value_at
from milepost.frameworks.models import Import, Specification
from tests.cast import Cast
from tests.fixtures import Enter
from tests.frameworks.test_actions import PACK, decided, pack
from tests.web.centre.test_import_review import review, text


@pytest.fixture
def import_(cast: Cast) -> Import:
    return pack(cast)


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def say(client: Client, import_: Import, path: str, **given: Any) -> Any:
    import_.refresh_from_db()
    seen = mark(value_at(import_.document, path))
    answer = client.post(review(import_, "correct/"), {"path": path, "seen": seen, "show": "rules"} | given, follow=True)
    import_.refresh_from_db()
    return answer


def first(import_: Import) -> dict[str, Any]:
    import_.refresh_from_db()
    found: dict[str, Any] = import_.document["qualifications"][0]
    return found


@pytest.fixture
def grouped(import_: Import, cora: Client) -> Import:
    """Two groups of one unit each."""
    keys = first(import_)["units"]
    say(cora, import_, "qualifications/0/groups/-", key="A", units=keys[:1])
    say(cora, import_, "qualifications/0/groups/-", key="B", units=keys[1:2])
    return import_


# Pathways -----------------------------------------------------------------------------------------------------------


def test_a_pathway_is_added_with_its_groups_and_a_rule_and_all_of_it_is_changed_and_taken_out(grouped: Import, cora: Client) -> None:
    page = text(say(cora, grouped, "qualifications/0/pathways/-", key="p", title="Process", groups=["A"]))
    assert "Added." in page
    assert "Process (p)" in page
    assert "its groups: A" in page
    page = text(say(cora, grouped, "qualifications/0/pathways/0/rules/-", kind="min_units", number="1", groups=["A"]))
    assert "At least 1 unit from Group A" in page
    say(cora, grouped, "qualifications/0/pathways/0", key="p", title="Process work", groups=["A", "B"])
    assert first(grouped)["pathways"] == [
        {"key": "p", "title": "Process work", "groups": ["A", "B"], "rules": [{"at_least": 1, "of": "units", "from": ["A"]}]}
    ]
    say(cora, grouped, "qualifications/0/pathways/0/rules/0", remove="1")
    say(cora, grouped, "qualifications/0/pathways/0", remove="1")
    assert first(grouped)["pathways"] == []


def test_the_forms_open_filled_in(grouped: Import, cora: Client) -> None:
    say(cora, grouped, "qualifications/0/pathways/-", key="p", title="Process", groups=["B"])
    say(cora, grouped, "qualifications/0/groups/1", key="B", units=first(grouped)["groups"][1]["units"], borrows=["A"], imported="on")
    say(cora, grouped, "qualifications/0/pathways/0/rules/-", kind="notation", line="{at_most: 1, of: units, borrowed_by: [B]}")
    assert first(grouped)["groups"][1] == {"key": "B", "units": first(grouped)["units"][1:2], "borrows": ["A"], "imported": True}
    page = text(cora.get(review(grouped, "?show=rules&edit=qualifications/0/pathways/0")))
    assert 'value="Process"' in page
    assert page.count("checked") == 1
    page = text(cora.get(review(grouped, "?show=rules&edit=qualifications/0/pathways/0/rules/0")))
    assert "{at_most: 1, of: units, borrowed_by: [B]}" in page.replace("&quot;", '"')
    page = text(cora.get(review(grouped, "?show=rules&edit=qualifications/0/groups/1")))
    assert "Borrows from" in page
    assert "borrows from A; imported" in text(cora.get(review(grouped, "?show=rules")))
    assert "Borrows from" not in text(cora.get(review(grouped, "?show=rules&edit=qualifications/1/groups/-")))


@pytest.mark.parametrize(
    ("path", "given", "says"),
    [
        ("qualifications/0/pathways/-", {"key": " "}, "Give the pathway a short name."),
        ("qualifications/0/pathways/-", {"key": "p"}, "the pathway p stands 2 times"),
        ("qualifications/0/pathways/0/rules/-", {"kind": "min_units", "number": "9"}, "No choice of the units here can meet this rule"),
        ("qualifications/0/pathways/0/rules/-", {"kind": "notation", "line": "{at_most: 1}"}, "of"),
        ("qualifications/0/equivalents/-", {"unit": "", "instead_of": "", "carries": "own"}, "Choose the unit that may count."),
        ("qualifications/0/pathways/7", {"key": "q"}, "no longer there"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    grouped: Import, cora: Client, path: str, given: dict[str, str], says: str
) -> None:
    say(cora, grouped, "qualifications/0/pathways/-", key="p", groups=["A"])
    before = first(grouped)
    answer = cora.post(review(grouped, "correct/"), {"path": path, "seen": mark(None), "show": "rules"} | given)
    assert answer.status_code in (404, 422)
    if answer.status_code == 422:
        assert says in text(answer)
    assert first(grouped) == before


def test_a_group_that_is_renamed_is_followed_by_pathways_and_by_groups_within_it(grouped: Import, cora: Client) -> None:
    units = first(grouped)["groups"]
    say(cora, grouped, "qualifications/0/groups/1", key="B", units=units[1]["units"], within="A", borrows=["A"])
    say(cora, grouped, "qualifications/0/pathways/-", key="p", groups=["A"])
    say(cora, grouped, "qualifications/0/pathways/0/rules/-", kind="all_from", groups=["A"])
    say(cora, grouped, "qualifications/0/groups/0", key="Z", units=units[0]["units"])
    found = first(grouped)
    assert (found["groups"][1]["within"], found["groups"][1]["borrows"]) == ("Z", ["Z"])
    assert found["pathways"] == [{"key": "p", "groups": ["Z"], "rules": [{"all_from": ["Z"]}]}]


# Equivalents --------------------------------------------------------------------------------------------------------


def test_an_equivalent_is_added_read_as_a_sentence_changed_and_taken_out(import_: Import, cora: Client) -> None:
    one, two = first(import_)["units"][:2]
    page = text(say(cora, import_, "qualifications/0/equivalents/-", unit=one, instead_of=two, carries="target"))
    assert "may count in place of" in page
    assert first(import_)["equivalents"] == [{"unit": one, "instead_of": two, "carries": "target"}]
    say(cora, import_, "qualifications/0/equivalents/0", unit=one, instead_of=two, carries="own")
    assert first(import_)["equivalents"] == [{"unit": one, "instead_of": two}]
    answer = say(cora, import_, "qualifications/0/equivalents/0", unit=one, instead_of=one, carries="own")
    assert "none stands for itself" in text(answer)
    say(cora, import_, "qualifications/0/equivalents/0", remove="1")
    assert first(import_)["equivalents"] == []


def test_a_unit_that_is_renamed_is_followed_and_one_that_goes_takes_its_equivalent_along(import_: Import, cora: Client) -> None:
    one, two = first(import_)["units"][:2]
    keys = [unit.get("uan") or unit["code"] for unit in import_.document["units"]]
    say(cora, import_, "qualifications/0/equivalents/-", unit=one, instead_of=two, carries="own")
    place = keys.index(one)
    actions.correct(import_, by=import_.read_by, path=f"units/{place}/uan", value="F/601/1609")
    assert first(import_)["equivalents"][0]["unit"] == "F/601/1609"
    import_.refresh_from_db()
    actions.correct(import_, by=import_.read_by, path=f"units/{place}", value=None)
    assert first(import_)["equivalents"] == []


# Without rules --------------------------------------------------------------------------------------------------------


def test_before_it_is_published_it_is_asked_whether_all_units_are_required(cast: Cast, import_: Import, cora: Client) -> None:
    import_ = decided(cast, import_)
    page = text(cora.get(review(import_)))
    assert "Are all units required?" in page
    assert "yes, all 3 units are required" in page
    answer = cora.post(review(import_, "publish/"), {"rights": "imported"})
    assert answer.status_code == 422
    assert "Say that all units are required, add the rules, or tick that it is published without." in text(answer)
    assert not Specification.objects.exists()
    assert cora.post(review(import_, "publish/"), {"rights": "imported", "unruled": "on"}).status_code == 302
    assert Specification.objects.exists()


def test_one_press_makes_that_the_rule_and_then_nothing_is_asked(cast: Cast, import_: Import, cora: Client) -> None:
    import_ = decided(cast, import_)
    for position in range(3):
        page = text(cora.post(review(import_, f"require-all/{position}/"), follow=True))
        assert "are required." in page
    found = first(import_)
    assert found["rules"] == [{"all": found["units"]}]
    assert "Are all units required?" not in text(cora.get(review(import_)))
    again = text(cora.post(review(import_, "require-all/0/"), follow=True))
    assert "Rules are known of it by now." in again
    assert first(import_)["rules"] == found["rules"]
    assert cora.post(review(import_, "publish/"), {"rights": "imported"}).status_code == 302


# Once only ------------------------------------------------------------------------------------------------------------


def test_a_wrong_check_letter_is_asked_about_once(cast: Cast, cora: Client) -> None:
    wrong = pack(cast, PACK.read_bytes().replace(b"F/940/0023", b"A/940/0023"), name="wrong.txt")
    assert [one for one in wrong.reading["warnings"] if one["field"] == "uan"]
    page = text(cora.get(review(wrong, "?show=decide")))
    assert "does not fit its digits, which call for" in page
    assert "does not fit its digits; " not in page


def test_a_wrong_check_letter_that_came_with_a_correction_is_pointed_out(import_: Import, cora: Client) -> None:
    place = next(i for i, unit in enumerate(import_.document["units"]) if unit.get("uan") and not i)
    actions.correct(import_, by=import_.read_by, path=f"units/{place}/uan", value="A/601/1609")
    page = text(cora.get(review(import_, "?show=decide")))
    assert "the check character of A/601/1609 does not fit its digits; F/601/1609 would." in page


# Facts of a qualification ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "given", "kept", "shown"),
    [
        ("min_age", "16", 16, 'value="16"'),
        ("approval", "Ask first.", "Ask first.", ">Ask first.</textarea>"),
        ("progression", "3412-04\nLevel 4 Diploma in Ferries", ["3412-04", "Level 4 Diploma in Ferries"], "3412-04 Level 4 Diploma in Ferries"),
    ],
)  # fmt: skip
def test_a_fact_of_a_qualification_opens_as_it_stands(import_: Import, cora: Client, name: str, given: str, kept: Any, shown: str) -> None:
    path = f"qualifications/0/{name}"
    say(cora, import_, path, text=given)
    assert first(import_)[name] == kept
    assert shown in text(cora.get(review(import_, f"?show=units&at={path}&edit={path}"))).replace("> Ask", ">Ask")
