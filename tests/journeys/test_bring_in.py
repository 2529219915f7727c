"""Cora starts with what she has: a workbook of employers and a list of learners."""

import argparse
import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from milepost.base.actors import system
from milepost.cli import worker
from milepost.people import actions as people
from milepost.people.models import Organisation
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from tests import build
from tests.journeys.stage import Stage
from tests.journeys.test_accessibility import ALL, AXE
from tests.portfolios.intake.lists import csv_of, learner, xlsx_of
from tests.post import PostOffice

LEARNERS, WRONG, EMPLOYERS = 300, 37, 40
FAULTS = [
    {"E-mail": "nowhere"},
    {"ULN": "1061484935"},
    {"Date of birth": "31/02/1999"},
    {"Employer": "Nowhere Ltd"},
    {"Surname": "", "First name": ""},
]


def employers() -> bytes:
    """Forty employers, every fourth with somebody to speak for it; under a title, and one of them twice."""
    rows = [
        {"Company": f"Quay {n} Ltd", "Contact person": f"Pat Quay{n}" if n % 4 == 0 else "", "Email address": f"pat{n}@quay.example" if n % 4 == 0 else ""}
        for n in range(EMPLOYERS)
    ]  # fmt: skip
    return xlsx_of([*rows, {"Company": "QUAY 7 LTD"}], above=2)


def learners() -> list[dict[str, str]]:
    """Three hundred, each at one of the employers and with one of two assessors; every eighth has something to put right."""
    rows = []
    for n in range(LEARNERS):
        row = learner(n, Employer=f"Quay {n % EMPLOYERS} Ltd", Assessor="Asif Rahman" if n % 3 else "noor@larkmoor.example")
        rows.append(row | (FAULTS[n % len(FAULTS)] if n % 8 == 3 and n // 8 < WRONG else {}))
    return rows


def work() -> None:
    worker.run(argparse.Namespace(once=True))


def choose(page: Page, kind: str, path: Path) -> None:
    page.get_by_role("link", name="People").first.click()
    page.get_by_role("link", name="Bring in a list").click()
    page.get_by_label(re.compile(f"^{kind}")).check()
    page.get_by_label("The list").set_input_files(path)
    page.get_by_role("button", name="Read the list").click()
    expect(page.get_by_role("heading", name=path.name, level=1)).to_be_visible()


def no_complaint_of_axe(page: Page) -> None:
    page.evaluate(AXE)
    faults = page.evaluate("rules => axe.run(rules)", ALL)["violations"]
    assert [(fault["id"], [node["html"][:200] for node in fault["nodes"][:3]]) for fault in faults] == []


@pytest.mark.slow
def test_a_manager_brings_in_learners_and_employers(stage: Stage, post_office: PostOffice, tmp_path: Path) -> None:
    """Cora has a workbook of forty employers and a list of three hundred learners that somebody saved from a Windows spreadsheet.
    She brings in the employers first; one stands there twice, and says so. Then the learners: 37 lines have something to put
    right. The others go in while she looks on, nobody gets a letter, and the 37 come back as a file with the reason on each line.
    She puts one of them right, brings that file in, and it goes in as well. Then she lets its invitation leave. Noor, it turns
    out, goes on leave: Cora gives all her learners to Asif, and looks at what it comes to before she does.
    """
    cast = stage.cast
    build.specification(cast)
    people.appoint(cast.centre, by=system(), email="noor@larkmoor.example", name="Noor Haddad", role=Role.ASSESSOR)
    (tmp_path / "employers.xlsx").write_bytes(employers())
    (tmp_path / "autumn.csv").write_bytes(csv_of(learners(), delimiter=";", encoding="cp1252"))

    cora = stage.enter("cora")
    choose(cora, "Employers", tmp_path / "employers.xlsx")
    main = cora.get_by_role("main")
    expect(main).to_contain_text("The same employer as line 11")
    cora.get_by_role("button", name="Bring in 40 lines").click()
    expect(cora.get_by_role("region", name="On the way")).to_contain_text("0 of 40 are in")
    work()
    cora.goto(cora.url)
    expect(main).to_contain_text("10 invitations are written and have not left.")
    assert Organisation.objects.filter(centre=cast.centre, name__startswith="Quay").count() == EMPLOYERS

    choose(cora, "Learners", tmp_path / "autumn.csv")
    expect(main).to_contain_text(f"{WRONG} lines have something to put right.")
    expect(main).to_contain_text("“nowhere” is no e-mail address.")
    assert not Registration.objects.exists()
    no_complaint_of_axe(cora)
    stage.picture(cora, "bring-in-plan")
    cora.get_by_role("button", name=f"Bring in {LEARNERS - WRONG} lines").click()
    expect(cora.get_by_role("region", name="On the way")).to_contain_text(f"0 of {LEARNERS - WRONG} are in")
    no_complaint_of_axe(cora)
    work()
    expect(main).to_contain_text(f"{LEARNERS - WRONG} invitations are written and have not left.")  # the page looks by itself
    no_complaint_of_axe(cora)
    assert Registration.objects.count() == LEARNERS - WRONG
    assert post_office.letters == []

    with cora.expect_download() as taken:
        cora.get_by_role("link", name=f"{WRONG} lines to put right (CSV)").click()
    lines = list(csv.reader(io.StringIO(Path(taken.value.path()).read_text("utf-8-sig"))))
    assert len(lines) == WRONG + 1
    heads = lines[0]
    assert heads[:-1] == list(learners()[0])
    mended = next(line for line in lines if "nowhere" in line)
    assert "no e-mail address" in mended[-1]
    mended[heads.index("E-mail")] = "mended@harrow.example"
    kept = io.StringIO()
    csv.writer(kept).writerows(lines)
    (tmp_path / "to-put-right.csv").write_text(kept.getvalue(), "utf-8")

    choose(cora, "Learners", tmp_path / "to-put-right.csv")
    expect(main).to_contain_text(f"{WRONG - 1} lines have something to put right.")
    cora.get_by_role("button", name="Bring in 1 line").click()
    expect(cora.get_by_role("region", name="On the way")).to_contain_text("0 of 1 are in")
    work()
    cora.goto(cora.url)
    cora.get_by_role("button", name="Send 1 invitation").click()
    expect(main).to_contain_text("The invitations are on their way.")
    work()
    assert [str(letter["To"]) for letter in post_office.letters] == ["mended@harrow.example"]
    cora.get_by_role("link", name="Learners", exact=True).first.click()
    expect(main).to_contain_text(f"{LEARNERS - WRONG + 1} learners")

    cora.goto("/centre/learners/reassign/")
    hers = Registration.objects.filter(assessor__name="Noor Haddad").count()
    assert hers > 80
    cora.get_by_role("link", name="Give Noor’s learners").click()
    cora.get_by_label(re.compile("^Asif Rahman")).check()
    cora.get_by_label("Why").fill("Noor is on leave.")
    cora.get_by_role("button", name="See what it comes to").click()
    expect(main).to_contain_text(f"{LEARNERS - WRONG + 1} after")
    cora.get_by_role("button", name="Give them over").click()
    expect(main).to_contain_text(f"{hers} learners have another assessor.")
    assert not Registration.objects.exclude(assessor=cast.asif).exists()
