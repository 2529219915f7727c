"""Lena moves to another town, and her portfolio with her."""

import argparse
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from milepost.cli import main, worker
from milepost.portfolios.models import Registration
from tests import build
from tests.journeys.stage import PHONE, Stage, headed
from tests.journeys.test_accessibility import ALL, AXE


def look_here(page: Page) -> None:
    """Axe finds nothing on the page as it is now."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(rules)", ALL)["violations"]
    assert [(fault["id"], [node["html"][:200] for node in fault["nodes"][:3]]) for fault in found] == [], page.url


def choose_role(page: Page, words: str) -> None:
    """Somebody with several roles goes over to another one."""
    page.locator("header summary").click()
    page.get_by_role("button", name=words).click()
    expect(page.locator(".who__text")).to_contain_text(words)


def test_a_learner_leaves_with_their_portfolio_and_arrives_at_another_centre(stage: Stage, tmp_path: Path) -> None:
    """Lena has a unit signed off and agreed when she moves. On her phone she asks for her portfolio as one file and takes it along;
    anybody can check it without a server. At Fernhill Stan looks what is in it: it is whole, and whose it is. He takes it in, names
    himself as her assessor, and finds every judgement and all that happened at Larkmoor, word for word. A copy in which
    somebody made a judgement better is refused, with the file named; and a second time nothing is taken.
    """
    made = build.with_units(stage.cast)
    build.agreed(stage.cast, made)
    lena = stage.enter("lena", width=PHONE)
    lena.get_by_role("link", name="Take it with you").click()
    headed(lena, "Take it with you")
    look_here(lena)
    lena.get_by_role("button", name="Pack my portfolio").click()
    expect(lena.get_by_role("status")).to_contain_text("It is being packed")
    worker.run(argparse.Namespace(once=True))
    ready = lena.get_by_role("link", name=re.compile("portfolio-lena-hartog"))
    expect(ready).to_be_visible()  # by itself: the page looks again
    look_here(lena)
    with lena.expect_download() as coming:
        ready.click()
    package = tmp_path / "portfolio.zip"
    coming.value.save_as(package)
    assert main(["verify", str(package)]) == 0

    altered = tmp_path / "altered.zip"
    altered.write_bytes(package.read_bytes().replace(b'"verdict": "met"', b'"verdict": "ask"'))
    assert main(["verify", str(altered)]) == 1
    stan = stage.enter("stan")
    choose_role(stan, "runs Fernhill")
    stan.get_by_role("link", name="Learners").first.click()
    stan.get_by_role("link", name="Portfolios that leave and arrive").click()
    headed(stan, "Portfolios that leave and arrive")
    look_here(stan)
    for file, whole in ((altered, False), (package, True)):
        stan.get_by_role("link", name="Receive a portfolio").or_(stan.get_by_role("link", name="Choose another file")).first.click()
        headed(stan, "Receive a portfolio")
        look_here(stan)
        stan.get_by_label("The package (ZIP)").set_input_files(file)
        expect(stan.get_by_text("Arrived whole")).to_be_visible()
        stan.get_by_role("button", name="Look what is in it").click()
        headed(stan, "The portfolio of Lena Hartog" if whole else "This package is not whole")
        look_here(stan)
        if not whole:
            expect(stan.get_by_role("heading", level=1)).to_have_text("This package is not whole")
            expect(stan.get_by_role("main")).to_contain_text("data/portfolio.json was altered")
            expect(stan.get_by_role("button", name="Take this portfolio in")).to_have_count(0)
    expect(stan.get_by_role("main")).to_contain_text("It is whole.")
    stage.picture(stan, "package-arrives")
    stan.get_by_role("button", name="Take this portfolio in").click()
    expect(stan.get_by_role("heading", level=1)).to_have_text("Lena Hartog")
    expect(stan.get_by_role("region", name="What happened")).to_contain_text(
        "Ines Duarte at Larkmoor looked at L1 Light the lamp and agreed"
    )
    look_here(stan)
    stan.get_by_label("Assessor").select_option(label="Stan Ilves")
    stan.get_by_role("button", name="Name these people").click()
    expect(stan.get_by_role("region", name="What happened")).to_contain_text("named Stan Ilves as assessor")

    choose_role(stan, "assesses at Fernhill")
    stan.get_by_role("link", name="Learners").first.click()
    stan.get_by_role("link", name=re.compile("Lena Hartog")).first.click()
    expect(stan.get_by_role("main")).to_contain_text("Asif Rahman at Larkmoor")
    new = Registration.objects.get(centre=stage.cast.elsewhere)
    assert new.assessor == stage.cast.stan
    assert list(new.judgements.order_by("pk").values_list("target", "verdict", "feedback")) == list(
        made.judgements.order_by("pk").values_list("target", "verdict", "feedback")
    )
