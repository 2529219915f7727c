"""A promise that is broken with Lena: asked with one tap, seen by anybody, put right, checked, and made good to her."""

import argparse
import re
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from milepost.assessment import actions as assessment
from milepost.assessment.words import Decision, Verdict
from milepost.base import clock
from milepost.base.actors import by_link, system
from milepost.cli import worker
from milepost.commitments import actions, promises, tasks
from milepost.commitments.models import PromiseAsk
from milepost.frameworks.models import Specification
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.actions import Target
from milepost.portfolios.models import Registration
from milepost.portfolios.words import EvidenceKind
from tests import build
from tests.cast import Cast
from tests.journeys.stage import PHONE, Stage, headed
from tests.journeys.test_review import silent
from tests.post import PostOffice

MONDAY = datetime(2027, 3, 1, 10, 0, tzinfo=ZoneInfo("Europe/London"))
NOAH = "noah@home.example"
OTHERS = ("Noah Adeyemi", "Ada Moss", "Kit Harrow", "Vera Lund", "Omar Aziz", "Joan Pell", "Ravi Shah", "Mia Brandt", "Theo Voss")
YES = 6  # of ten who are asked: too few for the minimum of seventy in a hundred


def on(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """From here on it is `moment`, for the server's threads as well, which know nothing of a moment that only the test stands in."""
    monkeypatch.setattr(clock, "_moment", ContextVar("moment", default=moment))


def round_of_the_worker() -> None:
    """Tell what happened, look whether a promise broke by it, and tell that."""
    for look in (tasks.watch_clocks, tasks.watch_promises):
        worker.run(argparse.Namespace(once=True))
        look()
    worker.run(argparse.Namespace(once=True))


def registered(cast: Cast, name: str, specification: Specification) -> Registration:
    """Somebody on the small certificate, their units agreed."""
    email = f"{name.split()[0].lower()}@home.example"
    learner = people.appoint(cast.centre, by=system(), email=email, name=name, role=Role.LEARNER, born_on=date(1998, 3, 14))
    made = portfolios.register(
        learner.person, by=cast.as_("cora"), specification=specification, qualification="9900-02", starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=300), employer=cast.employer, assessor=cast.asif, iqa=cast.ines,
    )  # fmt: skip
    plan = portfolios.propose_units(made, by=cast.as_("asif"), units=["L1", "L2"])
    portfolios.agree_units(plan, by=learner.actor)
    by = learner.actor
    shown = portfolios.add_evidence(
        made, by=by, kind=EvidenceKind.STATEMENT, title="My watch", body="I struck a light.", happened_on=clock.today()
    )
    claims = portfolios.claim(shown, by=by, targets=[Target("L1:1.1", "para 1")])
    portfolios.hand_in(made, by=by, claims=claims, declared_own=True)
    return made


def judged(cast: Cast, made: Registration) -> None:
    assessment.judge(made, by=cast.as_("asif"), decisions=[Decision("L1:1.1", Verdict.MET, "Clear.")])


def asked(post_office: PostOffice, email: str) -> str:
    """The link of the question that somebody was sent."""
    (letter,) = [one for one in post_office.to(email) if "Was it soon enough" in str(one["Subject"])]
    found = re.search(r"http\S+/promises/said/\S+", letter.get_content())
    assert found
    return found.group()


def promised(quentin: Page) -> None:
    """The example that comes with Milepost, put in force."""
    quentin.get_by_role("contentinfo").get_by_role("link", name="Promises").click()
    headed(quentin, "Promises")
    silent(quentin)
    quentin.get_by_role("link", name="Look at the example").click()
    headed(quentin, "What is promised")
    silent(quentin)
    quentin.get_by_role("button", name="Put it in force").click()
    expect(quentin.get_by_role("status").first).to_contain_text("It is promised.")


