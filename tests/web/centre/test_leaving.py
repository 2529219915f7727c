"""A qualification leaves: as a file that another system reads, or to anybody once its text is marked so."""

import json

import pytest

from milepost.frameworks import actions
from milepost.frameworks.case.reading import read_package
from milepost.frameworks.exporters import FORMS
from milepost.frameworks.models import Specification
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


def file_of(one: Specification, form: str) -> str:
    return f"/centre/qualifications/{one.uuid}/as/{form}/"  # "centre_specification_file"


def rights_of(one: Specification) -> str:
    return f"/centre/qualifications/{one.uuid}/rights/"  # "centre_rights"


def test_the_page_offers_every_form(cast: Cast, enter: Enter) -> None:
    one = build.specification(cast)
    page = enter("cora").get(f"/centre/qualifications/{one.uuid}/").content.decode()
    for form in FORMS:
        assert f'href="{file_of(one, form)}"' in page
    assert f'href="{rights_of(one)}"' in page
    assert rights_of(one) not in enter("quentin").get(f"/centre/qualifications/{one.uuid}/").content.decode()


@pytest.mark.parametrize(("form", "ending"), [("yaml", ".yaml"), ("case", ".case.json"), ("vq", ".vq.json"), ("moodle", ".moodle.csv")])
def test_a_version_is_fetched_as_a_file(cast: Cast, enter: Enter, form: str, ending: str) -> None:
    response = enter("quentin").get(file_of(build.specification(cast), form))
    assert response.status_code == 200 and response.content
    assert response["Content-Disposition"].endswith(f'{ending}"')
    assert response["Cache-Control"] == "private, no-store"


def test_the_package_of_imported_text_names_no_address_and_that_of_open_text_does(cast: Cast, enter: Enter) -> None:
    one = actions.adopt(cast.centre, by=cast.as_("cora"), document=build.SMALL, rights="imported")
    client = enter("cora")
    inside = json.loads(client.get(file_of(one, "case")).content)
    assert inside["CFDocument"]["uri"].startswith("urn:uuid:")
    actions.mark_rights(one, by=cast.as_("cora"), rights="open", licence="CC BY 4.0")
    outside = json.loads(client.get(file_of(one, "case")).content)
    assert outside["CFDocument"]["uri"].startswith("http://localhost:8000/ims/case/v1p1/CFDocuments/")
    assert outside["CFDocument"]["licenseURI"]["title"] == "CC BY 4.0"
    assert outside["CFDocument"]["identifier"] == inside["CFDocument"]["identifier"]
    assert {name: value for name, value in read_package(json.dumps(outside).encode()).items() if name != "case"} == one.document


def test_other_forms_and_other_people_find_nothing(cast: Cast, enter: Enter) -> None:
    one = build.specification(cast)
    assert enter("cora").get(file_of(one, "pdf")).status_code == 404
    for client in (enter("lena"), enter("stan", Role.CENTRE_MANAGER)):
        assert client.get(file_of(one, "case")).status_code == 404
        assert client.get(rights_of(one)).status_code == 404
    assert enter("quentin").get(rights_of(one)).status_code == 404


def test_text_is_opened_and_closed_again(cast: Cast, enter: Enter) -> None:
    one = actions.adopt(cast.centre, by=cast.as_("cora"), document=build.SMALL, rights="imported")
    client = enter("cora")
    assert "http://localhost:8000/ims/case/v1p1" in client.get(rights_of(one)).content.decode()
    done = client.post(rights_of(one), {"rights": "open", "licence": "CC BY 4.0"}, follow=True)
    page = " ".join(done.content.decode().split())
    assert "Anybody can read it now." in page
    assert "open: under an open licence: CC BY 4.0" in page
    assert "Anybody can read it at http://localhost:8000/ims/case/v1p1, in the format CASE 1.1." in page
    done = client.post(rights_of(one), {"rights": "imported", "licence": ""}, follow=True)
    page = done.content.decode()
    assert "It stays inside this centre from now on." in page and "Anybody can read it at" not in page


def test_open_text_names_its_licence_and_what_was_typed_stays(cast: Cast, enter: Enter) -> None:
    one = build.specification(cast)
    response = enter("cora").post(rights_of(one), {"rights": "open", "licence": "  "})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Name the licence under which anybody may use the text, such as CC BY 4.0." in page
    assert 'value="open"' in page and "checked" in page
    assert one.rights_marks.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_rights_asks_the_database_as_often_whatever_was_marked(
    cast: Cast, enter: Enter, django_assert_num_queries, count: int
) -> None:
    one = build.specification(cast)
    for n in range(count):
        actions.mark_rights(one, by=cast.as_("cora"), rights="open", licence=f"Licence {n}")
    client = enter("cora")
    with django_assert_num_queries(4):
        client.get(rights_of(one))
