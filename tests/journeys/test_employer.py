"""Gannet Boats, from a question on the web to what changed."""

import argparse
import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from milepost.base import clock
from milepost.cli import worker
from milepost.employers.models import NeedsAnalysis, ProposalVersion
from tests.journeys.line import Line, line_to
from tests.journeys.stage import PHONE, Stage
from tests.journeys.test_review import silent
from tests.post import PostOffice

OLA = "ola@gannet.example"
TABLET = 820


def newest_link(post_office: PostOffice) -> str:
    """The worker does what is due; the link of the newest letter with a proposal."""
    worker.run(argparse.Namespace(once=True))
    found = [re.search(r"http\S+/p/\S+", letter.get_content()) for letter in post_office.to(OLA)]
    return [one for one in found if one][-1].group()


def issue(page: Page, *, target: str) -> None:
    """What should change, with its measure."""
    line = page.locator("#line-1")
    line.get_by_label("What should change").fill("Boats leave late")
    line.get_by_label("What is counted").fill("Boats handed over late")
    line.get_by_label("Unit").fill("in ten")
    line.get_by_label("Where it stands now").fill("4")
    line.get_by_label("Where it should stand").fill(target)
    line.get_by_label("Counted on").fill((clock.today() - timedelta(days=30)).isoformat())
    line.get_by_label("By when").fill((clock.today() + timedelta(days=200)).isoformat())


def test_from_a_question_to_what_changed(stage: Stage, post_office: PostOffice) -> None:
    """Ola builds boats and asks by the form on Larkmoor's pages, from her phone. Bea finds it on her day, takes it into a new file
    that is hers from then on, and calls. On site she talks with Ola about what hurts, on a tablet whose line drops in the middle:
    nothing is lost. An issue without a target is none, and the page says so. Ola signs on the tablet. Bea's proposal does not
    leave before it says what happens if nothing is done. Ola reads it on her phone, asks, and accepts it without an account. Bea is
    away next week: Cora says yes first, then stands in. Half a year on the same count is taken again.
    """
    ola, bea = stage.page(width=PHONE), stage.enter("bea")
    ola.goto(f"/ask/{stage.cast.centre.uuid}/")
    silent(ola)
    ola.get_by_label("Your organisation").fill("Gannet Boats")
    ola.get_by_label("Your name").fill("Ola Berg")
    ola.get_by_label("Your e-mail address").fill(OLA)
    ola.get_by_label("What would you like to talk about?").fill("Our boats leave the yard late. Can somebody look at it with us?")
    ola.get_by_role("button", name="Send it").click()
    expect(ola.get_by_text("Tick that we may contact you")).to_have_count(2)
    ola.get_by_label("You may contact me").check()
    ola.get_by_role("button", name="Send it").click()
    expect(ola.get_by_text("It has arrived.")).to_be_visible()

    bea.goto("/")
    bea.get_by_role("link", name="Open the enquiry").click()
    bea.get_by_role("button", name="Take the enquiry").click()
    bea.get_by_label("What was said").fill("They build to order. I come on Thursday and listen.")
    bea.get_by_role("button", name="Note the answer").click()
    expect(bea.get_by_role("heading", name="Gannet Boats", level=1)).to_be_visible()
    expect(bea.get_by_text("Bea Thornley owns this employer")).to_be_visible()
    stage.picture(bea, "employer-page")
    bea.get_by_role("button", name="Close the stage: on to Fit decided").click()
    expect(bea.get_by_text("goes on to “Fit decided”")).to_be_visible()

    with line_to(stage.url) as line:
        needs(stage, line, bea.url)
    proposed(stage, bea, ola, post_office)
    away(stage)

    bea.goto("/employers/all/?whose=mine")
    bea.get_by_role("link", name="Gannet Boats").click()
    bea.get_by_role("link", name="Boats leave late").click()
    bea.get_by_label("The same count today").fill("3")
    bea.get_by_role("button", name="Note the count").click()
    expect(bea.get_by_text("Counted again")).to_be_visible()
    silent(bea)
    assert ProposalVersion.objects.count() == 1


