"""Bank holidays by division of the United Kingdom, from a kept library."""

from collections.abc import Mapping
from datetime import date
from functools import cache

# How the library calls them. Wales has the bank holidays of England.
DIVISIONS = {"england-and-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}
FIRST_YEAR, LAST_YEAR = 2000, 2099


@cache
def bank_holidays(division: str) -> Mapping[date, str]:
    """Every bank holiday of a division with its name, substitute and special days among them."""
    import holidays  # a second of work: only where somebody counts

    known = holidays.country_holidays("GB", subdiv=DIVISIONS[division], years=range(FIRST_YEAR, LAST_YEAR + 1), language="en_GB")
    return dict(sorted(known.items()))
