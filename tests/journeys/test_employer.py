"""Gannet Boats, from a question on the web to what changed, over Easter and the end of March; each service clock to the minute.

The days stand still until the test turns the clock. In 2027 Good Friday is 26 March and Easter Monday 29 March; in the night to
Sunday 28 March clocks in the United Kingdom go forward. Early May Bank Holiday is Monday 3 May, Spring Bank Holiday Monday 31 May.
Larkmoor works Monday to Friday, 09:00 to 17:00, and keeps the bank holidays of England and Wales.
"""

import argparse
import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from milepost.assessment.models import ProgressReview
from milepost.base import clock
from milepost.cli import worker
from milepost.commitments.models import Clock
from milepost.employers import tasks
from milepost.employers.models import NeedsAnalysis, ProposalVersion
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration
from milepost.portfolios.words import ConsentAbout
from tests import build
from tests.journeys.line import Line, line_to
from tests.journeys.stage import PHONE, Stage, headed
from tests.journeys.test_review import letters, silent
from tests.post import PostOffice

OLA = "ola@gannet.example"
TABLET = 820

# Counted by hand, with a calendar on the wall: the standard, when its clock began, when it was due, and when it ended (nothing: it
# runs). Working days are counted from the next working day and end at closing time; "Thu 25, Tue 30" are the days that count.
BY_HAND = """
enquiry            2027-03-24T16:10+00:00  2027-03-25T17:00+00:00  2027-03-25T09:10+00:00  1 working day: Thu 25, before the clocks change
needs              2027-03-24T16:40+00:00  2027-04-16T17:00+01:00  2027-03-25T15:20+00:00  15: Thu 25, Tue 30 to Fri 2, Mon 5 to Fri 9, Mon 12 to Fri 16 April
employer-contact   2027-03-24T16:40+00:00  2027-06-16T17:00+01:00  2027-03-25T09:10+00:00  12 weeks: Wednesday 16 June
employer-contact   2027-03-25T09:10+00:00  2027-06-17T17:00+01:00  -                       12 weeks: Thursday 17 June
fit                2027-03-25T09:15+00:00  2027-04-01T17:00+01:00  2027-03-25T09:20+00:00  3: Tue 30, Wed 31, Thu 1; Easter between
proposal           2027-03-25T15:20+00:00  2027-04-05T17:00+01:00  2027-03-25T16:45+00:00  5: Tue 30, Wed 31, Thu 1, Fri 2, Mon 5
proposal-question  2027-03-25T18:05+00:00  2027-03-31T17:00+01:00  2027-03-30T09:20+01:00  2: Tue 30, Wed 31
contract           2027-03-31T09:05+01:00  2027-04-07T17:00+01:00  2027-04-06T12:00+01:00  5: Thu 1, Fri 2, Mon 5, Tue 6, Wed 7
start              2027-04-06T12:00+01:00  2027-04-20T17:00+01:00  2027-04-14T10:10+01:00  10: Wed 7 to Fri 9, Mon 12 to Fri 16, Mon 19, Tue 20
units-agreed       2027-04-13T10:00+01:00  2027-04-27T17:00+01:00  2027-04-14T10:00+01:00  10: Wed 14 to Fri 16, Mon 19 to Fri 23, Mon 26, Tue 27
contact            2027-04-14T10:00+01:00  2027-05-12T17:00+01:00  2027-05-06T09:40+01:00  4 weeks: Wednesday 12 May
visit              2027-04-14T10:00+01:00  2027-06-09T17:00+01:00  -                       8 weeks: Wednesday 9 June
review             2027-04-29T10:00+01:00  2027-05-14T17:00+01:00  2027-05-06T09:40+01:00  10: Fri 30, Tue 4 to Fri 7 (not Mon 3), Mon 10 to Fri 14
impact             2027-06-01T09:00+01:00  2027-06-29T17:00+01:00  2027-06-01T09:50+01:00  4 weeks: Tuesday 29 June
contact            2027-05-06T09:40+01:00  2027-06-03T17:00+01:00  -                       4 weeks: Thursday 3 June
"""


