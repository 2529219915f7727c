"""Noah learns at Larkmoor from today: a letter, a password, a choice of units."""

import argparse
import re
from datetime import date

from playwright.sync_api import expect

from milepost.cli import worker
from milepost.frameworks.queries import framework_of
from milepost.portfolios.models import Registration
from tests.journeys.stage import Stage
from tests.post import PostOffice

NOAH = "noah@larkmoor.example"
CHOSEN = ["401", "402", "403", "405", "407", "408", "410"]


def test_a_learner_accepts_by_email(stage: Stage, post_office: PostOffice) -> None:
    """Cora takes a qualification that comes with Milepost, notes that the centre is approved for it, and registers Noah on it, with Asif to assess him and Ines to look a
    second time. Noah gets a letter, opens its link and chooses a password; he is in. Asif chooses units for him, and the rules
    answer with every tick what is short and what may not stand together. When they are content he proposes them, Noah
    looks at them, says yes, and has a road to walk.
    """
    cora = stage.enter("cora")
    cora.get_by_role("link", name="Qualifications").first.click()
    cora.get_by_role("button", name=re.compile("Use it here.*Contact Centre")).click()
    cora.get_by_role("link", name=re.compile("^Note the approval")).click()
    cora.get_by_label("Approved", exact=True).check()
    cora.get_by_label("Approved from").fill("2026-01-05")
    cora.get_by_role("button", name="Note it").click()
    expect(cora.get_by_role("status").first).to_contain_text("is noted.")
    cora.get_by_role("link", name="Learners").first.click()
    cora.get_by_role("link", name="Register a learner").first.click()
    cora.get_by_label("Name", exact=True).fill("Noah Adeyemi")
    cora.get_by_label("E-mail address").fill(NOAH)
    cora.get_by_label("Date of birth").fill("1998-03-14")
    cora.get_by_label("Unique Learner Number").fill("1000000044")
    cora.get_by_label("Qualification").select_option(label="7204-04 Level 4 Diploma in Running a Contact Centre (version 1)")
    cora.get_by_label(re.compile("^Assessor")).select_option(label="Asif Rahman")
    cora.get_by_label("Internal quality assurer").select_option(label="Ines Duarte")
    cora.get_by_role("button", name="Register the learner").click()
    expect(cora.get_by_role("alert")).to_contain_text("check digit")  # and everything that was typed is still there
    cora.get_by_label("Unique Learner Number").fill("1000000043")
    cora.get_by_role("button", name="Register the learner").click()
    expect(cora.get_by_role("heading", name="Noah Adeyemi")).to_be_visible()

    worker.run(argparse.Namespace(once=True))
    [link] = {found for letter in post_office.to(NOAH) for found in re.findall(r"http\S+/invitation/\S+", letter.get_content())}
    noah = stage.page()
    noah.goto(link)
    expect(noah.get_by_role("main")).to_contain_text("Cora Lindqvist invites Noah Adeyemi")
    noah.get_by_label("Password").fill("short")
    noah.get_by_role("button", name="Accept the invitation").click()
    expect(noah.get_by_role("alert")).to_contain_text("10 characters")
    noah.get_by_label("Password").fill("ninety lanterns by the quay")
    noah.get_by_role("button", name="Accept the invitation").click()
    expect(noah.get_by_role("heading", level=1)).to_contain_text("Noah")

    asif = stage.enter("asif")
    asif.get_by_role("link", name="Choose units with Noah Adeyemi").click()
    rules = asif.get_by_role("complementary", name="What the rules say")
    asif.get_by_role("checkbox", name=re.compile("^408")).check()
    expect(rules).to_contain_text("17 of 40 credits")
    expect(rules).to_contain_text("Open: Needs at least one unit from Group B, has none")
    asif.get_by_role("checkbox", name=re.compile("^412")).check()
    expect(rules).to_contain_text("Chosen beyond what counts: 412")  # it may not stand beside 408
    expect(asif.get_by_role("button", name="Propose these units")).to_have_attribute("aria-disabled", "true")
    asif.get_by_role("checkbox", name=re.compile("^412")).uncheck()
    for code in CHOSEN:
        asif.get_by_role("checkbox", name=re.compile(f"^{code}")).check()
    for answer in asif.get_by_label(re.compile("How does Noah.*job fit")).all():
        if answer.is_visible():  # asked only of units that are ticked
            answer.fill("He leads the late shift, listens to calls with new agents, and may decide on remedies up to 50 pounds.")
    expect(rules).to_contain_text("40 of 40 credits")
    expect(rules).not_to_contain_text("Open:")
    asif.get_by_role("button", name="Propose these units").click()
    expect(asif.get_by_role("status").first).to_contain_text("Proposed. Noah has to agree")

    noah.reload()
    noah.get_by_role("main").get_by_role("link", name=re.compile("units", re.IGNORECASE)).first.click()
    expect(noah.get_by_role("main")).to_contain_text("Proposed by Asif Rahman")
    noah.get_by_role("button", name="Agree these units").click()
    expect(noah.get_by_role("region", name="Your road")).to_contain_text("7 units, 40 credits")

    registration = Registration.objects.get(learner__email=NOAH)
    chosen = framework_of(registration.specification)
    assert [chosen.unit_by_key[key].code for key in registration.progress.units] == CHOSEN
    assert registration.learner.born_on == date(1998, 3, 14)
