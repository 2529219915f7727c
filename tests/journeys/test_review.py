"""Noah's progress review: three signatures, and only his assessor has an account."""

import argparse
import re
from datetime import datetime, time, timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from milepost.assessment import tasks
from milepost.assessment.models import ReviewLetter
from milepost.assessment.words import ProgressReviewState
from milepost.base import clock
from milepost.cli import worker
from milepost.engine import worktime
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.journeys.stage import DESK, PHONE, Stage
from tests.journeys.test_accessibility import ALL, AXE
from tests.post import PostOffice

NOAH, EMIL = "noah@home.example", "emil@ottersby.example"


def invited(cast: Cast) -> Registration:
    """Noah is invited and registered, and has never signed in."""
    cora = cast.as_("cora")
    noah = people.invite(cast.centre, by=cora, email=NOAH, name="Noah Adeyemi", role=Role.LEARNER, born_on=datetime(1998, 3, 14).date())
    made = portfolios.register(
        noah.appointment.person, by=cora, specification=build.specification(cast), qualification="9900-02",
        starts_on=clock.today() - timedelta(days=70), ends_on=clock.today() + timedelta(days=300), employer=cast.employer,
        assessor=cast.asif, iqa=cast.ines,
    )  # fmt: skip
    plan = portfolios.propose_units(made, by=cast.as_("asif"), units=["L1", "L2"])
    portfolios.agree_units(plan, by=noah.appointment.actor)
    return made


def letters(post_office: PostOffice, to: str) -> str:
    """The worker does what is due; the link of the newest letter about the review."""
    worker.run(argparse.Namespace(once=True))
    found = [re.search(r"http\S+/r/\S+", letter.get_content()) for letter in post_office.to(to)]
    return [one for one in found if one][-1].group()


def silent(page: Page) -> None:
    """Axe finds nothing, on a phone and on a desk, and nothing scrolls sideways."""
    before = page.viewport_size
    page.evaluate(AXE)
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 844})
        found = page.evaluate("rules => axe.run(rules)", ALL)["violations"]
        assert [(fault["id"], [node["html"][:200] for node in fault["nodes"][:3]]) for fault in found] == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    if before:
        page.set_viewport_size(before)


def reminded(days: int) -> int:
    """How many letters the worker's round reminds of, so many working days from now."""
    with clock.at(timezone.make_aware(datetime.combine(worktime.after(clock.today(), days), time(11)))):
        return tasks.remind_of_reviews()


