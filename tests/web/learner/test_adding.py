"""Adding evidence: four kinds, what it shows, keeping and handing in, all or nothing."""

import io
import re
import wave

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment.words import Verdict
from milepost.base import drafts, files
from milepost.base.files import uploads
from milepost.base.models import Upload
from milepost.portfolios.models import Claim, Evidence, Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

ADD = reverse("learner_add_evidence")
STATEMENT = {
    "form": "a-form", "kind": "statement", "title": "My watch", "body": "I trimmed the wick.", "nature": "performance", "setting": "real_work",
}  # fmt: skip


def send(client: Client, **given: object) -> HttpResponse:
    return client.post(ADD, {**STATEMENT, "act": "keep", **given})  # type: ignore[return-value]


def one() -> Evidence:
    return Evidence.objects.get()


def sound(seconds: int) -> bytes:
    kept = io.BytesIO()
    with wave.open(kept, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(800)
        made.writeframes(b"\x80" * 800 * seconds)
    return kept.getvalue()


def recording(seconds: int = 460) -> SimpleUploadedFile:
    return SimpleUploadedFile("call.wav", sound(seconds), content_type="audio/wav")


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


def test_other_roles_find_nothing(cast: Cast, enter: Enter, made: Registration) -> None:
    assert [enter(who).get(ADD).status_code for who in ("asif", "ines", "cora", "stan")] == [404] * 4


def test_a_statement_is_kept_as_a_draft_with_its_claims(enter: Enter, made: Registration) -> None:
    answer = send(enter("lena"), claim=["L1:1.1", "L1:R2.a"], **{"where-L1:1.1": "para 2"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("learner_evidence_one", args=[one().uuid]))
    assert [(c.target, c.locator, c.hand_in_id) for c in one().claims.order_by("id")] == [("L1:1.1", "para 2", None), ("L1:R2.a", "", None)]


def test_twelve_claims_are_one_act_and_handed_in(enter: Enter, made: Registration) -> None:
    targets = ["L1:1.1", "L1:1.2", "L1:R2.a", "L1:R2.b", "L2:1.1", "L2:1.2", "L2:1.3"]
    answer = send(enter("lena"), claim=targets, act="hand_in", own="on")
    assert answer.status_code == 302
    assert Claim.objects.filter(hand_in__declared_own=True).count() == len(targets)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("link", {"url": "https://example.org/log"}),
        ("in_situ", {"what": "The log", "where": "The tower", "why_not_copied": "Names"}),
    ],
)
def test_links_and_things_that_stay_where_they_are(enter: Enter, made: Registration, kind: str, given: dict[str, str]) -> None:
    assert send(enter("lena"), kind=kind, **given).status_code == 302
    assert one().kind == kind


def test_a_file_of_a_plain_form_lends_its_name(enter: Enter, made: Registration) -> None:
    answer = send(enter("lena"), kind="file", title="", files=recording())
    assert answer.status_code == 302
    assert one().title == "call"
    assert not Upload.objects.exists()


def test_files_that_came_by_tus_are_used(cast: Cast, enter: Enter, made: Registration) -> None:
    upload = files.begin(name="log.txt", length=5, centre=cast.centre, by=cast.as_("lena"))
    uploads.append(upload, io.BytesIO(b"lamps"), at=0)
    assert send(enter("lena"), kind="file", upload=str(upload.uuid)).status_code == 302
    file = one().versions.select_related("file").get().file
    assert file
    assert file.name == "log.txt"


def test_several_files_are_a_piece_each(enter: Enter, made: Registration) -> None:
    answer = send(enter("lena"), kind="file", claim=["L1:1.1"], files=[recording(3), SimpleUploadedFile("log.txt", b"lamps")])
    assert (answer.status_code, answer["Location"]) == (302, reverse("learner_evidence"))
    assert sorted(Evidence.objects.values_list("title", flat=True)) == ["My watch: call.wav", "My watch: log.txt"]
    assert Claim.objects.count() == 2


# What stops it: nothing that was typed or sent is lost


