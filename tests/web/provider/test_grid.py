"""Scores in a spreadsheet: out, filled in, back as a plan, and given at the second press, all or none."""

import io
import json
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.engine.appraisal import standard_of
from milepost.provider import actions
from milepost.provider.models import HeldStandard, IndicatorScore
from tests.cast import Cast
from tests.fixtures import Enter
from tests.provider.holding import filled, hold
from tests.web.provider.test_quality_standards import at, words

HEAD = "Key;Score;What it rests on\n"


def brought(client: Client, held: HeldStandard, text: str | bytes, name: str = "grid.csv") -> Any:
    raw = text.encode() if isinstance(text, str) else text
    return client.post(at(held, "grid/"), {"file": SimpleUploadedFile(name, raw)})  # "quality_grid"


def test_the_grid_goes_out_and_comes_back_filled_in(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    actions.score(held, by=cast.as_("quentin"), indicator="A1", band="begun", because="=Seen")
    book = openpyxl.load_workbook(io.BytesIO(quentin.get(at(held, "grid.xlsx")).content))  # "quality_grid_file"
    sheet: Any = book.active
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [line[0] for line in lines[1:]] == ["A1", "A2", "A3", "A4", "A5"], "context is not scored"
    assert lines[1][3:5] == ["Begun", "=Seen"] and "Nearly everywhere" in lines[1][5]
    sheet["D3"], sheet["E3"] = "75 %", "Counted in the files."
    kept = io.BytesIO()
    book.save(kept)
    answer = brought(quentin, held, kept.getvalue(), "grid.xlsx")
    shown = words(answer)
    assert "1 score would be given" in shown and "it had no score" in shown, "A1 is as it was"
    assert IndicatorScore.objects.count() == 1
    assert quentin.post(at(held, "grid/"), {"act": "give", "document": answer.context["page"]["written"]}).status_code == 302
    made = IndicatorScore.objects.latest("pk")
    assert (made.indicator, made.band, made.because, made.scored_by.name) == ("A2", "most", "Counted in the files.", "Quentin Abara")


def test_a_score_by_its_title_its_key_or_its_percent(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    answer = brought(quentin, held, HEAD + "A1;in part;x\nA2;most;x\nA3;100%;x\nA4;;\n")
    assert [one["band"] for one in json.loads(answer.context["page"]["written"])] == ["some", "most", "all"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Key;Score\nA1;most\n", "These are not there: because"),
        (HEAD + "A9;most;x\n", "Line 2: the parts that you apply for have no indicator A9"),
        (HEAD + "B1;most;x\n", "have no indicator B1"),
        (HEAD + "A0;most;x\n", "Line 2: A0 is read and not scored"),
        (HEAD + "A1;splendid;x\n", "“splendid” is none of the scores: Nothing yet, Begun"),
        (HEAD + "A1;most;\n", "nothing that it rests on"),
        (HEAD + "A1;most;" + "x" * 1001 + "\n", "longer than 1000 characters"),
        (HEAD + "A1;most;x\nA1;all;x\n", "Line 3: A1 stands here twice"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(cast: Cast, enter: Enter, text: str, said: str) -> None:
    held = hold(cast)
    answer = brought(enter("quentin"), held, text)
    assert answer.status_code == 422 and said in words(answer)
    assert not IndicatorScore.objects.exists()


def test_who_looked_at_it_as_a_peer_does_not_score_it_in_a_grid_either(cast: Cast, enter: Enter) -> None:
    held = hold(cast)
    actions.score(held, by=cast.as_("quentin"), indicator="A1", band="begun", because="Seen.")
    actions.assess(held, by=cast.as_("cora"), indicator="A1", stage="peer", band="begun", because="Seen.")
    answer = brought(enter("cora"), held, HEAD + "A1;most;x\nA2;most;x\n")
    assert answer.status_code == 422 and "A1: You assessed or moderated this" in words(answer)
    document = json.dumps([{"indicator": key, "band": "most", "because": "x"} for key in ("A2", "A1")])
    answer = enter("cora").post(at(held, "grid/"), {"act": "give", "document": document})
    assert answer.status_code == 422 and IndicatorScore.objects.count() == 2, "all of them or none"


def test_what_comes_back_is_asked_anew_and_the_same_is_nothing_new(cast: Cast, enter: Enter) -> None:
    held, quentin = filled(cast, hold(cast)), enter("quentin")
    for document in (
        "nonsense",
        "{}",
        '[{"indicator": "Z"}]',
        '[{"indicator": "Z", "band": "most", "because": "x"}]',
        '[{"indicator": "A1", "band": "z", "because": "x"}]',
        "[]",
    ):
        answer = quentin.post(at(held, "grid/"), {"act": "give", "document": document})
        assert answer.status_code in (200, 422), document
    assert IndicatorScore.objects.count() == 5
    assert "Nothing is new in it." in words(brought(quentin, held, HEAD + "A1;most;Seen in the files of May.\n"))


def test_a_score_is_chosen_from_a_list_in_the_spreadsheet(cast: Cast, enter: Enter) -> None:
    held = hold(cast)
    book = openpyxl.load_workbook(io.BytesIO(enter("quentin").get(at(held, "grid.xlsx")).content))
    sheet = book.worksheets[0]
    [listed] = sheet.data_validations.dataValidation
    rows = sheet.max_row
    assert (listed.type, str(listed.sqref), sheet["D1"].value) == ("list", f"D2:D{rows}", "Score")
    titles = [one.title for one in standard_of(held.document).bands]
    assert [cell.value for cell in book["choices"]["A"]] == titles and listed.formula1 == f"=choices!$A$1:$A${len(titles)}"
    sheet["D2"], sheet["E2"] = titles[-1], "Seen in May."
    kept = io.BytesIO()
    book.save(kept)
    answer = enter("quentin").post(at(held, "grid/"), {"file": SimpleUploadedFile("scores.xlsx", kept.getvalue())})
    assert answer.status_code == 200 and "Seen in May." in words(answer), "the sheet of choices does not stand in the way"


def test_reading_asks_no_more_with_more_lines(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    held, quentin = hold(cast), enter("quentin")
    quentin.get(at(held, "grid/"))
    for text in ("A1;most;x\n", "A1;most;x\nA2;most;x\nA3;most;x\n"):
        with django_assert_num_queries(10):
            brought(quentin, held, HEAD + text)
