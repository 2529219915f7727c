"""The centre's qualifications: what is published, what comes with Milepost, what is on its way."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.frameworks import actions, queries
from milepost.frameworks.document import to_document
from milepost.frameworks.models import Specification
from milepost.frameworks.shipped import shipped
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.frameworks.test_actions import pack

QUALIFICATIONS = "/centre/qualifications/"  # "centre_qualifications"
ADOPT = "/centre/qualifications/adopt/"  # "centre_adopt"


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def test_an_empty_centre_is_offered_two_ways_in(cora: Client) -> None:
    page = cora.get(QUALIFICATIONS).content.decode()
    assert "No qualification yet" in page
    assert "Diploma in Running a Contact Centre" in page
    assert page.count("Use it here") == 3


def test_published_versions_and_open_imports_are_listed(cast: Cast, cora: Client) -> None:
    build.registration(cast)
    pack(cast)
    page = cora.get(QUALIFICATIONS).content.decode()
    assert "Certificate in Lamp Keeping" in page
    assert "3 units, 6 criteria" in page
    assert "Harbour Visitor Centre Operations (7260)" in page
    assert page.index("Imports to finish") < page.index("Certificate in Lamp Keeping")  # what waits for somebody comes first
    assert "4 places to decide" in page


def test_one_version_and_three_ask_the_same(cast: Cast, cora: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    build.specification(cast)
    cora.get(QUALIFICATIONS)
    with django_assert_num_queries(7):
        cora.get(QUALIFICATIONS)
    for number in ("2", "3"):
        build.specification(cast, build.SMALL | {"version": number})
    with django_assert_num_queries(7):
        assert cora.get(QUALIFICATIONS).content.count(b'<article class="card">') == 3


def test_of_several_versions_the_older_ones_are_marked(cast: Cast, cora: Client) -> None:
    for number in ("1", "2"):
        build.specification(cast, build.SMALL | {"version": number})
    newer, older = cora.get(QUALIFICATIONS).content.decode().split('<article class="card">')[1:3]
    assert "Version 2" in newer
    assert "archived" not in newer
    assert "Version 1" in older
    assert "archived" in older


def test_a_shipped_qualification_is_used_by_one_press(cora: Client) -> None:
    answer = cora.post(ADOPT, {"name": "contact-centre-diploma"})
    made = Specification.objects.get()
    assert answer.headers["Location"] == f"/centre/qualifications/{made.uuid}/"
    assert made.rights == "open"
    assert b"Published here" in cora.get(QUALIFICATIONS).content


def test_pressed_twice_it_is_published_once(cora: Client) -> None:
    cora.post(ADOPT, {"name": "contact-centre-diploma"})
    again = cora.post(ADOPT, {"name": "contact-centre-diploma"}, follow=True)
    assert "already published as version 1" in again.content.decode()
    assert Specification.objects.count() == 1


def test_a_form_without_a_choice_is_told_so(cora: Client) -> None:
    assert "Choose one of the qualifications" in cora.post(ADOPT, follow=True).content.decode()


def test_an_open_version_of_another_centre_may_be_used_and_an_imported_one_not(cast: Cast, cora: Client) -> None:
    document = to_document(shipped("contact-centre-diploma")) | {"title": "From Fernhill"}
    opened = actions.adopt(cast.elsewhere, by=cast.as_("stan"), document=document, rights="open")
    actions.mark_rights(opened, by=cast.as_("stan"), rights="open", licence="CC BY 4.0")
    kept = actions.adopt(cast.elsewhere, by=cast.as_("stan"), document=document | {"title": "Fernhill’s own"}, rights="imported")
    page = cora.get(QUALIFICATIONS).content.decode()
    assert "From Fernhill" in page
    assert "Fernhill’s own" not in page
    assert cora.post(ADOPT, {"open": kept.uuid}).status_code == 404
    assert cora.post(ADOPT, {"open": "nonsense"}).status_code == 404
    assert cora.post(ADOPT, {"open": opened.uuid}).status_code == 302
    mine = Specification.objects.get(centre=cast.centre)
    assert mine.digest == opened.digest
    assert queries.rights_of(mine) == ("open", "CC BY 4.0")


def test_who_assesses_or_assures_reads_and_learners_get_404(cast: Cast, enter: Enter) -> None:
    build.specification(cast)
    for name in ("quentin", "asif", "ines", "eva"):
        page = enter(name).get(QUALIFICATIONS).content.decode()
        assert "Certificate in Lamp Keeping" in page
        assert "Use it here" not in page
        assert enter(name).post(ADOPT, {"name": "contact-centre-diploma"}).status_code == 404
    assert enter("lena").get(QUALIFICATIONS).status_code == 404
    assert b"Lamp Keeping" not in enter("stan", Role.CENTRE_MANAGER).get(QUALIFICATIONS).content
