"""Signing in, guessing, forgetting, and what is closed."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.cast import PASSWORD, Cast
from tests.fixtures import Enter
from tests.post import PostOffice


@pytest.fixture(autouse=True)
def nobody_has_guessed_yet(settings: Settings) -> Iterator[None]:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "guesses"}}
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, email: str, password: str) -> int:
    return client.post("/accounts/login/", {"login": email, "password": password}).status_code


def test_people_sign_in_by_address_and_password(cast: Cast) -> None:
    client = Client()
    assert sign_in(client, "Asif@Larkmoor.example", PASSWORD) == 302
    assert client.get("/").headers["Location"] == "/assess/"


def test_who_guesses_is_made_to_wait(cast: Cast) -> None:
    client = Client()
    for guess in range(5):
        assert sign_in(client, cast.asif.email, f"guess {guess}") == 200
    sign_in(client, cast.asif.email, PASSWORD)
    assert client.get("/").headers["Location"] == "/accounts/login/"


def test_behind_a_proxy_who_guesses_keeps_nobody_else_out(cast: Cast, settings: Settings) -> None:
    told = "from milepost.config import settings; print(settings.ALLAUTH_TRUSTED_PROXY_COUNT)"
    behind = subprocess.run(
        [sys.executable, "-c", told], env={**os.environ, "BASE_URL": "https://x.example"}, capture_output=True, text=True, check=True
    )
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = int(behind.stdout)
    guesser, asif = Client(headers={"X-Forwarded-For": "192.0.2.1"}), Client(headers={"X-Forwarded-For": "192.0.2.2"})
    for guess in range(12):
        sign_in(guesser, f"nobody{guess}@larkmoor.example", "a guess")
    assert sign_in(asif, cast.asif.email, PASSWORD) == 302


def test_nobody_signs_up(cast: Cast) -> None:
    assert b"People join by invitation" in Client().get("/accounts/signup/").content
    Client().post("/accounts/signup/", {"email": "new@larkmoor.example", "password1": "eleven green bottles"})
    assert sign_in(Client(), "new@larkmoor.example", "eleven green bottles") == 200


def test_a_new_password_is_chosen_by_letter(cast: Cast, post_office: PostOffice) -> None:
    client = Client()
    client.post("/accounts/password/reset/", {"email": cast.asif.email})
    [letter] = post_office.to(cast.asif.email)
    assert letter["Subject"] == "A new password for Milepost"
    assert "Dear Asif," in letter.get_content()
    link = post_office.link_to(cast.asif.email).replace("http://testserver", "")
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "twelve green bottles", "password2": "twelve green bottles"})
    assert sign_in(Client(), cast.asif.email, "twelve green bottles") == 302


def test_an_address_that_nobody_has_gets_the_same_page(cast: Cast, post_office: PostOffice) -> None:
    known = Client().post("/accounts/password/reset/", {"email": cast.asif.email})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@larkmoor.example"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert "nobody here has it" in post_office.to("nobody@larkmoor.example")[0].get_content()


def test_when_no_letter_can_go_out_it_says_so(cast: Cast, post_office: PostOffice) -> None:
    post_office.closed = True
    answer = Client().post("/accounts/password/reset/", {"email": cast.asif.email})
    assert answer.status_code == 403
    assert b"No letter can be sent at the moment" in answer.content


def test_nobody_changes_their_address_by_themselves(cast: Cast, enter: Enter) -> None:
    client = enter("lena")
    answer = client.post("/accounts/email/", {"action_add": "", "email": "cora2@larkmoor.example"})
    assert answer.status_code == 403
    assert b"how your centre knows you" in answer.content


def test_a_fragment_asked_for_after_the_session_ended_leads_to_the_door_and_back(cast: Cast) -> None:
    answer = Client().get("/messages/", headers={"hx-request": "true", "hx-current-url": "http://testserver/learn/"})
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=%2Flearn%2F"


def test_a_second_step_says_whether_it_is_on_and_how_many_codes_are_left(cast: Cast, enter: Enter) -> None:
    asif, user = enter("asif"), get_user_model().objects.get(email__iexact=cast.asif.email)

    def page() -> str:
        return asif.get("/accounts/2fa/").content.decode()

    assert "It is not on." in page() and "For a day without your phone" not in page()
    TOTP.activate(user, generate_totp_secret())
    assert "It is on." in page() and "no codes that help you in" in page()
    RecoveryCodes.activate(user)
    assert "10 codes are left" in page() and "Make new ones" in page()


THEIRS = re.compile(r"authenticat|two-factor|recovery code|deactivate|generate", re.I)  # words of the library, and of no person here


def digits(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_setting_up_the_second_step_speaks_as_the_house_does(cast: Cast) -> None:
    """On, codes kept, signed in with digits and with a code, proved once more, off: no page has the library's words or look."""
    asif, user = Client(), get_user_model().objects.get(email__iexact=cast.asif.email)

    def read(answer: HttpResponse, *words: str) -> str:
        body = answer.content.decode()
        found = re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style|svg).*?</\1>", "", body, flags=re.S))
        assert not THEIRS.search(found), THEIRS.search(found)
        assert "style=" not in body.replace("<style", "") and "<img" not in body
        for one in words:
            assert one in body, one
        return body

    sign_in(asif, cast.asif.email, PASSWORD)
    on = "/accounts/2fa/totp/activate/"
    read(asif.get(on, follow=True), "Is it you?")
    asif.post(f"/accounts/reauthenticate/?next={on}", {"password": PASSWORD})
    read(asif.get(on), "Set up the second step", "hold the camera on this picture", 'role="img"', "Without a camera")
    read(asif.post(on, {"code": "1"}), "These are not the digits", "One thing stops you")
    read(asif.post(on, {"code": ""}), "Type the six digits that the app shows now.")
    secret = asif.session["mfa.totp.secret"]
    shown = read(asif.post(on, {"code": digits(secret)}, follow=True), "10 of 10 are left", "Keep them as a file")
    code = RecoveryCodes(Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)).get_unused_codes()[0]
    assert code in shown
    anew = "/accounts/2fa/recovery-codes/generate/"
    read(asif.get(anew), "The codes that you have now will open nothing any more.")
    read(asif.post(anew, follow=True), "10 of 10 are left")
    assert code not in asif.get("/accounts/2fa/recovery-codes/").content.decode()

    later = Client()
    read(later.post("/accounts/login/", {"login": cast.asif.email, "password": PASSWORD}, follow=True), "The second step", "Not now")
    read(later.post("/accounts/2fa/authenticate/", {"code": "123"}), "These are not the digits")
    kept = RecoveryCodes(Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)).get_unused_codes()[0]
    assert later.post("/accounts/2fa/authenticate/", {"code": kept}).status_code == 302
    assert later.get("/accounts/2fa/").status_code == 200
    read(later.get("/accounts/2fa/reauthenticate/"), "Is it you?", "With my password instead")
    read(later.get("/accounts/reauthenticate/"), "With the six digits instead")

    off = "/accounts/2fa/totp/deactivate/"
    read(asif.get(off), "Turn the second step off?", "Leave it on")
    read(asif.post(off, follow=True), "The second step is off.", "It is not on.")
    assert not Authenticator.objects.filter(user=user).exists()
