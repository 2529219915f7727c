"""A workbook is its owner's until they let a colleague read it: without what is confidential, changing nothing, and until they end it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.portfolios import actions, policies, queries, words
from milepost.portfolios.models import Workbook, WorkbookShare
from tests import build
from tests.cast import Cast
from tests.concerns.telling import taken, told
from tests.filled import SECRET, answers_to
from tests.fixtures import Enter
from tests.web.workbooks.test_workbooks import HOME, read, there
from tests.web.workbooks.test_workbooks import words as said


def of(share: WorkbookShare) -> str:
    return f"/workbooks/shared/{share.uuid}/"  # "workbook_shared"


def share_at(one: Workbook) -> str:
    return f"/workbooks/{one.uuid}/share/"  # "workbook_share"


def test_a_quality_manager_asks_a_colleague_and_reads_what_they_think(cast: Cast, enter: Enter) -> None:
    one, quentin, cora = build.workbook(cast, "quentin"), enter("quentin"), enter("cora")
    assert cora.get(read(one)).status_code == 404
    page = said(quentin.get(read(one)))
    assert f'<option value="{cast.cora.uuid}">' in page
    assert f'<option value="{cast.lena.uuid}">' not in page
    quentin.post(share_at(one), {"act": "share", "person": str(cast.cora.uuid), "note": "Is step three right?"})
    share = WorkbookShare.objects.get()
    assert "Waits for your answer" in said(cora.get(HOME))
    page = said(cora.get(of(share)))
    assert "Is step three right?" in page
    assert "Before and after" in page
    assert "You cannot change the workbook itself." in page
    assert cora.post(of(share), {"answer": " "}).status_code == 422
    cora.post(of(share), {"answer": "Ask the night shift first."})
    assert "Ask the night shift first." in said(quentin.get(read(one)))
    assert "Waits for your answer" not in said(cora.get(HOME))
    assert cora.get(there(one)).status_code == 404  # reading is all they may
    names = Event.objects.filter(stream=one.stream).order_by("pk").values_list("name", flat=True)
    assert list(names)[-2:] == [words.WORKBOOK_SHARED, words.WORKBOOK_ANSWERED]


def test_ended_it_is_closed_and_what_was_said_stays(cast: Cast, enter: Enter) -> None:
    share = build.workbook_shared(cast)
    quentin, cora = enter("quentin"), enter("cora")
    cora.post(of(share), {"answer": "Fine."})
    quentin.post(share_at(share.workbook), {"act": f"end {share.uuid}"})
    assert cora.get(of(share)).status_code == 404
    assert "Fine." in said(quentin.get(read(share.workbook)))
    actions.end_workbook_share(share, by=cast.as_("quentin"))
    assert Event.objects.filter(name=words.WORKBOOK_SHARE_ENDED).count() == 1
    share.refresh_from_db()
    assert policies.why_not_answer_workbook(share, by=cast.as_("cora"), text="More.") == "It is not shared with you any more."
    again = actions.share_workbook(share.workbook, by=cast.as_("quentin"), person=cast.cora)
    assert again != share
    assert actions.share_workbook(share.workbook, by=cast.as_("quentin"), person=cast.cora) == again


def test_what_is_confidential_is_not_shown(cast: Cast, enter: Enter) -> None:
    from milepost.portfolios.workbookfile import forms

    one = build.workbook(cast, "quentin", form="staff_turnover", answers=answers_to(forms()["staff_turnover"], rows=2))
    share = actions.share_workbook(one, by=cast.as_("quentin"), person=cast.cora)
    page = said(enter("cora").get(of(share)))
    assert SECRET not in page
    assert "Each who left" not in page
    assert "What is confidential in it stays with" in page


@pytest.mark.parametrize("who", ["lena", "eva", "emil"])
def test_nobody_is_asked_who_does_not_work_here(cast: Cast, who: str) -> None:
    one = build.workbook(cast, "quentin")
    with pytest.raises(Refused, match="works at the centre"):
        actions.share_workbook(one, by=cast.as_("quentin"), person=getattr(cast, who))


def test_only_the_owner_shares_and_a_learner_claims_instead(cast: Cast, enter: Enter) -> None:
    one = build.workbook(cast, "quentin")
    with pytest.raises(Refused, match="Only who keeps"):
        actions.share_workbook(one, by=cast.as_("cora"), person=cast.asif)
    assert enter("cora").post(share_at(one), {"person": str(cast.asif.uuid)}).status_code == 404
    own = build.workbook(cast, "lena")
    with pytest.raises(Refused, match="Claim it as evidence"):
        actions.share_workbook(own, by=cast.as_("lena"), person=cast.asif)
    assert "Share it with a colleague" not in said(enter("lena").get(read(own)))


def test_one_that_was_begun_about_a_case_has_one_reader(cast: Cast, enter: Enter) -> None:
    case, quentin = taken(cast, told(cast)[0]), enter("quentin")
    quentin.post(HOME, {"form": "complaint_investigation", "about": str(case.uuid)})
    one = Workbook.objects.get()
    assert one.given["about"] == "case"
    actions.write_workbook(one, by=cast.as_("quentin"), title="One", answers={"wants": "A word."})
    one.refresh_from_db()
    with pytest.raises(Refused, match="a case has one reader"):
        actions.share_workbook(one, by=cast.as_("quentin"), person=cast.cora)
    assert "a case has one reader" in said(quentin.get(read(one)))


def test_choosing_nobody_and_writing_too_much_is_said(cast: Cast, enter: Enter) -> None:
    one, quentin = build.workbook(cast, "quentin"), enter("quentin")
    assert "Choose with whom you share it." in said(quentin.post(share_at(one), {"act": "share", "person": ""}, follow=True))
    assert quentin.post(share_at(one), {"act": "end nobody"}).status_code == 404
    with pytest.raises(Refused, match="Say in 500 characters"):
        actions.share_workbook(one, by=cast.as_("quentin"), person=cast.cora, note="x" * 501)
    share = actions.share_workbook(one, by=cast.as_("quentin"), person=cast.cora)
    with pytest.raises(Refused, match="longer than"):
        actions.answer_workbook(share, by=cast.as_("cora"), text="x" * 10_001)
    with pytest.raises(Refused, match="Only who was asked"):
        actions.answer_workbook(share, by=cast.as_("asif"), text="Hm.")
    assert not queries.shared_with(by=cast.as_("asif")).exists()
    assert not queries.shared_with(by=cast.as_("lena")).exists()


def test_what_was_handed_over_stands_no_longer_under_what_is_shared_and_its_page_says_who_goes_on(cast: Cast, enter: Enter) -> None:
    share = build.workbook_shared(cast, "quentin")
    cora = enter("cora")
    assert share in queries.shared_with(by=cast.as_("cora"))
    actions.hand_over_workbook(share.workbook, by=cast.as_("quentin"), person=cast.ines)
    assert not queries.shared_with(by=cast.as_("cora")).exists()
    assert of(share) not in said(cora.get(HOME))
    page = said(cora.get(of(share)))
    assert f"{cast.ines.name} goes on with it" in page and "<textarea" not in page
    with pytest.raises(Refused, match="handed over"):
        actions.answer_workbook(share, by=cast.as_("cora"), text="Too late.")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_as_much_for_three_as_for_one(
    cast: Cast, enter: Enter, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(rows):
        share = build.workbook_shared(cast, ("quentin", "ines", "asif")[n])
    for reader in [cast.cora, cast.ines, cast.asif][: rows - 1]:
        actions.share_workbook(Workbook.objects.get(owner=cast.quentin), by=cast.as_("quentin"), person=reader)
    cora, quentin = enter("cora"), enter("quentin")
    for client, where, number in ((cora, HOME, 8), (cora, of(share), 6), (quentin, read(Workbook.objects.get(owner=cast.quentin)), 10)):
        client.get(where)
        with django_assert_num_queries(number):
            client.get(where)
