"""Quality standards in the browser without a script: from nothing to an application, and what goes wrong on the way."""

from typing import Any

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import drafts
from milepost.provider import actions
from milepost.provider.models import Application, EvidencePlace, HeldStandard, IndicatorScore, Statement
from tests.cast import Cast
from tests.fixtures import Enter
from tests.provider.holding import a_file_shown, an_application, filled, hold, measured

PAGE = "/quality-standards/"  # "quality_standards"
HOLD = f"{PAGE}hold/training-quality/"  # "quality_standard_hold"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def at(held: HeldStandard, rest: str = "") -> str:
    return f"{PAGE}{held.uuid}/{rest}"  # "quality_standard"


def desk(held: HeldStandard, key: str = "A1") -> str:
    return at(held, f"indicators/{key}/")  # "quality_indicator"


def pressed(client: Client, held: HeldStandard, act: str, key: str = "A1", **given: Any) -> Any:
    return client.post(desk(held, key), {"act": act, **given})


def test_a_portfolio_is_begun_and_says_what_lacks(cast: Cast, enter: Enter) -> None:
    quentin = enter("quentin")
    assert "Choose the standard to begin with" in words(quentin.get(PAGE))
    assert "not confirmed" in words(quentin.get(HOLD))
    assert quentin.post(HOLD, {"parts": ["A"], "apply_by": ""}).status_code == 302
    shown = words(quentin.get(at(HeldStandard.objects.get())))
    assert "nothing is written on 6 indicators: A0, A1, A2, A3, A4 and A5" in shown
    assert "Work on A0" in shown


def test_parts_that_do_not_go_together_are_said(cast: Cast, enter: Enter) -> None:
    answer = enter("cora").post(HOLD, {"parts": ["B"], "apply_by": ""})
    assert (answer.status_code, HeldStandard.objects.exists()) == (422, False)
    assert "part B does not count without part A" in words(answer)
    assert enter("cora").get(f"{PAGE}hold/nothing/").status_code == 404