def test_three_sign_and_only_one_has_an_account(stage: Stage, post_office: PostOffice) -> None:
    """Asif opens Noah's review: what Noah did in ten weeks stands there already. He writes what it means and one next step, and
    sends a link to Noah and one to Emil at the ferry. Neither has an account. Noah reads on his phone, agrees that his employer
    may see it, and says his part. Emil reads, says his in one sentence and signs: three interactions. Then Asif adds a step that
    Noah asked for, and Emil's signature falls: he gets a letter, sees what is new, and signs again. Noah is reminded until he
    signs, and not after. With Asif's signature it is done, each of the three keeps it as a PDF, and it takes nothing more.
    """
    registration = invited(stage.cast)
    asif = stage.enter("asif")
    asif.get_by_role("link", name="Noah Adeyemi").first.click()
    asif.get_by_role("link", name="Progress reviews").click()
    asif.get_by_role("button", name="Open the review").click()
    expect(asif.get_by_role("heading", level=1)).to_have_text("Progress review 1 with Noah")
    asif.get_by_label("What you say").fill("Noah has settled in. The first unit comes next.")
    step = asif.get_by_role("group", name="Step 1")
    step.get_by_label("Step").fill("Show a whole watch")
    step.get_by_label("By").fill((clock.today() + timedelta(days=40)).isoformat())
    asif.get_by_role("button", name="Put it in the review").click()
    expect(asif.get_by_role("main")).to_contain_text("Kept as a new version")
    silent(asif)
    for party, name, email in [("Noah Adeyemi", "Noah Adeyemi", NOAH), ("Ottersby Ferry", "Emil Sorensen", EMIL)]:
        sending = asif.get_by_role("region", name=party)
        sending.get_by_label("Name").fill(name)
        sending.get_by_label("E-mail address").fill(email)
        sending.get_by_role("button", name=f"Send it to {party}").click()
        expect(asif.get_by_role("status").first).to_contain_text(f"on its way to {name}")

    emil = stage.page(width=PHONE)
    emil.goto(letters(post_office, EMIL))
    expect(emil.get_by_role("main")).to_contain_text("A review with Noah is planned.")  # nobody has asked Noah yet
    expect(emil.get_by_role("main")).not_to_contain_text("settled in")

    noah = stage.page(width=PHONE)
    noah.goto(letters(post_office, NOAH))
    expect(noah.get_by_role("main")).to_contain_text("Noah has settled in.")
    silent(noah)
    noah.get_by_role("button", name="I agree: my employer may see it").click()
    expect(noah.get_by_role("status").first).to_contain_text("Kept: your employer may see it.")
    noah.get_by_label("What you say").fill("I would like to see a night shift.")
    noah.get_by_role("button", name="Send it, sign later").click()
    expect(noah.get_by_role("main")).to_contain_text("Your part has arrived")

    emil.reload()
    expect(emil.get_by_role("main")).to_contain_text("I would like to see a night shift.")
    emil.get_by_label("What you say").fill("He is always there early.")
    emil.get_by_label("Your name").fill("Emil Sorensen")
    emil.get_by_role("button", name="Sign", exact=True).click()
    expect(emil.get_by_role("main")).to_contain_text("You have signed.")

    asif.reload()
    expect(asif.get_by_role("complementary")).to_contain_text("Signed by Emil Sorensen")
    more = asif.get_by_role("group", name="Step 2")
    more.get_by_label("Step").fill("Two night shifts with Emil")
    more.get_by_label("Who").select_option("employer")
    asif.get_by_role("button", name="Put it in the review").click()
    expect(asif.get_by_role("complementary")).to_contain_text("Emil Sorensen signed version 4; changed since")

    again = letters(post_office, EMIL)
    assert "has changed since you signed" in str(post_office.to(EMIL)[-1]["Subject"])
    emil.goto(again)
    expect(emil.get_by_role("main")).to_contain_text("New since then: the next steps.")
    silent(emil)
    emil.get_by_label("Your name").fill("Emil Sorensen")
    emil.get_by_role("button", name="Sign again").click()
    expect(emil.get_by_role("main")).to_contain_text("You have signed.")

    assert reminded(4) == 1  # Noah: Emil has signed
    worker.run(argparse.Namespace(once=True))
    assert "A reminder" in str(post_office.to(NOAH)[-1]["Subject"])
    noah.reload()
    noah.get_by_label("Your name").fill("Noah Adeyemi")
    noah.get_by_role("button", name="Sign", exact=True).click()
    expect(noah.get_by_role("main")).to_contain_text("You have signed.")
    assert reminded(8) == 0

    asif.reload()
    asif.get_by_role("button", name="Sign as Asif Rahman").click()
    expect(asif.get_by_role("main")).to_contain_text("This review was signed and closed on")
    silent(asif)
    review = registration.progress_reviews.get()
    assert review.state == ProgressReviewState.SIGNED
    assert reminded(12) == 0
    letters(post_office, EMIL)
    assert "signed by everybody" in str(post_office.to(EMIL)[-1]["Subject"])

    for page in (emil, noah):
        page.reload()
        expect(page.get_by_role("main")).to_contain_text("signed and closed on")
        silent(page)
        paper = page.request.get(str(page.get_by_role("link", name="PDF").get_attribute("href")))
        assert paper.ok and paper.body().startswith(b"%PDF")
    assert asif.request.get(str(asif.get_by_role("link", name="As PDF").get_attribute("href"))).ok
    assert ReviewLetter.objects.count() == 2
