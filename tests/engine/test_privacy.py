"""What in a text may point at somebody."""

import pytest

from milepost.engine.privacy import Pointer, findings


@pytest.mark.parametrize(
    ("text", "kind", "excerpt"),
    [
        ("I wrote to jo.smith@harbour.example about it", Pointer.EMAIL, "jo.smith@harbour.example"),
        ("She rang from 07700 900123.", Pointer.PHONE, "07700 900123"),
        ("Call +44 20 7946 0123 back", Pointer.PHONE, "+44 20 7946 0123"),
        ("card 4111 1111 1111 1111 was refused", Pointer.CARD, "4111 1111 1111 1111"),
        ("sort code 20-00-00 55779911", Pointer.ACCOUNT, "20-00-00 55779911"),
        ("her number QQ 12 34 56 C", Pointer.NATIONAL_INSURANCE, ""),
        ("her number JG 12 13 16 A", Pointer.NATIONAL_INSURANCE, "JG 12 13 16 A"),
        ("lives at NR1 3QU", Pointer.POSTCODE, "NR1 3QU"),
        ("I called Mrs Okafor back", Pointer.NAME, "Mrs Okafor"),
        ("a customer called Jane Pell complained", Pointer.NAME, "Jane Pell"),
    ],
)
def test_it_is_found_in_its_own_letters(text: str, kind: Pointer, excerpt: str) -> None:
    assert [(one.kind, one.excerpt) for one in findings(text)] == ([(kind, excerpt)] if excerpt else [])


@pytest.mark.parametrize(
    "text",
    ["", "I served 14 customers between 09:30 and 11:00 on 3 November 2025.", "Order 4111 1111 1111 1112 came twice.", "Criterion 2.3 of B11",
     "The customer was calm. Her order was 20 pounds.", "Version 1.2.3, page 10"],
)  # fmt: skip
def test_ordinary_work_is_left_alone(text: str) -> None:
    assert findings(text) == []


def test_places_stand_in_the_order_of_the_text_and_once() -> None:
    found = findings("Mr Hale, 07700 900123, hale@harbour.example, and Mr Hale again")
    assert [one.kind for one in found] == [Pointer.NAME, Pointer.PHONE, Pointer.EMAIL, Pointer.NAME]


def test_a_long_text_is_read_in_a_moment() -> None:
    assert len(findings("Ordinary words about a lamp and its keeper. " * 20_000 + "Mrs Okafor")) == 1
