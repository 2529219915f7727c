"""A claimed workbook is read as sections, tables, sums and pictures by the learner and by staff; its places are still paragraphs."""

import re

import pytest
from django.urls import reverse

from milepost.engine.workbooks import Kind, form_of
from milepost.portfolios import actions, workbookfile
from milepost.portfolios.actions import Target
from milepost.portfolios.models import Evidence
from milepost.portfolios.workbooktext import paragraphs as text_of
from milepost.web.portfolio.places import paragraphs
from milepost.web.workbooks.showing import filled
from tests import build
from tests.cast import Cast
from tests.filled import SECRET, answers_to
from tests.fixtures import Enter
from tests.web.workbooks.test_workbooks import words


def piece(cast: Cast, locator: str = "") -> Evidence:
    """Lena's process review as evidence, handed in for two criteria."""
    made = build.with_units(cast)
    answers = {**build.REVIEW, "worst": "The third step.\n\nEverything is typed twice there."}
    version = build.workbook(cast, answers=answers).versions.get()
    lena = cast.as_("lena")
    evidence = actions.take_workbook(version, by=lena, registration=made)
    claims = actions.claim(evidence, by=lena, targets=[Target("L1:1.1", locator), Target("L1:1.2")])
    actions.hand_in(made, by=lena, claims=claims, declared_own=True)
    return evidence


@pytest.mark.parametrize("key", sorted(workbookfile.forms()))
def test_every_answer_stands_at_the_paragraph_that_says_it(key: str) -> None:
    form, document = workbookfile.forms()[key], workbookfile.documents()[key]
    answers = answers_to(form, rows=2)
    body = "\n\n".join(text_of(form, answers))
    found = filled({"form": document, "answers": answers}, body)
    assert found is not None
    said = paragraphs(body)
    numbers = []
    for one in (one for part in found.parts for one in part.answers):
        for part in one.pieces:
            assert said[part.number - 1].endswith(part.words)
            numbers.append(part.number)
        for row in one.rows:
            assert all(cell in said[row.number - 1] for question, cell in row.cells if cell)
            numbers.append(row.number)
        if one.totals:
            assert all(label in said[one.below - 1] for label, _words in one.totals)
            numbers.append(one.below)
    assert numbers == list(range(1, len(said) + 1))


def test_an_answer_of_two_paragraphs_has_two_places(cast: Cast, enter: Enter) -> None:
    evidence = piece(cast)
    body = paragraphs(evidence.versions.get().body)
    n = next(n for n, text in enumerate(body, start=1) if text == "Everything is typed twice there.")
    page = words(enter("lena").get(f"/learn/evidence/{evidence.uuid}/"))
    assert re.search(rf'<p id="p{n}" data-paragraph="{n}" tabindex="-1">Everything is typed twice there\.', page)
    assert '<th scope="col">Minutes</th>' in page
    assert "Before and after" in page
    assert "18 min in all" in page


def test_who_assesses_sees_the_same_and_the_place_that_is_claimed(cast: Cast, enter: Enter) -> None:
    evidence = piece(cast, "para 6")
    body = paragraphs(evidence.versions.get().body)
    row = next(n for n, text in enumerate(body, start=1) if text.startswith("Steps today, 2."))
    assert row == 6
    asif = enter("asif")
    read = words(asif.get(reverse("assessor_evidence", args=[evidence.uuid])))
    assert '<tr id="p6" data-paragraph="6" tabindex="-1"><th scope="row">2<sup>1.1</sup>' in read
    assert "Before and after" in read
    bench = words(asif.get(reverse("assessor_workbench", args=[evidence.registration.uuid])))
    assert '<tr id="p6" data-paragraph="6"' in bench
    assert "Minutes for one: today 18 min, from now on 7 min." in bench


def test_what_is_confidential_has_no_column_and_is_said_to_stay(cast: Cast) -> None:
    form = workbookfile.forms()["contact_network"]
    version = build.workbook(cast, form="contact_network", answers=answers_to(form, rows=2)).versions.get()
    details = actions.workbooks.details_of(version)
    found = filled(details, "\n\n".join(text_of(form, details["answers"])))
    assert found is not None
    assert SECRET not in str(found.parts)
    [table] = [one for part in found.parts for one in part.answers if one.question.kind is Kind.TABLE]
    assert [one.key for one in table.columns if one.confidential] == []
    assert len(table.rows[0].cells) == len(table.columns)


def test_nothing_is_counted_where_everything_stayed_behind() -> None:
    form = workbookfile.forms()["staff_turnover"]
    assert "How many" not in "".join(text_of(form, {"part": "Assessors", "leavers": []}))


@pytest.mark.parametrize("broken", [{"form": {}}, {"form": "x"}, {"answers": []}, {"form": {"key": "a", "sections": [{}]}}])
def test_a_form_from_elsewhere_that_is_none_is_read_as_text(cast: Cast, broken: dict[str, object]) -> None:
    version = piece(cast).versions.get()
    assert filled(version.details, version.body) is not None
    assert filled({**version.details, **broken}, version.body) is None
    assert filled(version.details, version.body + "\n\nOne more.") is None
    assert form_of(version.details["form"]).key == "process_review"
