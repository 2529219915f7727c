"""What a document leaves out and the manager adds in the browser: the qualification to which its units lead, outcomes of a unit."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from milepost.frameworks import actions
from milepost.frameworks.corrections import mark, value_at
from milepost.frameworks.models import Import, Specification
from tests.build import SMALL
from tests.cast import Cast
from tests.fixtures import Enter
from tests.frameworks.test_actions import pack
from tests.web.centre.test_import_review import review, text

NAMES_NONE = "Published like this, nobody can be registered on it."
QUALIFICATION = "qualifications/-"


def bare(cast: Cast, **changed: Any) -> Import:
    """An import that names units and no qualification."""
    document = {name: value for name, value in SMALL.items() if name != "qualifications"} | changed
    return pack(cast, json.dumps(document).encode(), name="units.json")


def add(client: Client, import_: Import, path: str, **given: str) -> Any:  # "centre_correct"
    seen = mark(value_at(import_.document, path))
    return client.post(review(import_, "correct/"), {"path": path, "seen": seen, "show": "rules"} | given)


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def test_where_no_qualification_is_named_it_is_said_before_publishing_and_one_is_added(cast: Cast, cora: Client) -> None:
    import_ = bare(cast)
    assert NAMES_NONE in text(cora.get(review(import_)))
    assert 'href="?show=rules&amp;at=qualifications&amp;edit=qualifications%2F-#qualifications"' in text(
        cora.get(review(import_, "?show=rules"))
    )
    assert 'name="accreditation_number"' in text(cora.get(review(import_, f"?show=rules&edit={QUALIFICATION}")))
    assert add(cora, import_, QUALIFICATION, title=" Level 2  Award in Signals ", number="77-02").status_code == 302
    page = text(cora.get(review(import_)))
    assert NAMES_NONE not in page
    assert "77-02: yes, all 3 units are required" in page
    assert Import.objects.get().document["qualifications"] == [{"title": "Level 2 Award in Signals", "number": "77-02"}]
    cora.post(review(import_, "publish/"), {"rights": "imported", "unruled": "on"})
    register = text(cora.get(reverse("centre_register")))
    assert "77-02 Level 2 Award in Signals (version 1), not approved" in register


def test_a_qualification_without_a_title_is_not_added(cast: Cast, cora: Client) -> None:
    import_ = bare(cast)
    answer = add(cora, import_, QUALIFICATION, title=" ", number="77-02")
    assert answer.status_code == 422
    assert "Give the title of the qualification." in text(answer)
    assert "qualifications" not in Import.objects.get().document


def test_a_version_without_a_qualification_offers_no_registering_and_says_why(cast: Cast, cora: Client) -> None:
    actions.publish(bare(cast), by=cast.as_("cora"))
    page = text(cora.get(reverse("centre_specification", args=[Specification.objects.get().uuid])))
    assert "No qualification is named here." in page
    assert reverse("centre_register") not in page


def test_a_unit_without_outcomes_gets_one_and_a_criterion_to_it(cast: Cast, cora: Client) -> None:
    import_ = bare(cast, units=[unit | {"outcomes": []} for unit in SMALL["units"]])
    assert "no unit with outcomes was found. Add them" in text(cora.get(review(import_)))
    assert 'edit=units%2F0%2Foutcomes%2F-"' in text(cora.get(review(import_, "?show=units")))
    assert add(cora, import_, "units/0/outcomes/-", number="1", text="Keep a light").status_code == 302
    import_ = Import.objects.get()
    assert add(cora, import_, "units/0/outcomes/0/criteria/-", number="1.1", text="light it").status_code == 302
    [outcome] = Import.objects.get().document["units"][0]["outcomes"]
    assert (outcome["text"], outcome["criteria"]) == ("Keep a light", [{"number": "1.1", "text": "light it"}])
    assert "There is nothing to publish" not in text(cora.get(review(import_)))
    assert ">1 outcome, 1 criterion<" in text(cora.get(review(import_, "?show=units")))


def test_a_unit_without_a_title_is_said_before_anybody_presses_publish(cast: Cast, cora: Client) -> None:
    import_ = bare(cast)
    import_.document["units"][0]["title"] = ""
    import_.save()
    page = text(cora.get(review(import_)))
    assert 'id="why-publish"' in page
    assert "title: is empty." in page
    assert "Nothing is open." not in page


def test_what_was_corrected_in_the_list_is_not_called_kept_as_it_was(cast: Cast, cora: Client) -> None:
    """A place without values to choose from is settled by one button, whether it was right from the first or has been corrected."""
    import_ = pack(cast)
    assert "It is right as it stands now" in text(cora.get(review(import_)))
    actions.decide(import_, by=cast.as_("cora"), warning=0)
    page = text(cora.get(review(import_)))
    assert "Found right as it stands." in page
    assert "as it was understood." not in page


@pytest.mark.parametrize(("given", "says"), [({"number": ""}, "Give its number, such as 1."), ({"text": ""}, "Give the outcome’s words.")])
def test_half_an_outcome_stays_in_the_form_with_the_reason(cast: Cast, cora: Client, given: dict[str, str], says: str) -> None:
    answer = add(cora, bare(cast), "units/0/outcomes/-", **({"number": "9", "text": "x"} | given))
    assert answer.status_code == 422
    assert says in text(answer)


def test_a_unit_that_was_not_found_is_added(cast: Cast, cora: Client) -> None:
    import_ = bare(cast)
    assert 'href="?show=units&amp;at=units&amp;edit=units%2F-#units">Add a unit' in text(cora.get(review(import_, "?show=units")))
    assert "A unit that was not found" in text(cora.get(review(import_, "?show=units&edit=units/-")))
    given = {
        "code": "L9",
        "title": " Paint the  tower ",
        "level": "Entry 3",
        "credit": "4",
        "glh": "",
        "conditions": "Whoever fears heights.\n",
    }
    answer = add(cora, import_, "units/-", **given)
    assert answer["Location"].endswith("at=units/3#units-3")
    assert Import.objects.get().document["units"][3] == {
        "code": "L9", "title": "Paint the tower", "level": 3, "entry": True, "credit": 4, "conditions": ["Whoever fears heights."],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"code": "L9", "title": ""}, "Give the unit’s title."),
        ({"code": "L9", "title": "Paint the tower", "level": "high"}, "Give the level as a number from 1 to 8"),
        ({"code": "L1", "title": "Paint the tower"}, "the unit L1 stands 2 times."),
    ],
)
def test_a_unit_that_cannot_stand_is_not_added(cast: Cast, cora: Client, given: dict[str, str], sentence: str) -> None:
    import_ = bare(cast)
    answer = add(cora, import_, "units/-", **given)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert len(Import.objects.get().document["units"]) == 3


@pytest.mark.parametrize("show", ["units", "rules"])
def test_a_qualification_is_taken_out_and_its_units_stay(cast: Cast, cora: Client, show: str) -> None:
    import_ = pack(cast)
    first, *others = import_.document["qualifications"]
    page = text(cora.get(review(import_, f"?show={show}")))
    assert page.count("Take this qualification out<") == 1 + len(others)
    assert f'<span class="govuk-visually-hidden">: {first["number"]} {first["title"]}' in page
    answer = add(cora, import_, "qualifications/0", remove="1", show=show)
    assert answer.status_code == 302
    document = Import.objects.get().document
    assert document["qualifications"] == others
    assert len(document["units"]) == len(import_.document["units"])
    assert add(cora, import_, "qualifications/0", remove="1").status_code == 422  # another one stands there since


def test_a_qualification_that_stands_here_is_not_written_over(cast: Cast, cora: Client) -> None:
    import_ = pack(cast)
    assert 'id="correct"' not in text(cora.get(review(import_, "?show=rules&edit=qualifications/0")))
    answer = add(cora, import_, "qualifications/0", title="Another")
    assert answer.status_code == 422
    assert "one by one, or take it out" in text(answer)