def test_a_moment_after_the_end_is_no_place_and_the_file_stays(enter: Enter, made: Registration) -> None:
    client = enter("lena")
    answer = send(client, kind="file", claim=["L1:1.1"], files=recording(), **{"where-L1:1.1": "08:30"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "The recording ends at 07:40. Give a moment before that." in text
    assert 'value="08:30"' in text
    upload = Upload.objects.get()
    assert f'name="upload" value="{upload.uuid}" checked' in text
    assert not Evidence.objects.exists()
    again = send(client, kind="file", claim=["L1:1.1"], upload=str(upload.uuid), **{"where-L1:1.1": "06:48 to 07:10"})
    assert again.status_code == 302
    assert one().claims.get().locator == "06:48 to 07:10"


def test_without_the_declaration_nothing_is_written(enter: Enter, made: Registration) -> None:
    answer = send(enter("lena"), claim=["L1:1.1"], act="hand_in")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Declare that the work is your own" in text
    assert "I say so.:" not in text
    assert "I trimmed the wick." in text
    assert 'value="L1:1.1" type="checkbox" checked' in text
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"body": " "}, "Write something first."),
        ({"title": ""}, "Give it a short name"),
        ({"kind": "file"}, "Choose a file first."),
        ({"kind": "link", "url": "example.org"}, "beginning with https://"),
        ({"kind": "in_situ", "what": "The log"}, "Say what it is and where it stays"),
        ({"act": "hand_in", "own": "on"}, "Tick at least one criterion"),
        ({"happened_on": "soon"}, "Give a day, such as"),
        ({"happened_on": "2999-01-01"}, "That day has not come yet."),
        ({"claim": "L3:1.1"}, "not among the ones agreed"),
        ({"kind": "file", "upload": "nonsense"}, "One of the files is not here any more"),
        ({"kind": "file", "files": SimpleUploadedFile("log.pdf", b"no pdf")}, "That file says it is a PDF and is none."),
    ],
)
def test_each_fault_has_its_sentence(enter: Enter, made: Registration, given: dict[str, object], reason: str) -> None:
    answer = send(enter("lena"), **given)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_form_sent_twice_adds_one_piece(enter: Enter, made: Registration) -> None:
    client = enter("lena")
    first = send(client, claim=["L1:1.1"], act="hand_in", own="on")
    second = send(client, claim=["L1:1.1"], act="hand_in", own="on")
    assert first["Location"] == second["Location"]
    assert (Evidence.objects.count(), Claim.objects.count()) == (1, 1)


def test_before_units_are_agreed_evidence_is_kept_without_claims(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    client = enter("lena")
    assert "Your units are not agreed yet" in client.get(ADD).content.decode()
    assert send(client).status_code == 302


# Drafts


def test_what_was_typed_is_there_again(cast: Cast, enter: Enter, made: Registration) -> None:
    place = f"evidence:{made.uuid}"
    told = {**STATEMENT, "body": "Half a story", "claim": ["L1:1.1", "L2:1.2"], "where-L2:1.2": "para 9"}
    drafts.keep(cast.lena.pk, place, told)
    client = enter("lena")
    text = client.get(ADD).content.decode()
    assert "Half a story" in text
    assert 'id="k-statement" checked' in text
    assert 'value="L2:1.2" type="checkbox" checked' in text
    assert 'value="para 9"' in text
    assert send(client).status_code == 302
    assert drafts.find(cast.lena.pk, place) is None
    drafts.keep(cast.lena.pk, place, told)  # kept by a page that was still open when its form had been sent
    assert "Half a story" not in client.get(ADD).content.decode()


def test_the_criterion_that_was_asked_for_is_ticked(enter: Enter, made: Registration) -> None:
    text = enter("lena").get(f"{ADD}?claim=L2:1.3&kind=link").content.decode()
    assert 'value="L2:1.3" type="checkbox" checked' in text
    assert 'id="k-link" checked' in text


def opened(page: str) -> list[tuple[str, bool]]:
    """The units of the form in their order, and whether each is unfolded."""
    return [
        (code, bool(is_open))
        for is_open, code in re.findall(r'<details class="card unit-ticks"( open)?>.*?<b class="code">(.*?)</b>', page)
    ]


def test_what_is_signed_off_stands_folded_at_the_end(cast: Cast, enter: Enter, made: Registration) -> None:
    assert opened(enter("lena").get(ADD).content.decode()) == [("L1", True), ("L2", False)]
    build.signed_off(cast, made, "L1")
    page = enter("lena").get(ADD).content.decode()
    assert opened(page) == [("L2", True), ("L1", False)]
    assert "signed off" in page


def test_the_unit_with_something_to_redo_is_unfolded_first(cast: Cast, enter: Enter, made: Registration) -> None:
    build.handed_in(cast, made, ["L2:1.1"])
    build.judged(cast, made, ["L2:1.1"], verdict=Verdict.NOT_YET)
    assert opened(enter("lena").get(ADD).content.decode()) == [("L1", False), ("L2", True)]


@pytest.mark.parametrize("units", [["L1", "L2"], ["L1", "L2", "L3"]])
def test_the_form_asks_no_query_a_unit(
    cast: Cast, enter: Enter, units: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    build.with_units(cast, units)
    client = enter("lena")
    client.get(ADD)
    with django_assert_num_queries(6):  # session, person, appointments; registration, draft, uploads
        client.get(ADD)


def test_open_counts_criteria_as_the_wall_does(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    text = enter("lena").get(reverse("learner_add_evidence")).content.decode()
    assert [f"{n} open<" in text for n in (2, 3, 4)] == [True, True, False]  # L1 has two criteria beside two parts of a requirement
