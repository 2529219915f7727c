"""Quentin goes from an empty standard to a frozen application: he writes, asks the system for a figure that stays live, scores, sees what
lacks, and freezes. What happens afterwards moves the measure and not the application."""

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from milepost.notices import tasks
from milepost.portfolios.models import Registration
from tests import build
from tests.journeys.stage import PHONE, Stage, headed
from tests.journeys.test_review import silent

pytestmark = pytest.mark.once

SCORED = ("A1", "A2", "A3", "A4", "A5")


def in_time(stage: Stage, registration: Registration, target: str) -> None:
    """One more piece of feedback that was given in time."""
    build.handed_in(stage.cast, registration, [target])
    build.judged(stage.cast, registration, [target])
    tasks.tell_pending(limit=1000)


def written(page: Page, key: str) -> None:
    page.get_by_label("What you say").fill(f"On {key}: every employer has an owner by name, since May.")
    page.get_by_role("button", name="Keep what I say").click()
    expect(page.get_by_text("Kept.", exact=True)).to_be_visible()


def scored(page: Page, band: str) -> None:
    page.get_by_label(band).check()
    page.get_by_label("What it rests on").fill("Counted in the files of the last year.")
    page.get_by_role("button", name="Give this score").click()
    expect(page.get_by_text("Scored.", exact=True)).to_be_visible()


def sentence(page: Page, key: str) -> None:
    page.get_by_text("Write a sentence").click()
    page.get_by_role("group").filter(has_text="Write a sentence").get_by_label("What it shows").fill(f"Proof of {key}")
    page.get_by_label("The sentence").fill("Ferry Line says that they hear from us each month.")
    page.get_by_role("button", name="Show this sentence").click()
    expect(page.get_by_text("It is shown here.")).to_be_visible()


def test_from_an_empty_standard_to_a_frozen_application(stage: Stage) -> None:
    registration = build.with_units(stage.cast)
    in_time(stage, registration, "L2:1.1")
    quentin = stage.enter("quentin")
    quentin.get_by_role("contentinfo").get_by_role("link", name="Quality standards").click()
    headed(quentin, "Quality standards")
    silent(quentin)
    quentin.get_by_role("link", name="Training Quality Standard framework").click()
    expect(quentin.get_by_text("Not everything of the original is confirmed.")).to_be_visible()
    quentin.get_by_label("Apply by").fill("2020-01-01")
    quentin.get_by_role("button", name="Begin the portfolio").click()
    expect(quentin.get_by_role("alert")).to_contain_text("The day to apply has passed")
    quentin.get_by_label("Apply by").fill("")
    quentin.get_by_role("button", name="Begin the portfolio").click()
    expect(quentin.get_by_text("nothing is written on 6 indicators")).to_be_visible()
    expect(quentin.get_by_text("These scores do not come to a certificate yet")).to_be_visible()
    silent(quentin)

    quentin.get_by_role("link", name="Open A0").click()
    with quentin.expect_response(lambda answer: "draft" in answer.url and answer.status == 204):
        quentin.get_by_label("What you say").fill("We are small and know every employer by name.")
    quentin.reload()  # he had not kept it
    expect(quentin.get_by_text("This is your draft.")).to_be_visible()
    expect(quentin.get_by_label("What you say")).to_have_value("We are small and know every employer by name.")
    quentin.get_by_role("button", name="Keep what I say").click()
    expect(quentin.get_by_text("Context is read and not scored.")).to_be_visible()

    for key in SCORED:
        quentin.get_by_role("link", name="Training Quality Standard framework").click()
        quentin.get_by_role("link", name=f"Open {key}").click()
        written(quentin, key)
        scored(quentin, "Begun" if key == "A5" else "Nearly everywhere")
        if key != "A5":
            sentence(quentin, key)
    quentin.get_by_text("Ask the system").click()
    quentin.get_by_label("What the system counts").select_option("standard:feedback")
    quentin.get_by_role("group").filter(has_text="Ask the system").get_by_label("What it shows").fill("Feedback in time")
    quentin.get_by_role("button", name="Show this measure").click()
    expect(quentin.get_by_text("100 %: 1 of 1")).to_be_visible()
    silent(quentin)

    quentin.get_by_role("link", name="Training Quality Standard framework").click()
    expect(quentin.get_by_text("These scores come to the full certificate")).to_be_visible()
    silent(quentin)
    ines = stage.enter("ines")  # looks at it as a peer, before she sees the score
    ines.get_by_role("contentinfo").get_by_role("link", name="Assess a standard").click()
    headed(ines, "Assess a standard")
    silent(ines)
    ines.get_by_role("link", name="A5 What came of it").click()
    expect(ines.get_by_text("Counted in the files of the last year.")).to_have_count(0)
    ines.get_by_label("as a peer").check()
    ines.get_by_label("In part").check()
    ines.get_by_label("What it rests on").fill("One year of figures.")
    ines.get_by_role("button", name="Give this score").click()
    expect(ines.get_by_text("Counted in the files of the last year.")).to_be_visible()
    silent(ines)
    quentin.get_by_role("button", name="Freeze the application").click()
    quentin.get_by_role("link", name="Application 1").click()
    expect(quentin.get_by_text("100 %: 1 of 1")).to_be_visible()
    silent(quentin)
    frozen = quentin.url

    in_time(stage, registration, "L2:1.2")
    quentin.get_by_role("link", name="Training Quality Standard framework").click()
    quentin.get_by_role("link", name="A5 What came of it").click()
    expect(quentin.get_by_text("100 %: 2 of 2")).to_be_visible()
    quentin.goto(frozen)
    expect(quentin.get_by_text("100 %: 1 of 1")).to_be_visible()
    paper = quentin.request.get(f"{frozen}pdf/")
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper.body()))
    assert "Training Quality Standard framework" in text and "1 of 1" in text

    phone = stage.enter("cora", width=PHONE)
    phone.goto(frozen)
    silent(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
