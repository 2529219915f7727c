"""Portfolios that leave and arrive: pack, look into a package, take it in."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.carrying import actions
from milepost.carrying.making import make_package
from milepost.carrying.pack import pack
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


def content(registration: Registration) -> bytes:
    out = BytesIO()
    pack(registration, out)
    return out.getvalue()


def bring(client: Client, zipped: bytes, name: str = "portfolio.zip") -> str:
    """Send a file by the plain form; the address of the page that shows it."""
    answer = client.post(reverse("centre_receive"), {"files": SimpleUploadedFile(name, zipped)})
    assert answer.status_code == 302
    return answer.headers["Location"]


@pytest.fixture
def made(cast: Cast) -> Registration:
    made = build.with_units(cast)
    build.agreed(cast, made)
    return made


def test_a_manager_packs_from_the_page_of_the_learner(cast: Cast, enter: Enter, made: Registration) -> None:
    cora = enter("cora")
    assert reverse("centre_pack", args=[made.uuid]) in cora.get(reverse("centre_learner", args=[made.uuid])).content.decode()
    text = cora.post(reverse("centre_pack", args=[made.uuid]), follow=True).content.decode()
    assert "The portfolio of Lena Hartog is being packed." in text and "It is being packed." in text
    assert "A package is being made already" in cora.post(reverse("centre_pack", args=[made.uuid]), follow=True).content.decode()
    make_package.func(str(actions.Package.objects.get().uuid))
    assert "portfolio-lena-hartog-" in cora.get(reverse("centre_packages")).content.decode()


def test_another_centre_sees_what_is_in_it_and_takes_it(cast: Cast, enter: Enter, made: Registration) -> None:
    stan = enter("stan", Role.CENTRE_MANAGER)
    place = bring(stan, content(made))
    text = stan.get(place).content.decode()
    for said in (
        "The portfolio of Lena Hartog",
        "It is whole.",
        "2 of 5",
        "They are invited by a letter",
        "Larkmoor",
        "Its version comes along",
    ):
        assert said in text
    answer = stan.post(place, follow=True)
    new = Registration.objects.get(centre=cast.elsewhere)
    assert answer.redirect_chain[-1][0] == reverse("centre_learner", args=[new.uuid])
    text = answer.content.decode()
    assert "portfolio is here" in text
    assert "Asif Rahman at Larkmoor" in text and "signed off L1" in text
    assert "from Larkmoor" in stan.get(reverse("centre_packages")).content.decode()
    again = stan.post(place)
    assert again.status_code == 422 and "already" in again.content.decode()
    lena = enter("lena", Role.LEARNER)  # her letter is not answered: what she has at Larkmoor stays hers
    assert lena.get(reverse("learner_home")).status_code == 200


def test_a_package_with_a_changed_byte_is_shown_with_what_is_wrong(cast: Cast, enter: Enter, made: Registration) -> None:
    stan = enter("stan", Role.CENTRE_MANAGER)
    place = bring(stan, content(made).replace(b"strike a light", b"strike a LIGHT"))
    text = stan.get(place).content.decode()
    assert "This package is not whole" in text and "was altered" in text
    assert "Take this portfolio in" not in text
    assert stan.post(place).status_code == 422
    assert not Registration.objects.filter(centre=cast.elsewhere).exists()


@pytest.mark.parametrize(("name", "sent"), [("notes.txt", b"no package"), ("empty.zip", b"PK\x05\x06" + bytes(18))])
def test_what_is_no_package_is_said(enter: Enter, name: str, sent: bytes) -> None:
    stan = enter("stan", Role.CENTRE_MANAGER)
    assert "This package is not whole" in stan.get(bring(stan, sent, name)).content.decode()


def test_nothing_chosen_is_said(enter: Enter) -> None:
    answer = enter("stan", Role.CENTRE_MANAGER).post(reverse("centre_receive"), {})
    assert answer.status_code == 422
    assert "Choose the file first." in answer.content.decode()


def test_nobody_opens_what_somebody_else_has_sent(cast: Cast, enter: Enter, made: Registration) -> None:
    place = bring(enter("stan", Role.CENTRE_MANAGER), content(made))
    assert [enter(who).get(place).status_code for who in ("cora", "asif", "lena")] == [404] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_with_one_and_with_three(
    cast: Cast, enter: Enter, made: Registration, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        make_package.func(str(actions.ask_package(made, by=cast.as_("cora")).uuid))
    cora = enter("cora")
    with django_assert_num_queries(5):
        assert cora.get(reverse("centre_packages")).status_code == 200
