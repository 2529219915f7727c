"""Proposals: refused before they deal with a business issue, sent as versions, answered by link."""

import pytest

from milepost.base.actors import by_link
from milepost.base.refusal import Refused
from milepost.employers import actions, queries, words
from milepost.employers.models import ProposalAnswer, ProposalLetter, ProposalVersion
from milepost.employers.proposing import difference
from tests import build
from tests.cast import Cast
from tests.employers.acting import body, described, issue, last_event, proposal, sent

EMIL = {"name": "Emil Sorensen", "email": "emil@larkmoor.example"}


def answered(letter: ProposalLetter, kind: str = "accepted", *, seen: int = 1, text: str = "") -> ProposalAnswer:
    by = by_link("Emil", centre_id=letter.version.proposal.file.centre_id)
    return actions.answer_proposal(letter, by=by, kind=kind, name="Emil", text=text, seen=seen)


def test_a_proposal_does_not_leave_before_it_deals_with_a_business_issue(cast: Cast) -> None:
    file, bea = described(cast), cast.as_("bea")
    made = proposal(file, by=bea)
    with pytest.raises(Refused, match="no open business issue"):
        actions.send_proposal(made, by=bea, **EMIL)
    issue(file, by=bea)
    for field, says in (
        ("issue", "serves no business issue"),
        ("measured", "how it will be measured"),
        ("otherwise", "if nothing is done"),
    ):
        lacking = actions.write_proposal(
            made, by=bea, title=made.title, body=body(solution={field: ""}), seen=queries.proposal_in_full(made).edits
        )
        with pytest.raises(Refused, match=says):
            actions.send_proposal(lacking, by=bea, **EMIL)
    assert not ProposalVersion.objects.exists()


def test_units_that_the_qualification_does_not_know_are_named(cast: Cast) -> None:
    file, bea, spec = described(cast), cast.as_("bea"), build.specification(cast)
    issue(file, by=bea)
    solution = {"kind": "units", "specification": str(spec.uuid), "units": "L1, Q9"}
    with pytest.raises(Refused, match="names units that are not in the qualification: Q9"):
        actions.send_proposal(proposal(file, by=bea, solution=solution), by=bea, **EMIL)


def test_what_was_sent_stays_as_it_is_with_its_issues(cast: Cast) -> None:
    file, bea = described(cast), cast.as_("bea")
    letter = sent(file, by=bea)
    assert last_event().name == words.PROPOSAL_SENT
    assert last_event().args["issues"] == [1]
    made = letter.version.proposal
    one = file.issues.get()
    actions.close_issue(one, by=bea, reason="Settled.")
    assert letter.version.body["issues"][0]["baseline"] == "212"
    assert queries.proposal_letter_by_token(letter.secret) == letter
    with pytest.raises(Refused, match="no open business issue"):
        actions.send_proposal(made, by=bea, **EMIL)


def test_a_further_version_says_what_is_new_and_the_same_is_not_sent_twice(cast: Cast) -> None:
    file, bea = described(cast), cast.as_("bea")
    letter = sent(file, by=bea)
    made = letter.version.proposal
    with pytest.raises(Refused, match="Nothing has changed"):
        actions.send_proposal(made, by=bea, **EMIL)
    with pytest.raises(Refused, match="Somebody else has changed"):
        actions.write_proposal(made, by=bea, title=made.title, body=body(price="£900"), seen=0)
    made = actions.write_proposal(made, by=bea, title=made.title, body=body(price="£900"), seen=1)
    second = actions.send_proposal(made, by=bea, **EMIL)
    assert second.version.number == 2
    assert [(one.what, one.before, one.after) for one in difference(letter.version.body, second.version.body)] == [("Price", "", "£900")]


def test_it_is_accepted_by_link_once(cast: Cast) -> None:
    letter = sent(described(cast), by=cast.as_("bea"))
    with pytest.raises(Refused, match="Type your name"):
        actions.answer_proposal(letter, by=by_link("x", centre_id=cast.centre.pk), kind="accepted", name=" ", seen=1)
    answered(letter)
    assert (last_event().name, last_event().args["behind"]) == (words.PROPOSAL_ACCEPTED, False)
    with pytest.raises(Refused, match="Emil has answered this proposal"):
        answered(letter)
    with pytest.raises(Refused, match="has accepted it, so it stands"):
        actions.take_back_proposal(letter.version.proposal, by=cast.as_("bea"))


def test_who_accepts_an_earlier_version_is_told_and_it_is_kept_so(cast: Cast) -> None:
    bea = cast.as_("bea")
    first = sent(described(cast), by=bea)
    made = actions.write_proposal(first.version.proposal, by=bea, title="Fewer second calls", body=body(price="£900"), seen=1)
    actions.send_proposal(made, by=bea, **EMIL)
    with pytest.raises(Refused, match="Version 2 was sent while you were reading"):
        answered(first, seen=1)
    answer = answered(first, seen=2)
    assert (answer.version.number, answer.newest, last_event().args["behind"]) == (1, 2, True)


def test_a_question_is_asked_and_answered_once(cast: Cast) -> None:
    bea = cast.as_("bea")
    letter = sent(described(cast), by=bea)
    with pytest.raises(Refused, match="Write your question"):
        answered(letter, "question")
    question = answered(letter, "question", text="When could it begin?")
    assert list(queries.questions_open([letter.version.proposal.file], by=bea)) == [question]
    actions.answer_question(question, by=bea, text="In March.")
    assert last_event().args["letters"] == [str(letter.uuid)]
    assert not queries.questions_open([letter.version.proposal.file], by=bea).exists()
    with pytest.raises(Refused, match="answered already"):
        actions.answer_question(question, by=bea, text="In April.")


def test_one_that_was_taken_back_is_not_read_and_not_answered(cast: Cast) -> None:
    letter = sent(described(cast), by=cast.as_("bea"))
    actions.take_back_proposal(letter.version.proposal, by=cast.as_("bea"))
    with pytest.raises(Refused, match="was taken back"):
        answered(queries.proposal_letter_by_token(letter.secret))  # type: ignore[arg-type]
