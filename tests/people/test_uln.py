import pytest

from milepost.people.uln import why_not_uln


@pytest.mark.parametrize("number", ["1000000043", "9999999999"])
def test_a_number_whose_check_digit_fits_and_the_temporary_one_pass(number: str) -> None:
    assert why_not_uln(number) is None


@pytest.mark.parametrize("wrong", ["1000000044", "1000000034", "9999999997", "0000000000"])
def test_a_wrong_digit_or_two_digits_swapped_are_noticed(wrong: str) -> None:
    assert "check digit" in str(why_not_uln(wrong))


def test_nine_digits_that_leave_no_rest_make_no_number_whatever_follows() -> None:
    # 1 x 10 + 6 x 2 = 22, which eleven divides.
    assert all(why_not_uln(f"100000006{last}") for last in range(10))


def test_the_number_that_fails_in_the_national_sample_return_fails_here() -> None:
    """Rule DD01: 1 x 10 + 6 x 8 + 1 x 7 + 4 x 6 + 8 x 5 + 4 x 4 + 9 x 3 + 3 x 2 = 178, which leaves 2, so the last digit is 8."""
    assert "check digit" in str(why_not_uln("1061484935"))
    assert why_not_uln("1061484938") is None


@pytest.mark.parametrize(
    ("nine", "last"),
    # the rests from 1 to 10, each once: the check digit is what is missing to ten
    [
        ("100000001", "9"), ("100000007", "8"), ("100000002", "7"), ("100000008", "6"), ("100000003", "5"),
        ("100000009", "4"), ("100000004", "3"), ("100000013", "2"), ("100000005", "1"), ("100000000", "0"),
    ],
)  # fmt: skip
def test_the_check_digit_is_what_the_rest_lacks_to_ten(nine: str, last: str) -> None:
    assert [digit for digit in "0123456789" if why_not_uln(nine + digit) is None] == [last]


@pytest.mark.parametrize("number", ["1000000043", "1061484938"])
def test_any_one_digit_that_is_wrong_is_noticed(number: str) -> None:
    for place, right in enumerate(number):
        for digit in set("0123456789") - {right}:
            assert why_not_uln(number[:place] + digit + number[place + 1 :]), (place, digit)


@pytest.mark.parametrize("text", ["", "100000004", "10000000431", "10000 0043", "１０００００００４３", "abcdefghij"])
def test_anything_but_ten_digits_is_asked_for_again(text: str) -> None:
    assert "ten digits" in str(why_not_uln(text))
