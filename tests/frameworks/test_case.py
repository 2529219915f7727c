"""CASE packages: what goes out comes back, and what came in goes out again, byte for byte."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft201909Validator, FormatChecker

from milepost.frameworks import shipped
from milepost.frameworks.case import normal
from milepost.frameworks.case.reading import document_of, read_package
from milepost.frameworks.case.writing import package
from milepost.frameworks.corrections import corrected
from milepost.frameworks.document import Document, to_document
from milepost.frameworks.importers import NotReadable

CONFORMANCE = Path(__file__).parents[3] / "shared" / "conformance" / "case"
PUBLISHED = [path for path in sorted(CONFORMANCE.glob("published/*.json")) if path.name not in ("ELA.json", "AllDocs.json")]
official = pytest.mark.skipif(not CONFORMANCE.is_dir(), reason="the official schema lies beside the checkout where it may be used")
SERVED = {"base": "https://centre.example/ims/case/v1p1", "changed": "2026-11-01T09:00:00+00:00", "organisation": "centre"}


def written(document: Document, **given: str) -> bytes:
    return json.dumps(package(document, **given), ensure_ascii=False).encode()


def refusal(data: Any) -> str:
    with pytest.raises(NotReadable) as refused:
        read_package(data if isinstance(data, bytes) else json.dumps(data).encode())
    return str(refused.value)


def guid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def thing(name: str, **more: Any) -> dict[str, Any]:
    return {"identifier": guid(name), "uri": f"https://elsewhere.example/{name}", "lastChangeDateTime": "2018-03-01T21:01:43+00:00"} | more


def link(child: str, parent: str, number: int | None = None, type: str = "isChildOf") -> dict[str, Any]:
    ends = {
        end: {"title": name, "identifier": guid(name), "uri": f"https://elsewhere.example/{name}"}
        for end, name in (("originNodeURI", child), ("destinationNodeURI", parent))
    }
    found = thing(f"{child}-{type}-{parent}", associationType=type, **ends)
    return found if number is None else found | {"sequenceNumber": number}


def elsewhere(*links: dict[str, Any], items: str = "") -> dict[str, Any]:
    """A package of somebody else's: its items are called by one letter each."""
    return {
        "CFDocument": thing("doc", title="Keeping bees", creator="Bee Board"),
        "CFItems": [thing(name, fullStatement=f"Bee {name}") for name in items],
        "CFAssociations": list(links),
    }


# Ours -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", shipped.names())
@pytest.mark.parametrize("how", [{}, SERVED], ids=["file", "served"])
def test_a_shipped_specification_comes_back_from_its_package_without_loss(name: str, how: dict[str, str]):
    document = to_document(shipped.shipped(name))
    there = written(document, **how)
    back = read_package(there)
    assert {key: value for key, value in back.items() if key != "case"} == document
    assert written(back) == there


def test_an_export_to_a_file_adds_nothing_to_the_document():
    document = to_document(shipped.shipped("customer-service-diploma"))
    assert read_package(written(document)) == document


@official
@pytest.mark.parametrize("name", shipped.names())
def test_a_shipped_specification_meets_the_official_schema(name: str, schema: Draft201909Validator):
    document = to_document(shipped.shipped(name))
    for how in ({}, SERVED):
        assert [error.message for error in schema.iter_errors(package(document, **how))] == []


@pytest.fixture(scope="module")
def schema() -> Draft201909Validator:
    return Draft201909Validator(
        json.loads((CONFORMANCE / "case_v1p1_cfpackage-jsonschema1.json").read_text()), format_checker=FormatChecker()
    )


def test_identifiers_stay_when_other_parts_change():
    document = to_document(shipped.shipped("customer-service-diploma"))
    before = {item["humanCodingScheme"]: item["identifier"] for item in package(document)["CFItems"] if item["CFItemType"] == "Unit"}
    changed = corrected(corrected(document, "version", "2"), "units/0", None)
    after = {item["humanCodingScheme"]: item["identifier"] for item in package(changed)["CFItems"] if item["CFItemType"] == "Unit"}
    assert after == {code: one for code, one in before.items() if code != "F3"}


def test_identifiers_are_of_the_versions_that_the_format_allows():
    for item in package(to_document(shipped.shipped("customer-service-diploma")))["CFItems"]:
        assert uuid.UUID(item["identifier"]).version == 5


# Of others ------------------------------------------------------------------------------------------------------------


