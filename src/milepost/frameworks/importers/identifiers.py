"""The regulator's numbers and their check characters. A wrong check is a reason to ask, never to refuse."""

import re

UAN = re.compile(r"(?<![A-Z0-9/])([A-Z])\s?/?\s?(\d{3})\s?/?\s?(\d{4})(?![0-9/])")
UAN_WHOLE = re.compile(r"[A-Z]\s?/?\s?\d{3}\s?/?\s?\d{4}")
QAN = re.compile(r"(?<![A-Z0-9/])(\d{3})\s?/?\s?(\d{4})\s?/?\s?([\dX])(?![0-9/])")
UAN_LETTERS = "ADFHJKLMRTY"


def tidy_uan(text: str) -> str:
    """ "R/901/0012" of "r9010012" or "R/901/0012"; the text itself when it is no such number."""
    found = UAN_WHOLE.fullmatch(text.strip().upper())
    if not found:
        return text.strip()
    bare = re.sub(r"[^A-Z0-9]", "", found[0])
    return f"{bare[0]}/{bare[1:4]}/{bare[4:]}"


def weighted(digits: str) -> int:
    return sum(int(d) * w for d, w in zip(digits, (8, 7, 6, 5, 4, 3, 2), strict=True)) % 11


def uan_letter(uan: str) -> str:
    """The letter that the digits of a unit number call for."""
    return UAN_LETTERS[weighted(re.sub(r"\D", "", uan))]


def uan_checks(uan: str) -> bool:
    bare = re.sub(r"[^A-Z0-9]", "", uan.upper())
    return bool(re.fullmatch(r"[A-Z]\d{7}", bare)) and bare[0] == uan_letter(bare)


def qan_digit(qan: str) -> str:
    """The last character that the first seven digits of a qualification number call for."""
    value = weighted(re.sub(r"[^0-9X]", "", qan.upper())[:7])
    return "X" if value == 10 else str(value)


def qan_checks(qan: str) -> bool:
    bare = re.sub(r"[^0-9X]", "", qan.upper())
    return bool(re.fullmatch(r"\d{7}[\dX]", bare)) and bare[7] == qan_digit(bare)
