"""Where standards ask for the same: what a mapping may say, and what of one indicator is offered at another."""

from typing import Any

import pytest

from milepost.engine.mapping import Kind, Partner, faults, mapping_of, partners

KNOWN = {"lamps": {"A1", "A2"}, "oil": {"1", "2"}, "wicks": {"w"}}


def document(*links: dict[str, list[str]]) -> dict[str, Any]:
    return {"key": "m", "title": "M", "links": [{"because": f"Link {n}.", "where": where} for n, where in enumerate(links, start=1)]}


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({"lamps": ["A1"], "oil": ["1", "2"]}, []),
        ({"lamps": ["A1", "A2"]}, [Kind.ALONE]),
        ({"lamps": ["A1"], "gas": ["1"]}, [Kind.UNKNOWN_STANDARD]),
        ({"lamps": ["A9"], "oil": ["1"]}, [Kind.UNKNOWN_INDICATOR]),
        ({"lamps": ["A1", "A1"], "oil": ["1"]}, [Kind.TWICE]),
    ],
)
def test_what_cannot_be_right_is_found(where: dict[str, list[str]], found: list[str]) -> None:
    wrong = faults(mapping_of(document({"lamps": ["A1"], "wicks": ["w"]}, where)), KNOWN)
    assert [one.kind for one in wrong] == found
    assert all(one.args["link"] == 2 for one in wrong)


def test_a_link_is_read_in_every_direction_and_goes_no_further_than_itself() -> None:
    mapping = mapping_of(document({"lamps": ["A1"], "oil": ["1", "2"]}, {"oil": ["2"], "wicks": ["w"]}, {"lamps": ["A1"], "oil": ["1"]}))
    assert partners([mapping], "lamps", "A1") == [Partner("oil", "1", "Link 1."), Partner("oil", "2", "Link 1.")]
    assert partners([mapping], "oil", "2") == [Partner("lamps", "A1", "Link 1."), Partner("wicks", "w", "Link 2.")]
    assert partners([mapping], "oil", "9") == partners([mapping], "gas", "1") == []
