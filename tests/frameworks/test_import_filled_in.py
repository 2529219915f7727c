"""Records to be filled in: the heads of their columns stand between what opens a list and its first statement, boxes to tick behind each."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook

ROOM = """\
KD20101

Fly Kites by Night on a
Beach
This is a practical unit. You will learn how to fly a lit kite where others walk.

Level                              2
Credit value                       3
GLH                                24
Observations                       3
Ofqual unit reference              R/951/7301

Learning outcomes
On completion of this unit you will:
 1. Be able to fly a lit kite
 2. Know why kites are lit
Evidence requirements and range
Your assessor will tick each item when it has been covered.

        Evidence requirement                                Covered ✓    Portfolio ref.
1.      You must fly on three nights.
2.      You must have used all of the following lamps:
         a. red                                             []

         b. green                                           []

Outcome 1
Be able to fly a lit kite
You can:

        Performance                                         1        2       3       Oral
a.      Fasten a lamp to the tail
b.      Land the kite unharmed

Observation                            1                    2                3
Date achieved
Outcome 2
Know why kites are lit
You will be able to:

        Knowledge                                           Portfolio reference
a.      State who must see the kite
b.      Explain what the colours mean
"""


def unit(text: str) -> dict[str, Any]:
    table = "Unit code   Ofqual unit reference   Unit title   Level   Credit value   GLH\nKD20101     R/951/7301     Fly Kites by Night on a Beach     2     3    24\n\n"
    (found,) = read_handbook((table + text).encode(), "kites.txt").document["units"]
    return found


def criteria(found: dict[str, Any]) -> list[list[tuple[str, str]]]:
    return [[(c["number"], c["text"]) for c in o["criteria"]] for o in found["outcomes"]]


ALL = [
    [("a", "Fasten a lamp to the tail"), ("b", "Land the kite unharmed")],
    [("a", "State who must see the kite"), ("b", "Explain what the colours mean")],
]


@pytest.mark.parametrize("apart", [False, True], ids=["lines", "a cell a line"])
def test_heads_of_columns_end_no_list(apart: bool) -> None:
    text = (
        "\n".join(part.strip() for line in ROOM.splitlines() for part in line.split("   ") if part.strip() or not line) if apart else ROOM
    )
    found = unit(text)
    assert criteria(found) == ALL
    first, second = found["evidence_requirements"]
    assert (first["text"], first["items"]) == ("You must fly on three nights.", [])
    assert second["quantifier"] == "all"
    assert [(i["letter"], i["text"]) for i in second["items"]] == [("a", "red"), ("b", "green")]


def test_a_title_over_two_lines_is_the_title_of_the_list() -> None:
    assert unit(ROOM)["aim"] == "This is a practical unit. You will learn how to fly a lit kite where others walk."


def test_a_number_above_the_list_of_the_statement_before_is_the_next_statements() -> None:
    astray = ROOM.replace("         a. red     ", "3.\na. red\n").replace(
        "Outcome 1\n", "You must write down how the wind turned each night.\nOutcome 1\n", 1
    )
    told = unit(astray)["evidence_requirements"]
    assert [(s["number"], [i["text"] for i in s["items"]]) for s in told] == [("1", []), ("2", ["red", "green"]), ("3", [])]