def needs(stage: Stage, line: Line, file: str) -> None:
    """The conversation on a tablet. The line drops, the page is left and opened again: every word is still there."""
    tablet = stage.enter("bea", width=TABLET, over=line.url)
    tablet.goto(line.url + "/employers/all/" + file.rstrip("/").rpartition("/")[2] + "/")
    tablet.get_by_role("button", name="Talk about what they need").click()
    tablet.get_by_label("What should be true in twelve months?").fill("Every boat leaves on its day.")
    expect(tablet.get_by_text("Draft kept at")).to_be_visible()
    line.dead = True
    tablet.get_by_label("What keeps you busy that should not?").fill("Waiting for one another.")
    expect(tablet.get_by_text("No connection. The draft is safe on this device")).to_be_visible()
    line.mend()
    tablet.reload()
    expect(tablet.get_by_label("What should be true in twelve months?")).to_have_value("Every boat leaves on its day.")
    expect(tablet.get_by_label("What keeps you busy that should not?")).to_have_value("Waiting for one another.")
    issue(tablet, target="")
    tablet.get_by_role("button", name="Put it into the file").click()
    expect(tablet.get_by_text("Give the number where it should stand.")).to_be_visible()
    issue(tablet, target="1")
    tablet.get_by_role("button", name="Put it into the file").click()
    expect(tablet.get_by_role("link", name="Boats leave late")).to_be_visible()
    silent(tablet)
    tablet.get_by_label("Name", exact=True).fill("Ola Berg")
    tablet.get_by_role("button", name="Sign what we wrote down").click()
    expect(tablet.get_by_text("signed by Ola Berg").first).to_be_visible()
    assert NeedsAnalysis.objects.get().answers["hurts"] == "Waiting for one another."
    tablet.context.close()


def proposed(stage: Stage, bea: Page, ola: Page, post_office: PostOffice) -> None:
    """Refused, mended, sent; read, asked and accepted by link."""
    bea.reload()
    bea.get_by_role("button", name="Begin a proposal").click()
    solution = bea.locator("#solution-1")
    solution.get_by_label("Business issue that it serves").select_option(label="1. Boats leave late")
    solution.get_by_label("What kind it is").select_option("advice")
    solution.get_by_label("What you propose").fill("The four leads meet for ten minutes each morning. No course for that.")
    solution.get_by_label("How it will be measured").fill("Boats handed over late, each month.")
    bea.get_by_label("What the employer does for it").fill("Ten minutes each morning.")
    bea.get_by_label("When and how you look together").fill("In spring, with the list of the yard.")
    bea.get_by_role("button", name="Send it to them").click()
    expect(bea.get_by_role("alert").get_by_text("does not say what happens if nothing is done")).to_be_visible()
    silent(bea)
    bea.locator("#solution-1").get_by_label("What happens if nothing is done").fill("Two customers go elsewhere by summer.")
    bea.get_by_role("button", name="Send it to them").click()
    expect(bea.get_by_text("Version 1 is on its way to Ola Berg.")).to_be_visible()
    stage.picture(bea, "proposal-sent")

    link = newest_link(post_office)
    ola.goto(link)
    expect(ola.get_by_text("Advice: no training is needed for this")).to_be_visible()
    silent(ola)
    ola.get_by_label("A question, or a word with your answer").fill("All four, or the two of the shed?")
    ola.get_by_role("button", name="Ask the question").click()
    bea.goto("/")
    bea.get_by_role("link", name="Open the proposal").click()
    bea.get_by_label("Your answer").fill("All four.")
    bea.get_by_role("button", name="Answer them").click()
    worker.run(argparse.Namespace(once=True))
    assert "has answered what you asked" in post_office.to(OLA)[-1].get_content().replace("\n", " ")
    ola.goto(link)
    expect(ola.get_by_text("All four.", exact=False).last).to_be_visible()
    ola.get_by_role("button", name="Accept the proposal").click()
    expect(ola.get_by_text("You have accepted it")).to_be_visible()


def away(stage: Stage) -> None:
    """Bea asks Cora to stand in; the page of owners follows."""
    bea, cora, today = stage.enter("bea"), stage.enter("cora"), clock.today()
    bea.goto("/employers/owners/leave/")
    bea.get_by_label("First day").fill(today.isoformat())
    bea.get_by_label("Last day").fill((today + timedelta(days=6)).isoformat())
    bea.get_by_label("Who stands in").select_option(label="Cora Lindqvist")
    bea.get_by_role("button", name="Note it and ask them").click()
    bea.goto("/employers/owners/")
    expect(bea.get_by_text("because Bea Thornley is away and nobody has accepted to stand in")).to_be_visible()
    cora.goto("/employers/")
    cora.get_by_role("button", name="I stand in").click()
    bea.reload()
    expect(bea.get_by_text("stands in for Bea Thornley, who is away")).to_be_visible()
    bea.goto("/employers/owners/leave/")
    bea.get_by_role("button", name="Take back").click()
    for page in (bea, cora):
        page.context.close()
