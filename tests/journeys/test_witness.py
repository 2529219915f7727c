"""Wanda saw the work, and says so from her phone while she waits for the lift."""

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, expect

from milepost.assessment import models
from milepost.assessment.queries import content_hash
from milepost.base.jobs import worker
from milepost.notices import tasks
from milepost.portfolios.models import Progress
from tests.journeys.launching import MICROPHONE, launched
from tests.journeys.stage import PHONE, Stage, at_work, headed
from tests.journeys.test_accessibility import ALL, AXE

SHIFT = ["Compare expected contacts", "Share out queues", "Brief the team"]
SAW = "On 12 May the ferry was cancelled at two. She moved two people from e-mail to the phones, told the team why, and kept the log."
AT_MOST = 8


@dataclass
class Hands:
    """Counts what somebody does: each tap and each field that they type into is one."""

    page: Page
    done: list[str] = field(default_factory=list)

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).press_sequentially(text)
        self.done.append(f"type: {label}")

    def tap(self, what: Locator, name: str) -> None:
        what.tap()
        self.done.append(f"tap: {name}")


def silent(page: Page) -> None:
    """Nothing for axe, and nothing that scrolls sideways. axe sees the page whole: of a long one the bar at the foot half covers some box
    wherever one scrolls, and whether that counts would be chance."""
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": size["width"], "height": page.evaluate("document.documentElement.scrollHeight")})
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(rules)", ALL)["violations"]
    page.set_viewport_size(size)
    assert [(fault["id"], [node["html"][:200] for node in fault["nodes"][:3]]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_witness_from_the_code_to_a_signed_testimony_in_eight_interactions(stage: Stage) -> None:
    """Lena asks Wanda, who stands beside her, by a code on her phone: three criteria of the shift on which the ferry was
    cancelled. Wanda scans it with her own phone. She says how she can be reached and how she knows the work, writes what she
    saw, ticks all three, that it is true, types her name and signs: eight interactions. She sees what she signed and its
    fingerprint, notices a wrong word, and corrects it by the same link. Asif hears of it, reads it beside the criteria, rings
    her, and judges. What is a second signature from the same phone in another name stands before his eyes; nothing is blocked.
    """
    registration = at_work(stage.cast)

    lena = stage.enter("lena", width=PHONE)
    lena.goto("/learn/evidence/")
    lena.get_by_role("link", name="Witnesses").click()
    lena.get_by_role("link", name="Ask the first").click()
    lena.get_by_label("Name of the witness").fill("Wanda Ekberg")
    lena.get_by_label("What they saw").fill("How the ferry of 12 May was cancelled")
    for text in SHIFT:
        lena.get_by_role("checkbox", name=re.compile(text)).check()
    silent(lena)
    lena.get_by_role("button", name="Ask them").click()
    expect(lena.get_by_role("img", name="A code that leads to the page of the witness")).to_be_visible()
    silent(lena)
    stage.picture(lena, "witness-code")
    scanned = lena.locator("[data-witness-link]").get_attribute("href")
    assert scanned

    # From opening the link to signed.
    wanda = stage.page(width=PHONE)
    wanda.goto(scanned)
    expect(wanda.get_by_role("main")).to_contain_text("Lena Hartog of Larkmoor asks you as somebody who saw Lena at work.")
    silent(wanda)
    stage.picture(wanda, "witness-page")
    hands = Hands(wanda)
    hands.type("Your job (optional)", "Duty manager")
    hands.type("How you can be reached", "0161 496 0000")
    hands.type("How you know Lena’s work", "I have been her line manager since May.")
    hands.type("What you saw", SAW)
    wanda.reload()  # the lift comes, the phone sleeps: what was typed is still there
    expect(wanda.get_by_label("What you saw")).to_have_value(SAW)
    hands.tap(wanda.get_by_label("All 3 of these"), "all of them")
    hands.tap(wanda.get_by_label("This is true, and my own account of what I saw."), "true")
    hands.type("Sign by typing your name", "Wanda Ekberg")
    hands.tap(wanda.get_by_role("button", name="Sign it"), "sign")
    expect(wanda.get_by_role("heading", name="Thank you, Wanda Ekberg")).to_be_visible()
    assert len(hands.done) <= AT_MOST, hands.done
    first = models.Testimony.objects.get()
    assert (first.name, len(first.targets), first.organisation) == ("Wanda Ekberg", 3, stage.cast.employer.name)
    expect(wanda.get_by_role("main")).to_contain_text(first.content_hash)
    assert content_hash(first.evidence.versions.get().details["signed"]) == first.content_hash
    assert first.device
    assert first.device_time
    assert wanda.evaluate("Object.keys(localStorage).filter(key => key.startsWith('witness')).length") == 0
    silent(wanda)
    stage.picture(wanda, "witness-signed")

    # A wrong word.
    wanda.get_by_role("link", name="Correct it").click()
    expect(wanda.get_by_label("What you saw")).to_have_value(SAW)
    wanda.get_by_label("What you saw").fill(SAW.replace("two people", "three people"))
    wanda.get_by_label("This is true, and my own account of what I saw.").check()
    wanda.get_by_label("Sign by typing your name").fill("Wanda")
    wanda.get_by_role("button", name="Sign it").click()
    expect(wanda.get_by_role("alert")).to_contain_text("At the top stands “Wanda Ekberg”")
    silent(wanda)
    expect(wanda.get_by_label("What you saw")).to_have_value(SAW.replace("two people", "three people"))
    wanda.get_by_label("Sign by typing your name").fill("Wanda Ekberg")
    wanda.get_by_role("button", name="Sign it").click()
    expect(wanda.get_by_role("main")).to_contain_text("three people")
    assert models.Testimony.objects.count() == 2

    # Asif hears of it, rings, and judges.
    tasks.tell_pending(limit=1000)
    worker.work_off()
    asif = stage.enter("asif")
    asif.goto("/messages/")
    expect(asif.get_by_role("main")).to_contain_text("Wanda Ekberg signed what they saw: E1 of Lena Hartog.")
    asif.goto("/assess/")
    asif.get_by_role("link", name="Start with Lena").click()
    seen = asif.get_by_role("region", name="Evidence")
    expect(seen).to_contain_text("three people")
    expect(seen).to_contain_text("Wanda Ekberg, Duty manager")
    expect(seen).not_to_contain_text("Worth knowing")
    stage.picture(asif, "testimony-at-the-workbench")
    asif.goto(f"/assess/evidence/{first.evidence.uuid}/")
    silent(asif)
    asif.get_by_role("link", name="Ring back, and note it").click()
    headed(asif, "Ring Wanda Ekberg back")
    silent(asif)
    asif.get_by_label("They stand by it").check()
    asif.get_by_label("What they said").fill("Rang the terminal at ten; she told it again.")
    asif.get_by_role("button", name="Note the call").click()
    expect(asif.get_by_role("main")).to_contain_text("they stand by it: “Rang the terminal at ten; she told it again.”")
    asif.goto(f"/assess/learners/{registration.uuid}/judge/")
    for _criterion in SHIFT:
        asif.keyboard.press("m")
    asif.get_by_role("button", name=re.compile("Send to Lena")).click()
    expect(asif.get_by_role("status").first).to_be_visible()
    assert Progress.objects.get(registration=registration).met == 3

    # Somebody else on the same phone.
    lena.goto("/learn/evidence/witnesses/ask/")
    lena.get_by_label("Name of the witness").fill("Otto Berg")
    lena.get_by_label("What they saw").fill("The evening after")
    lena.locator(".ticks input").first.check()
    lena.get_by_role("button", name="Ask them").click()
    wanda.goto(str(lena.locator("[data-witness-link]").get_attribute("href")))
    for label, text in [("How you can be reached", "otto@mailinator.com"), ("How you know Lena’s work", "A colleague"),
                        ("What you saw", "All of it."), ("Sign by typing your name", "Otto Berg")]:  # fmt: skip
        wanda.get_by_label(label).fill(text)
    wanda.locator("input[name=targets]").check()
    wanda.get_by_label("This is true, and my own account of what I saw.").check()
    wanda.get_by_role("button", name="Sign it").click()
    expect(wanda.get_by_role("heading", name="Thank you, Otto Berg")).to_be_visible()
    asif.goto("/assess/testimonies/?only=known")
    expect(asif.get_by_role("main")).to_contain_text("On the same device somebody signed as Otto Berg.")
    expect(asif.get_by_role("main")).to_contain_text("On the same device somebody signed as Wanda Ekberg.")
    expect(asif.get_by_role("main")).to_contain_text("An address at mailinator.com is given to anybody for some minutes")
    silent(asif)


@pytest.mark.once
def test_a_witness_without_javascript_speaks_by_a_file_and_sends_another_letter_back(stage: Stage) -> None:
    """Wanda's phone runs no scripts. She adds a recording that she made, forgets to sign, and loses nothing of it. The second
    letter is not for her: she says so, signs nothing, and Lena hears of it.
    """
    registration = at_work(stage.cast)
    lena = stage.enter("lena", width=PHONE)
    links = []
    for name in ("Wanda Ekberg", "Otto Berg"):
        lena.goto("/learn/evidence/witnesses/ask/")
        lena.get_by_label("Name of the witness").fill(name)
        lena.get_by_label("What they saw").fill("The morning shift")
        lena.locator(".ticks input").first.check()
        lena.get_by_role("button", name="Ask them").click()
        links.append(str(lena.locator("[data-witness-link]").get_attribute("href")))

    wanda = stage.page(width=PHONE, javascript=False)
    wanda.goto(links[0])
    wanda.get_by_label("How you can be reached").fill("0161 496 0000")
    wanda.get_by_label("How you know Lena’s work").fill("I run the morning shift.")
    wanda.get_by_text("Add a recording that you have").click()
    sound = b"OggS\x00\x02" + b"\x00" * 22 + b"\x01\x1e\x01vorbis" + b"\x00" * 60
    wanda.get_by_label("Or say it").set_input_files({"name": "shift.ogg", "mimeType": "audio/ogg", "buffer": sound})
    wanda.locator("input[name=targets]").check()
    wanda.get_by_role("button", name="Sign it").click()
    expect(wanda.get_by_role("alert")).to_contain_text("Type your name to sign.")
    expect(wanda.get_by_role("main")).to_contain_text("Your recording “shift.ogg” has arrived and is kept.")
    wanda.get_by_label("This is true, and my own account of what I saw.").check()
    wanda.get_by_label("Sign by typing your name").fill("Wanda Ekberg")
    wanda.get_by_role("button", name="Sign it").click()
    expect(wanda.get_by_role("main")).to_contain_text("A recording: shift.ogg")
    voice = models.Testimony.objects.get().voice
    assert voice and voice.name == "shift.ogg"

    wanda.goto(links[1])
    wanda.get_by_text("I am not Otto, or I did not see this").click()
    wanda.get_by_role("button", name="I am not Otto Berg").click()
    expect(wanda.get_by_role("main")).to_contain_text("Nothing is signed, and Lena Hartog is told.")
    tasks.tell_pending(limit=1000)
    worker.work_off()
    lena.goto("/messages/")
    expect(lena.get_by_role("main")).to_contain_text("What you asked Otto Berg about Lena Hartog reached somebody else.")
    assert registration.testimonies.count() == 1


@pytest.mark.once
def test_a_witness_speaks_instead_of_typing(stage: Stage, browser_path: str) -> None:
    """Wanda has her hands full. One tap and she speaks, another and it is recorded; she may hear it before she signs."""
    at_work(stage.cast)
    lena = stage.enter("lena", width=PHONE)
    lena.goto("/learn/evidence/witnesses/ask/")
    lena.get_by_label("Name of the witness").fill("Wanda Ekberg")
    lena.get_by_label("What they saw").fill("The morning shift")
    lena.locator(".ticks input").first.check()
    lena.get_by_role("button", name="Ask them").click()
    scanned = str(lena.locator("[data-witness-link]").get_attribute("href"))

    heard = launched(stage.browser.browser_type, browser_path, *MICROPHONE)
    wanda = heard.new_page(viewport={"width": PHONE, "height": 844})
    wanda.on("pageerror", lambda error: stage.complaints.append(str(error)))
    wanda.goto(scanned)
    wanda.get_by_role("button", name="Say it instead").click()
    expect(wanda.get_by_text("Recording. Speak as long as you like.")).to_be_visible()
    wanda.wait_for_timeout(1500)
    wanda.get_by_role("button", name="Stop the recording").click()
    expect(wanda.get_by_text("Recorded. Listen to it below")).to_be_visible()
    expect(wanda.locator("[data-voice-play]")).to_be_visible()
    wanda.get_by_label("How you can be reached").fill("0161 496 0000")
    wanda.get_by_label("How you know Lena’s work").fill("I run the morning shift.")
    wanda.locator("input[name=targets]").check()
    wanda.get_by_label("This is true, and my own account of what I saw.").check()
    wanda.get_by_label("Sign by typing your name").fill("Wanda Ekberg")
    wanda.get_by_role("button", name="Sign it").click()
    expect(wanda.get_by_role("main")).to_contain_text("A recording: what-i-saw.")
    heard.close()
    voice = models.Testimony.objects.get().voice
    assert voice and voice.size > 1000 and voice.kind.partition("/")[0] in ("audio", "video")