def test_a_day_that_has_passed_is_said(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    answer = quentin.post(at(held, "day/"), {"apply_by": "2020-01-01"})  # "quality_day"
    assert answer.status_code == 422
    assert "The day to apply has passed" in words(answer)
    assert quentin.post(at(held, "day/"), {"apply_by": "1 March 2030"}).status_code == 302
    assert "1 March 2030" in words(quentin.get(at(held)))


def test_what_is_typed_is_kept_as_a_draft_and_gone_when_it_is_kept(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    place = f"quality:{held.uuid}:A1"
    drafts.keep(cast.quentin.pk, place, {"said": "Half a sentence"})
    assert "Half a sentence" in words(quentin.get(desk(held)))
    assert "Half a sentence" not in words(enter("cora").get(desk(held)))
    assert pressed(quentin, held, "write", said="A whole sentence.").status_code == 302
    assert drafts.find(cast.quentin.pk, place) is None
    assert pressed(quentin, held, "write", said="A better one.").status_code == 302
    shown = words(quentin.get(desk(held)))
    assert "A better one." in shown and "What stood there before" not in shown and "A whole sentence." in shown
    assert Statement.objects.count() == 2


def test_a_score_without_a_reason_leaves_what_was_typed(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    answer = pressed(quentin, held, "score", band="most", because="")
    assert (answer.status_code, IndicatorScore.objects.exists()) == (422, False)
    assert "what the score rests on" in words(answer)
    assert pressed(quentin, held, "score", band="most", because="Counted.").status_code == 302
    assert "Nearly everywhere, 75%" in words(quentin.get(desk(held)))


def test_a_measure_a_sentence_and_a_file_are_shown_and_taken_away(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    assert pressed(quentin, held, "measure", **{"measure-question": "standard:feedback", "measure-title": "In time"}).status_code == 302
    assert pressed(quentin, held, "sentence", **{"sentence-title": "A word", "sentence-said": "They say so."}).status_code == 302
    file = SimpleUploadedFile("owners.txt", b"Who owns whom.")
    assert pressed(quentin, held, "file", **{"file-title": "Owners", "file-file": file}).status_code == 302
    shown = words(quentin.get(desk(held)))
    assert "there was nothing to count" in shown and "They say so." in shown and "owners.txt" in shown
    place = EvidencePlace.objects.get(evidence__kind="file")
    got = quentin.get(f"{PAGE}places/{place.uuid}/file/")  # "quality_file"
    assert b"".join(got) == b"Who owns whom." and "attachment" in got["Content-Disposition"]
    assert quentin.post(f"{PAGE}places/{place.uuid}/take-away/").status_code == 302  # "quality_take_away"
    assert "owners.txt" not in words(quentin.get(desk(held))).split("Use something")[0]
    assert pressed(quentin, held, "place", **{"place-evidence": place.evidence.uuid}).status_code == 302
    assert EvidencePlace.objects.filter(evidence=place.evidence, taken_away_at=None).count() == 1


def test_a_form_that_is_not_right_opens_and_says_why(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    for act, given, said in (
        ("measure", {"measure-question": "standard:weather", "measure-title": "Sun"}, "Choose one of the questions"),
        ("sentence", {"sentence-title": "A word", "sentence-said": ""}, "Write the sentence"),
        ("file", {"file-title": "Owners"}, "Choose the file"),
        ("file", {"file-title": "Owners", "file-file": SimpleUploadedFile("none.txt", b"")}, "This file is empty"),
    ):
        answer = pressed(quentin, held, act, **given)
        assert answer.status_code == 422 and said in words(answer), act
    assert not EvidencePlace.objects.exists()
    assert pressed(quentin, held, "nothing").status_code == 404
    assert quentin.get(desk(held, "B1")).status_code == 404


def test_an_application_is_frozen_and_reads_on_page_and_paper(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    assert quentin.post(at(held, "freeze/")).status_code == 302  # "quality_freeze"
    assert "Not yet: nothing is written" in words(quentin.get(at(held)))
    measured(cast, filled(cast, held))
    assert "Freeze the application" in words(quentin.get(at(held)))
    quentin.post(at(held, "freeze/"))
    one = Application.objects.get()
    shown = words(quentin.get(f"{PAGE}applications/{one.uuid}/"))  # "quality_application"
    assert "Feedback in time" in shown and one.digest[:8] in shown and "is not what was frozen" not in shown
    answer = quentin.get(f"{PAGE}applications/{one.uuid}/pdf/")  # "quality_application_pdf"
    paper = pypdfium2.PdfDocument(answer.content)
    text = " ".join(page.get_textpage().get_text_range() for page in paper)
    assert "What we do about what came of it." in text and "Feedback in time" in text


def test_licensed_text_stands_beside_its_clause(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast, "management-system", ("4",)), enter("quentin")
    assert pressed(quentin, held, "paste", "4.1", **{"licensed-said": "<b>Ours</b> by licence."}).status_code == 302
    assert "&lt;b&gt;Ours&lt;/b&gt; by licence." in words(quentin.get(desk(held, "4.1")))


def test_the_pages_ask_no_more_with_more_rows(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    held, quentin = hold(cast), enter("quentin")
    measured(cast, held)
    a_file_shown(cast)
    quentin.get(at(held))
    for _more in range(2):
        with django_assert_num_queries(12):
            quentin.get(PAGE)
        with django_assert_num_queries(13):
            quentin.get(at(held))
        with django_assert_num_queries(21):
            quentin.get(desk(held, "A5"))
        for n in range(2):
            hold(cast, ("ofqual-centres", "advice-matrix")[n], ("A",) if n == 0 else ("1",)) if _more == 0 else None
            measured(cast, held, question=f"standard:{('visit', 'enquiry')[n]}")
        actions.write_statement(held, by=cast.as_("cora"), indicator="A5", said="More.")


def test_one_that_was_frozen_is_the_centres_alone(cast: Cast, enter: Enter) -> None:
    one = an_application(cast)
    assert enter("ines").get(f"{PAGE}applications/{one.uuid}/").status_code == 404