class Hand:
    """The hand that turns the clock: for the test, the server and the worker alike."""

    moment = datetime.fromisoformat("2027-03-24T09:00+00:00")

    def at(self, moment: str) -> None:
        self.moment = datetime.fromisoformat(moment)


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    """Named before the stage in a test, so that the cast is appointed by this clock too."""
    turning = Hand()
    monkeypatch.setattr(clock, "now", lambda: turning.moment)
    return turning


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


def clocks() -> list[tuple[str, datetime, datetime | None, datetime | None]]:
    """Every clock that ran for Gannet Boats and for who learns there, as the journal tells it."""
    worker.run(argparse.Namespace(once=True))
    found = Clock.objects.filter(file__employer__name="Gannet Boats") | Clock.objects.filter(registration__employer__name="Gannet Boats")
    return sorted(((one.standard, one.started_at, one.due_at, one.ended_at) for one in found), key=str)


def by_hand() -> list[tuple[str, datetime, datetime | None, datetime | None]]:
    rows = [line.split(maxsplit=4)[:4] for line in BY_HAND.strip().splitlines()]
    return sorted(((key, *(datetime.fromisoformat(one) if one != "-" else None for one in moments)) for key, *moments in rows), key=str)  # type: ignore[misc]


def test_from_a_question_to_the_next_proposal(hand: Hand, stage: Stage, post_office: PostOffice) -> None:
    """Ola builds boats and asks by the form on Larkmoor's pages, from her phone, on the Wednesday before Easter. Bea finds it on her
    day, takes it into a new file that is hers from then on, and calls. On site she talks with Ola about what hurts, on a tablet whose
    line drops in the middle: nothing is lost. An issue without a target is none, and the page says so. Ola signs on the tablet. Bea's
    proposal does not leave before it names the issue and says what happens if nothing is done. Ola reads it on her phone, asks, and
    accepts it without an account. Lena, who works at the yard, is registered, and her review is signed by her, by Ola by link, and by
    her assessor. On the day in June that was agreed with her yes, the same count is taken again, Ola says by link what it is due
    to, and the next proposal leaves. Every clock on the way stands as counted by hand.
    """
    hand.at("2027-03-24T16:10+00:00")
    ola = stage.page(width=PHONE)
    asked(stage, ola)
    hand.at("2027-03-24T16:40+00:00")
    bea = stage.enter("bea")
    bea.get_by_role("link", name="Open the enquiry").click()
    bea.get_by_role("button", name="Take the enquiry").click()
    expect(bea.get_by_role("status").first).to_contain_text("Taken. The file is yours")
    hand.at("2027-03-25T09:10+00:00")
    bea.reload()
    bea.get_by_label("What was said").fill("They build to order. I come this afternoon and listen.")
    bea.get_by_role("button", name="Note the answer").click()
    expect(bea.get_by_role("heading", name="Gannet Boats", level=1)).to_be_visible()
    expect(bea.get_by_text("Bea Thornley owns this employer")).to_be_visible()
    stage.picture(bea, "employer-page")
    file = bea.url
    hand.at("2027-03-25T09:15+00:00")
    closed(bea, "Fit decided")
    hand.at("2027-03-25T09:20+00:00")
    bea.get_by_role("link", name="Say what they do").click()
    bea.get_by_label("What they do").fill("They build small boats to order.")
    bea.get_by_role("button", name="Keep it").click()
    bea.get_by_label("Health and safety at work has been looked at").fill("Seen in the yard with Ola.")
    closed(bea, "Needs analysis")

    hand.at("2027-03-25T15:20+00:00")
    with line_to(stage.url) as line:
        needs(stage, line, file)
    worker.run(argparse.Namespace(once=True))
    bea.goto(file)
    closed(bea, "Proposal")
    expect(bea.get_by_role("list", name="What they can rely on here")).to_contain_text("From needs to a proposal")
    expect(bea.get_by_role("list", name="What they can rely on here")).to_contain_text("due 5 April, 17:00")
    hand.at("2027-03-25T16:45+00:00")
    proposed(stage, hand, bea, ola, post_office)
    hand.at("2027-03-31T09:05+01:00")
    bea.goto(file)
    closed(bea, "Match and contract")
    hand.at("2027-04-06T12:00+01:00")
    bea.get_by_label("The agreement is signed by both sides").fill("In the folder, 6 April.")
    bea.get_by_label("Mentors and witnesses at the workplace are named").fill("Ola is Lena’s mentor.")
    closed(bea, "Start")

    hand.at("2027-04-13T10:00+01:00")
    lena = registered(stage)
    hand.at("2027-04-14T10:00+01:00")
    plan = portfolios.propose_units(lena, by=stage.cast.as_("asif"), units=["L1", "L2"])
    portfolios.agree_units(plan, by=stage.cast.as_("lena"))
    hand.at("2027-04-14T10:10+01:00")
    bea.goto(file)
    closed(bea, "Delivery")
    reviewed(stage, hand, lena, ola, post_office)

    helped(stage, hand, bea, ola, post_office)
    hand.at("2027-06-01T10:00+01:00")
    bea.get_by_role("button", name="Begin a next proposal").click()
    solution(bea, what="The same each morning on the second slip.", otherwise="Half of it stays late.")
    bea.get_by_role("button", name="Send it to them").click()
    expect(bea.get_by_text("Version 1 is on its way to Ola Berg.")).to_be_visible()
    assert ProposalVersion.objects.count() == 2
    assert clocks() == by_hand()
    away(stage)


