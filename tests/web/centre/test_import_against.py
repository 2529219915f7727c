"""An import against the version that it replaces: what is new, changed, lost and in doubt, and what it is published as."""

import copy
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base.files import store
from milepost.frameworks import actions
from milepost.frameworks.models import Import, Specification
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


def read(cast: Cast, **change: Any) -> Import:
    """The small certificate as a file, with a criterion reworded, one new and one gone, another rule and another credit value."""
    document = copy.deepcopy(build.SMALL) | change
    document["units"][0]["outcomes"][0]["criteria"] = [{"number": "1.1", "text": "trim the wick"}]
    document["units"][1]["credit"] = 3
    document["units"][1]["outcomes"][0]["criteria"] = [
        {"number": "1.1", "text": "keep watch"},
        {"number": "1.2", "text": "test the fog signal before dusk"},
        {"number": "1.3", "text": "write the log"},
        {"number": "1.4", "text": "hand the watch over in writing"},
    ]
    document["qualifications"][0]["rules"][0] = {"at_least": 6, "of": "credits"}
    file = store(json.dumps(document).encode(), name="newer.json", centre=cast.centre, by=cast.as_("cora"))
    return actions.read_handbook(cast.centre, by=cast.as_("cora"), file=file)


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def page(client: Client, import_: Import, show: str = "against") -> str:
    answer = client.get(reverse("centre_import_review", args=[import_.uuid]), {"show": show})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def publish(client: Client, import_: Import, **given: str) -> Any:
    return client.post(reverse("centre_publish", args=[import_.uuid]), {"rights": "imported", "unruled": "on", **given}, follow=True)


def test_new_changed_renumbered_and_lost_stand_with_their_words(cast: Cast, cora: Client) -> None:
    build.specification(cast)
    text = page(cora, read(cast))
    assert "It has the same title." in text
    assert "What changes against version 1" in text
    assert re.search(r"test the fog signal before dusk</ins>|test the fog signal before dusk </p>", text)
    assert re.search(r"hand the watch over <ins>.*?in writing</ins>", text)
    assert "was 1.2" in text
    assert "strike a light" in text
    assert re.search(r"Credit value: <del>.*?2</del> <ins>.*?3</ins>", text)
    assert re.search(r"<del>.*?At least 5 credits.*?</del>", text)
    assert re.search(r"<ins>.*?At least 6 credits.*?</ins>", text)
    for label, n in (("new", 1), ("changed", 1), ("renumbered", 1), ("lost", 1), ("unit with other facts", 1)):
        assert re.search(rf"<b>{n}</b></span> <span[^>]*>.*?{label}", text), label


def test_what_changed_leads_to_its_place_in_the_source(cast: Cast, cora: Client) -> None:
    build.specification(cast)
    import_ = read(cast)
    assert "?show=against&amp;at=units%2F1%2Foutcomes%2F0%2Fcriteria%2F1#src" in page(cora, import_)
    answer = cora.get(reverse("centre_import_review", args=[import_.uuid]), {"show": "against", "at": "units/1/outcomes/0/criteria/1"})
    assert answer.status_code == 200


def test_the_first_of_its_kind_has_no_such_tab(cast: Cast, cora: Client) -> None:
    import_ = read(cast)
    assert "Against version" not in page(cora, import_, "units")
    assert cora.get(reverse("centre_import_review", args=[import_.uuid]), {"show": "against"}).status_code == 200


def test_the_tab_asks_the_same_however_many_are_published(
    cast: Cast, cora: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    build.specification(cast)
    import_ = read(cast)
    page(cora, import_)
    with django_assert_num_queries(5):
        page(cora, import_)
    build.specification(cast, build.SMALL | {"title": "Certificate in Fog Signals", "number": "9901"})
    build.specification(cast, build.SMALL | {"notes": ["As it was."]})
    page(cora, import_)
    with django_assert_num_queries(5):
        assert "Against version 2" in page(cora, import_)


def test_the_same_title_becomes_the_next_version_unasked(cast: Cast, cora: Client) -> None:
    build.specification(cast)
    publish(cora, read(cast))
    assert list(Specification.objects.order_by("version").values_list("title", "version")) == [
        ("Certificate in Lamp Keeping", 1),
        ("Certificate in Lamp Keeping", 2),
    ]


def test_the_same_number_under_another_title_is_asked_about(cast: Cast, cora: Client) -> None:
    build.specification(cast)
    import_ = read(cast, title="Certificate in Lamp and Fog Signal Keeping")
    assert "It has the same number, 9900, under another title." in page(cora, import_)
    answer = publish(cora, import_)
    assert answer.status_code == 422
    assert "Say whether this is a newer version of what is known" in answer.content.decode()
    assert Specification.objects.count() == 1


@pytest.mark.parametrize(
    ("becomes", "title", "version"),
    [("older", "Certificate in Lamp Keeping", 2), ("new", "Certificate in Lamp and Fog Signal Keeping", 1)],
)
def test_the_manager_says_what_it_becomes(cast: Cast, cora: Client, becomes: str, title: str, version: int) -> None:
    older = build.specification(cast)
    import_ = read(cast, title="Certificate in Lamp and Fog Signal Keeping")
    publish(cora, import_, becomes=str(older.uuid) if becomes == "older" else becomes)
    made = Specification.objects.latest("pk")
    assert (made.title, made.version) == (title, version)
    assert made.document["title"] == "Certificate in Lamp and Fog Signal Keeping"


@pytest.mark.parametrize(
    ("number", "why"), [("9900-02", "A qualification in it has the same number."), ("9911-02", "Most of its units are the same.")]
)
def test_it_is_known_by_a_qualification_or_by_its_units(cast: Cast, cora: Client, number: str, why: str) -> None:
    build.specification(cast)
    document = copy.deepcopy(build.SMALL) | {"title": "Lamp Keeping, revised", "number": "9911"}
    document["qualifications"][0]["number"] = number
    file = store(json.dumps(document).encode(), name="newer.json", centre=cast.centre, by=cast.as_("cora"))
    import_ = actions.read_handbook(cast.centre, by=cast.as_("cora"), file=file)
    assert why in page(cora, import_)


@pytest.mark.parametrize("rights", ["open", "own", "imported"])
def test_whose_text_it_is_begins_as_it_was_said_of_the_version_before(cast: Cast, cora: Client, rights: str) -> None:
    known = build.specification(cast)
    if known.rights != rights:
        actions.mark_rights(known, by=cast.as_("cora"), rights=rights, licence="CC BY 4.0" if rights == "open" else "")
    radios = [one for one in re.findall(r"<input[^>]*>", page(cora, read(cast))) if 'name="rights"' in one]
    [checked] = [re.findall(r'value="(\w+)"', one)[0] for one in radios if "checked" in one]
    assert checked == rights
