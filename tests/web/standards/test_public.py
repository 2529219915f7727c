"""What the public reads of months in which few have counted: no number, and that it is so."""

from datetime import date
from types import SimpleNamespace

from django.template.loader import render_to_string

from milepost.commitments import standardfile
from milepost.commitments.adherence import Kept, Month, Tally
from milepost.engine.clocks import standards_of
from milepost.web.standards.kept import Card, public_card


def month(number: int, kept: int, by_hand: int = 0) -> Month:
    hand = SimpleNamespace(kept=by_hand, of=by_hand) if by_hand else None
    return Month(date(2026, number, 1), Tally(kept=kept), hand)  # type: ignore[arg-type]


def made(*months: Month) -> Card:
    standard = standards_of(standardfile.shipped_document())[0]
    return public_card(Kept(standard, months, sum((one.tally for one in months), Tally()), holds=True))


def read(one: Card) -> str:
    return " ".join(render_to_string("standards/_card.html", {"one": one, "public": True}).split())


def test_a_month_of_few_shows_no_number_and_says_so() -> None:
    page = read(made(month(1, 12), month(2, 9), month(3, 0)))
    assert "In 1 month fewer than ten have counted: it shows no numbers." in page
    assert '<th scope="row">February 2026</th><td class="r num" data-label="Kept">–</td>' in page
    assert '<th scope="row">March 2026</th><td class="r num" data-label="Kept">0</td>' in page


def test_where_every_month_is_of_few_nothing_is_drawn() -> None:
    page = read(made(month(1, 6), month(2, 5)))
    assert "In 2 months fewer than ten have counted: they show no numbers." in page
    assert "<svg" not in page.partition("<details")[0].rpartition("11 of 11")[2]
    assert "The line is the target" not in page


def test_what_was_counted_by_hand_is_held_to_the_same() -> None:
    page = read(made(month(1, 12), month(2, 0, by_hand=4), month(3, 0, by_hand=14)))
    assert "4 of 4" not in page.replace("14 of 14", "")
    assert "14 of 14" in page
