"""The sign of a page of today: the one next step."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sign:
    """`about` is the criterion that the step is about; `act` is the press, `also` another way."""

    kicker: str
    title: str
    reason: str = ""
    about: str = ""
    about_href: str = ""
    act: str = ""
    href: str = ""
    also: str = ""
    also_href: str = ""
