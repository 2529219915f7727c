"""The CASE service: what anybody may read, what nobody may, and how it says no."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft201909Validator, FormatChecker

from milepost.frameworks import actions
from milepost.frameworks.case.reading import read_package
from milepost.frameworks.document import to_document
from milepost.frameworks.models import Specification
from milepost.frameworks.shipped import shipped
from milepost.people.words import Role
from tests.build import SMALL
from tests.cast import Cast

CONFORMANCE = Path(__file__).parents[3] / "shared" / "conformance" / "case"
official = pytest.mark.skipif(not CONFORMANCE.is_dir(), reason="the official description lies beside the checkout where it may be used")
SERVICE = "/ims/case/v1p1"  # "case_documents", "case_thing", "case_nothing"


def body(client: Client, address: str, status: int = 200) -> dict[str, Any]:
    response = client.get(f"{SERVICE}/{address}")
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    found: dict[str, Any] = response.json()
    return found


def minor(refusal: dict[str, Any]) -> str:
    assert refusal["imsx_severity"] == "error" and refusal["imsx_description"]
    value: str = refusal["imsx_codeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"]
    return value


def meets(name: str, thing: dict[str, Any]) -> None:
    """Whether a body is what the official description calls `name`."""
    description = json.loads((CONFORMANCE / "imscasev1p1_openapi3_v1p0.json").read_text())
    schema = {"$ref": f"#/components/schemas/{name}", "components": description["components"]}
    assert [error.message for error in Draft201909Validator(schema, format_checker=FormatChecker()).iter_errors(thing)] == []


def test_a_package_can_be_read_by_anybody_and_taken_in_elsewhere(client: Client, opened: Specification) -> None:
    document = body(client, "CFDocuments")["CFDocuments"][0]
    assert document["title"] == "Level 3 NVQ Diploma in Customer Service"
    assert document["CFPackageURI"]["uri"] == f"http://localhost:8000{SERVICE}/CFPackages/{document['identifier']}"
    package = body(client, f"CFPackages/{document['identifier']}")
    assert {name: value for name, value in read_package(json.dumps(package).encode()).items() if name != "case"} == opened.document


@official
def test_every_thing_is_what_the_official_description_calls_it(client: Client, opened: Specification) -> None:
    meets("CFDocumentSetDType", body(client, "CFDocuments"))
    identifier = body(client, "CFDocuments")["CFDocuments"][0]["identifier"]
    meets("CFDocumentDType", body(client, f"CFDocuments/{identifier}"))
    package = body(client, f"CFPackages/{identifier}")
    meets("CFPackageDType", package)
    for item in package["CFItems"][:3]:
        meets("CFItemDType", body(client, f"CFItems/{item['identifier']}"))
        meets("CFAssociationSetDType", body(client, f"CFItemAssociations/{item['identifier']}"))
    meets("CFAssociationDType", body(client, f"CFAssociations/{package['CFAssociations'][0]['identifier']}"))
    kind = package["CFDefinitions"]["CFItemTypes"][0]["identifier"]
    meets("CFItemTypeSetDType", body(client, f"CFItemTypes/{kind}"))
    for address in ("CFItems/none", f"CFRubrics/{identifier}", f"CFConcepts/{identifier}", "CFNothing/1"):
        meets("imsx_StatusInfoDType", body(client, address, 404))


def test_an_item_names_its_document_and_its_associations_stand_at_both_ends(client: Client, opened: Specification) -> None:
    document = body(client, "CFDocuments")["CFDocuments"][0]
    package = body(client, f"CFPackages/{document['identifier']}")
    unit = next(item for item in package["CFItems"] if item.get("humanCodingScheme") == "F3")
    alone = body(client, f"CFItems/{unit['identifier']}")
    assert alone["CFDocumentURI"]["identifier"] == document["identifier"]
    links = body(client, f"CFItemAssociations/{unit['identifier']}")["CFAssociations"]
    assert {link["originNodeURI"]["identifier"] == unit["identifier"] for link in links} == {True, False}
    assert body(client, f"CFAssociations/{links[0]['identifier']}")["CFDocumentURI"]["identifier"] == document["identifier"]


def test_imported_text_stays_inside_its_centre_until_it_is_marked(client: Client, cast: Cast) -> None:
    cora = cast.as_("cora")
    one = actions.adopt(cast.centre, by=cora, document=dict(SMALL), rights="imported")
    assert minor(body(client, "CFDocuments", 404)) == "unknownobject"
    actions.mark_rights(one, by=cora, rights="open", licence="CC BY 4.0")
    document = body(client, "CFDocuments")["CFDocuments"][0]
    assert document["licenseURI"]["title"] == "CC BY 4.0"
    licence = body(client, f"CFLicenses/{document['licenseURI']['identifier']}")
    assert licence["licenseText"] == "CC BY 4.0"
    actions.mark_rights(one, by=cora, rights="imported")
    for address in (f"CFDocuments/{document['identifier']}", f"CFPackages/{document['identifier']}"):
        assert minor(body(client, address, 404)) == "unknownobject"


def test_of_several_versions_the_newest_speaks(client: Client, cast: Cast) -> None:
    cora = cast.as_("cora")
    actions.adopt(cast.centre, by=cora, document=dict(SMALL), rights="own")
    units = [dict(SMALL["units"][0], title="Keep another lamp"), *SMALL["units"][1:]]
    actions.adopt(cast.centre, by=cora, document=dict(SMALL, units=units), rights="own")
    (document,) = body(client, "CFDocuments")["CFDocuments"]
    package = body(client, f"CFPackages/{document['identifier']}")
    assert "Keep another lamp" in {item["fullStatement"] for item in package["CFItems"]}
    gone = dict(SMALL, units=SMALL["units"][:1], qualifications=[])
    actions.adopt(cast.centre, by=cora, document=gone, rights="own")
    dropped = next(item for item in package["CFItems"] if item.get("humanCodingScheme") == SMALL["units"][1]["code"])
    assert body(client, f"CFItems/{dropped['identifier']}")["fullStatement"] == dropped["fullStatement"]


def test_nobody_speaks_in_the_name_of_who_published_first(client: Client, cast: Cast) -> None:
    document = dict(SMALL, owner="Lamp Board")
    actions.adopt(cast.centre, by=cast.as_("cora"), document=document, rights="open")
    other = cast.as_("stan", Role.CENTRE_MANAGER)
    false = dict(document, units=[dict(SMALL["units"][0], title="Put out the lamp"), *SMALL["units"][1:]])
    actions.adopt(other.centre, by=other, document=false, rights="own")
    (found,) = body(client, "CFDocuments")["CFDocuments"]
    assert "Put out the lamp" not in json.dumps(body(client, f"CFPackages/{found['identifier']}"))


# Parts of the list ----------------------------------------------------------------------------------------------------


@pytest.fixture
def three(cast: Cast) -> list[str]:
    for title in ("Bees", "Ants", "Crabs"):
        actions.adopt(cast.centre, by=cast.as_("cora"), document=dict(SMALL, title=title, number=title), rights="own")
    return ["Bees", "Ants", "Crabs"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Bees", "Ants", "Crabs"]),
        ("limit=2", ["Bees", "Ants"]),
        ("limit=2&offset=2", ["Crabs"]),
        ("sort=title", ["Ants", "Bees", "Crabs"]),
        ("sort=title&orderBy=desc", ["Crabs", "Bees", "Ants"]),
        ("sort=colour", ["Bees", "Ants", "Crabs"]),
        ("filter=title='bees'", ["Bees"]),
        ("filter=title~'s' AND title!='Bees'", ["Ants", "Crabs"]),
        ("filter=title='Ants' OR title='Crabs'", ["Ants", "Crabs"]),
        ("filter=title>='Bees'", ["Bees", "Crabs"]),
    ],
)
def test_the_list_is_given_in_parts_in_order_and_filtered(client: Client, three: list[str], query: str, titles: list[str]) -> None:
    assert [one["title"] for one in body(client, f"CFDocuments?{query}")["CFDocuments"]] == titles


def test_fields_are_picked_and_what_a_document_cannot_be_without_stays(client: Client, three: list[str]) -> None:
    one = body(client, "CFDocuments?fields=frameworkType,colour&limit=1")["CFDocuments"][0]
    assert set(one) == {"identifier", "uri", "creator", "title", "lastChangeDateTime", "CFPackageURI", "frameworkType"}
    assert "caseVersion" in body(client, "CFDocuments?fields=colour")["CFDocuments"][0]


def test_a_part_says_how_many_there_are_and_where_the_others_are(client: Client, three: list[str]) -> None:
    response = client.get(f"{SERVICE}/CFDocuments?limit=1&offset=1&sort=title")
    assert response["X-Total-Count"] == "3"
    pages = dict(reversed(link[1:].split('>; rel="')) for link in response["Link"].rstrip('"').split('", <'))
    assert "offset=2" in response["Link"] and "offset=0" in response["Link"] and "sort=title" in response["Link"]
    assert len(pages) >= 3
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=-1", "limit=x", "limit=", "limit=²", "offset=-1", "limit=99999999999", "orderBy=up", "orderBy="]
)
def test_what_the_description_does_not_allow_is_refused(client: Client, three: list[str], query: str) -> None:
    assert minor(body(client, f"CFDocuments?{query}", 400)) == "invalid_selection_field"


def test_a_filter_that_is_not_understood_finds_nothing_and_says_so(client: Client, three: list[str]) -> None:
    refusal = body(client, "CFDocuments?filter=title is bees", 404)
    assert minor(refusal) == "invalid_selection_field"
    assert refusal["imsx_description"].endswith("Write it like title~'service' AND creator='Ours'.")
    assert minor(body(client, "CFDocuments?filter=title='wasps'", 404)) == "unknownobject"
    assert minor(body(client, "CFDocuments?offset=3", 404)) == "unknownobject"


# Refusals -------------------------------------------------------------------------------------------------------------


def test_nothing_can_be_written(client: Client, opened: Specification) -> None:
    for method in (client.post, client.put, client.delete, client.patch, client.options):
        response = method(f"{SERVICE}/CFDocuments")
        assert response.status_code == 405 and response["Allow"] == "GET, HEAD"
        assert response.json()["imsx_codeMajor"] == "unsupported"
    assert client.head(f"{SERVICE}/CFDocuments").status_code == 200


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("CFItems/one", "invalid_uuid"),
        ("CFItems/a/b", "invalid_uuid"),
        ("CFItems/%00", "invalid_uuid"),
        ("CFItems/m%0A", "invalid_uuid"),
        ("CFItems/%0Am", "invalid_uuid"),
        ("%0A", "unknownobject"),
        ("CFItems/0b1c2d3e-0000-5000-8000-000000000001", "unknownobject"),
        ("CFItemAssociations/0b1c2d3e-0000-5000-8000-000000000001", "unknownobject"),
        ("CFDocuments/", "unknownobject"),
        ("Anything/0b1c2d3e-0000-5000-8000-000000000001", "unknownobject"),
        ("elsewhere", "unknownobject"),
    ],
)
def test_what_is_not_here_is_said_in_the_words_of_the_format(client: Client, opened: Specification, address: str, word: str) -> None:
    assert minor(body(client, address, 404)) == word


def test_a_thing_is_not_found_under_the_name_of_another_kind(client: Client, opened: Specification) -> None:
    document = body(client, "CFDocuments")["CFDocuments"][0]["identifier"]
    item = body(client, f"CFPackages/{document}")["CFItems"][0]["identifier"]
    for address in (
        f"CFItems/{document}",
        f"CFPackages/{item}",
        f"CFAssociations/{item}",
        f"CFDocuments/{item}",
        f"CFItemAssociations/{document}",
    ):
        assert minor(body(client, address, 404)) == "unknownobject"


@pytest.mark.parametrize("count", [1, 3])
def test_the_database_is_asked_as_often_whatever_is_published(client: Client, cast: Cast, count: int) -> None:
    names = ["customer-service-diploma", "contact-centre-diploma"][: max(count - 1, 1)]
    for name in names:
        actions.adopt(cast.centre, by=cast.as_("cora"), document=to_document(shipped(name)), rights="open")
    body(client, "CFDocuments")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        body(client, "CFDocuments")
    assert len(asked) == 1
