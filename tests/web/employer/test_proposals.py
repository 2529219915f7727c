"""A proposal written on its page, refused, sent, and answered by the employer without an account."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from milepost.employers import actions
from milepost.employers.models import Proposal, ProposalAnswer, ProposalVersion
from milepost.frameworks.document import to_document
from milepost.frameworks.shipped import shipped
from milepost.notices import tasks
from tests import build
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter

GIVEN = {
    "title": "Fewer second calls", "seen": "0", "solution-1-issue": "1", "solution-1-kind": "training",
    "solution-1-what": "Two afternoons on the first call.", "solution-1-measured": "Each Monday.", "solution-1-otherwise": "A second desk.",
    "duties": "Two hours a week.", "evaluation": "Together, in July.", "name": "Emil Sorensen", "email": "emil@larkmoor.example",
}  # fmt: skip


@pytest.fixture
def bea(enter: Enter) -> Client:
    return enter("bea")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def begun(cast: Cast, bea: Client) -> str:
    file = acting.described(cast)
    return bea.post(f"/employers/all/{file.uuid}/propose/").headers["Location"]  # "employer_proposal_open", "employer_proposal"


def test_it_is_refused_for_lack_of_a_business_issue_with_all_that_was_typed(cast: Cast, bea: Client) -> None:
    there = begun(cast, bea)
    refused = bea.post(there, GIVEN | {"act": "send"})
    assert refused.status_code == 422
    assert "no open business issue" in words(refused)
    assert "Two afternoons on the first call." in words(refused)
    acting.issue(cast.employer.file, by=cast.as_("bea"))
    assert "Ready to be sent" in words(bea.get(there))
    again = bea.post(there, GIVEN | {"act": "send", "seen": "1", "solution-1-otherwise": ""})
    assert "does not say what happens if nothing is done" in words(again)
    assert not ProposalVersion.objects.exists()


def test_who_writes_on_an_old_page_loses_nothing(cast: Cast, bea: Client) -> None:
    there = begun(cast, bea)
    bea.post(there, GIVEN | {"act": "keep"})
    late = bea.post(there, GIVEN | {"act": "keep", "summary": "Mine."})
    assert late.status_code == 422
    assert "Somebody else has changed" in words(late)
    assert "Mine." in words(late)


def test_units_are_held_against_the_rules_of_the_qualification(cast: Cast, bea: Client) -> None:
    there, spec = begun(cast, bea), build.specification(cast)
    units = {"solution-1-kind": "units", "solution-1-specification": str(spec.uuid)}
    bea.post(there, GIVEN | units | {"act": "keep", "solution-1-units": "L1 and L2"})
    assert "These units make the award: Level 2 Certificate in Lamp Keeping." in words(bea.get(there))
    bea.post(there, GIVEN | units | {"act": "keep", "seen": "1", "solution-1-units": "L2"})
    assert "Single units: for Level 2 Certificate in Lamp Keeping it would take more" in words(bea.get(there))


def test_the_page_says_how_long_it_takes_and_whom_it_fits(cast: Cast, bea: Client) -> None:
    there, spec = begun(cast, bea), build.specification(cast, to_document(shipped("contact-centre-diploma")))
    given = GIVEN | {"act": "keep", "solution-1-kind": "units", "solution-1-specification": str(spec.uuid), "solution-1-units": "401 402"}
    bea.post(there, given)
    assert "Say how many hours a week people are released for" in words(bea.get(there))
    needs = actions.open_needs(cast.employer.file, by=cast.as_("bea"))
    told = {"roles": "Team leaders who coach agents on calls", "release": "2 hours a week", "shifts": "Late shift till ten"}
    actions.write_needs(needs, by=cast.as_("bea"), given=told)
    page = words(bea.get(there))
    assert "These units alone: about 9 months at 2 hours a week." in page
    assert "Level 4 Diploma in Running a Contact Centre: finishes in about" in page
    assert "units fit what they told you of their roles" in page
    assert "Late shift till ten" in page
    bea.post(there, given | {"seen": "1", "solution-1-units": "408 412"})
    assert "Nobody completes Level 4 Diploma in Running a Contact Centre with all of these units" in words(bea.get(there))


def sent(cast: Cast, bea: Client) -> tuple[str, str]:
    """The page of the proposal, and the address in the letter that went out."""
    there = begun(cast, bea)
    acting.issue(cast.employer.file, by=cast.as_("bea"))
    bea.post(there, GIVEN | {"act": "send"})
    tasks.tell_pending(limit=100)
    for job in acting.jobs("mail_proposal"):
        tasks.mail_proposal.func(*job)
    letter = mail.outbox[-1]
    assert letter.to == ["emil@larkmoor.example"]
    return there, next(word for word in str(letter.body).split() if "/p/" in word)[len("http://localhost:8000") :]


def test_the_employer_reads_asks_and_accepts_by_the_letter(cast: Cast, bea: Client) -> None:
    there, link = sent(cast, bea)
    emil = Client()
    page = words(emil.get(link))  # "proposal_by_letter"
    assert "If nothing is done" in page
    assert "Repeat calls a week: 212 now, 110 calls a week by" in page
    assert emil.get(f"{link}pdf/").content[:4] == b"%PDF"  # "proposal_pdf_by_letter"
    assert "Write your question" in words(emil.post(link, {"act": "question", "name": "Emil", "text": "", "seen": "1"}))
    emil.post(link, {"act": "question", "name": "Emil", "text": "When could it begin?", "seen": "1"})
    assert "When could it begin?" in words(bea.get("/employers/"))
    question = ProposalAnswer.objects.get()
    bea.post(f"/employers/all/proposals/questions/{question.uuid}/", {"text": "In March."})  # "employer_proposal_question"
    assert "In March." in words(emil.get(link))
    assert "You have accepted it" in words(emil.post(link, {"act": "accepted", "name": "Emil", "text": "", "seen": "1"}, follow=True))
    assert "accepted" in words(bea.get(there))
    assert bea.get(f"{there}version-1.pdf").content[:4] == b"%PDF"  # "employer_proposal_pdf"
    assert bea.get(f"{there}version-7.pdf").status_code == 404


def test_an_earlier_version_that_is_accepted_says_so_on_both_sides(cast: Cast, bea: Client) -> None:
    there, link = sent(cast, bea)
    bea.post(there, GIVEN | {"act": "send", "seen": "1", "price": "£900"})
    emil = Client()
    page = words(emil.get(link))
    assert "There is a newer version, 2." in page
    assert "Accept version 1 all the same" in page
    late = emil.post(link, {"act": "accepted", "name": "Emil", "seen": "1"})
    assert late.status_code == 422
    assert "Version 2 was sent while you were reading" in words(late)
    done = words(emil.post(link, {"act": "accepted", "name": "Emil", "seen": "2"}, follow=True))
    assert "Version 2 had been sent by then" in done
    page = words(bea.get(there))
    assert "Emil accepted version 1, although version 2 had been sent." in page
    assert "£900" in page
    assert Proposal.objects.count() == 1


def test_a_link_that_is_no_more_says_why(cast: Cast, bea: Client) -> None:
    there, link = sent(cast, bea)
    assert Client().get("/p/nonsense/").status_code == 404
    bea.post(there, {"act": "take_back"})
    assert Client().get(link).status_code == 410
    assert "was taken back" in words(Client().get(link))
    assert Client().get(f"{link}pdf/").status_code == 410
