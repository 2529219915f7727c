"""The conversation about needs: nothing that was typed is lost, and issues come out of it."""

from typing import Any

import pytest
from django.test import Client

from milepost.base import clock, drafts
from milepost.employers.models import BusinessIssue, NeedsAnalysis
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter

LINE = {
    "issue-1-title": "Callers ring twice", "issue-1-measure": "Repeat calls", "issue-1-unit": "calls a week", "issue-1-baseline": "1,212",
    "issue-1-target": "110", "issue-1-target_on": "2099-06-01",
}  # fmt: skip


@pytest.fixture
def bea(enter: Enter) -> Client:
    return enter("bea")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def guide(cast: Cast, bea: Client) -> str:
    file = acting.opened(cast)
    there = bea.post(f"/employers/all/{file.uuid}/needs/").headers["Location"]  # "employer_needs_open", "employer_needs"
    assert bea.post(f"/employers/all/{file.uuid}/needs/").headers["Location"] == there
    return there


def test_what_is_typed_is_kept_as_a_draft_and_put_into_the_file_by_a_press(cast: Cast, bea: Client) -> None:
    there = guide(cast, bea)
    analysis = NeedsAnalysis.objects.get()
    drafts.keep(cast.bea.pk, f"needs:{analysis.uuid}", {"goals": "Twenty more.", "issue-1-title": "Calls"})
    page = words(bea.get(there))
    assert "Twenty more." in page
    assert 'value="Calls"' in page
    bea.post(there, {"goals": "Thirty more.", "act": "keep"})
    analysis.refresh_from_db()
    assert analysis.answers == {"goals": "Thirty more."}
    assert drafts.find(cast.bea.pk, f"needs:{analysis.uuid}") is None
    assert "Thirty more." in words(bea.get(there))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"issue-1-baseline": "many"}, "“many” is no number"),
        ({"issue-1-baseline": ""}, "Give the number where it stands now"),
        ({"issue-1-measure": ""}, "without a measure"),
        ({"issue-1-target_on": "soon"}, "“soon” is no day"),
    ],
)
def test_an_issue_that_cannot_be_measured_is_not_noted_and_nothing_typed_is_lost(
    cast: Cast, bea: Client, given: dict[str, str], says: str
) -> None:
    there = guide(cast, bea)
    answer = bea.post(there, LINE | given | {"goals": "Thirty more.", "act": "keep"})
    assert answer.status_code == 422
    assert says in words(answer)
    assert "Thirty more." in words(answer)
    assert "Callers ring twice" in words(answer)
    assert not BusinessIssue.objects.exists()
    assert "Callers ring twice" in words(bea.get(there))


def test_issues_are_noted_and_the_employer_signs(cast: Cast, bea: Client) -> None:
    there = guide(cast, bea)
    refused = bea.post(there, {"goals": "Thirty more.", "act": "sign", "name": "Emil"})
    assert refused.status_code == 422
    assert "Nothing is written yet about" in words(refused)
    bea.post(there, LINE | {"goals": "Thirty more.", "hurts": "Calls.", "act": "keep"})
    issue = BusinessIssue.objects.get()
    assert (issue.baseline, issue.analysis) == (1212, NeedsAnalysis.objects.get())
    done = bea.post(there, {"goals": "Thirty more.", "hurts": "Calls.", "act": "sign", "name": "Emil Sorensen"}, follow=True)
    assert "signed by Emil Sorensen" in words(done)
    assert "<textarea" not in words(bea.get(there))
    assert bea.post(there, {"goals": "Forty.", "act": "keep"}).status_code == 422


def test_an_issue_is_counted_again_put_right_and_closed(cast: Cast, bea: Client, enter: Enter) -> None:
    file = acting.opened(cast)
    issue = acting.issue(file, by=cast.as_("bea"))
    there, today = f"/employers/all/issues/{issue.uuid}/", clock.today().isoformat()  # "employer_issue"
    same_day = bea.post(there, {"act": "measure", "value": "141", "unit": "calls a week", "measured_on": today})
    assert "Give a day after it" in words(same_day)
    given = {
        "title": issue.title, "measure": "Second calls", "unit": "calls a week", "baseline": "212", "baseline_on": "2026-01-05", "target": "110",
        "target_on": "2099-01-01",
    }  # fmt: skip
    assert bea.post(there, given | {"act": "change", "target": "212"}).status_code == 422
    assert bea.post(there, given | {"act": "change"}).status_code == 302
    assert "counted in" in words(bea.post(there, {"act": "measure", "value": "141", "unit": "%", "measured_on": today}))
    again = {"act": "measure", "value": "141", "unit": "calls a week", "measured_on": today, "share": "40", "said_by": "Emil"}
    assert "40%, says Emil" in words(bea.post(there, again, follow=True))
    assert "Count again" not in words(enter("quentin").get(there))
    bea.post(there, {"act": "close", "reason": "Solved."})
    assert "Solved." in words(bea.get(there))
