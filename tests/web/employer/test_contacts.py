"""A contact with what was on paper: noted on one page, read whole on another; a scan that comes later is put to it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock, drafts
from milepost.employers import actions
from milepost.employers.models import Contact
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter


@pytest.fixture
def bea(enter: Enter) -> Client:
    return enter("bea")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def letter(name: str = "letter.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"We close at noon.", "text/plain")


def given(**more: Any) -> dict[str, Any]:
    return {
        "kind": "letter",
        "with_whom": "Emil",
        "happened_at": clock.now().strftime("%Y-%m-%dT%H:%M"),
        "text": "They close at noon.",
        **more,
    }


def test_a_letter_is_noted_with_its_scan_and_saved_from_the_page_of_the_contact(cast: Cast, bea: Client, enter: Enter) -> None:
    file = acting.opened(cast)
    one, there = f"/employers/all/{file.uuid}/", f"/employers/all/{file.uuid}/contact/"  # "employer_contact"
    refused = bea.post(there, given(text="", files=letter()))
    assert refused.status_code == 422
    assert "letter.txt" in words(refused)  # it lies here already, and need not be chosen again
    assert bea.post(there, given(files=letter("scan.png"))).status_code == 422  # it is no picture
    assert not Contact.objects.exists()
    upload = words(refused).split('name="upload" value="')[1].split('"')[0]
    assert bea.post(there, given(upload=upload)).status_code == 302
    contact = Contact.objects.get()
    page = words(bea.get(one))
    assert "noted a letter with Emil. “They close at noon.” 1 file hangs on it." in page
    assert f"/employers/all/contacts/{contact.uuid}/" in page  # "employer_contact_one"
    whole = f"/employers/all/contacts/{contact.uuid}/"
    for who in ("bea", "quentin"):
        assert "letter.txt" in words(enter(who).get(whole))
    part = bea.get(f"{whole}{contact.files.get().uuid}/")  # "employer_contact_file"
    assert (part.getvalue(), "attachment" in part["Content-Disposition"]) == (b"We close at noon.", True)
    assert enter("stan").get(whole).status_code == 404


def test_a_scan_that_comes_later_is_put_to_it_by_who_looks_after_employers(cast: Cast, bea: Client, enter: Enter) -> None:
    contact = actions.note_contact(acting.opened(cast), by=cast.as_("bea"), kind="call", text="A letter follows.")
    whole = f"/employers/all/contacts/{contact.uuid}/"
    assert "can be put here at any time" in words(bea.get(whole))
    nothing = bea.post(whole)
    assert (nothing.status_code, "Choose the file first." in words(nothing)) == (422, True)
    enter("quentin").post(whole, {"files": letter()})
    assert not contact.files.exists()
    assert "It belongs to this contact now." in words(bea.post(whole, {"files": letter()}, follow=True))
    assert contact.files.get().file.name == "letter.txt"
    assert "put a file to a contact with them. 1 file hangs on it." in words(bea.get(f"/employers/all/{contact.file.uuid}/"))


def test_what_is_typed_is_kept_until_it_stands_on_the_timeline(cast: Cast, bea: Client) -> None:
    file = acting.opened(cast)
    there, place = f"/employers/all/{file.uuid}/contact/", f"contact:{file.uuid}"
    assert f"drafts/{place}" in words(bea.get(there))
    drafts.keep(cast.bea.pk, place, given(text="Half a th"))
    assert "Half a th" in words(bea.get(there))
    assert bea.post(there, given()).status_code == 302
    assert drafts.find(cast.bea.pk, place) is None


def test_its_queries_do_not_grow(cast: Cast, bea: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    contact = actions.note_contact(acting.opened(cast), by=cast.as_("bea"), kind="letter", text="Hello.")
    for number in range(3):
        actions.add_to_contact(contact, by=cast.as_("bea"), files=[acting.scan(cast, name=f"{number}.txt", text=f"Page {number}.")])
        if number in (0, 2):
            with django_assert_num_queries(6):
                bea.get(f"/employers/all/contacts/{contact.uuid}/")
