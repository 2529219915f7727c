"""The regulator's numbers as documents print them, among other words."""

import re

from milepost.frameworks.numbers import UAN, UAN_LETTERS, UAN_WHOLE, checked, tidy_uan

__all__ = ["QAN", "SCOTTISH", "UAN", "UAN_LETTERS", "UAN_WHOLE", "qan_checks", "qan_digit", "tidy_uan", "uan_checks", "uan_letter"]

SCOTTISH = r"(?=[A-Z\d]{0,3}\d)[A-Z][A-Z\d]{3} \d{2}"  # the code of a Scottish unit or group award: "SA4K 04"
QAN = re.compile(
    r"(?<![A-Z0-9/])(\d{3}|C\d{2})\s?/?\s?(\d{4})\s?/?\s?([\dX])(?![0-9/])", re.ASCII
)  # with C: approved or designated in Wales


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
    if qan.lstrip().startswith("C"):
        return True  # how these are checked is not known
    found = checked(qan)
    return found is not None and found.right
