"""Lena takes a way of working apart on her phone, in the bus: the line drops and nothing is lost. She reads before and after drawn, and
hands it in; what she keeps to herself Asif never sees."""

import re

import pytest
from playwright.sync_api import expect

from tests import build
from tests.journeys.stage import PHONE, Stage, headed
from tests.journeys.test_review import silent

pytestmark = pytest.mark.once


def test_a_workbook_is_filled_in_on_a_phone_and_claimed(stage: Stage) -> None:
    build.with_units(stage.cast)
    lena = stage.enter("lena", width=PHONE)
    lena.goto("/learn/evidence/")
    lena.get_by_role("link", name="Workbooks").first.click()
    headed(lena, "Workbooks")
    silent(lena)
    lena.get_by_role("button", name=re.compile(r"Open.*Complaint investigation")).click()
    lena.get_by_label("Reference").fill("C-4411")
    lena.get_by_label("When it first came in").fill("2026-09-01")
    lena.get_by_label("What do they hold against us?").fill("The lamp burns with a straight wick and a clear flame, billed twice.")
    lena.get_by_label("What would put it right for them?").fill("One of the two back.")
    lena.get_by_label("Is there anything about them").fill("She is in hospital.")
    lena.get_by_role("button", name=re.compile(r"Another row.*Facts")).click()
    expect(lena.get_by_label("Reference")).to_have_value("C-4411")
    facts = lena.get_by_role("group", name=re.compile(r"Row 1.*Facts"))
    facts.get_by_label("What happened").fill("A second bill left.")
    facts.get_by_label("How sure is it?").select_option("5")
    lena.get_by_label("Where did we fall short?").fill("Nobody stopped it.")
    way = lena.get_by_role("group", name=re.compile(r"Row 1.*What could be done"))
    way.get_by_label("Way out").fill("Pay it back at once")
    for label, points in (("Good for the customer", "5"), ("Fair beside like cases", "4"), ("Good for us", "3")):
        way.get_by_label(label).select_option(points)
    way.get_by_label("Cost in pounds").fill("twelve")
    lena.get_by_label("Which one did you agree").fill("Paid back the same day.")
    silent(lena)
    lena.locator(".dock").get_by_role("button", name="Keep it").click()
    expect(lena.get_by_role("alert")).to_contain_text("“twelve” is no number")
    lena.get_by_label("Cost in pounds").first.fill("12")
    lena.locator(".dock").get_by_role("button", name="Keep it").click()
    expect(lena.get_by_text("Kept as version 1.")).to_be_visible()
    expect(lena.get_by_text("She is in hospital.")).to_be_visible()
    silent(lena)
    lena.locator("input[name=claim]").first.check()
    lena.get_by_label("This is my own work.").check()
    lena.get_by_role("button", name="Hand in").click()
    expect(lena.get_by_text("handed in with E1")).to_be_visible()
    expect(lena.get_by_text("The lamp burns with a straight wick")).to_be_visible()
    expect(lena.get_by_text("She is in hospital.")).to_have_count(0)
    silent(lena)
