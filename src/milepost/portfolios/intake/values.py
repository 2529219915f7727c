"""What a cell says: a day, an address, a number, a name."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from milepost.base import clock
from milepost.portfolios.intake.columns import folded

_FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d/%m/%y",
    "%d.%m.%y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%Y/%m/%d",
)
_EXCEL_BEGINS = date(1899, 12, 30)
_ADDRESS = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]{2,}")


def day(text: str, *, past: bool = False) -> date | None:
    """A day as people and spreadsheets write it, day before month. `past`: 12/05/68 was, and will not be."""
    found, short = _parsed(text)
    return found.replace(year=found.year - 100) if found and short and past and found > clock.today() else found


@lru_cache(4096)  # a list says the same days again and again
def _parsed(text: str) -> tuple[date | None, bool]:
    """The day, and whether its year has two digits."""
    text = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$", "", text.strip())
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text).replace(",", "")
    if re.fullmatch(r"[1-7]\d{4}", text):  # days since spreadsheets began to count
        return _EXCEL_BEGINS + timedelta(days=int(text)), False
    for form in _FORMATS:
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return (found if 1900 <= found.year <= 2200 else None), form.endswith("%y")
    return None, False


def address(text: str) -> str:
    """An e-mail address without what surrounds it: "Lena Hartog <lena@example.org>", "mailto:…"."""
    text = text.strip().removeprefix("mailto:")
    if inside := re.fullmatch(r".*<([^<>]+)>", text):
        text = inside[1]
    return text.strip().lower()


def is_address(text: str) -> bool:
    return bool(_ADDRESS.fullmatch(text)) and len(text) <= 254 and ".." not in text


def digits(text: str) -> str:
    """A number that people group: without spaces and dashes."""
    return re.sub(r"[\s-]", "", text)


def shortened(text: str) -> bool:
    """Whether a spreadsheet has rounded a long number away: 1.00E+09."""
    return bool(re.fullmatch(r"\d([.,]\d+)?[eE]\+?\d{1,2}", text.strip()))


def person_name(read: dict[str, str]) -> str:
    """The name as it should stand: from one column, or from two. "Hartog, Lena" is turned round."""
    whole = read.get("name", "")
    parts = [read.get("first_name", ""), read.get("last_name", "")]
    name = " ".join(part for part in parts if part) if any(parts) and not whole else whole
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and "," not in first else name


def alike(one: str, other: str) -> bool:
    """Whether two names may be one person's: the same words, or one with some left out or cut to a letter."""
    a, b = folded(one).split(), folded(other).split()
    if not a or not b:
        return False
    if sorted(a) == sorted(b):
        return True
    short, long = sorted((a, b), key=len)
    return short[-1] == long[-1] and (short[0] == long[0] or (short[0][0] == long[0][0] and 1 in (len(short[0]), len(long[0]))))
