"""The list of evidence, one piece, saying more of it, replacing it, taking it back, handing in."""

import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.people.words import Role
from milepost.portfolios.models import Claim, Evidence, EvidenceVersion, HandIn, Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

LIST, HAND_IN = reverse("learner_evidence"), reverse("learner_hand_in")


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


@pytest.fixture
def piece(cast: Cast, made: Registration) -> Evidence:
    return build.statement(cast, made)


def at(name: str, piece: Evidence) -> str:
    return reverse(name, args=[piece.uuid])


def test_other_roles_and_strangers_find_nothing(cast: Cast, enter: Enter, piece: Evidence) -> None:
    one = build.claims(cast, piece, ["L1:1.1"])[0]
    names = ("learner_evidence_one", "learner_claim", "learner_replace_evidence", "learner_withdraw_evidence")
    addresses = [HAND_IN, *(at(name, piece) for name in names[1:]), reverse("learner_withdraw_claim", args=[one.uuid])]
    for who in ("asif", "ines", "cora", "stan"):
        client = enter(who)
        assert [client.post(address).status_code for address in addresses] == [404] * 5
        assert [client.get(address).status_code for address in (LIST, at(names[0], piece))] == [404] * 2
    assert enter("stan", Role.LEARNER).get(at("learner_evidence_one", piece)).status_code == 404


# The list


def test_each_card_says_what_it_shows_and_how_far_it_is(cast: Cast, enter: Enter, made: Registration, piece: Evidence) -> None:
    build.handed_in(cast, made, ["L1:1.1"], evidence=piece)
    build.statement(cast, made, "Another")
    text = enter("lena").get(LIST).content.decode()
    assert "E1 My watch" in text
    assert "Handed in" in text
    assert "Claims nothing yet." in text
    assert "E1 My watch" not in enter("lena").get(f"{LIST}?q=anoth").content.decode()


