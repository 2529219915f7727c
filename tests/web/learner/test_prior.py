"""What was learnt before, who else is in it, and covering part of a picture."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from PIL import Image

from milepost.base import files
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Evidence, Registration
from milepost.portfolios.words import EvidenceKind
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter

ADD = reverse("learner_add_evidence")
PRIOR = {
    "kind": "rpl", "title": "Lamps at sea", "learnt": "Keeping lamps on a ship", "learnt_where": "Harbour Line, 2022 to 2024",
    "award": "Deck certificate", "still": "I still do it every summer.", "nature": "performance", "setting": "real_work",
    "claim": "L1:1.1", "act": "hand_in", "own": "on",
}  # fmt: skip


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


@pytest.fixture
def photo(cast: Cast, made: Registration) -> Evidence:
    drawn = BytesIO()
    Image.new("RGB", (400, 200), "white").save(drawn, "PNG")
    by = cast.as_("lena")
    file = files.store(drawn.getvalue(), name="counter.png", centre=made.centre, by=by)
    return portfolios.add_evidence(made, by=by, kind=EvidenceKind.FILE, title="The counter", file=file)


def test_what_was_learnt_before_is_claimed_and_judged_like_the_rest(cast: Cast, made: Registration, enter: Enter) -> None:
    enter("lena").post(ADD, {**PRIOR, "form": str(uuid4())})
    piece = made.evidence.get()
    assert piece.kind == EvidenceKind.RPL
    assert piece.versions.get().details["still"] == "I still do it every summer."
    build.judged(cast, made, ["L1:1.1"])
    made.progress.refresh_from_db()
    assert made.progress.met == 1
    for name, page in (("lena", "learner_evidence_one"), ("asif", "assessor_evidence"), ("ines", "quality_evidence")):
        body = enter(name).get(reverse(page, args=[piece.uuid])).content.decode()
        assert "Keeping lamps on a ship" in body
        assert "Deck certificate" in body


@pytest.mark.parametrize(("field", "reason"), [("learnt", "Say what you learnt"), ("still", "Say why you can still do it")])
def test_what_is_missing_of_it_is_said(made: Registration, enter: Enter, field: str, reason: str) -> None:
    answer = enter("lena").post(ADD, {**PRIOR, field: " ", "form": str(uuid4())})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert made.evidence.count() == 0


def test_a_text_that_points_at_somebody_is_told_until_something_is_said(cast: Cast, made: Registration, enter: Enter) -> None:
    by = cast.as_("lena")
    piece = portfolios.add_evidence(made, by=by, kind="statement", title="A call", body="I rang Mrs Okafor on 07700 900123.")
    page = reverse("learner_evidence_one", args=[piece.uuid])
    body = enter("lena").get(page).content.decode()
    assert "“Mrs Okafor” (a name)" in body
    assert "“07700 900123” (a telephone number)" in body
    portfolios.replace_evidence(piece, by=by, body="I rang Mrs Okafor.", details={"others": "agreed"})
    body = enter("lena").get(page).content.decode()
    assert "It may point at somebody" not in body
    assert "They agreed that I show it" in body


def test_a_covered_part_is_black_and_what_it_was_stays_with_the_learner(photo: Evidence, enter: Enter) -> None:
    before = photo.versions.get().file
    assert before is not None
    lena, page = enter("lena"), reverse("learner_cover", args=[photo.uuid])
    assert "Look whether a face" in lena.get(reverse("learner_evidence_one", args=[photo.uuid])).content.decode()
    assert lena.get(page).status_code == 200
    lena.post(page, {"seen": "1", "left-1": "0", "top-1": "0", "width-1": "50", "height-1": "100"})
    after = photo.versions.get(number=2).file
    assert after is not None
    with Image.open(files.path_of(after.sha256)) as picture:
        assert picture.convert("RGB").getpixel((picture.width // 4, picture.height // 2)) == (0, 0, 0)
        assert min(picture.convert("RGB").getpixel((picture.width * 3 // 4, picture.height // 2))) > 240
    original, covered = (reverse("file", args=[one.uuid]) for one in (before, after))
    assert lena.get(original).status_code == 200
    for name in ("asif", "ines", "cora"):
        assert enter(name).get(original).status_code == 404
        assert enter(name).get(covered).status_code == 200


def test_nothing_drawn_says_what_to_do_and_twice_covers_once(photo: Evidence, enter: Enter) -> None:
    lena, page = enter("lena"), reverse("learner_cover", args=[photo.uuid])
    answer = lena.post(page, {"seen": "1", "left-1": "x", "width-1": "0"})
    assert answer.status_code == 422
    assert "Draw at least one box" in answer.content.decode()
    box = {"seen": "1", "left-1": "10", "top-1": "10", "width-1": "500", "height-1": "20"}
    lena.post(page, box)
    assert "This is replaced already" in lena.post(page, box, follow=True).content.decode()
    assert photo.versions.count() == 2


def test_only_the_learner_covers_and_only_a_picture(cast: Cast, made: Registration, photo: Evidence, enter: Enter) -> None:
    for name in ("asif", "ines", "cora"):
        assert enter(name).get(reverse("learner_cover", args=[photo.uuid])).status_code == 404
    words = build.statement(cast, made)
    assert enter("lena").get(reverse("learner_cover", args=[words.uuid])).status_code == 404