def asked(stage: Stage, ola: Page) -> None:
    """The form for everybody: it says what is missing, and keeps what was typed."""
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


def closed(bea: Page, to: str) -> None:
    """Bea closes the stage."""
    bea.get_by_role("button", name=f"Close the stage: on to {to}").click()
    expect(bea.get_by_text(f"goes on to “{to}”")).to_be_visible()


def registered(stage: Stage) -> Registration:
    """Cora registers Lena, who works at the yard."""
    build.specification(stage.cast)
    cora = stage.enter("cora")
    cora.goto("/centre/learners/register/")
    cora.get_by_label("Name", exact=True).fill("Lena Hartog")
    cora.get_by_label("E-mail address").fill("lena@larkmoor.example")
    chosen = cora.get_by_label("Qualification").locator("option", has_text="9900-02").get_attribute("value")
    cora.get_by_label("Qualification").select_option(chosen)
    cora.get_by_label("Starts on").fill("2027-04-13")
    cora.get_by_label("Planned end").fill("2028-03-31")
    cora.get_by_label("Employer").select_option(label="Gannet Boats")
    cora.get_by_label(re.compile("^Assessor")).select_option(label="Asif Rahman")
    cora.get_by_label("Internal quality assurer").select_option(label="Ines Duarte")
    cora.get_by_role("button", name="Register the learner").click()
    expect(cora.get_by_role("heading", name="Lena Hartog")).to_be_visible()
    cora.context.close()
    made = Registration.objects.get()
    portfolios.say_consent(made, by=stage.cast.as_("lena"), about=ConsentAbout.EMPLOYER, given=True)
    return made


