"""The page of a witness: signing, correcting, sending back, by a link that is used twice, late, or by somebody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost import links
from milepost.assessment import actions, models
from milepost.assessment.models import WitnessRequest
from milepost.base import clock
from milepost.base.models import StoredFile
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

FILLED: dict[str, Any] = {
    "name": "Wanda Ekberg", "job": "Duty manager", "organisation": "Northbank Ferries", "contact": "0161 496 0000",
    "knows_how": "I have been her line manager since May.", "saw": "She struck the light.", "all": "on", "declared": "on",
    "signed_as": "Wanda Ekberg",
}  # fmt: skip
SOUND = b"OggS\x00\x02" + b"\x00" * 22 + b"\x01\x1e\x01vorbis" + b"\x00" * 60


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


@pytest.fixture
def asked(cast: Cast, made: Registration) -> WitnessRequest:
    return build.witness_asked(cast, made, ["L1:1.1", "L1:1.2"])


@pytest.fixture
def link(asked: WitnessRequest) -> str:
    return links.witness(asked.secret)


def signed() -> models.Testimony:
    return models.Testimony.objects.latest("pk")


def test_the_page_says_who_asks_about_whom_and_what_and_is_filled_in_as_far_as_it_can_be(link: str) -> None:
    page = Client().get(link).content.decode()
    assert "Wanda, Lena Hartog of Larkmoor asks you as somebody who saw Lena at work." in page
    assert "The storm of 12 May" in page
    assert "Trim the wick" in page
    assert "Strike a light" in page
    assert 'value="Wanda Ekberg"' in page
    assert 'value="Ottersby Ferry"' in page
    assert "Hartog’s" not in page


def test_what_is_filled_in_is_signed_and_the_page_says_what_and_when_and_its_hash(link: str) -> None:
    client = Client()
    client.get(link)
    assert client.post(link, FILLED).status_code == 302
    testimony = signed()
    assert testimony.targets == ["L1:1.1", "L1:1.2"]
    assert testimony.device
    page = client.get(link).content.decode()
    assert testimony.content_hash in page
    assert "She struck the light." in page
    assert "Correct it" in page


def test_only_what_is_ticked_was_seen(link: str) -> None:
    Client().post(link, {**FILLED, "all": "", "targets": ["L1:1.2"]})
    assert signed().targets == ["L1:1.2"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Give your name."),
        ({"contact": ""}, "Give a telephone number or an e-mail address."),
        ({"knows_how": ""}, "Say how you know Lena’s work."),
        ({"saw": ""}, "Write what you saw, or say it into a recording."),
        ({"expert": "on"}, "Say what you are an expert in."),
        ({"all": ""}, "Tick what you saw."),
        ({"all": "", "targets": ["L2:1.1"]}, "L2:1.1"),
        ({"declared": ""}, "Tick that this is true and your own account."),
        ({"signed_as": "Somebody"}, "At the top stands “Wanda Ekberg”. Type the same name here."),
    ],
)
def test_what_is_missing_is_said_at_its_place_and_what_was_typed_stays(link: str, changes: dict[str, Any], said: str) -> None:
    answer = Client().post(link, {**FILLED, **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert not models.Testimony.objects.exists()
    for name in FILLED.keys() - changes.keys() - {"all", "declared", "saw"}:
        assert f'value="{FILLED[name]}"' in page
    assert ("saw" in changes) or "She struck the light." in page


def test_a_recording_is_kept_when_the_form_is_refused(link: str) -> None:
    client = Client()
    voice = SimpleUploadedFile("what-i-saw.ogg", SOUND)
    page = client.post(link, {**FILLED, "saw": "", "signed_as": "", "voice": voice}).content.decode()
    assert "Your recording “what-i-saw.ogg” has arrived and is kept." in page
    [kept] = re.findall(r'name="kept" value="([^"]+)"', page)
    assert client.post(link, {**FILLED, "saw": "", "kept": kept}).status_code == 302
    assert signed().voice == StoredFile.objects.get()


def test_a_recording_that_is_none_says_so(link: str) -> None:
    answer = Client().post(link, {**FILLED, "saw": "", "voice": SimpleUploadedFile("what-i-saw.ogg", b"no sound at all")})
    assert answer.status_code == 422
    assert "says it is a recording and is none" in answer.content.decode()


def test_a_recording_of_another_letter_is_not_taken(cast: Cast, made: Registration, link: str) -> None:
    client, other = Client(), links.witness(build.witness_asked(cast, made, ["L2:1.1"]).secret)
    page = client.post(other, {**FILLED, "saw": "", "signed_as": "", "voice": SimpleUploadedFile("a.ogg", SOUND)}).content.decode()
    [kept] = re.findall(r'name="kept" value="([^"]+)"', page)
    assert "Write what you saw" in client.post(link, {**FILLED, "saw": "", "kept": kept}).content.decode()


# Used twice, late, by somebody else


def test_a_form_sent_twice_signs_once_and_shows_what_was_signed(link: str) -> None:
    client = Client()
    client.post(link, FILLED)
    again = client.post(link, {**FILLED, "saw": "Something else."})
    assert again.status_code == 200
    assert "This link was used already." in again.content.decode()
    assert models.Testimony.objects.count() == 1


def test_what_is_wrong_is_corrected_by_the_same_link(link: str) -> None:
    client = Client()
    client.post(link, FILLED)
    first = signed()
    page = client.get(f"{link}?correct={first.uuid}").content.decode()
    assert "You correct what you signed." in page
    assert "She struck the light." in page
    assert 'value="Wanda Ekberg"' in page
    assert client.post(link, {**FILLED, "saw": "It was dusk.", "corrects": str(first.uuid)}).status_code == 302
    assert signed().supersedes == first
    twice = client.post(link, {**FILLED, "saw": "It was noon.", "corrects": str(first.uuid)})
    assert "What you sent now is not signed." in twice.content.decode()
    assert models.Testimony.objects.count() == 2


def test_a_link_too_late_says_so_and_whom_to_ask(link: str) -> None:
    with clock.at(clock.now() + timedelta(days=31)):
        for answer in (Client().get(link), Client().post(link, FILLED)):
            assert answer.status_code == 410
            assert "Ask Lena Hartog at Larkmoor to send it again" in answer.content.decode()
    assert not models.Testimony.objects.exists()


def test_what_was_signed_can_still_be_read_when_it_is_too_late_to_correct_it(link: str) -> None:
    Client().post(link, FILLED)
    with clock.at(clock.now() + timedelta(days=31)):
        page = Client().get(f"{link}?correct={signed().uuid}").content.decode()
    assert "She struck the light." in page
    assert "Correct it" not in page
    assert "to send it again" in page


def test_a_link_taken_back_says_so(cast: Cast, asked: WitnessRequest, link: str) -> None:
    actions.withdraw_witness_request(asked, by=cast.as_("lena"))
    answer = Client().get(link)
    assert answer.status_code == 410
    assert "Lena Hartog took this request back" in answer.content.decode()


@pytest.mark.parametrize("reason", ["not_me", "did_not_see"])
def test_somebody_else_says_so_and_signs_nothing(asked: WitnessRequest, link: str, reason: str) -> None:
    client, back = Client(), reverse("witness_return", args=[asked.secret])
    assert "Lena Hartog is told" in client.post(back, {"reason": reason}).content.decode()
    assert client.post(back, {"reason": reason}).status_code == 302
    assert client.get(link).status_code == 410
    assert client.post(link, FILLED).status_code == 410
    assert not models.Testimony.objects.exists()


def test_sending_back_wants_a_reason(asked: WitnessRequest) -> None:
    answer = Client().post(reverse("witness_return", args=[asked.secret]), {"reason": "no"})
    assert answer.status_code == 410
    assert "Say why" in answer.content.decode()


def test_half_a_link_says_so(asked: WitnessRequest, link: str) -> None:
    assert Client().get(link[:-6] + "/").status_code == 404
    answer = Client().post(reverse("witness_return", args=[asked.secret[:-4]]), {"reason": "not_me"})
    assert "This link is not whole" in answer.content.decode()


def test_the_learners_own_device_is_noted_and_said_beforehand(enter: Enter, link: str) -> None:
    client = enter("lena")
    assert "Lena is signed in on this device." in client.get(link).content.decode()
    client.post(link, FILLED)
    assert signed().evidence.versions.get().details["learners_device"] is True


def test_the_learners_device_is_known_after_they_have_signed_out(cast: Cast, enter: Enter, link: str) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": cast.lena.email, "password": "a-milepost-by-the-road"})
    client.post(reverse("account_logout"))
    assert "signed in on this device" not in client.get(link).content.decode()
    client.post(link, FILLED)
    assert signed().evidence.versions.get().details["learners_device"] is True


def test_the_devices_own_time_is_kept_where_it_can_be_read(link: str) -> None:
    client = Client()
    client.post(link, {**FILLED, "device_time": "2026-02-30T25:00:00Z"})
    first = signed()
    assert first.device_time is None
    client.post(link, {**FILLED, "device_time": "2020-01-01T10:00:00.000Z", "corrects": str(first.uuid)})
    assert signed().device_time is not None
    assert signed().evidence.versions.get(number=2).details["clock_off"] < -3600


@pytest.mark.parametrize("criteria", [["L1:1.1"], ["L1:1.1", "L1:1.2", "L2:1.1"]])
def test_the_page_asks_no_query_a_criterion(
    cast: Cast, made: Registration, criteria: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    link = links.witness(build.witness_asked(cast, made, criteria).secret)
    Client().get(link)
    with django_assert_num_queries(3):  # the request, what was signed, progress
        Client().get(link)
