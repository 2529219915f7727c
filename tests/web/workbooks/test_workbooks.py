"""The pages of workbooks: opened, filled in with rows more and fewer, read with its pictures, claimed."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import drafts
from milepost.portfolios.models import Evidence, Workbook
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

HOME = "/workbooks/"  # "workbooks"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def there(one: Workbook) -> str:
    return f"/workbooks/{one.uuid}/"  # "workbook"


def read(one: Workbook) -> str:
    return f"/workbooks/{one.uuid}/read/"  # "workbook_read"


def claim(one: Workbook) -> str:
    return f"/workbooks/{one.uuid}/claim/"  # "workbook_claim"


@pytest.fixture
def lena(enter: Enter) -> Client:
    return enter("lena")


def opened(lena: Client, form: str = "process_review") -> Workbook:
    lena.post(HOME, {"form": form})
    return Workbook.objects.get()


FILLED = {
    "title": "Moving house", "q-process": "A move", "q-begins": "They say so", "q-ends": "A bill comes", "q-agreed_with": "Asif Raman",
    "q-worst": "Typing twice", "q-steps_now-1-step": "Note it", "q-steps_now-1-minutes": "6", "q-steps_now-2-step": "Type it again",
    "q-steps_now-2-minutes": "1,200.5", "q-steps_then-1-step": "Note it once", "q-steps_then-1-minutes": "7", "q-agreed_on": "2 September 2026",
}  # fmt: skip


def test_a_new_workbook_stands_there_with_what_is_known(lena: Client, cast: Cast) -> None:
    build.registration(cast)
    one = opened(lena)
    lena.post(HOME, {"form": "process_review"})
    assert Workbook.objects.count() == 1  # pressed twice
    page = words(lena.get(there(one)))
    assert f'value="{cast.lena.name}"' in page
    assert "Where does it begin?" in page


def test_what_is_no_workbook_is_said(lena: Client) -> None:
    answer = lena.post(HOME, {"form": "tea_leaves"}, follow=True)
    assert "There is no such workbook" in words(answer)


def test_rows_come_and_go_and_nothing_typed_is_lost(lena: Client) -> None:
    one = opened(lena)
    answer = lena.post(there(one), {**FILLED, "q-steps_now-3-step": "", "act": "more steps_now"})
    assert answer.headers["Location"].endswith("#r-steps_now-4")
    page = words(lena.get(there(one)))
    assert 'value="Type it again"' in page
    assert "Row 4" in page
    lena.post(there(one), {**FILLED, "act": "less steps_now 1"})
    page = words(lena.get(there(one)))
    assert 'value="Note it"' not in page
    assert 'id="q-steps_now-1-step" name="q-steps_now-1-step" value="Type it again"' in page
    assert one.versions.count() == 0


def test_kept_it_reads_as_a_page_with_before_and_after(lena: Client, cast: Cast) -> None:
    one = opened(lena)
    answer = lena.post(there(one), {**FILLED, "act": "keep"})
    assert answer.headers["Location"] == read(one)
    version = one.versions.get()
    assert version.answers["steps_now"][1]["minutes"] == "1200.5"
    assert version.answers["agreed_on"] == "2026-09-02"
    assert drafts.find(cast.lena.pk, f"workbook:{one.uuid}") is None
    page = words(lena.get(read(one)))
    assert "Before and after" in page
    assert "1,206.5 min in all" in page
    assert "Minutes for one: today 1,206.5 min, from now on 7 min." in page
    assert "Nothing is registered" not in page


def test_what_cannot_be_read_comes_back_with_a_sentence(lena: Client) -> None:
    one = opened(lena)
    answer = lena.post(
        there(one), {**FILLED, "q-steps_now-1-minutes": "six", "q-agreed_on": "soon", "q-steps_now-1-satisfies": "9", "act": "keep"}
    )
    page = words(answer)
    assert answer.status_code == 422
    assert "“six” is no number" in page
    assert "“soon” is no day" in page
    assert "Choose a number from 1 to 5" in page
    assert 'value="six"' in page
    assert 'value="soon"' in page
    assert one.versions.count() == 0


def test_an_empty_one_is_not_kept(lena: Client) -> None:
    one = opened(lena)
    answer = lena.post(there(one), {"title": "Nothing", "act": "keep"})
    assert answer.status_code == 422
    assert "Write something first" in words(answer)


def test_one_that_was_never_kept_leads_to_its_form(lena: Client) -> None:
    one = opened(lena)
    assert lena.get(read(one)).headers["Location"] == there(one)


def test_criteria_are_offered_and_claimed(lena: Client, cast: Cast) -> None:
    made = build.with_units(cast)
    one = build.workbook(cast, answers={**build.REVIEW, "why": "The lamp burns with a straight wick and a clear flame."})
    page = words(lena.get(read(one)))
    assert "Your words may also show" in page
    answer = lena.post(claim(one), {"claim": ["L1:1.1"], "act": "hand_in"})
    assert answer.status_code == 422
    assert "Declare that the work is your own" in words(answer)
    assert 'value="L1:1.1" checked' in words(answer)
    assert not Evidence.objects.exists()
    answer = lena.post(claim(one), {"claim": ["L1:1.1"], "own": "on", "act": "hand_in"}, follow=True)
    assert "handed in with E1" in words(answer)
    assert made.claims.get().hand_in is not None
    assert "It is E1 in your portfolio" in words(lena.get(read(one)))


def test_a_form_names_the_criteria_of_our_own_diploma(cast: Cast) -> None:
    from milepost.engine.workbooks import Form
    from milepost.frameworks.folder import specs_folder
    from milepost.frameworks.specfile import load
    from milepost.portfolios.workbookfile import forms
    from milepost.web.workbooks.offering import targets_in

    framework = load(specs_folder() / "qualifications" / "contact-centre-diploma.yaml")

    def strays(form: Form) -> list[str]:
        return [one for one in form.targets("7204") if not targets_in(framework, [one])]

    assert {key: found for key, form in forms().items() if (found := strays(form))} == {}
    assert [key for key, form in forms().items() if not form.targets("7204")] == []


def test_the_piece_is_not_replaced_by_hand(lena: Client, cast: Cast) -> None:
    build.with_units(cast)
    one = build.workbook(cast)
    lena.post(claim(one), {"act": "keep"})
    piece = Evidence.objects.get()
    assert lena.get(f"/learn/evidence/{piece.uuid}/replace/").headers["Location"] == there(one)
    assert "Moving house" in words(lena.get(f"/learn/evidence/{piece.uuid}/"))


def test_an_older_version_reads_as_it_was(lena: Client, cast: Cast) -> None:
    one = build.workbook(cast)
    lena.post(there(one), {**FILLED, "title": "Moving again", "act": "keep"})
    assert "This is an earlier version" in words(lena.get(read(one), {"version": "1"}))
    assert "Moving again" in words(lena.get(read(one)))


def test_staff_keep_workbooks_too_and_claim_none(enter: Enter, cast: Cast) -> None:
    one, asif = build.workbook(cast, "asif"), enter("asif")
    assert "Claim it as evidence" not in words(asif.get(read(one)))
    assert asif.post(claim(one)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    lena: Client, cast: Cast, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(rows):
        build.workbook(cast, title=f"Review {n}")
    with django_assert_num_queries(4):
        lena.get(HOME)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_workbook_asks_as_much_with_three_rows(
    lena: Client, cast: Cast, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    build.with_units(cast)
    one = build.workbook(cast, answers={**build.REVIEW, "steps_then": [{"step": "Note it", "minutes": "2"}] * rows})
    lena.get(read(one))
    with django_assert_num_queries(8):
        lena.get(read(one))