def reviewed(stage: Stage, hand: Hand, made: Registration, ola: Page, post_office: PostOffice) -> None:
    """Asif opens the review; Ola signs it by link, Lena and Asif in their own accounts."""
    hand.at("2027-04-29T10:00+01:00")
    asif = stage.enter("asif")
    asif.goto(f"/assess/learners/{made.uuid}/reviews/")
    asif.get_by_role("button", name="Open the review").click()
    headed(asif, "Progress review 1 with Lena")
    asif.get_by_label("What you say").fill("Lena has settled in.")
    asif.get_by_role("button", name="Put it in the review").click()
    expect(asif.get_by_role("status").first).to_contain_text("Kept as a new version.")
    sending = asif.get_by_role("region", name="Gannet Boats")
    sending.get_by_label("Name").fill("Ola Berg")
    sending.get_by_label("E-mail address").fill(OLA)
    sending.get_by_role("button", name="Send it to Gannet Boats").click()
    expect(asif.get_by_role("status").first).to_contain_text("on its way to Ola Berg")
    hand.at("2027-05-06T09:30+01:00")
    ola.goto(letters(post_office, OLA))
    ola.get_by_label("What you say").fill("She is quick.")
    ola.get_by_label("Your name").fill("Ola Berg")
    ola.get_by_role("button", name="Sign", exact=True).click()
    expect(ola.get_by_role("main")).to_contain_text("You have signed.")
    lena = stage.enter("lena")
    lena.goto(f"/learn/reviews/{ProgressReview.objects.get().uuid}/")
    lena.get_by_role("button", name=re.compile("^Sign")).click()
    expect(lena.get_by_role("main")).to_contain_text("You have signed.")
    hand.at("2027-05-06T09:40+01:00")
    asif.reload()
    asif.get_by_role("button", name="Sign as Asif Rahman").click()
    expect(asif.get_by_role("main")).to_contain_text("This review was signed and closed on")
    for page in (asif, lena):
        page.context.close()


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


def helped(stage: Stage, hand: Hand, bea: Page, ola: Page, post_office: PostOffice) -> None:
    """The agreed day has come: the same count again, Ola’s word by a link that counts once, what came of it, before and after."""
    hand.at("2027-06-01T09:00+01:00")
    tasks.remind_of_impact()  # as the worker does every quarter of an hour
    worker.run(argparse.Namespace(once=True))
    hand.at("2027-06-01T09:30+01:00")
    bea.goto("/employers/")
    expect(bea.get_by_role("heading", name="Did it help Gannet Boats?")).to_be_visible()
    bea.get_by_role("link", name="Open the check").click()
    bea.get_by_label("The same count today").fill("2")
    bea.get_by_role("button", name="Note the counts").click()
    expect(bea.get_by_text("Counted at this check: 2 in ten")).to_be_visible()
    silent(bea)
    leads = bea.locator("#views form").last
    leads.get_by_label("Name").fill("Ola Berg")
    leads.get_by_label("E-mail address").fill(OLA)
    leads.get_by_role("button", name="Send the link").click()
    expect(bea.get_by_text("A link is on its way to Ola Berg.")).to_be_visible()
    worker.run(argparse.Namespace(once=True))
    links = [re.search(r"http\S+/h/\S+", letter.get_content()) for letter in post_office.to(OLA)]
    ola.goto([one for one in links if one][-1].group())
    expect(ola.get_by_text("4 before, 2 now, 1 in ten wanted: better, not there yet.")).to_be_visible()
    ola.get_by_label("5: very useful").check()
    ola.get_by_label("Yes, often").check()
    ola.get_by_label(re.compile("how much of the change")).fill("70")
    ola.get_by_label(re.compile("would you recommend us")).select_option("9")
    silent(ola)
    ola.get_by_role("button", name="Send my answers").click()
    expect(ola.get_by_role("heading", name="Thank you, Ola Berg")).to_be_visible()
    hand.at("2027-06-01T09:50+01:00")
    bea.reload()
    expect(bea.get_by_text("issue 1: 70 in 100 due to the work")).to_be_visible()
    bea.get_by_role("textbox", name="What came of it").fill("Two boats fewer are late. The second slip is next.")
    bea.get_by_role("button", name="Close the check").click()
    expect(bea.get_by_text("4 before, 2 now, 1 in ten wanted").first).to_be_visible()
    expect(bea.get_by_text("Ola Berg said 70 in 100")).to_be_visible()
    silent(bea)
    stage.picture(bea, "did-it-help")