@official
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_a_published_package_goes_out_as_it_came_in(path: Path, schema: Draft201909Validator):
    document = read_package(path.read_bytes())
    out = package(document)
    assert [error.message for error in schema.iter_errors(out)] == []
    again = read_package(json.dumps(out).encode())
    assert again == document
    assert written(again) == written(document)
    regular = normal.normal(normal.parsed(path.read_bytes()))
    assert same_whatever_the_order(out) == same_whatever_the_order(regular)


def same_whatever_the_order(regular: dict[str, Any]) -> dict[str, Any]:
    lists = {name: sorted(json.dumps(one, sort_keys=True) for one in regular[name]) for name in ("CFItems", "CFAssociations")}
    return regular | lists


@official
def test_what_its_authors_cut_is_refused_with_the_place():
    sentence = "CFItems 1 has no identifier. Ask the publisher for a package that is whole."
    assert refusal((CONFORMANCE / "published" / "ELA.json").read_bytes()) == sentence
    assert refusal((CONFORMANCE / "published" / "AllDocs.json").read_bytes()).startswith("This is a list of 14 documents, such as “English")


names = st.text("abcdefgh ", min_size=0, max_size=4)


@st.composite
def packages(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(1, 12))
    letters = [chr(ord("a") + n) for n in range(count)]
    links = []
    for n, letter in enumerate(letters):
        for parent in draw(st.lists(st.sampled_from(["doc", *letters[:n], "far"]), max_size=2, unique=True)):
            links.append(link(letter, parent, draw(st.none() | st.integers(0, 5))))
    if draw(st.booleans()) and count > 1:
        links.append(link(letters[0], letters[1], type="exactMatchOf"))
    found = elsewhere(*draw(st.permutations(links)), items="".join(draw(st.permutations(letters))))
    for item in found["CFItems"]:
        item |= draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "humanCodingScheme": names,
                    "CFItemType": st.sampled_from(["Unit", "Learning outcome", "Standard"]),
                    "educationLevel": st.lists(st.sampled_from(["Level 3", "Entry 2", "03"]), max_size=2),
                    "notes": names,
                    "fullStatement": names,
                    "extensions": st.dictionaries(names, names | st.integers() | st.floats(0, 1), max_size=2),
                    "colour": names,
                    "CFDocumentURI": st.just({"title": "", "identifier": guid("doc"), "uri": ""}),
                },
            )
        )
    return found


@given(packages())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_package_goes_out_as_it_came_in(given: dict[str, Any]):
    regular = normal.normal(given)
    document = json.loads(json.dumps(document_of(regular)))
    out = package(document)
    assert same_whatever_the_order(out) == same_whatever_the_order(regular)
    assert package(read_package(json.dumps(out).encode())) == out


def test_the_tree_of_others_becomes_units_outcomes_and_criteria():
    deep = [link("a", "doc"), link("b", "a"), link("c", "b", 2), link("d", "b", 1), link("e", "d"), link("f", "e"), link("g", "a")]
    document = read_package(json.dumps(elsewhere(*deep, items="abcdefg")).encode())
    (unit,) = document["units"]
    assert (unit["code"], unit["title"]) == ("1", "Bee a")
    assert [(outcome["number"], outcome["text"]) for outcome in unit["outcomes"]] == [("1", "Bee b"), ("2", "Bee a")]
    assert [(c["number"], c["text"]) for o in unit["outcomes"] for c in o["criteria"]] == [
        ("1.1", "Bee d"),
        ("1.2", "Bee c"),
        ("2.1", "Bee g"),
    ]
    assert [(item["letter"], item["text"]) for item in unit["outcomes"][0]["criteria"][0]["items"]] == [("a", "Bee e"), ("b", "Bee f")]
    assert document["qualifications"] == [{"title": "Keeping bees"}]


def test_what_is_corrected_here_is_what_goes_out():
    links = [link("a", "doc"), link("b", "a"), link("c", "b")]
    document = read_package(json.dumps(elsewhere(*links, items="abc")).encode())
    for path, value in (
        ("units/0/title", "Hives"),
        ("units/0/credit", 4),
        ("units/0/outcomes/0/criteria/0", {"number": "1.1", "text": "Open one"}),
        ("units/0/outcomes/0/criteria/-", {"number": "1.2", "text": "Close it"}),
    ):
        document = corrected(document, path, value)
    out = package(document)
    statements = {item["identifier"]: item["fullStatement"] for item in out["CFItems"]}
    assert statements[guid("a")] == "Hives" and statements[guid("c")] == "Open one" and "Close it" in statements.values()
    back = read_package(json.dumps(out).encode())
    assert back["units"][0]["credit"] == 4
    assert [c["text"] for c in back["units"][0]["outcomes"][0]["criteria"]] == ["Open one", "Close it"]


# Faults ---------------------------------------------------------------------------------------------------------------


