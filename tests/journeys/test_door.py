"""Who is afraid tells it at the open door, comes back with five words, and is answered; who answers cannot find out who it was."""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from milepost.concerns.models import Case, CaseWord
from tests.journeys.stage import DESK, PHONE, Stage
from tests.journeys.test_review import silent

WORRY = "They put me down as present on days when I was ill. I am afraid that my payments stop if I say so."


WAYS = [
    ("Only these two days are put right.", "Nobody else learns of it.", "It may happen to others."),
    ("Whoever keeps the list asks before a day is put down.", "It happens to nobody any more.", "Whoever keeps the list may guess why."),
]


def photo() -> bytes:
    """A list on a wall, as a telephone takes it: with its place and its owner in it."""
    kept, exif = BytesIO(), Image.Exif()
    exif[0x013B], exif[0x8825] = "Dora Hale’s phone", {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}
    Image.new("RGB", (320, 240), "teal").save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def look(page: Page, name: str) -> None:
    """For whoever draws these pages: each of them whole, as a picture, where `MILEPOST_LOOK` names a folder."""
    if folder := os.environ.get("MILEPOST_LOOK"):
        page.screenshot(path=Path(folder) / f"{name}-{(page.viewport_size or {})['width']}.png", full_page=True)


def looked_at(page: Page, name: str) -> None:
    """On a desk and on a phone, light and dark: axe finds nothing, nothing scrolls sideways, and whoever draws it gets the pictures."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            look(page, f"{name}-{theme}")
        silent(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": DESK, "height": 900})


def quiet(page: Page, name: str) -> None:
    """Nothing of the page says what it is or who is there, the way out is in reach, and axe has nothing to say."""
    assert page.title() == "Information - Milepost"
    assert "concern" not in page.url and "complaint" not in page.url
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    way_out = page.get_by_role("link", name="Leave this page now")
    expect(way_out).to_be_in_viewport()
    page.mouse.wheel(0, 5000)
    expect(way_out).to_be_in_viewport()
    assert not str(way_out.get_attribute("href")).startswith("/")
    silent(page)
    look(page, name)


def come_back(page: Page, door: str, passphrase: str) -> None:
    page.goto(door)
    page.get_by_role("link", name="I have five words and come back").click()
    page.get_by_label("Your five words").fill(passphrase)
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("alert").or_(page.get_by_role("heading", name="what was said")).first).to_be_visible()


def test_a_frightened_customer_is_answered_and_nobody_can_find_out_who_it_was(stage: Stage) -> None:
    """On a phone, without an account, somebody writes what is done to them, with a picture, and gets five words. Quentin takes the
    case, reads it, asks. He looks for who it was: on the page, in the picture, in everything of the case that he is given; there
    is nothing. The words open it again on another phone. What Quentin found is read there and agreed to, and he writes the
    final letter. Then the phone is left by the way out, and what the browser shows of it is a page called Information.
    """
    quentin = stage.enter("quentin")
    quentin.goto("/cases/")
    door = str(quentin.locator("#door ~ p a").get_attribute("href"))

    phone = stage.page(width=PHONE)
    phone.goto(door)
    quiet(phone, "door")
    expect(phone.get_by_role("main")).to_contain_text("What we can’t hide")
    expect(phone.get_by_text("To speak up is no reason to stop a payment")).to_be_visible()
    phone.get_by_role("button", name="Send it").click()
    expect(phone.get_by_role("alert")).to_contain_text("Say what happened")
    quiet(phone, "door-refused")
    phone.get_by_label("What happened?").fill(WORRY)
    phone.get_by_label("What would put it right?").fill("That the list says what was.")
    phone.get_by_label("Pictures").set_input_files({"name": "dora-hale.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    phone.get_by_role("button", name="Send it").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("five words")
    passphrase = str(phone.locator(".passphrase").text_content())
    assert len(passphrase.split()) == 5
    quiet(phone, "sent")
    phone.close()

    quentin.reload()
    look(quentin, "cases")
    silent(quentin)
    quentin.get_by_role("link", name="K-").click()
    expect(quentin.get_by_role("main")).not_to_contain_text("present on days")
    silent(quentin)
    look(quentin, "case-waiting")
    quentin.get_by_label("I have no part in what this may be about").check()
    quentin.get_by_role("button", name="Take it").click()
    expect(quentin.get_by_role("main")).to_contain_text(WORRY)
    expect(quentin.get_by_role("main")).to_contain_text("Nobody knows who raised this")
    silent(quentin)
    look(quentin, "case")
    quentin.get_by_role("button", name="Tell them that I have it").click()
    expect(quentin.get_by_role("status").first).to_contain_text("They read that you have it when they come back.")
    quentin.get_by_role("textbox", name="Write to them").fill("The lists of the last four weeks, beside the notes of the trainers.")
    look(quentin, "case-investigated")
    quentin.get_by_role("button", name="Tell them what I look into").click()
    expect(quentin.get_by_role("status").first).to_contain_text("They read what you look into")
    quentin.get_by_role("textbox", name="Write to them").fill("Which days were they? I look at the list of those days alone.")
    quentin.get_by_role("button", name="Ask, or tell how it goes").click()
    expect(quentin.get_by_role("status").first).to_contain_text("It stands there for them.")

    picture = quentin.request.get(str(quentin.get_by_role("img", name="Picture 1 that came with it").get_attribute("src")))
    with Image.open(BytesIO(picture.body())) as found:
        assert not found.getexif()
    handed = quentin.content().encode() + picture.body() + str(picture.headers).encode()
    for mark in (b"dora", b"Dora", b"hale", b"127.0.0.1", b"Mozilla", passphrase.encode()):
        assert mark not in handed, mark
    case, word = Case.objects.get(), CaseWord.objects.order_by("pk")[0]
    assert (case.name, case.reach) == ("", "")
    assert case.raised_by == word.made_by and case.raised_by.person is None and case.raised_by.name == "Somebody"
    assert case.raised_at.minute == case.raised_at.second == 0

    again = stage.page(width=PHONE)
    come_back(again, door, passphrase.replace(passphrase.split()[0], "wrong"))
    expect(again.get_by_role("alert")).to_contain_text("Nothing here opens with these words")
    quiet(again, "back-refused")
    come_back(again, door, passphrase.upper())
    expect(again.get_by_role("main")).to_contain_text("Which days were they?")
    quiet(again, "thread")
    again.get_by_role("textbox", name="Write on").fill("The second and the ninth.")
    again.get_by_role("button", name="Send it").click()
    expect(again.get_by_role("status")).to_contain_text("It is sent")

    quentin.reload()
    expect(quentin.get_by_role("main")).to_contain_text("The second and the ninth.")
    quentin.get_by_label("What you found, and what you suggest").fill("You are right. Both days are corrected.")
    quentin.get_by_text("Offer them two or three ways").click()
    for number, way in enumerate(WAYS, 1):
        for label, told in zip(("Way", "What speaks for it, for them", "What speaks against it, for them"), way, strict=True):
            quentin.get_by_label(label).nth(number - 1).fill(told)
    looked_at(quentin, "case-ways")
    quentin.get_by_role("button", name="Send what I found, and suggest").click()
    expect(quentin.get_by_role("status").first).to_contain_text("It stands there for them.")

    come_back(again, door, passphrase)
    expect(again.get_by_role("main")).to_contain_text("Both days are corrected")
    quiet(again, "thread-answered")
    again.get_by_role("button", name="Yes, this settles it").click()
    expect(again.get_by_role("alert").first).to_contain_text("Choose which of the ways settles it.")
    again.get_by_label("2. Whoever keeps the list").check()
    again.get_by_role("button", name="Yes, this settles it").click()
    expect(again.get_by_role("main")).to_contain_text("You say that this settles it")

    quentin.reload()
    expect(quentin.get_by_role("main")).to_contain_text("They say that it settles it.")
    looked_at(quentin, "case-agreed")
    quentin.get_by_role("textbox", name="The final letter").fill(
        "Two days were corrected. If you disagree, the examiner outside can look at it."
    )
    quentin.get_by_role("button", name="Send it as the final letter").click()
    expect(quentin.get_by_role("main")).to_contain_text("It is closed.")
    silent(quentin)
    look(quentin, "case-closed")

    come_back(again, door, passphrase)
    expect(again.get_by_role("main")).to_contain_text("This was our last word.")
    quiet(again, "thread-closed")
    expect(again.get_by_role("main")).to_contain_text("You say that this settles it")
    again.route(
        str(again.get_by_role("link", name="Leave this page now").get_attribute("href")), lambda route: route.fulfill(body="weather")
    )
    again.get_by_role("link", name="Leave this page now").click()
    expect(again.locator("body")).to_contain_text("weather")


def test_what_was_told_by_telephone_and_a_name_that_is_sealed(stage: Stage) -> None:
    """Four people make a key. Asif writes down what somebody told him on the telephone. Somebody else seals their name at the door;
    Quentin opens it with a reason, and they read that he did.
    """
    six = {}
    for who in ("cora", "bea", "asif", "quentin"):
        page = stage.enter(who)
        page.goto("/cases/keys/")
        page.get_by_role("button", name="Make my key").click()
        expect(page.get_by_role("heading", name="Your six words")).to_be_visible()
        six[who] = str(page.locator(".passphrase").text_content())
        if who == "asif":
            silent(page)
            page.goto("/cases/write-down/")
            silent(page)
            look(page, "enter")
            page.get_by_label("by telephone").check()
            page.get_by_label("What they told").fill("Her payment was stopped, and she does not know why.")
            page.get_by_label("For somebody else, who knows of it").check()
            page.get_by_role("button", name="Send it to the caseworkers").click()
            expect(page.get_by_role("heading", level=1)).to_contain_text("Give them these five words now")
            silent(page)
            look(page, "entered")
    look(page, "keys")
    page.goto("/cases/outside/")
    silent(page)
    look(page, "outside")
    page.goto("/cases/")
    phone = stage.page(width=PHONE)
    phone.goto(str(page.locator("#door ~ p a").get_attribute("href")))
    phone.get_by_label("What happened?").fill(WORRY)
    expect(phone.get_by_label("Your name, if you chose so")).to_be_hidden()
    phone.get_by_label("By my name, sealed").check()
    phone.get_by_label("Your name, if you chose so").fill("Dora Hale")
    quiet(phone, "door-sealed")
    phone.get_by_role("button", name="Send it").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("five words")
    passphrase = str(phone.locator(".passphrase").text_content())
    case = Case.objects.get(way="door")
    page.goto(f"/cases/{case.uuid}/")
    page.get_by_label("I have no part in what this may be about").check()
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_role("status").first).to_contain_text("It is yours.")
    silent(page)
    look(page, "case-sealed")
    page.get_by_label("Why you need to know who it is").fill("To pay back what was stopped.")
    page.get_by_label("The six words of your key").fill(six["quentin"])
    page.get_by_role("button", name="Open the name").click()
    expect(page.get_by_role("status")).to_contain_text("Dora Hale")
    silent(page)
    look(page, "case-opened")
    phone.get_by_role("link", name="I have written them down").click()
    phone.get_by_label("Your five words").fill(passphrase)
    phone.get_by_role("button", name="Open it").click()
    expect(phone.get_by_role("main")).to_contain_text("To pay back what was stopped.")
    quiet(phone, "thread-sealed")
