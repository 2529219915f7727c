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


@pytest.mark.parametrize("text", ["", "100000004", "10000000431", "10000 0043", "１０００００００４３", "abcdefghij"])
def test_anything_but_ten_digits_is_asked_for_again(text: str) -> None:
    assert "ten digits" in str(why_not_uln(text))
