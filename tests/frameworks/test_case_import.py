"""A CASE package becomes an import beside its source, and a published version that goes out again as it came in."""

import json
from typing import Any

import pytest
from django.db import connection

from milepost.base.files import store
from milepost.base.refusal import Refused
from milepost.frameworks import actions, queries
from milepost.frameworks.case.normal import normal
from milepost.frameworks.case.writing import package
from milepost.frameworks.models import Import
from milepost.frameworks.words import Rights
from tests.cast import Cast
from tests.frameworks.test_case import elsewhere, guid, link, same_whatever_the_order

LINKS = (link("a", "doc"), link("b", "a"), link("c", "b"), link("d", "b"))


def given(cast: Cast, data: dict[str, Any], **how: Any) -> Import:
    by = cast.as_("cora")
    file = store(json.dumps(data, **how).encode(), name="bees.json", centre=cast.centre, by=by)
    return actions.read_handbook(cast.centre, by=by, file=file)


def test_a_package_is_published_and_goes_out_as_it_came_in(cast: Cast) -> None:
    data = elsewhere(*LINKS, items="abcd")
    data["CFItems"][2]["extensions"] = {"zeal": 1.0, "alms": {"b": [1], "a": None}}
    import_ = given(cast, data)
    assert import_.title == "Keeping bees"
    published = actions.publish(import_, by=cast.as_("cora"), rights=Rights.IMPORTED)
    published.refresh_from_db()  # as the database keeps it, which may be in another order
    out = package(published.document)
    assert same_whatever_the_order(out) == same_whatever_the_order(normal(data))
    assert json.dumps(package(import_.document)) == json.dumps(out)
    assert [unit.title for unit in queries.framework_of(published).units] == ["Bee a"], connection.vendor


@pytest.mark.parametrize("indent", [None, 4], ids=["on one line", "on many"])
def test_each_part_remembers_its_line(cast: Cast, indent: int | None) -> None:
    import_ = given(cast, elsewhere(*LINKS, items="abcd"), indent=indent)
    lines = [line for page in import_.reading["pages"] for line in page]
    places = import_.reading["places"]
    assert set(places) == {"1", "1:1.1", "1:1.2"}
    part, first, last = places["1:1.2"]
    assert guid("d") in import_.reading["pages"][part - 1][first - 1]
    assert first == last and len(lines) > 50


def test_a_correction_keeps_what_the_package_says_of_the_part(cast: Cast) -> None:
    import_ = given(cast, elsewhere(*LINKS, items="abcd"))
    path = "units/0/outcomes/0/criteria/0"
    import_ = actions.correct(import_, by=cast.as_("cora"), path=path, value={"number": "1.1", "text": "Open a hive"})
    items = {item["identifier"]: item["fullStatement"] for item in package(import_.document)["CFItems"]}
    assert items[guid("c")] == "Open a hive"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (elsewhere(link("a", "doc"), link("b", "a"), link("a", "b"), items="ab"), "The parts go round in a circle"),
        (elsewhere(link("a", "doc"), items="aa"), "CFItems 1 and CFItems 2 have the same identifier"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_there_of_it(cast: Cast, data: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        given(cast, data)
    assert not Import.objects.exists()
