"""Whether it helped: counted again and asked at the check, answered by link, shown with levels and return, planned on from there."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock, drafts
from milepost.employers import actions
from milepost.employers.models import Assumption, BusinessIssue, ImpactCheck, ImpactLetter, ImpactView, Measurement, RelationshipPlan
from milepost.notices import tasks
from tests import build
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter

SAYS = {"useful": "4", "doing": "often", "example": "They ring once.", "recommend": "9", "name": "Emil Sorensen", "share-1": "40"}


@pytest.fixture
def bea(enter: Enter) -> Client:
    return enter("bea")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def at_check(cast: Cast, **more: Any) -> tuple[ImpactCheck, str]:
    """The check of an accepted proposal, and its page: "employer_impact_check"."""
    check = acting.accepted(acting.described(cast), by=cast.as_("bea"), price="£3,000", **more)
    return check, f"/employers/all/impact/{check.uuid}/"


def counts(value: str, unit: str = "calls a week", **more: str) -> dict[str, str]:
    return {"act": "count", "issue-1-value": value, "issue-1-unit": unit, "issue-1-measured_on": clock.today().isoformat(), **more}


def letter_to(address: str) -> str:
    """The address in the newest letter to somebody."""
    tasks.tell_pending(limit=100)
    for job in acting.jobs("mail_impact"):
        tasks.mail_impact.func(*job)
    letter = next(one for one in reversed(mail.outbox) if one.to == [address])
    return next(word for word in str(letter.body).split() if "/h/" in word)[len("http://localhost:8000") :]


def test_from_the_due_check_to_the_next_step(cast: Cast, bea: Client) -> None:
    check, there = at_check(cast)
    build.registration(cast)
    impact = f"/employers/all/proposals/{check.version.proposal.uuid}/impact/"  # "employer_impact"
    assert "not counted again yet" in words(bea.get(impact))
    with clock.at(clock.now() + timedelta(days=181)):
        assert "Did it help Ottersby Ferry?" in words(bea.get("/employers/"))
        assert "Not counted again yet: Repeat calls a week" in words(bea.post(there, {"act": "close", "conclusion": "It helped."}))
        bea.post(there, counts("141"))
        assert "Counted at this check: 141 calls a week" in words(bea.get(there))
        assert bea.post(there, {"act": "learners"}).status_code == 422
        registration = str(acting.learner_of(check).uuid)
        assert bea.post(there, {"act": "learners", "learner": registration}).status_code == 302
        assert bea.post(there, {"act": "manager", "name": "Emil Sorensen", "email": "emil@larkmoor.example"}).status_code == 302
        assert "has been asked already" in words(bea.post(there, {"act": "manager", "name": "Emil", "email": "emil@larkmoor.example"}))
        said_by_link(check)
        done = words(bea.post(there, {"act": "close", "conclusion": "A third fewer second calls."}, follow=True))
        for what in ("A third fewer second calls.", "212 before, 141 now, 110 calls a week wanted", "They ring once.", "What is missing"):
            assert what in done
        assert "Not worked out" in done
        for key, value in (("value-1", "4"), ("times-1", "46")):
            stated = {"act": "figure", "key": key, "value": value, "said_by": "Emil", "said_on": clock.today().isoformat(), "note": ""}
            assert bea.post(impact, stated).status_code == 302
        page = words(bea.get(impact))
        assert "£5,226 came back for £3,000: a return of 74 in 100." in page
        assert "Emil Sorensen said 40 in 100" in page
        plan = f"/employers/all/{check.file.uuid}/plan/"  # "employer_plan"
        assert plan in page
        given = {"act": "agree", "next_step": "Bring the figures", "next_on": clock.today().isoformat(), "every_weeks": "6"}
        assert bea.post(plan, given).status_code == 302
        assert "Bring the figures" in words(bea.get("/employers/"))
        assert "planned what comes next: Bring the figures" in words(bea.get(f"/employers/all/{check.file.uuid}/"))
        bea.post(plan, {"act": "done"})
        assert RelationshipPlan.objects.get().done_at
        assert words(bea.get("/employers/")).count("Bring the figures") == 0


def said_by_link(check: ImpactCheck) -> None:
    """Emil answers by his letter, once: "impact_by_letter"."""
    link, emil = letter_to("emil@larkmoor.example"), Client()
    page = words(emil.get(link))
    assert "212 before, 141 now" in page
    assert "how much of the change do you put down" in page
    wrong = emil.post(link, SAYS | {"recommend": "", "share-1": "140"})
    assert wrong.status_code == 422
    assert "They ring once." in words(wrong)
    assert emil.post(link, SAYS).status_code == 302
    assert "Thank you, Emil Sorensen" in words(emil.get(link))
    assert "the link counts once" in words(emil.post(link, SAYS))
    assert ImpactView.objects.get().shares == {"1": 40}
    lena = words(Client().get(letter_to("lena@larkmoor.example")))
    assert "Your employer does not" in lena
    assert "how much of the change" not in lena


def test_a_link_that_is_no_more_says_why(cast: Cast) -> None:
    check, _there = at_check(cast)
    letter = actions.ask_view(check, by=cast.as_("bea"), party="manager", name="Emil", email="emil@larkmoor.example")
    assert Client().get("/h/nonsense/").status_code == 404
    actions.call_off_impact_check(check, by=cast.as_("bea"), reason="They have closed the desk.")
    assert Client().get(f"/h/{letter.secret}/").status_code == 410
    assert ImpactLetter.objects.count() == 1


def test_what_is_typed_at_the_check_is_kept_until_it_stands_in_the_file(cast: Cast, bea: Client, enter: Enter) -> None:
    check, there = at_check(cast)
    counting, ending = f"impact-counts:{check.uuid}", f"impact-end:{check.uuid}"
    with clock.at(clock.now() + timedelta(days=181)):
        assert f"drafts/{counting}" in words(bea.get(there))
        drafts.keep(cast.bea.pk, counting, {"issue-1-value": "14", "issue-1-note": "A new teleph"})
        drafts.keep(cast.bea.pk, ending, {"conclusion": "A third fewer", "uncounted": ""})
        page = words(bea.get(there))
        for what in ('value="14"', "A new teleph", "A third fewer", 'value="calls a week"'):
            assert what in page
        assert "A third fewer" not in words(enter("cora").get(there))
        assert bea.post(there, counts("14", unit="in 100")).status_code == 422
        assert drafts.find(cast.bea.pk, counting)
        bea.post(there, counts("141"))
        assert drafts.find(cast.bea.pk, counting) is None
        bea.post(there, {"act": "close", "conclusion": "A third fewer second calls."})
        assert drafts.find(cast.bea.pk, ending) is None


def test_a_link_is_sent_again_and_taken_back(cast: Cast, bea: Client, enter: Enter) -> None:
    check, there = at_check(cast)
    bea.post(there, {"act": "manager", "name": "Emil Sorensen", "email": "emil@larkmoor.example"})
    first = letter_to("emil@larkmoor.example")
    page = words(bea.get(there))
    letter = ImpactLetter.objects.get()
    again, back = (f"/employers/all/impact/asked/{letter.uuid}/{act}/" for act in ("again", "take-back"))
    assert again in page  # "employer_view_again"
    assert back in page  # "employer_view_take_back"
    assert again not in words(enter("quentin").get(there))
    assert "A new link is on its way to Emil Sorensen." in words(bea.post(again, follow=True))
    second = letter_to("emil@larkmoor.example")
    assert second != first
    over = Client().get(first)
    assert (over.status_code, "If a newer letter has come, use the link in that one" in words(over)) == (410, True)
    assert Client().get(second).status_code == 200
    assert "was taken back already" in words(bea.post(back, follow=True))
    newest = ImpactLetter.objects.latest("pk")
    assert "Taken back. The link of Emil Sorensen opens nothing any more." in words(
        bea.post(f"/employers/all/impact/asked/{newest.uuid}/take-back/", follow=True)
    )
    assert Client().get(second).status_code == 410
    assert "took back the link by which Emil Sorensen was asked" in words(bea.get(f"/employers/all/{check.file.uuid}/"))


def test_a_unit_that_changed_is_told_and_begins_a_new_series(cast: Cast, bea: Client) -> None:
    _check, there = at_check(cast)
    issue = BusinessIssue.objects.get()
    with clock.at(clock.now() + timedelta(days=181)):
        refused = bea.post(there, counts("20", unit="in 100", **{"issue-1-note": "A new telephone"}))
        assert refused.status_code == 422
        for what in (
            "Count it as before, or begin a new series: the old one stays.",
            "A new telephone",
            f"/all/issues/{issue.uuid}/#series",
        ):
            assert what in words(refused)
        assert not Measurement.objects.exists()
        page = f"/employers/all/issues/{issue.uuid}/"
        new = {
            "act": "series",
            "measure": "Callers who ring twice",
            "unit": "in 100",
            "baseline": "30",
            "target": "15",
            "reason": "A new telephone",
        }
        new |= {"baseline_on": clock.today().isoformat(), "target_on": (clock.today() + timedelta(days=90)).isoformat()}
        wrong = bea.post(page, new | {"baseline": "thirty"})
        assert (wrong.status_code, "A new telephone" in words(wrong)) == (422, True)
        assert bea.post(page, new).status_code == 302
        shown = words(bea.get(page))
        assert "it was counted in “calls a week”" in shown
        assert "Callers who ring twice: 30 before, 15 in 100 wanted; not counted again yet." in shown


def test_it_is_moved_called_off_and_agreed_anew(cast: Cast, bea: Client) -> None:
    check, there = at_check(cast)
    later = (clock.today() + timedelta(days=300)).isoformat()
    assert bea.post(there, {"act": "move", "due_on": later, "reason": ""}).status_code == 422
    assert bea.post(there, {"act": "move", "due_on": later, "reason": "Emil is away."}).status_code == 302
    bea.post(there, {"act": "call_off", "reason": "They have closed the desk."})
    check.refresh_from_db()
    assert (check.due_on.isoformat(), check.called_off) == (later, True)
    impact = f"/employers/all/proposals/{check.version.proposal.uuid}/impact/"
    assert bea.post(impact, {"act": "plan", "due_on": "soon"}).status_code == 422
    assert bea.post(impact, {"act": "plan", "due_on": later}).status_code == 302
    assert ImpactCheck.objects.count() == 2


def test_a_figure_without_who_stated_it_comes_back(cast: Cast, bea: Client) -> None:
    check, _there = at_check(cast)
    impact = f"/employers/all/proposals/{check.version.proposal.uuid}/impact/"
    wrong = bea.post(impact, {"act": "figure", "key": "value-1", "value": "4", "said_by": "", "said_on": clock.today().isoformat()})
    assert (wrong.status_code, "Say who stated the figure." in words(wrong)) == (422, True)
    assert not Assumption.objects.exists()


def test_without_a_yes_there_is_no_such_page(cast: Cast, bea: Client) -> None:
    letter = acting.sent(acting.described(cast), by=cast.as_("bea"))
    assert bea.get(f"/employers/all/proposals/{letter.version.proposal.uuid}/impact/").status_code == 404


def test_its_queries_do_not_grow(cast: Cast, bea: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    check, there = at_check(cast)
    impact = f"/employers/all/proposals/{check.version.proposal.uuid}/impact/"
    by, issue = cast.as_("bea"), BusinessIssue.objects.get()
    for n in (1, 3):
        for one in range(n):
            with clock.at(clock.now() + timedelta(days=10 * n + one)):
                actions.ask_view(check, by=by, party="manager", name="E", email=f"emil{n}{one}@larkmoor.example")
                actions.measure_issue(
                    issue,
                    by=by,
                    value=Decimal(140 - one),
                    unit="calls a week",
                    measured_on=clock.today(),
                    check=check,
                    share=30,
                    said_by="E",
                )
        with clock.at(clock.now() + timedelta(days=60)):
            with django_assert_num_queries(17):
                bea.get(impact)
            with django_assert_num_queries(14):
                bea.get(there)
