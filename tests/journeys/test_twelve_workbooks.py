"""Lena fills in all twelve workbooks and the thirteenth of the docs, on her phone and at her desk, field by field; each adds up, is
drawn, and is claimed for a criterion of the contact-centre diploma that comes with Milepost."""

import re

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from milepost.engine.workbooks import Form, Kind, form_of
from milepost.portfolios import workbookfile
from milepost.portfolios.models import Claim
from tests.cli.test_workbook import thirteenth
from tests.filled import SECRET, label_of, typed_into
from tests.journeys.stage import DESK, PHONE, Stage, at_work
from tests.journeys.test_review import silent

pytestmark = pytest.mark.once
UNITS = ("401", "402", "403", "405", "406", "407", "408", "409", "410")  # they make the award
CONTROL = "input, select, textarea"
# What stands below a table of each form, worked out by hand: numbers are typed as 2,000.50 and 3,000.50, scores as the last step but
# one and the last.
ADDS_UP = {
    "advice_log": ("Weight, Highest", "25"),
    "audit_preparation": ("Would it stand up today?, Average", "3.5"),
    "collaboration_agreement": ("We say, Average", "4.5"),
    "complaint_investigation": ("Points in all, Highest", "15"),
    "contact_network": ("How useful, Average", "4.5"),
    "equality_review": ("Reached in a hundred, Lowest", "100 %"),
    "improvement_plan": ("Hours of people, Sum", "5,001 h"),
    "market_analysis": ("Gap, Highest", "0"),
    "operational_plan": ("Hours of work, Sum", "216,750.01 h"),
    "process_review": ("Cost of one, Sum", "£5,001"),
    "staff_turnover": ("Left in a hundred, Highest", "100 %"),
    "technology_options": ("Cost over its life, Lowest", "£4,004,000.75"),
    "shift_handover": ("Gave up, Highest", "0"),
}


def named(act: str, of: object) -> re.Pattern[str]:
    """The name of something whose second half is for ears only."""
    return re.compile(rf"^{act}\s*: {re.escape(str(of))}$")


def rows_of(page: Page, asks: str) -> Locator:
    return page.get_by_role("group", name=named(r"Row \d+", asks))


def type_all(page: Page, form: Form, rows: int = 2) -> None:
    """Rows are added until each table has enough, then every control is found by its label."""
    for table in (one for one in form.questions if one.kind is Kind.TABLE):
        for n in range(table.rows + 1, rows + 1):
            page.get_by_role("button", name=named("Another row", table.asks)).click()
            expect(rows_of(page, str(table.asks))).to_have_count(n)
    for table, n, one, words in typed_into(form, rows):
        within: Page | Locator = page.get_by_role("group", name=named(f"Row {n}", table.asks)) if n else page
        controls = within.locator(CONTROL if n else "form :is(input, select, textarea):not(fieldset *)")
        control = within.get_by_label(label_of(one), exact=True).and_(controls)
        if one.kind in (Kind.CHOICE, Kind.SCORE):
            control.select_option(words)
        else:
            control.fill(words)


def fill_and_claim(lena: Page, form: Form, number: int) -> None:
    lena.set_viewport_size({"width": PHONE if number % 2 else DESK, "height": 844})
    lena.goto("/workbooks/")
    lena.get_by_role("button", name=named("Open", form.title)).click()
    type_all(lena, form)
    silent(lena)
    lena.locator(".dock").get_by_role("button", name="Keep it").click()
    expect(lena.get_by_text("Kept as version 1.")).to_be_visible()
    label, words = ADDS_UP[form.key]
    expect(lena.locator("dt").get_by_text(label, exact=True).locator("xpath=following-sibling::dd[1]").first).to_have_text(words)
    expect(lena.locator("svg.chart, .chains")).to_have_count(len(form.charts))
    silent(lena)
    lena.get_by_role("group", name="This workbook speaks to").get_by_role("checkbox").first.check()
    lena.get_by_label("This is my own work.").check()
    lena.get_by_role("button", name="Hand in", exact=True).click()
    expect(lena.get_by_text(f"handed in with E{number}", exact=False)).to_be_visible()
    expect(lena.get_by_text(SECRET)).to_have_count(0)


def tab_to(page: Page, name: str, most: int = 6) -> None:
    """Press Tab until a control has the focus; a day takes several presses."""
    for _n in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("[document.activeElement.name, document.activeElement.value].join(' ').trim()").startswith(name):
            return
    raise AssertionError(f"{name} is not reached")


@pytest.fixture
def shift_handover(monkeypatch: pytest.MonkeyPatch) -> Form:
    """The thirteenth, out of the docs."""
    document = yaml.safe_load(thirteenth())
    form = form_of(document)
    monkeypatch.setitem(workbookfile.documents(), form.key, document)
    monkeypatch.setitem(workbookfile.forms(), form.key, form)
    return form


def test_one_is_filled_in_with_the_keyboard_alone(stage: Stage, shift_handover: Form) -> None:
    at_work(stage.cast, units=UNITS)
    lena = stage.enter("lena")
    lena.goto("/workbooks/")
    lena.get_by_role("button", name=named("Open", shift_handover.title)).press("Enter")
    lena.get_by_label("Short name").focus()
    for _section in shift_handover.sections:
        lena.keyboard.press("Tab")  # past the ways to the sections
    for name, words in (("q-shift", "Late"), ("q-leader", ""), ("q-day", ""), ("q-planned", "12"), ("q-there", "9")):
        tab_to(lena, name)
        if words:
            lena.keyboard.type(words)
    for name, words in (("q-queues-1-queue", "Bills"), ("q-queues-1-came", "40"), ("q-queues-1-answered", "31")):
        tab_to(lena, name)
        lena.keyboard.type(words)
    tab_to(lena, "act less queues 1")
    tab_to(lena, "act more queues")
    lena.keyboard.press("Enter")
    expect(rows_of(lena, "Queues")).to_have_count(2)
    tab_to(lena, "q-queues-2-queue", 1)  # the new row comes next
    lena.keyboard.type("Moves")
    for name in (
        "act less queues 2",
        "act more queues",
        "q-open-1-what",
        "q-open-1-who",
        "q-open-1-by",
        "act less open 1",
        "act more open",
    ):
        tab_to(lena, name, 3)
    tab_to(lena, "q-unusual")
    lena.keyboard.type("A tram lay across the road.")
    tab_to(lena, "q-person")
    tab_to(lena, "act keep")
    lena.keyboard.press("Enter")
    expect(lena.get_by_text("Kept as version 1.")).to_be_visible()
    expect(lena.get_by_text("A tram lay across the road.")).to_be_visible()


def test_all_twelve_and_the_thirteenth_of_the_docs(stage: Stage, shift_handover: Form) -> None:
    made = at_work(stage.cast, units=UNITS)
    lena = stage.enter("lena")
    for number, form in enumerate(workbookfile.forms().values(), start=1):
        fill_and_claim(lena, form, number)
    assert made.evidence.count() == 13
    assert Claim.objects.filter(evidence__registration=made).exclude(hand_in=None).count() == 13
    assert shift_handover.title in made.evidence.values_list("title", flat=True)
