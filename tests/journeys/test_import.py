"""Cora, who runs the centre, makes a qualification of a handbook."""

import os
import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from milepost.frameworks.models import Specification
from tests.frameworks.test_actions import pack
from tests.journeys.stage import DESK, PHONE, ROOT, Stage

OURS = ROOT / "specs" / "packs" / "harbour-operations.pdf"
# A real handbook is its owner's and not in the repository; where there is one, the journey goes through it as well.
HANDBOOKS = [OURS] + [Path(folder, "cg-3412-imported-units.pdf") for folder in [os.environ.get("MILEPOST_HANDBOOKS")] if folder]


@pytest.mark.parametrize("handbook", HANDBOOKS, ids=lambda path: path.stem)
def test_a_manager_imports_corrects_and_publishes(stage: Stage, handbook: Path) -> None:
    """Cora has the handbook as the awarding body sent it. She signs in and uploads it. Everything that was understood stands
    beside the page it was read from, and first of all the places where the document contradicts itself. She decides each of
    them, puts one criterion right where it stands, looks at how the requirements were understood, and publishes. From then on
    learners can be registered on it, and nobody can change it any more.
    """
    page = stage.enter("cora")
    page.get_by_role("link", name="Qualifications").first.click()
    page.get_by_role("link", name="Import a handbook").first.click()
    page.get_by_label("The handbook").set_input_files(handbook)
    page.get_by_role("button", name="Read the handbook").click(timeout=60_000)

    understood = page.get_by_role("region", name="What was understood")
    expect(understood).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("as an image"))).to_be_visible()
    refused = page.get_by_role("button", name="Publish version 1")
    expect(refused).to_have_attribute("aria-disabled", "true")
    expect(page.locator(f"#{refused.get_attribute('aria-describedby')}")).not_to_be_empty()
    if handbook == OURS:
        page.locator(".stay .paper image").evaluate(
            "image => new Promise(done => { const i = new Image(); i.onload = done; i.src = image.href.baseVal })"
        )
        stage.picture(page, "import-review")
    decide_everything(page)

    page.get_by_role("link", name=re.compile("^All criteria")).click()
    page.get_by_role("link", name=re.compile(r"^Correct\W+.*, 1\.2$")).first.click()
    expect(page.get_by_role("textbox", name="What must be shown")).not_to_be_empty()
    page.get_by_role("textbox", name="What must be shown").fill("tell a colleague what the tide tables say")
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_role("status").filter(has_text="Corrected.")).to_be_visible()
    expect(understood).to_contain_text("tell a colleague what the tide tables say")

    require_everything(page)
    page.get_by_role("link", name="Publish version 1").click()
    page.get_by_role("radio", name=re.compile("it stays inside this centre")).check()
    page.locator("#publish").get_by_role("button", name="Publish version 1").click()
    expect(page.get_by_role("status").filter(has_text="Published as version 1")).to_be_visible()
    page.locator("summary").filter(has_text=re.compile(r"\w")).evaluate_all("all => all.forEach(one => one.parentElement.open = true)")
    expect(page.get_by_text("tell a colleague what the tide tables say")).to_be_visible()

    published = Specification.objects.get(centre=stage.cast.centre)
    assert "tell a colleague what the tide tables say" in str(published.document)
    expect(page.get_by_text(published.digest)).to_be_visible()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_what_was_corrected_stays_in_sight_with_what_is_said_of_it(stage: Stage, width: int) -> None:
    """Cora corrects the last unit of a long list, takes a criterion out, and each time sees there what came of it."""
    import_ = pack(stage.cast)
    page = stage.enter("cora", width=width)
    page.on("dialog", lambda asked: asked.accept())
    page.goto(reverse("centre_import_review", args=[import_.uuid]) + "?show=units")
    last = page.locator("#units-5")
    act = page.get_by_role("button", name="Correct it")
    last.get_by_role("link", name=re.compile("^Correct")).first.click()
    expect(act).to_be_visible()
    box, form = act.bounding_box(), page.locator("#correct").bounding_box()
    assert box and form and box["y"] + box["height"] - form["y"] < (560 if width == DESK else 640)  # half of the screen was not enough
    page.get_by_label("Credit value").fill("7")
    act.click()
    expect(page.get_by_role("status").filter(has_text="Corrected.")).to_be_in_viewport()
    expect(last.get_by_text("7 credits")).to_be_in_viewport()

    last.locator("summary").click()
    last.get_by_role("link", name=re.compile(r"^Correct\W+.*, 1\.2$")).click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_role("status").filter(has_text="Taken out.")).to_be_in_viewport()
    expect(page.locator("#units-5-outcomes-0 h4")).to_be_in_viewport()


def decide_everything(page: Page) -> None:
    """One contradiction after the other: the value that the unit itself gives, or as it was understood."""
    places = re.compile(r"(\d+) of (\d+) decided")
    said = page.get_by_text(places)
    found = places.search(said.inner_text())
    assert found, "a document that contradicts itself says how often"
    first, last = int(found[1]), int(found[2])
    assert last - first > 0
    for done in range(first, last):
        page.locator(".verdict form:has(button[name=choice]) button[name=choice]:visible").first.click()
        expect(said).to_have_text(f"{done + 1} of {last} decided")


def require_everything(page: Page) -> None:
    """Where no rule is known the page asks plainly before publishing: yes, every unit is required."""
    asked = page.locator("#unruled").get_by_role("button", name=re.compile("required$"))
    for left in range(asked.count(), 0, -1):
        expect(asked).to_have_count(left)
        asked.first.click()
        expect(page.get_by_role("status").filter(has_text="are required.")).to_be_visible()
        expect(asked).to_have_count(left - 1)
