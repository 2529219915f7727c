"""The regulator's numbers as documents print them, among other words."""

from milepost.frameworks.numbers import QAN, UAN, UAN_LETTERS, UAN_WHOLE, checked, tidy_uan

__all__ = ["QAN", "UAN", "UAN_LETTERS", "UAN_WHOLE", "qan_checks", "qan_digit", "tidy_uan", "uan_checks", "uan_letter"]


def uan_letter(uan: str) -> str:
    """The letter that the digits of a unit number call for."""
    found = checked(uan)
    return found.expected[0] if found else ""


def uan_checks(uan: str) -> bool:
    found = checked(uan)
    return found is not None and found.right


def qan_digit(qan: str) -> str:
    """The last character that the first seven digits of a qualification number call for."""
    found = checked(qan)
    return found.expected[0] if found else ""


def qan_checks(qan: str) -> bool:
    found = checked(qan)
    return found is not None and found.right
