"""The search page: finds what one may open, leads there, and says what to do where nothing was found."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.employers import actions as employers
from milepost.employers.words import Source
from milepost.people import actions as people
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter
from tests.web.employers import copied

SEARCH = "/search/"  # "search"


def look(client: Client, text: str) -> str:
    answer = client.get(SEARCH, {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_found_leads_to_its_page(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    evidence = build.statement(cast, made, "Ropes on the quay")
    file = employers.open_file(cast.employer, by=cast.as_("bea"))
    asif, bea = enter("asif"), enter("bea")
    assert reverse("assessor_learner", args=[made.uuid]) in look(asif, "lena")
    assert reverse("assessor_evidence", args=[evidence.uuid]) in look(asif, "rop qua")
    assert reverse("employer_one", args=[file.uuid]) in look(bea, "ottersby")
    assert reverse("employer_one", args=[file.uuid]) not in look(asif, "ottersby")


def test_an_employer_without_a_file_leads_to_the_list(cast: Cast, enter: Enter) -> None:
    page = look(enter("bea"), "ottersby")
    assert "Nobody has opened a file yet" in page


def test_a_stranger_finds_nothing(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    for role in (Role.CENTRE_MANAGER, Role.ASSESSOR):
        page = look(enter("stan", role), "lena")
        assert "Nothing was found." in page
        assert "Hartog" not in page


def test_nothing_typed_and_too_little_typed_say_what_to_do(cast: Cast, enter: Enter) -> None:
    asif = enter("asif")
    assert "The beginning of a word is enough" in look(asif, "")
    assert "Type at least two letters" in look(asif, "x")
    assert 'value="&quot;&gt;&lt;b"' in look(asif, '"><b')


def test_who_is_not_signed_in_is_led_to_the_door(client: Client) -> None:
    assert client.get(SEARCH, {"q": "lena"}).status_code == 302


def test_a_mail_and_a_contact_lead_to_their_pages_with_the_employer_beside(cast: Cast, enter: Enter) -> None:
    file = acting.described(cast)
    mail = copied(cast, to="emil@larkmoor.example", subject="Second boat")
    contact = employers.note_contact(file, by=cast.as_("bea"), kind="invoice", text="", reference="OF-2031")
    page = look(enter("bea"), "second boat")
    for what in (f"/employers/all/mails/{mail.uuid}/", "Second boat", "Bea Thornley, ", file.employer.name):
        assert what in page
    page = look(enter("bea"), "OF-2031")
    for what in (f"/employers/all/contacts/{contact.uuid}/", f"Invoice: {file.employer.name}", "OF-2031"):
        assert what in page


def test_one_hit_and_many_ask_the_same(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    build.registration(cast)
    cora = enter("cora")
    look(cora, "lena")
    for more in (0, 12):
        for number in range(more):
            people.add_employer(cast.centre, by=cast.as_("cora"), name=f"Lena Works {number}")
        with django_assert_num_queries(12):
            page = look(cora, "lena")
    assert "There are more." in page


@pytest.mark.parametrize("who", ["lena", "asif", "ines", "eva", "cora", "quentin", "bea"])
def test_whatever_somebody_finds_opens(cast: Cast, enter: Enter, who: str) -> None:
    made = build.with_units(cast)
    build.statement(cast, made, "Ropes on the quay")
    build.visit(cast, made)
    file = employers.open_file(cast.employer, by=cast.as_("bea"))
    employers.note_contact(file, by=cast.as_("bea"), kind="call", text="The ropes came.")
    copied(cast, to="emil@larkmoor.example", subject="Ropes")
    employers.receive_enquiry(
        cast.centre, by=cast.as_("bea"), source=Source.PHONE, organisation="Ropes & Co", name="Kit Kelp", email="kit@kelp.example", phone="",
        text="Six people", may_contact=True,
    )  # fmt: skip
    client, count = enter(who), 0
    for text in ("lena", "ropes", "ottersby", "asif", made.specification.title, "visit", "the"):
        for kind in client.get(SEARCH, {"q": text}).context["page"].kinds:
            for hit in kind.hits:
                count += 1
                if hit.href:
                    assert client.get(hit.href).status_code == 200, (text, kind.key, hit)
    assert count
