"""Cora brings in a newer version of a qualification, and Lena moves to it knowingly."""

import copy
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import typst
from django.urls import reverse
from playwright.sync_api import Page, expect

from milepost.base import clock
from milepost.frameworks.models import Specification
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.journeys.stage import PHONE, Stage
from tests.journeys.test_accessibility import look
from tests.journeys.test_import import require_everything

PAPER = Path(__file__).parent / "papers" / "loom.typ"
TITLE = "Level 2 Certificate in Handloom Weaving (5520)"


def unit(uan: str, code: str, title: str, credit: int, glh: int, *outcomes: tuple[str, list[str]]) -> dict[str, Any]:
    numbered = [
        {"number": str(i), "text": text, "criteria": [{"number": f"{i}.{k}", "text": one} for k, one in enumerate(criteria, 1)]}
        for i, (text, criteria) in enumerate(outcomes, 1)
    ]
    return {"uan": uan, "code": code, "title": title, "level": 2, "credit": credit, "glh": glh, "outcomes": numbered}


# What the centre has published before: one criterion of the second unit says less, and one is not there yet.
OLDER: dict[str, Any] = {
    "format": "milepost-spec/1",
    "title": TITLE,
    "number": "5520-02",
    "qualifications": [
        {
            "number": "5520-02",
            "title": "Guild of Ottersby Weavers Level 2 Certificate in Handloom Weaving",
            "units": ["Y/650/1201", "A/650/1202", "D/650/1203"],
            "rules": [{"at_least": 12, "of": "credits"}],
        }
    ],
    "units": [
        unit(
            "Y/650/1201", "W1", "Dress the loom", 4, 30,
            ("Be able to wind a warp", ["wind a warp of even tension", "keep the cross while taking the warp off the mill"]),
            ("Be able to thread the heddles", ["thread the heddles after a draft", "find and mend a threading fault before weaving"]),
        ),
        unit(
            "A/650/1202", "W2", "Weave a plain cloth", 5, 40,
            ("Be able to weave with even edges", ["weave a sample with straight edges", "check the beat against the planned picks"]),
            ("Know how yarn behaves", ["describe how wool and linen take up in weaving"]),
        ),
        unit(
            "D/650/1203", "W3", "Finish and mend a cloth", 3, 22,
            ("Be able to finish a cloth", ["wash and press a cloth as its yarn asks", "mend a broken end without a mark"]),
        ),
    ],
}  # fmt: skip


def at_the_loom(cast: Cast) -> Registration:
    """Lena on the older version, with the second unit met."""
    older = build.specification(cast, copy.deepcopy(OLDER))
    today = clock.today()
    made = portfolios.register(
        cast.lena, by=cast.as_("cora"), specification=older, qualification="5520-02", starts_on=today, ends_on=today + timedelta(days=300),
        employer=cast.employer, assessor=cast.asif, iqa=cast.ines,
    )  # fmt: skip
    units = [one["uan"] for one in OLDER["units"]]
    portfolios.agree_units(portfolios.propose_units(made, by=cast.as_("asif"), units=units), by=cast.as_("lena"))
    targets = [f"A/650/1202:{number}" for number in ("1.1", "1.2", "2.1")]
    build.handed_in(cast, made, targets)
    build.judged(cast, made, targets)
    return made