def solution(bea: Page, *, what: str, otherwise: str) -> None:
    """One solution that says everything, and what belongs to it."""
    line = bea.locator("#solution-1")
    line.get_by_label("Business issue that it serves").select_option(label="1. Boats leave late")
    line.get_by_label("What kind it is").select_option("advice")
    line.get_by_label("What you propose").fill(what)
    line.get_by_label("How it will be measured").fill("Boats handed over late, each month.")
    line.get_by_label("What happens if nothing is done").fill(otherwise)
    bea.get_by_label("What the employer does for it").fill("Ten minutes each morning.")
    bea.get_by_label("When and how you look together").fill("In June, with the list of the yard.")


def proposed(stage: Stage, hand: Hand, bea: Page, ola: Page, post_office: PostOffice) -> None:
    """Refused because it serves no issue, mended, sent; read, asked and accepted by link."""
    bea.get_by_role("button", name="Begin a proposal").click()
    solution(bea, what="The four leads meet for ten minutes each morning. No course for that.", otherwise="")
    bea.get_by_label("Day 1").fill("1 June 2027")
    bea.locator("#solution-1").get_by_label("Business issue that it serves").select_option("")
    bea.get_by_role("button", name="Send it to them").click()
    expect(bea.get_by_role("alert").get_by_text("solution 1 serves no business issue")).to_be_visible()
    expect(bea.get_by_role("alert").get_by_text("does not say what happens if nothing is done")).to_be_visible()
    assert not ProposalVersion.objects.exists()
    silent(bea)
    bea.locator("#solution-1").get_by_label("Business issue that it serves").select_option(label="1. Boats leave late")
    bea.locator("#solution-1").get_by_label("What happens if nothing is done").fill("Two customers go elsewhere by summer.")
    bea.get_by_role("button", name="Send it to them").click()
    expect(bea.get_by_text("Version 1 is on its way to Ola Berg.")).to_be_visible()
    stage.picture(bea, "proposal-sent")

    hand.at("2027-03-25T18:05+00:00")
    link = newest_link(post_office)
    ola.goto(link)
    expect(ola.get_by_text("Advice: no training is needed for this")).to_be_visible()
    silent(ola)
    ola.get_by_label("A question, or a word with your answer").fill("All four, or the two of the shed?")
    ola.get_by_role("button", name="Ask the question").click()
    expect(ola.get_by_role("status").first).to_contain_text("Your question has arrived.")
    hand.at("2027-03-30T09:20+01:00")
    bea.goto("/")
    bea.get_by_role("link", name="Open the proposal").click()
    bea.get_by_label("Your answer").fill("All four.")
    bea.get_by_role("button", name="Answer them").click()
    expect(bea.get_by_role("status").first).to_contain_text("Your answer is on its way.")
    worker.run(argparse.Namespace(once=True))
    assert "has answered what you asked" in post_office.to(OLA)[-1].get_content().replace("\n", " ")
    hand.at("2027-03-31T08:45+01:00")
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
    expect(bea.get_by_role("status").first).to_contain_text("Cora Lindqvist is asked to stand in.")
    bea.goto("/employers/owners/")
    expect(bea.get_by_text("because Bea Thornley is away and nobody has accepted to stand in")).to_be_visible()
    cora.goto("/employers/")
    cora.get_by_role("button", name="I stand in").click()
    expect(cora.get_by_role("status").first).to_contain_text("You stand in for Bea Thornley.")
    bea.reload()
    expect(bea.get_by_text("stands in for Bea Thornley, who is away")).to_be_visible()
    bea.goto("/employers/owners/leave/")
    bea.get_by_role("button", name="Take back").click()
    expect(bea.get_by_role("status").first).to_contain_text("The leave is taken back.")
    for page in (bea, cora):
        page.context.close()
