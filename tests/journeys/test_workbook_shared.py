"""Quentin asks Cora what she thinks of his way of working, on a desk; she answers on her phone, and he reads it. Nothing confidential goes over."""

import pytest
from playwright.sync_api import expect

from tests import build
from tests.journeys.stage import PHONE, Stage, headed
from tests.journeys.test_review import silent

pytestmark = pytest.mark.once


def test_a_colleague_reads_a_workbook_and_says_what_they_think(stage: Stage) -> None:
    build.workbook(stage.cast, "quentin")
    quentin = stage.enter("quentin")
    quentin.goto("/workbooks/")
    quentin.get_by_role("link", name="Moving house").click()
    quentin.get_by_label("With whom").select_option(label=stage.cast.cora.name)
    quentin.get_by_label("What should they look at?").fill("Is step three right?")
    quentin.get_by_role("button", name="Let them read it").click()
    expect(quentin.get_by_text("can read it now, without what is confidential")).to_be_visible()
    silent(quentin)
    cora = stage.enter("cora", width=PHONE)
    cora.goto("/workbooks/")
    silent(cora)
    cora.get_by_role("link", name="Moving house").click()
    cora.get_by_label("Your answer").fill("Ask the night shift first.")
    silent(cora)
    cora.get_by_role("button", name="Send to").click()
    expect(cora.get_by_text("reads it beside the workbook")).to_be_visible()
    quentin.reload()
    expect(quentin.get_by_text("Ask the night shift first.")).to_be_visible()
    silent(quentin)
    quentin.get_by_role("button", name="End it").click()
    expect(quentin.get_by_role("status").first).to_contain_text("does not read it any more.")
    cora.reload()
    expect(cora.get_by_text("Ask the night shift first.")).to_have_count(0)


def test_a_workbook_goes_on_with_somebody_else(stage: Stage) -> None:
    """Quentin moves on and hands his way of working over to Ines, who goes on with it on her phone and sees what is his."""
    build.workbook(stage.cast, "quentin")
    quentin = stage.enter("quentin")
    quentin.goto("/workbooks/")
    quentin.get_by_role("link", name="Moving house").click()
    quentin.get_by_label("Who goes on").select_option(label=stage.cast.ines.name)
    quentin.get_by_role("button", name="Hand it over").click()
    expect(quentin.get_by_text(f"You handed it over to {stage.cast.ines.name}.")).to_be_visible()
    expect(quentin.get_by_role("link", name="Go on writing")).to_have_count(0)
    silent(quentin)
    ines = stage.enter("ines", width=PHONE)
    ines.goto("/workbooks/")
    ines.get_by_role("link", name="Moving house").click()
    expect(ines.get_by_text(f"You took it over from {stage.cast.quentin.name}.")).to_be_visible()
    expect(ines.get_by_text(f"By {stage.cast.quentin.name}").first).to_be_visible()
    silent(ines)
    ines.get_by_role("link", name="Go on writing").click()
    headed(ines, "Process review")
    silent(ines)
    ines.get_by_role("button", name="Keep it").click()
    expect(ines.get_by_text("Kept as version")).to_have_count(1)
