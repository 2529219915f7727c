"""The one next step of who keeps quality: from an empty house, step by step, and what comes before it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assurance import actions as assurance
from milepost.base import clock
from milepost.commitments import promisefile
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.provider.holding import filled, hold, measured
from tests.readiness.test_road import set_dates

PAGE = reverse("quality_today")


def sign_of(answer: Any) -> str:
    """The words of the one sign on the page."""
    body = " ".join(answer.content.decode().split())
    signs = re.findall(r'<section class="sign".*?</section>', body)
    assert len(signs) == 1, body
    return re.sub(r"<[^>]+>", " ", signs[0])


def begun(cast: Cast, enter: Enter) -> None:
    enter("quentin").post(reverse("promises_set"), {"text": promisefile.shipped_text()})
    set_dates(cast)


def test_an_empty_house_begins_with_a_standard_then_a_promise_then_two_dates(cast: Cast, enter: Enter) -> None:
    quentin = enter("quentin")
    assert "Choose the quality standard to begin with" in sign_of(quentin.get(PAGE))
    assert "Three steps, and quality is kept" in quentin.get(PAGE).content.decode()
    hold(cast)
    assert "Say what people may count on" in sign_of(quentin.get(PAGE))
    quentin.post(reverse("promises_set"), {"text": promisefile.shipped_text()})
    assert "Say by when you want to be ready" in sign_of(quentin.get(PAGE))
    set_dates(cast)
    body = quentin.get(PAGE).content.decode()
    assert "Three steps, and quality is kept" not in body and "Make your key to sealed names" in sign_of(quentin.get(PAGE))


def test_nobody_else_is_told_to_begin(cast: Cast, enter: Enter) -> None:
    for name in ("ines", "eva"):
        assert "Choose the quality standard" not in enter(name).get(PAGE).content.decode()


def test_who_assures_quality_reads_what_has_waited_longest_and_who_comes_from_outside_has_no_sign(cast: Cast, enter: Enter) -> None:
    assert "Make your key to sealed names" in sign_of(enter("ines").get(PAGE))
    signed = build.signed_off(cast, build.with_units(cast))
    body = enter("ines").get(PAGE).content.decode()
    assert "L1 Light the lamp" in sign_of(enter("ines").get(PAGE)) and "Start with the oldest" in body
    assert reverse("quality_unit", args=[signed.uuid]) in body
    assert 'class="sign"' not in enter("eva").get(PAGE).content.decode()


def test_what_is_late_comes_before_what_is_not_begun(cast: Cast, enter: Enter) -> None:
    assurance.open_finding(
        cast.centre, by=cast.as_("quentin"), source="standard", key="test", title="A1 is empty", what="Write it.", who=cast.quentin,
        by_on=clock.today() + timedelta(days=2),
    )  # fmt: skip
    quentin = enter("quentin")
    assert "Choose the quality standard" in sign_of(quentin.get(PAGE))
    with clock.at(clock.now() + timedelta(days=3)):
        late = sign_of(enter("quentin").get(PAGE))
        assert "It is late" in late and "Write it." in late and "A1 is empty" in late


def test_then_the_standard_whose_day_comes_first_is_gone_on_with(cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milepost.concerns.passphrases.COST", 2**4)
    begun(cast, enter)
    enter("quentin").post(reverse("case_keys"), {"act": "make"})
    hold(cast, "advice-matrix", ("1",))
    hold(cast, apply_by=clock.today() + timedelta(days=100))
    said = sign_of(enter("quentin").get(PAGE))
    assert "Go on with" in said and "still open" in said and "To be in" in said


def test_the_list_of_standards_says_how_far_each_is(cast: Cast, enter: Enter) -> None:
    hold(cast, "advice-matrix", ("1",))
    filled(cast, hold(cast))
    body = " ".join(enter("quentin").get(reverse("quality_standards")).content.decode().split())
    assert re.search(r"0 of \d+ indicators settled; its gate is closed", body)
    assert "Part 1; begun" in body and re.search(r"Part(s A, B| A); begun", body)
    whole = re.search(r"(\d+) of (\d+) indicators settled; (\d) of 2 gates open", body)
    assert whole and whole[1] == whole[2] and whole[3] == "2"


def test_one_more_standard_asks_no_more(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    begun(cast, enter)
    measured(cast, hold(cast))
    quentin = enter("quentin")
    quentin.get(PAGE)
    for _more in range(2):
        with django_assert_num_queries(30):
            quentin.get(PAGE)
        for key, part in (("ofqual-centres", "A"), ("advice-matrix", "1")):
            hold(cast, key, (part,)) if _more == 0 else None
