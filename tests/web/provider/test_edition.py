"""Another edition in the browser: the difference in words, moving knowingly, and what was left."""

import json
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import files
from milepost.provider import actions
from milepost.provider.models import HeldEdition, HeldStandard
from tests.cast import Cast
from tests.fixtures import Enter
from tests.provider.holding import a_file_shown, filled, hold
from tests.provider.test_editions import changed, move, moved_on, without_a5
from tests.web.provider.test_quality_standards import at, words


def brought(client: Client, held: HeldStandard, document: dict[str, Any]) -> Any:
    raw = yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode()
    return client.post(at(held, "edition/"), {"more_than": "55", "file": SimpleUploadedFile("new.yaml", raw)})  # "quality_edition"


def test_the_difference_is_shown_before_anything_moves(cast: Cast, enter: Enter) -> None:
    held, quentin = filled(cast, hold(cast)), enter("quentin")
    assert "Bring another edition" in words(quentin.get(at(held)))
    answer = brought(quentin, held, changed(held, without_a5))
    shown = words(answer)
    assert "A5 is not there any more: What came of it." in shown
    assert "What stands on A5 counts no more, and stays readable with the edition that you leave." in shown
    assert "What stands on 5 indicators stays as it is." in shown
    assert not HeldEdition.objects.exists()
    written = answer.context["page"].keep.initial["document"]
    assert quentin.post(at(held, "edition/"), {"act": "move", "document": written}).status_code == 302
    assert ">A5<" not in words(quentin.get(at(held)))
    left = words(quentin.get(at(held, "editions/1/")))  # "quality_edition_left"
    assert "What we do about what came of it." in left and "not there any more" in left and "Scored: Nearly everywhere, 75 %." in left
    assert quentin.get(at(held, "editions/2/")).status_code == 404
    assert "Edition 1" in words(quentin.get(at(held, "edition/")))


def test_what_got_another_key_goes_along_where_it_is_ticked(cast: Cast, enter: Enter) -> None:
    held, quentin = filled(cast, hold(cast)), enter("quentin")
    answer = brought(quentin, held, changed(held, moved_on))
    assert "A5 is A6 now" in words(answer)
    written = answer.context["page"].keep.initial["document"]
    refused = quentin.post(at(held, "edition/"), {"act": "move", "document": written, "along": ["A1", "Z9"]})
    assert (refused.status_code, HeldEdition.objects.exists()) == (422, False)
    ticked = {"act": "move", "document": written, "along": ["A1", "A2", "A3", "A4", "A5"]}
    assert quentin.post(at(held, "edition/"), ticked).status_code == 302
    assert HeldEdition.objects.get().moves == {f"A{n}": f"A{n + 1}" for n in range(1, 6)}
    assert "What we do about what came of it." in words(quentin.get(at(held, "indicators/A6/")))


def test_the_edition_that_comes_with_milepost_is_pointed_out(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    assert "Milepost brings another edition" not in words(quentin.get(at(held)))
    move(cast, held, without_a5)
    assert "Milepost brings another edition" in words(quentin.get(at(held)))
    assert "A5 is new: What came of it." in words(quentin.get(at(held, "edition/")))


def test_what_is_wrong_or_the_same_is_said(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    assert "Nothing that counts is different." in words(brought(quentin, held, held.document))
    broken = changed(held, lambda document: document["parts"][0].update(needs=["B"]))
    answer = brought(quentin, held, broken)
    assert answer.status_code == 422 and "A → B → A" in words(answer)
    for written in ("nonsense", "[]", json.dumps(broken), json.dumps(held.document)):
        assert quentin.post(at(held, "edition/"), {"act": "move", "document": written}).status_code == 422
    assert not HeldEdition.objects.exists()


def test_a_file_that_was_left_can_still_be_opened(cast: Cast, enter: Enter) -> None:
    held, quentin = hold(cast), enter("quentin")
    file = files.store(b"What came.", name="came.txt", centre=cast.centre, by=cast.as_("quentin"))
    actions.show(held, by=cast.as_("quentin"), indicator="A5", kind="file", title="What came", file=file)
    assert a_file_shown(cast).indicator == "A5"
    move(cast, held, without_a5)
    shown = words(quentin.get(at(held, "editions/1/")))
    place = a_file_shown(cast)
    assert f"places/{place.uuid}/file/" in shown
    assert quentin.get(f"/quality-standards/places/{place.uuid}/file/").status_code == 200


def test_the_pages_ask_no_more_with_more_editions(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    held, quentin = filled(cast, hold(cast)), enter("quentin")
    quentin.get(at(held))
    for years in ((1,), (2, 4)):
        for n in years:
            held = move(cast, held, lambda document, n=n: document.update(years=n))  # type: ignore[misc]
        with django_assert_num_queries(9):
            quentin.get(at(held, "edition/"))
        with django_assert_num_queries(8):
            quentin.get(at(held, "editions/1/"))