def test_the_usual_faults_are_put_right():
    links = [link("a", "doc") | {"CFDocumentURI": {"title": "", "identifier": guid("doc"), "uri": "x"}}, link("b", "a")]
    given = elsewhere(*links, items="ab")
    given["CFDocument"]["CFPackageURI"] = {"title": "", "identifier": guid("doc"), "uri": "x"}
    given["CFItems"][0] |= {"CFDocumentURI": {"title": "", "identifier": guid("doc"), "uri": "x"}, "colour": "yellow", "language": None}
    given["CFDefinitions"] = {"CFItemTypes": [thing("t", title="Claim", hierarchyCode="1")], "CFConcepts": None}
    out = package(read_package(json.dumps({"CFPackage": given}).encode()))
    assert "CFPackageURI" not in out["CFDocument"]
    assert out["CFItems"][0]["extensions"] == {"other": {"colour": "yellow"}}
    assert "CFDocumentURI" not in json.dumps(out)
    assert out["CFDefinitions"]["CFItemTypes"][0]["description"] == ""


def test_a_package_that_goes_round_in_a_circle_is_refused_with_the_place():
    sentence = refusal(elsewhere(link("a", "doc"), link("b", "a"), link("c", "b"), link("a", "c"), items="abc"))
    assert sentence.startswith("The parts go round in a circle: “Bee ")
    assert all(f"“Bee {letter}” ({guid(letter)})" in sentence for letter in "abc")
    assert "circle" in refusal(elsewhere(link("a", "a"), items="a"))
    assert "circle" in refusal(elsewhere(link("doc", "a"), link("a", "doc"), items="a"))


def test_an_identifier_that_stands_twice_is_refused_with_both_places():
    assert refusal(elsewhere(link("a", "doc"), items="aba")) == (
        f"CFItems 1 and CFItems 3 have the same identifier, {guid('a')}. An identifier may stand once: ask the publisher which is right."
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"CFItems": [{"fullStatement": "Bee"}]}, "CFItems 1 has no identifier."),
        ({"CFItems": [thing("a", fullStatement="x") | {"identifier": "one"}]}, "CFItems 1 › identifier should be a UUID of version 1 to 5, but is \"one\"."),
        ({"CFItems": [thing("a", fullStatement="x", educationLevel=[["3"]])]}, "CFItems 1 › educationLevel should be text, but is [\"3\"]."),
        ({"CFItems": [thing("a", fullStatement="x") | {"lastChangeDateTime": "soon"}]}, "CFItems 1 › lastChangeDateTime should be a date with a time"),
        ({"CFItems": {"a": 1}}, "CFItems should be a list, but is {\"a\": 1}."),
        ({"CFAssociations": [thing("l", associationType="isChildOf")]}, "CFAssociations 1 has no originNodeURI."),
        ({"CFDocument": None}, "This package has no CFDocument, which says what it is."),
        ({"CFDocument": thing("doc", creator="B")}, "CFDocument has no title."),
        ({"CFItems": []}, "“Keeping bees” holds no items."),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_the_place(change: dict[str, Any], sentence: str):
    assert refusal(elsewhere(link("a", "doc"), items="a") | change).startswith(sentence)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'{"CFDocument": {', "Line 1 is not JSON as it should be"),
        (b"\xff\xfe{", "This file is not UTF-8 text."),
        (b'{"CFDocument": {"title": "\\ud800"}}', "This file is not UTF-8 text."),
        (b'{"CFDocument": {"x": NaN}}', "“NaN” is no number that can be kept."),
        (b'{"CFDocument": {"x": 1e999}}', "“1e999” is no number that can be kept."),
        (b'{"CFDocument":' + b"[" * 200_000, "This file holds things in things without an end."),
        (b" " * (normal.MOST_BYTES + 1), "This package is larger than 32 MB."),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(data: bytes, sentence: str):
    assert refusal(data).startswith(sentence)


def test_more_items_than_can_be_looked_at_are_refused():
    given = elsewhere() | {"CFItems": [{}] * (normal.MOST_ITEMS + 1)}
    assert refusal(given).startswith("CFItems holds 10001 things, and at most 10000 can be read.")


def test_a_chain_of_thousands_is_read():
    chain = [thing(f"i{n}", fullStatement=f"Step {n}") for n in range(3000)]
    links = [link("i0", "doc"), *(link(f"i{n}", f"i{n - 1}") for n in range(1, 3000))]
    document = read_package(json.dumps(elsewhere() | {"CFItems": chain, "CFAssociations": links}).encode())
    assert len(document["units"][0]["outcomes"][0]["criteria"][0]["items"]) == 2997
