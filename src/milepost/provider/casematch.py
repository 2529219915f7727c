"""What publishers say is exactly the same, as a mapping: out of the CASE items that each indicator remembers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

KEY = "same-by-case"
MOST = 400  # links of one mapping


def mapping(documents: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The mapping between these standards, one link for each pair that is called the same; none where nothing is.

    It does not matter which of two packages says so, nor which was brought first.
    """
    places: dict[str, tuple[str, str]] = {}  # by CASE item its standard and indicator
    said: list[tuple[str, str]] = []
    for document in documents:
        for indicator in (one for part in document["parts"] for one in part["indicators"] if "case" in one):
            item = indicator["case"]["item"]
            places.setdefault(item, (document["key"], indicator["key"]))
            said += [(item, other) for other in indicator["case"].get("same", ())]
    pairs = {frozenset((places[one], places[other])): None for one, other in said if one in places and other in places}
    links = []
    for pair in sorted(sorted(each) for each in pairs):
        if len({standard for standard, _indicator in pair}) == 2:
            links.append({"because": _("Their publisher says that they are exactly the same."), "where": {key: [one] for key, one in pair}})
    if not links:
        return None
    return {
        "format": "milepost-mapping/1", "key": KEY, "title": _("What publishers say is exactly the same"), "links": links[:MOST],
        "about": _("Out of the CASE packages from which the standards came."),
    }  # fmt: skip
