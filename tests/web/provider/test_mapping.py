"""Mappings in the browser: brought as a plan first, and one tap to let evidence serve elsewhere."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from milepost.provider import actions
from milepost.provider.models import BroughtMapping, EvidencePlace
from tests.cast import Cast
from tests.fixtures import Enter
from tests.provider.holding import hold, measured
from tests.provider.test_offers import CSV, OURS
from tests.web.provider.test_quality_standards import desk, words

PAGE = "/quality-standards/mappings/"  # "quality_mappings"


def test_one_tap_lets_it_serve_in_the_other_standard(cast: Cast, enter: Enter) -> None:
    first, second, quentin = hold(cast), hold(cast, "advice-matrix", ("4",)), enter("quentin")
    shown = measured(cast, first, "A5").evidence
    page = words(quentin.get(desk(first, "A5")))
    assert "Others ask for the same" in page and desk(second, "4-results") in page
    page = words(quentin.get(desk(second, "4-results")))
    assert "Shown elsewhere for the same" in page and "It stands at A5 of Training Quality Standard framework." in page
    assert quentin.post(desk(second, "4-results"), {"act": "place", "place-evidence": str(shown.uuid)}).status_code == 302
    assert EvidencePlace.objects.filter(held=second, indicator="4-results", evidence=shown).exists()
    assert "Shown elsewhere for the same" not in words(quentin.get(desk(second, "4-results")))


def test_a_mapping_is_shown_before_it_holds_and_taken_out(cast: Cast, enter: Enter) -> None:
    quentin = enter("quentin")
    assert "Where the shipped standards ask for the same" in words(quentin.get(PAGE))
    answer = quentin.post(PAGE, {"file": SimpleUploadedFile("ours.csv", CSV)})
    assert "1 link was understood." in words(answer) and not BroughtMapping.objects.exists()
    written: Any = answer.context["page"]["written"]
    assert quentin.post(PAGE, {"act": "keep", "document": written}).status_code == 302
    row = BroughtMapping.objects.get()
    assert "Brought by Quentin" in words(quentin.get(PAGE))
    out = f"{PAGE}{row.uuid}/take-out/"  # "quality_mapping_take_out"
    assert quentin.post(out).status_code == 302
    assert "Brought by Quentin" not in words(quentin.get(PAGE))


def test_what_comes_back_or_is_wrong_is_said(cast: Cast, enter: Enter) -> None:
    quentin = enter("quentin")
    for written in ("nonsense", "[]", json.dumps({**OURS, "links": [{"because": "x", "where": {"gas": ["1"]}}]})):
        assert quentin.post(PAGE, {"act": "keep", "document": written}).status_code == 422
    answer = quentin.post(PAGE, {"file": SimpleUploadedFile("ours.csv", CSV.replace(b"A8", b"Z8"))})
    assert answer.status_code == 422 and "has no indicator Z8" in words(answer)
    assert not BroughtMapping.objects.exists()


def test_the_page_asks_no_more_with_more_mappings(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    hold(cast)
    quentin = enter("quentin")
    quentin.get(PAGE)
    for keys in (("a",), ("b", "c")):
        for key in keys:
            actions.bring_mapping(cast.centre, by=cast.as_("quentin"), document={**OURS, "key": key})
        with django_assert_num_queries(5):
            quentin.get(PAGE)
