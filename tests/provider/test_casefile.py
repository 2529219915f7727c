"""A CASE package becomes a standard as a plan first; what the frameworks refuse is refused here."""

import json
from typing import Any

import pytest

from milepost.frameworks.specfile import Unreadable
from milepost.provider import bringing, casematch, mappingfile, qualityfile
from milepost.provider.spreadsheet import Plan
from tests.frameworks.test_case import elsewhere, link, thing


def read(data: Any, title: str = "", **changed: Any) -> Plan:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return bringing.read(raw, name="bees.json", title=title, more_than=55, **changed)


def package(**items: dict[str, Any]) -> dict[str, Any]:
    """Two parts with codes: A with two indicators, of which one lies deeper, and B with a result."""
    given: dict[str, dict[str, Any]] = {
        "a": {"humanCodingScheme": "A", "fullStatement": "Keeping bees"},
        "b": {"humanCodingScheme": "A.1", "fullStatement": "Hives are looked at", "notes": "Once a week."},
        "c": {"fullStatement": "Between"},
        "d": {"humanCodingScheme": "A/2", "fullStatement": "Swarms are caught"},
        "e": {"humanCodingScheme": "B", "fullStatement": "Honey"},
        "f": {"humanCodingScheme": "A.1", "fullStatement": "So much a year", "CFItemType": "Result"},
    }
    links = [link(*ends) for ends in (("a", "doc", 1), ("b", "a", 1), ("c", "a", 2), ("d", "c", 1), ("e", "doc", 2), ("f", "e", 1))]
    found = elsewhere(*links)
    found["CFItems"] = [thing(name, **{**one, **items.get(name, {})}) for name, one in given.items()]
    return found


def test_what_stands_at_the_top_is_a_part_and_what_holds_nothing_an_indicator() -> None:
    plan = read(package())
    document = plan.document
    assert (document["title"], document["key"]) == ("Keeping bees", "keeping-bees")
    assert "Published by Bee Board" in document["about"]
    shape = [
        (part["key"], part["title"], [(one["key"], one["title"], one["aspect"]) for one in part["indicators"]])
        for part in document["parts"]
    ]
    assert shape == [
        ("A", "Keeping bees", [("A.1", "Hives are looked at", "approach"), ("A-2", "Swarms are caught", "approach")]),
        ("B", "Honey", [("B.1", "So much a year", "results")]),
    ]  # fmt: skip
    assert document["parts"][0]["indicators"][0]["about"] == "Once a week."
    assert plan.notes == ("1 code could not be kept, because it stands twice or is too long: it got another.",)


def test_version_1_0_and_a_package_in_a_package_read_alike() -> None:
    old = package()
    old["CFDocument"]["caseVersion"] = "1.0"
    assert read({"CFPackage": old}).document == read(package()).document


def test_a_flat_list_is_one_part_and_what_stands_alone_is_gathered() -> None:
    flat = read(elsewhere(link("x", "doc", 1), link("y", "doc", 2), items="xy"))
    assert [(part["key"], len(part["indicators"])) for part in flat.document["parts"]] == [("P", 2)]
    mixed = package()
    mixed["CFItems"].append(thing("z", fullStatement="Alone"))
    assert [part["title"] for part in read(mixed).document["parts"]] == ["Keeping bees", "Honey", "Further"]


def test_a_long_text_is_whole_below_its_title() -> None:
    long = "Bees " * 60
    plan = read(package(b={"fullStatement": long}))
    one = plan.document["parts"][0]["indicators"][0]
    assert len(one["title"]) <= 160 and one["title"].endswith("…") and one["about"].startswith(long.strip())
    assert "1 text is long" in plan.notes[0] + plan.notes[1]


def test_what_a_publisher_calls_exactly_the_same_becomes_a_mapping_whichever_comes_first() -> None:
    other = elsewhere(link("x", "doc", 1), link("y", "doc", 2), items="xy")
    found = package()
    found["CFAssociations"] += [
        link("b", "x", type="exactMatchOf"),
        link("y", "f", type="exactMatchOf"),
        link("b", "d", type="exactMatchOf"),
    ]
    bees, wasps = read(found).document, read(other, title="Keeping wasps").document
    assert "3 links say that two items are exactly the same" in read(found).notes[-1]
    assert casematch.mapping([bees]) is None, "the same within one standard is no mapping"
    made = casematch.mapping([bees, wasps])
    assert made == casematch.mapping([wasps, bees])
    where = [one["where"] for one in made["links"]]
    assert where == [{bees["key"]: ["A.1"], wasps["key"]: ["P.1"]}, {bees["key"]: ["B.1"], wasps["key"]: ["P.2"]}]
    known = {one["key"]: [each["key"] for part in one["parts"] for each in part["indicators"]] for one in (bees, wasps)}
    assert mappingfile.checked(made, known) == []


def test_links_that_are_no_tree_are_said_to_be_left_out() -> None:
    found = package()
    found["CFAssociations"].append(link("b", "d", type="isRelatedTo"))
    assert "1 link that is not part of the tree was left out." in read(found).notes


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"CFItems": []}', "no CFDocument"),
        (b"{nonsense", "Line 1 is not JSON"),
        (b"[]", "no CFDocument"),
        (json.dumps(elsewhere()).encode(), "holds no items"),
        (json.dumps(elsewhere(link("a", "b"), link("b", "a"), items="ab")).encode(), "go round in a circle"),
        (json.dumps(package(b={"fullStatement": ["x"]})).encode(), "fullStatement should be text"),
        (b'{"CFDocuments": [{"title": "Keeping bees"}]}', "list of 1 documents"),
        (b'{"format": "milepost-quality/1"}', "key"),
    ],
)
def test_what_the_frameworks_refuse_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as wrong:
        read(data)
    assert said in str(wrong.value)


@pytest.mark.parametrize(
    ("parts", "each", "said"), [(41, 1, "41 parts at the top"), (1, 81, "has 81 indicators, and a part has at most 80")]
)  # fmt: skip
def test_more_than_a_standard_holds_is_said(parts: int, each: int, said: str) -> None:
    names = [(f"p{n}", [f"p{n}i{m}" for m in range(each)]) for n in range(parts)]
    found = elsewhere(*[link(top, "doc") for top, _ in names], *[link(one, top) for top, below in names for one in below])
    found["CFItems"] = [thing(name, fullStatement=f"Bee {name}") for top, below in names for name in (top, *below)]
    with pytest.raises(Unreadable, match=said):
        read(found)


def test_a_title_takes_the_place_of_its_own_and_a_key_is_free() -> None:
    plan = read(package(), title="Our bees", taken={"our-bees"})
    assert (plan.document["title"], plan.document["key"]) == ("Our bees", "our-bees-2")


def test_a_file_of_milepost_keeps_its_bands_and_routes() -> None:
    path = next(iter(sorted((qualityfile.specs_folder() / "quality").glob("training*"))))
    plan = bringing.read(path.read_bytes(), name="mine.yaml", title="", more_than=10, taken={"training-quality"})
    assert plan.document["routes"] == qualityfile.shipped_documents()["training-quality"]["routes"]
    assert plan.document["key"] == "training-quality-2"
    with pytest.raises(Unreadable, match="line"):
        bringing.read(path.read_bytes().replace(b"aspect: context", b"aspect: taste"), name="mine.yaml", title="", more_than=10)


def test_a_spreadsheet_without_a_title_asks_for_one() -> None:
    with pytest.raises(Unreadable, match="Say what the standard is called"):
        bringing.read(b"part,key,title\nA,A1,Lit\n", name="bees.csv", title=" ", more_than=55)