def test_a_promise_breaks_and_its_remedy_reaches_who_was_let_down(
    stage: Stage, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the last Friday of February Quentin puts the shared promise in force as it comes with Milepost. On Monday Lena and nine others
    hand work in; nine have their answer after a week, Lena waits for three. As each answer comes, each is asked with one question
    whether it was soon enough: Noah says no by the link in his letter, Lena no on her own page, and of ten six say yes. March ends.
    Anybody reads that the promise is broken, and what follows. Quentin owns what is to be put right; he says what he did and where its
    proof is, and cannot say himself that it worked: Ines looks, and does. Asif gives Lena the hour that she is owed and says so. She
    is told, and reads on her phone that she had it.
    """
    cast = stage.cast
    on(monkeypatch, MONDAY - timedelta(days=3))
    quentin = stage.enter("quentin")
    promised(quentin)
    silent(quentin)

    on(monkeypatch, MONDAY)
    specification = build.specification(cast)
    lenas = build.with_units(cast, of=specification)
    build.handed_in(cast, lenas, ["L1:1.1"])
    others = [registered(cast, name, specification) for name in OTHERS]
    on(monkeypatch, MONDAY + timedelta(days=7))
    for made in others:
        judged(cast, made)
    round_of_the_worker()
    noah = stage.page(width=PHONE)
    noah.goto(asked(post_office, NOAH))
    expect(noah.get_by_role("heading", level=1)).to_have_text("Was it soon enough for you?")
    silent(noah)
    noah.get_by_role("button", name="No", exact=True).click()
    expect(noah.get_by_role("heading", level=1)).to_have_text("Thank you")
    silent(noah)
    for number, ask in enumerate(PromiseAsk.objects.filter(answered_at=None).exclude(registration__learner__email=NOAH).order_by("pk")):
        actions.answer_promise(ask, by=by_link(ask.registration.learner.name, centre_id=cast.centre.pk), yes=number < YES)

    on(monkeypatch, MONDAY + timedelta(days=21))
    judged(cast, lenas)
    round_of_the_worker()
    lena = stage.enter("lena", width=PHONE)
    lena.get_by_role("contentinfo").get_by_role("link", name="What we promised each other").click()
    expect(lena.get_by_role("heading", name="Was it soon enough for you?")).to_be_visible()
    silent(lena)
    lena.get_by_role("button", name="No", exact=True).click()
    expect(lena.get_by_role("status").first).to_contain_text("It counts as one of many.")

    on(monkeypatch, MONDAY + timedelta(days=31))  # 1 April: March is over
    round_of_the_worker()
    anybody = stage.page()
    anybody.goto(f"/promises/kept/{cast.centre.uuid}/")
    card = anybody.get_by_role("listitem").filter(has_text="You hear back when we said")
    expect(card).to_contain_text("Broken in March")
    expect(card).to_contain_text("10 answers to “Was it soon enough for you?”: 6 said yes; the minimum is 70 in 100.")
    expect(card).to_contain_text("You get an hour with your assessor or adviser in the same week.")
    silent(anybody)

    quentin.goto("/messages/")
    quentin.get_by_role("link", name=re.compile("A promise is broken, and you put it right")).first.click()
    expect(quentin.get_by_role("main")).to_contain_text("Broken in March 2027: We do not waste your time.")
    silent(quentin)
    quentin.get_by_label("What was done, and where its proof is").fill("Two assessors share one queue: minutes of 1 April, page 2.")
    quentin.get_by_role("button", name="Say that it is done").click()
    expect(quentin.get_by_role("main")).to_contain_text("somebody else must check whether it worked")
    silent(quentin)

    on(monkeypatch, MONDAY + timedelta(days=32))
    round_of_the_worker()
    ines = stage.enter("ines")
    ines.goto("/promises/")
    silent(ines)
    ines.get_by_role("link", name="Find out what made people wait, and change it.").click()
    ines.get_by_label("Yes, it worked").check()
    ines.get_by_label("What you looked at").fill("The queue of this week: nobody waited for more than four days.")
    silent(ines)
    ines.get_by_role("button", name="Note what I found").click()
    expect(ines.get_by_role("heading", name="It worked")).to_be_visible()
    silent(ines)

    asif = stage.enter("asif")
    asif.goto("/promises/")
    asif.get_by_role("link", name="Lena Hartog").first.click()
    headed(asif, "Owed to Lena Hartog")
    silent(asif)
    asif.get_by_label("What they got, and when").fill("An hour on Thursday, about your night watch.")
    asif.get_by_role("button", name="They have had it").click()
    expect(asif.get_by_role("heading", name="They have had it")).to_be_visible()
    silent(asif)
    round_of_the_worker()
    assert any("We broke a promise" in str(one["Subject"]) for one in post_office.to("lena@larkmoor.example"))
    lena.goto("/promises/mine/")
    expect(lena.get_by_role("region", name="What we owe you")).to_contain_text("you had it")
    expect(lena.get_by_role("region", name="What we owe you")).to_contain_text("An hour on Thursday, about your night watch.")
    silent(lena)
    assert promises.own_remedies(by=cast.as_("lena")).get().delivered_at == clock.now()
