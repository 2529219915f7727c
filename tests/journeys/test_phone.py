"""Lena shows her work from her phone, on a bus with a bad line."""

import hashlib
import io
import re
import time
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from PIL import Image
from playwright.sync_api import Page, Request, expect

from milepost.base.models import StoredFile, Upload
from milepost.demo.pictures import photo
from milepost.portfolios.models import Claim, Evidence
from tests.journeys.line import Line, line_to
from tests.journeys.stage import PHONE, Stage, at_work, headed, say_where, sign_in, tick

SHIFT = ["Compare expected contacts", "Share out queues", "Brief the team", "Check that agents new",
         "Follow queues and waiting times", "Move people between channels", "Take over or support", "Keep an agreed record"]  # fmt: skip
SAFE = ["Confirm who a customer is", "Watch that screens", "See to it that payment", "Notice signs that a caller"]
BEGUN = "At two the ferry to Ottersby was cancelled and forty calls came in ten minutes. I moved Bo and Mina from e-mail to the phones."
WENT_ON = "\n\nAt three I wrote the times, the people and my reasons into the shift log, and handed it to the evening."


@pytest.fixture
def line(stage: Stage) -> Iterator[Line]:
    with line_to(stage.url) as line:
        yield line


def test_a_learner_on_a_phone_adds_three_kinds_of_evidence(stage: Stage, line: Line) -> None:
    """Lena photographs the whiteboard after her briefing. The line drops half-way; the photo goes on from there and arrives as
    it was taken. She notes the paper log that may not leave the office. Then she writes down how the afternoon went; while
    she types she is signed out, and nothing of it is lost. In one form she says what her account shows: twelve criteria of
    two units, each with its paragraph. She declares the work her own and hands everything in. Asif has it on his desk.
    """
    registration = at_work(stage.cast)
    page = stage.enter("lena", width=PHONE, over=line.url)

    # A photograph, over a line that drops.
    content = photograph()
    page.get_by_role("main").get_by_role("link", name="Add evidence").first.click()
    headed(page, "Add evidence")
    patches = offsets_sent(page)
    line.drops_after = len(content) * 2 // 3
    page.get_by_label("Add a file").set_input_files({"name": "whiteboard.jpg", "mimeType": "image/jpeg", "buffer": content})
    card = page.get_by_role("listitem").filter(has_text="whiteboard.jpg")
    expect(card).to_contain_text("It goes on by itself from there")
    stage.picture(page, "upload-interrupted")
    assert 0 < safely_arrived() < len(content)
    line.mend()
    expect(card.get_by_text("Arrived whole")).to_be_visible(timeout=30_000)
    assert patches[0] == 0 and patches[-1] > 0, f"it went on and did not begin anew: {patches}"
    [file] = StoredFile.objects.filter(name="whiteboard.jpg")
    assert file.sha256 == hashlib.sha256(content).hexdigest()

    page.get_by_label("Short name").fill("Whiteboard after the briefing")
    expect(tick(page, SHIFT[0]).get_by_role("checkbox")).to_be_checked()  # what her next step asked for
    say_where(page, SHIFT[2], "left half")
    page.get_by_role("button", name="Keep as draft").click()
    expect(page.get_by_role("status").filter(has_text="It waits for nobody before you hand it in")).to_be_visible()

    # Something that stays where it is.
    page.goto("/learn/evidence/add/")
    page.get_by_role("radio", name="Seen, stays there").check()
    page.get_by_label("What it is").fill("The paper shift log, entries of May")
    page.get_by_label("Where it stays").fill("Drawer under the wallboard, Ottersby terminal")
    page.get_by_label("Who else saw it").fill("Wanda Ekberg, duty manager")
    page.get_by_label("Why it can’t be copied").fill("Names of customers stand in it.")
    page.get_by_label("Short name").fill("Shift log")
    say_where(page, SHIFT[7], "12 May")
    page.get_by_role("button", name="Keep as draft").click()
    expect(page.get_by_role("status").filter(has_text="It waits for nobody before you hand it in")).to_be_visible()

    # A written account, while the session ends.
    page.goto("/learn/evidence/add/?kind=statement")
    words = page.get_by_label("Your words")
    kept = page.locator("[data-dock-status] [role=status]")
    words.fill(BEGUN)
    expect(kept).to_contain_text(re.compile(r"\d\d:\d\d"))
    Session.objects.all().delete()
    words.press_sequentially(WENT_ON[:20], delay=5)
    words.fill(BEGUN + WENT_ON)
    expect(kept).to_contain_text(re.compile("sign", re.IGNORECASE))
    page.reload()
    sign_in(page, "lena@larkmoor.example")
    expect(page.get_by_label("Your words")).to_have_value(BEGUN + WENT_ON)
    page.get_by_label("Short name").fill("The afternoon the ferry was cancelled")
    for text in SHIFT:
        say_where(page, text, "para 1")
    for text in SAFE:
        say_where(page, text, "para 2")
    stage.picture(page, "claiming-on-a-phone")
    page.get_by_role("button", name="Hand in 12 claims").click()
    expect(page.get_by_role("alert")).to_contain_text("your own")  # she has not said so yet, and everything is still ticked
    page.get_by_role("checkbox", name=re.compile("This is my own work")).check()
    page.get_by_role("button", name="Hand in 12 claims").click()
    expect(page.get_by_role("status").filter(has_text="12 claims handed in")).to_be_visible()

    # The drafts follow, looked through once more.
    page.goto("/learn/")
    page.goto("/learn/evidence/hand-in/")
    page.get_by_role("checkbox", name=re.compile("This is my own work")).check()
    page.get_by_role("button", name="Hand in 3 claims").click()
    expect(page.get_by_role("status").filter(has_text=re.compile("handed in", re.IGNORECASE))).to_be_visible()

    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["file", "in_situ", "statement"]
    claims = Claim.objects.filter(evidence__registration=registration).exclude(hand_in=None)
    assert len(claims) == 15
    assert sum(claim.evidence.kind == "statement" and claim.locator in ("para 1", "para 2") for claim in claims) == 12
    assert all(claim.hand_in.declared_own for claim in claims if claim.hand_in)

    asif = stage.enter("asif")
    asif.get_by_role("link", name="Start with Lena").click()
    expect(asif.get_by_role("region", name="Evidence")).to_contain_text(re.compile("Whiteboard|Shift log|afternoon"))
    expect(asif.get_by_text(re.compile(r"0 of \d+ decided"))).to_be_visible()


def safely_arrived() -> int:
    """Bytes of the one upload that are safe. The browser sees the line drop before the server has written what came over it."""
    until = time.monotonic() + 20
    while not (offset := Upload.objects.get().offset) and time.monotonic() < until:
        time.sleep(0.05)
    return offset


def photograph() -> bytes:
    """Lena's whiteboard as a phone keeps it: twelve million pixels with their grain."""
    drawn = Image.open(io.BytesIO(photo("whiteboard", "#2d6a4f", 3))).resize((4000, 3000))
    grain = Image.effect_noise(drawn.size, 40).convert("RGB")
    out = io.BytesIO()
    Image.blend(drawn.convert("RGB"), grain, 0.2).save(out, "JPEG", quality=98)
    assert out.tell() > 6_000_000
    return out.getvalue()


def offsets_sent(page: Page) -> list[int]:
    """Where each part of an upload begins, as it is sent."""
    found: list[int] = []

    def look(request: Request) -> None:
        if request.method == "PATCH":
            found.append(int(request.headers["upload-offset"]))

    page.on("request", look)
    return found
