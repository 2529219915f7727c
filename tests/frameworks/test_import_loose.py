"""Tables without rules in a PDF: rows far apart, cells that nearly touch, criteria that follow close upon each other in one cell."""

from pathlib import Path

import pytest
import typst

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.pack import Reading
from milepost.frameworks.importers.source import Table

PLAIN = "#set page(margin: 60pt)\n#set text(size: 10pt)\n#set table(stroke: none)\n#set par(leading: 3pt)\n"
HEADS = "[*Ref*], [*Title*], [*Unit reference*], [*Level*], [*Credit*], [*GLH*]"

FAR_APART = (
    PLAIN
    + f"""
= List of units
== Group A: mandatory units
#table(columns: (40pt, 200pt, 90pt, 40pt, 45pt, 40pt), inset: (y: 9pt, x: 4pt), {HEADS},
  [K01], [Fly a kite on a short line], [M/913/1004], [L2], [3], [20],
  [K02], [Fly a kite on a long line over the heads of people who watch], [D/913/1015], [L3], [4], [26])
== Group B: optional units
#table(columns: (40pt, 200pt, 90pt, 40pt, 45pt, 40pt), inset: (y: 9pt, x: 4pt), {HEADS},
  [K03], [Mend a torn sail], [L/913/1026], [L2], [2], [14])
= Rules
The learner must achieve at least 7 credits.
"""
)

HEADS_AGAIN = (
    PLAIN
    + """
= Structure
#table(columns: (56pt, 76pt, 165pt, 20pt, 40pt, 40pt), inset: (x: 2pt, y: 4pt),
  [*Mandatory unit*], [*Reference*], [*Title*], [*K*], [*Level*], [*Credit*],
  [KK1], [A/913/2002], [Know what the wind is doing], [K], [3], [5],
  [KC1], [F/913/2013], [Launch a kite by oneself in any], [C], [2], [3],
  [*Optional unit*], [*Reference*], [*Title*], [*K*], [*Level*], [*Credit*],
  [KC2], [J/913/2024], [Teach a beginner on the beach], [C], [3], [6])
The learner must achieve at least 8 credits.
"""
)

CLOSE_TOGETHER = (
    PLAIN
    + """
= Unit 7 Build a kite
#table(columns: 2, [Unit reference], [R/913/3007], [Level], [3], [Credit], [5], [GLH], [30])
== Learning outcomes
#table(columns: (130pt, 280pt), inset: (x: 4pt, y: 5pt),
  [*Learning outcome* \\ The learner will:], [*Assessment criteria* \\ The learner can:],
  [1. Be able to choose spars for a kite of a given weight],
  [#par(hanging-indent: 24pt)[1.1 #h(10pt) Weigh spars of three woods and \\ say which bends least]
   #par(hanging-indent: 24pt)[1.2 #h(10pt) Cut spars, allowing for: \\ a) the cross piece \\ b) the bow]],
  [2. Be able to sew a sail], [2.1 #h(10pt) Hem a sail so that it does not flutter])
"""
)


@pytest.fixture
def read(tmp_path: Path):
    def reading(source: str) -> Reading:
        (tmp_path / "pack.typ").write_text(source, "utf-8")
        return read_handbook(typst.compile(tmp_path / "pack.typ"), "pack.pdf")

    return reading


def test_rows_that_stand_far_apart_are_rows_of_one_table(read):
    reading = read(FAR_APART)
    units = [(u["uan"], u["number"], u["title"], u["level"], u["credit"], u["group"], u["mandatory"]) for u in reading.document["units"]]
    assert units == [
        ("M/913/1004", "K01", "Fly a kite on a short line", "2", 3, "A", True),
        ("D/913/1015", "K02", "Fly a kite on a long line over the heads of people who watch", "3", 4, "A", True),
        ("L/913/1026", "K03", "Mend a torn sail", "2", 2, "B", False),
    ]
    assert len([e for e in reading.source.elements if isinstance(e, Table)]) == 2


def test_heads_that_come_again_begin_the_other_part(read):
    units = [(u["uan"], u["number"], u["title"], u["mandatory"]) for u in read(HEADS_AGAIN).document["units"]]
    assert units == [
        ("A/913/2002", "KK1", "Know what the wind is doing", True),
        ("F/913/2013", "KC1", "Launch a kite by oneself in any", True),
        ("J/913/2024", "KC2", "Teach a beginner on the beach", False),
    ]


def test_criteria_that_follow_close_upon_each_other_in_one_cell_are_told_apart(read):
    (unit,) = read(CLOSE_TOGETHER).document["units"]
    found = [(c["number"], c["text"]) for o in unit["outcomes"] for c in o["criteria"]]
    assert [number for number, _text in found] == ["1.1", "1.2", "2.1"]
    assert found[0][1] == "Weigh spars of three woods and say which bends least"
    assert unit["outcomes"][0]["text"] == "Be able to choose spars for a kite of a given weight"


def test_a_criterion_that_a_page_cuts_in_two_is_whole(read):
    table = "#table(columns: (150pt, 280pt), stroke: 0.5pt, [The learner will], [The learner can], "
    source = (
        PLAIN
        + f"""
= Unit 8 Steer a kite
#table(columns: 2, [Unit reference], [J/913/4008], [Level], [3], [Credit], [4])
{table}[1. Be able to steer], [1.1 Turn a kite both ways], [], [1.2 Bring a kite down at a place])
#pagebreak()
{table}[], [that somebody else has named], [2. Know the wind], [2.1 Say what a gust is])
"""
    )
    (unit,) = read(source).document["units"]
    found = {c["number"]: c["text"] for o in unit["outcomes"] for c in o["criteria"]}
    assert found["1.2"] == "Bring a kite down at a place that somebody else has named"
    assert found["2.1"] == "Say what a gust is"
