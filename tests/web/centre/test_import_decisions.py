"""Deciding, in an import: every place can be decided on its page, and places of one kind together."""

import re

import pytest
from django.test import Client

from tests.cast import Cast
from tests.fixtures import Enter
from tests.frameworks.test_actions import PACK, pack
from tests.web.centre.test_import_review import decide, review, text

CIDER = PACK.parents[2] / "tests" / "frameworks" / "first_sight" / "edgecombe-nvq-cider-perry.txt"


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def test_whatever_is_to_decide_can_be_decided_on_the_page(cast: Cast, cora: Client) -> None:
    """Two values differ that stand in no single place: the total of the rules, and the sum in the heading of a group."""
    import_ = pack(cast, CIDER)
    for position, doubt in enumerate(import_.reading["warnings"]):
        card = re.split(r'<li class="card verdict|</ul>', text(cora.get(review(import_, f"?at={position}"))))[position + 1]
        kept = next(form for form in re.findall(r"<form.*?</form>", card) if 'name="choice" value=""' in form)
        assert bool(doubt["values"]) == ('name="reason"' in kept), doubt
        reason = {"reason": "The body says 16."} if doubt["values"] else {}
        decide(cora, import_, position, choice="", **reason)
        import_.refresh_from_db()
        assert str(position) in import_.decisions
        if doubt["field"] == "credit" and not doubt["unit"]:
            assert 'href="?show=rules"' in card
    assert 'id="publish"' in text(cora.get(review(import_)))


def test_places_of_one_kind_are_decided_together(cast: Cast, cora: Client) -> None:
    """Twelve of sixteen units stand in the table only. Whoever knows that says so once, and only of them."""
    import_ = pack(cast, CIDER)
    page = text(cora.get(review(import_)))
    assert "12 places are alike: Pages to look at" in page
    assert "In units 3, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15 and 16." in page
    pages = [i for i, one in enumerate(import_.reading["warnings"]) if one["field"] == "pages"]
    page = text(decide(cora, import_, pages[0], alike="pages"))
    assert "12 places are decided." in page
    assert "places are alike" not in page
    import_.refresh_from_db()
    assert sorted(map(int, import_.decisions)) == pages
    assert "No place of this kind is open any more." in text(
        decide(cora, import_, pages[0], alike="credit")
    )  # which differ, so that each has its own answer