def test_an_empty_list_says_how_to_begin(enter: Enter, made: Registration) -> None:
    assert "No evidence yet" in enter("lena").get(LIST).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_no_query_a_row(
    cast: Cast, enter: Enter, made: Registration, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _row in range(rows):
        build.claims(cast, build.statement(cast, made), ["L1:1.1", "L2:1.1"])
    client = enter("lena")
    client.get(LIST)
    with django_assert_num_queries(6):  # session, person, appointments; registration, versions, claims
        client.get(LIST)


# One piece


def test_a_piece_shows_itself_its_claims_and_versions(cast: Cast, enter: Enter, piece: Evidence) -> None:
    build.claims(cast, piece, ["L1:1.1"])
    text = enter("lena").get(at("learner_evidence_one", piece)).content.decode()
    assert "I trimmed the wick at dusk" in text
    assert "L1, 1.1" in text
    assert "Version 1" in text
    assert "claimed with this already: para 1" in text


def test_more_is_said_and_handed_in(enter: Enter, piece: Evidence) -> None:
    answer = enter("lena").post(at("learner_claim", piece), {"claim": ["L1:1.1", "L2:1.1"], "own": "on", "act": "hand_in"})
    assert answer.status_code == 302
    assert HandIn.objects.get().claims.count() == 2


def test_what_is_refused_keeps_every_tick(enter: Enter, piece: Evidence) -> None:
    client = enter("lena")
    answer = client.post(at("learner_claim", piece), {"claim": ["L2:1.1"], "where-L2:1.1": "para 7", "act": "hand_in"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Declare that the work is your own" in text
    assert 'value="para 7"' in text
    assert not Claim.objects.exists()
    assert "Tick at least one criterion" in client.post(at("learner_claim", piece), {"act": "keep"}).content.decode()


def test_a_page_that_is_not_there_is_no_place(cast: Cast, enter: Enter, made: Registration) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.new_page(200, 200)
    kept = io.BytesIO()
    document.save(kept)
    client = enter("lena")
    given = {"kind": "file", "title": "Log", "nature": "performance", "setting": "real_work", "act": "keep", "form": "f"}
    client.post(reverse("learner_add_evidence"), {**given, "files": SimpleUploadedFile("log.pdf", kept.getvalue())})
    piece = Evidence.objects.get()
    answer = client.post(at("learner_claim", piece), {"claim": ["L1:1.1"], "where-L1:1.1": "p 3, para 1", "act": "keep"})
    assert answer.status_code == 422
    assert "The document has 2 pages. Give one of them." in answer.content.decode()
    assert client.post(at("learner_claim", piece), {"claim": ["L1:1.1"], "where-L1:1.1": "p 2, para 1"}).status_code == 302


def test_a_claim_is_taken_back_until_it_is_judged(cast: Cast, enter: Enter, made: Registration, piece: Evidence) -> None:
    build.handed_in(cast, made, ["L1:1.1", "L1:1.2"], evidence=piece)
    build.judged(cast, made, ["L1:1.1"])
    client = enter("lena")
    for claim in Claim.objects.all():
        answer = client.post(reverse("learner_withdraw_claim", args=[claim.uuid]), follow=True)
        assert answer.status_code == 200
    assert [c.target for c in Claim.objects.filter(withdrawn_at=None)] == ["L1:1.1"]
    assert "This claim has been judged" in client.post(reverse("learner_withdraw_claim", args=[Claim.objects.get(target="L1:1.1").uuid]), follow=True).content.decode()  # fmt: skip


def test_evidence_is_taken_back_unless_a_judgement_rests_on_it(cast: Cast, enter: Enter, made: Registration, piece: Evidence) -> None:
    client = enter("lena")
    other = build.statement(cast, made, "Another")
    build.handed_in(cast, made, ["L1:1.1"], evidence=piece)
    build.judged(cast, made, ["L1:1.1"])
    assert "A judgement rests on E1" in client.post(at("learner_withdraw_evidence", piece), follow=True).content.decode()
    assert "is taken back" in client.post(at("learner_withdraw_evidence", other), follow=True).content.decode()
    assert "Taken back." in client.get(at("learner_evidence_one", other)).content.decode()


# Replacing


def test_replacing_says_what_falls_in_doubt_and_keeps_the_earlier_version(
    cast: Cast, enter: Enter, made: Registration, piece: Evidence
) -> None:
    build.handed_in(cast, made, ["L1:1.1"], evidence=piece)
    build.judged(cast, made, ["L1:1.1"])
    client = enter("lena")
    text = client.get(at("learner_replace_evidence", piece)).content.decode()
    assert "1 judgement rests on it and will be in doubt" in text
    assert "I trimmed the wick at dusk" in text
    answer = client.post(at("learner_replace_evidence", piece), {"seen": "1", "body": "Another story.", "reason": "Clearer"})
    assert answer.status_code == 302
    assert EvidenceVersion.objects.count() == 2
    assert "I trimmed the wick" in client.get(f"{at('learner_evidence_one', piece)}?version=1").content.decode()
    assert client.post(at("learner_replace_evidence", piece), {"seen": "1", "body": "Another story."}).status_code == 302  # sent twice
    assert EvidenceVersion.objects.count() == 2


def test_replacing_by_nothing_is_refused(enter: Enter, piece: Evidence) -> None:
    answer = enter("lena").post(at("learner_replace_evidence", piece), {"seen": "1", "body": "", "reason": "Clearer"})
    assert answer.status_code == 422
    assert "Write something first." in answer.content.decode()
    assert 'value="Clearer"' in answer.content.decode()


# Handing in


def test_claims_that_are_ticked_are_handed_in(cast: Cast, enter: Enter, piece: Evidence) -> None:
    first, second = build.claims(cast, piece, ["L1:1.1", "L1:1.2"])
    client = enter("lena")
    assert "Hand in 2 claims" in client.get(HAND_IN).content.decode()
    answer = client.post(HAND_IN, {"claim": [str(first.uuid)]})
    assert answer.status_code == 422
    assert f'name="claim" value="{second.uuid}" type="checkbox">' in answer.content.decode()
    assert client.post(HAND_IN, {"claim": [str(first.uuid)], "own": "on"}).status_code == 302
    assert [c.target for c in HandIn.objects.get().claims.all()] == ["L1:1.1"]
    assert client.post(HAND_IN, {"claim": [str(first.uuid)], "own": "on"}).status_code == 422  # sent twice


def test_with_nothing_ready_it_says_so(enter: Enter, made: Registration) -> None:
    assert "Nothing lies ready" in enter("lena").get(HAND_IN).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_handing_in_asks_no_query_a_row(
    cast: Cast, enter: Enter, made: Registration, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _row in range(rows):
        build.claims(cast, build.statement(cast, made), ["L1:1.1"])
    client = enter("lena")
    client.get(HAND_IN)
    with django_assert_num_queries(5):  # session, person, appointments; registration, claims
        client.get(HAND_IN)