def test_a_newer_version_is_imported_compared_and_moved_to(stage: Stage) -> None:
    """The weavers' guild has sent a new handbook. Cora drops the PDF; it is read though nobody knows the guild's layout. Two
    places contradict themselves: the hours of a unit, and the check letter of a number. She decides both, and looks at what the
    handbook changes against the version that she published before. She publishes; it becomes version 2. One learner stands on
    version 1: the page says what moving would mean for her, and Cora offers it. Lena reads on her phone what moving would mean,
    moves, and sees what waits for her assessor again. Cora sees the answer.
    """
    made = at_the_loom(stage.cast)
    handbook = {"name": "weaving.pdf", "mimeType": "application/pdf", "buffer": typst.compile(PAPER)}
    page = stage.enter("cora")
    page.get_by_role("link", name="Qualifications").first.click()
    page.get_by_role("link", name="Import a handbook").first.click()
    page.get_by_label("The handbook").set_input_files(handbook)  # type: ignore[arg-type]
    page.get_by_role("button", name="Read the handbook").click(timeout=60_000)
    expect(page.get_by_text("0 of 2 decided")).to_be_visible()
    page.get_by_role("button", name=re.compile("^40")).click()
    expect(page.get_by_text("1 of 2 decided")).to_be_visible()
    page.get_by_role("button", name=re.compile("^D.650.1203")).click()
    expect(page.get_by_text("2 of 2 decided")).to_be_visible()

    page.get_by_role("link", name="Against version 1").click()
    changes = page.get_by_role("region", name="What changes against version 1")
    expect(changes.locator("ins").filter(has_text="and note it")).to_be_visible()
    expect(changes).to_contain_text("explain why a selvedge draws in")
    expect(changes).not_to_contain_text("Dress the loom")
    changes.get_by_role("link", name="1.2").click()
    expect(page.get_by_role("heading", name="The source")).to_be_visible()
    expect(page).to_have_url(re.compile("at=units"))
    stage.picture(page, "version-against")
    checked(page)
    require_everything(page)
    page.get_by_role("link", name="Publish version 2").click()
    page.get_by_role("radio", name=re.compile("it stays inside this centre")).check()
    page.locator("#publish").get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_role("status").filter(has_text="Published as version 2")).to_be_visible()

    newer = Specification.objects.get(version=2)
    page.get_by_role("link", name="What changed since version 1").click()
    expect(page.get_by_role("heading", name="What version 2 changes against version 1")).to_be_visible()
    checked(page)
    page.get_by_role("link", name="Learners on older versions").click()
    expect(page.get_by_text("2 decisions stay; 1 criterion is to be looked at again; 1 is new.")).to_be_visible()
    stage.picture(page, "version-moving")
    page.get_by_label("Lena Hartog").check()
    page.get_by_label("Why it is offered").fill("The guild certificates version 1 until December only.")
    page.get_by_role("button", name="Offer it to those ticked").click()
    expect(page.get_by_text("offered, no answer yet")).to_be_visible()
    checked(page)

    lena = stage.enter("lena", width=PHONE)
    lena.get_by_role("link", name=re.compile("See what version 2 means for you")).click()
    expect(lena.get_by_text("The guild certificates version 1 until December only.")).to_be_visible()
    expect(lena.get_by_text("2 decisions stay.")).to_be_visible()
    expect(lena.locator("ins").filter(has_text="and note it")).to_be_visible()
    stage.picture(lena, "version-offer")
    checked(lena)
    lena.get_by_role("button", name="Move to version 2").click()
    expect(lena.get_by_role("heading", name="You stand on version 2")).to_be_visible()
    expect(lena.get_by_text("waits for your assessor")).to_be_visible()
    expect(lena.get_by_text("to show", exact=True)).to_be_visible()
    checked(lena)

    made.refresh_from_db()
    assert made.specification == newer
    page.reload()
    expect(page.get_by_role("region", name="Answers")).to_contain_text("moved")


def checked(tab: Page) -> None:
    """Nothing for axe, nothing that scrolls sideways, at every width; then back to where one was."""
    size, here = tab.viewport_size, tab.url
    look(tab, here, here, answers={200})
    if size:
        tab.set_viewport_size(size)
    tab.goto(here)


def test_a_learner_stays_and_a_version_is_begun_from_another(stage: Stage) -> None:
    """Cora finds a slip in what she has published. She starts a new version from it without looking for the file, corrects the
    credit value, publishes, and offers it to everybody who loses nothing. Lena finishes soon: she stays, and says why.
    """
    made = build.with_units(stage.cast)
    page = stage.enter("cora")
    page.goto(reverse("centre_specification", args=[made.specification.uuid]))
    page.get_by_role("button", name="Correct it: start a new version from this one").click()
    page.get_by_role("link", name=re.compile(r"^Correct\W+.*L3")).first.click()
    page.get_by_label("Credit value").fill("3")
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_role("status").filter(has_text="Corrected.")).to_be_visible()
    page.get_by_role("link", name="Publish version 2").click()
    page.get_by_role("radio", name=re.compile("this centre wrote it")).check()
    page.locator("#publish").get_by_role("button", name="Publish version 2").click()
    page.get_by_role("link", name=re.compile("1 learner stands on an older version")).click()
    page.get_by_role("button", name="Offer it to the 1 who loses nothing").click()
    expect(page.get_by_text("Offered to 1 learner.")).to_be_visible()

    lena = stage.enter("lena")
    lena.get_by_role("link", name=re.compile("See what version 2 means for you")).click()
    expect(lena.get_by_text("Nothing is asked of you again.")).to_be_visible()
    lena.get_by_role("button", name="Stay on version 1").click()
    expect(lena.get_by_text("Say in a word why you stay")).to_be_visible()
    lena.get_by_label("Why, in a word").fill("I finish in May.")
    lena.get_by_role("button", name="Stay on version 1").click()
    expect(lena.get_by_text("You stay on version 1. Your centre can read why.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Lena said: “I finish in May.”")).to_be_visible()
