"""Layouts of other awarding bodies, all invented: what each says of itself is enough to read it."""

from pathlib import Path

import pytest
import typst

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.pack import Reading

LETTERED = """\
Kelbourne Awarding Body
National Unit Specification

Unit title:	Care for Hives in Summer
Unit code:	K/910/0012
SCQF equivalent level:	Level 2
Credit points:	4
GLH:	30

Summary

This unit is about looking after hives from May to August.

Outcomes

On completion of this Unit the learner will be able to:

1 Inspect a hive.
2 Take off honey without stress to the colony.

Outcome 1

Inspect a hive.

Performance Criteria

(a) The smoker is lit and stays alight.
(b) Frames are lifted without crushing bees.
(c) Notes are made while the hive is open.

Outcome 2

Take off honey without stress to the colony.

Performance Criteria

(a) Supers are cleared before they are lifted.
(b) Frames are uncapped and spun in the order in which they came.

Evidence Requirements for this Unit

1 Evidence must come from at least two hives.
2 Candidates must show all of the following:
(a) a clean extractor
(b) labelled jars.

Unit title:	Winter Feeding
Unit code:	Y/910/0023
SCQF equivalent level:	Level 2
Credit points:	2
GLH:	16

Summary

This unit is about keeping a colony alive through the cold months.

Outcomes

On completion of this Unit the learner will be able to:

1 Judge the stores of a colony.
2 Feed a colony.

Outcome 1

Judge the stores of a colony.

Performance Criteria

(a) The hive is hefted and the weight judged.
(b) Findings are written down.

Outcome 2

Feed a colony.

Performance Criteria

(a) Fondant is placed above the cluster.
(b) The hive is closed within two minutes.
(c) The date of feeding is noted.
"""
AIMS = """\
Unit 12: Managing a Small Theatre
Unit reference number: M/912/0016
Level: 3
Unit type: Optional
Credit value: 10
Guided learning hours: 60

Unit introduction
Theatres are run by few people who do many jobs.

Learning aims
In this unit you will:
A Understand how a small theatre is run
B Plan a season of shows
C Review a season.

Content
Learning aim A: Understand how a small theatre is run
A1 People and their jobs
• front of house
• stage crew
Learning aim B: Plan a season of shows
B1 Calendars

Assessment criteria
Pass	Merit	Distinction
Learning aim A: Understand how a small theatre is run
A.P1 Explain who does what in a small theatre.	A.M1 Compare two theatres of different size.	A.D1 Evaluate the staffing of one theatre.
A.P2 Describe how tickets are sold.
Learning aim B: Plan a season of shows
B.P3 Produce a calendar for one season.	B.M2 Justify the choice of shows.	B.D2 Assess the plan against the means of the theatre.
Learning aim C: Review a season
C.P4 Summarise what audiences said.	C.M3 Recommend changes for the next season.
"""
UNHEADED = """\
Example Crafts Level 2 Certificate in Dry Stone Walling

UNIT SPECIFICATIONS

Title: Strip out a fallen gap
Unit Reference Number: A/913/0017
Level: 2
Credit Value: 3
Guided Learning Hours: 21

The learner will:
1. be able to strip out a gap
The learner can:
1.1 sort stone by size and shape
1.2 clear the footing down to firm ground,
keeping the stones of the old footing apart from
the rest
2. understand why walls fall
2.1 explain how water, roots and stock
bring a wall down
2.2 describe the Walling Guild's
Code of Practice
Additional information
Evidence should be gathered on one wall.

Title: Rebuild a gap
Unit Reference Number: F/913/0028
Level: 2
Credit Value: 5
Guided Learning Hours: 35

The learner will:
1. be able to rebuild a gap
The learner can:
1.1 set a line and frame
1.2 build both faces together and pack the middle
2. be able to finish a wall
2.1 lay through stones at the agreed height
2.2 set copes in line
"""
CODED = """\
Unit 5	Polishing Brass
L/915/0019
Level 1	Credit 2	GLH 15

Aim
The learner will polish brass as it is done in a small museum.

LO1 Know the kinds of brass
AC1.1 Name two kinds of brass
AC1.2 Give a reason for lacquer

LO2 Be able to polish brass
AC2.1 Choose a polish
AC2.2 Polish a plate without scratching it

Unit 6	Waxing Oak
R/915/0020
Level 1	Credit 3	GLH 20

Aim
The learner will wax oak.

LO1 Be able to wax oak
AC1.1 Choose a wax
AC1.2 Wax a panel
"""
UNRULED = """\
#set page(paper: "a4", header: [Kelbourne Awards #h(1fr) Level 2 units], footer: context [© Kelbourne 2020 #h(1fr) Page #counter(page).display()])
#set text(font: "Libertinus Serif", size: 10pt)
#let unit(n, uan, title, rows) = [
  #text(size: 16pt, weight: "bold")[#n #title]

  #table(columns: 4, stroke: none, [*Unit reference number*], [*Level*], [*Credit value*], [*GLH*], [#uan], [2], [3], [24])

  #text(size: 12pt, weight: "bold")[Unit summary]

  This unit is for learners who work at a small harbour and who look after its boats in all weathers, alone or in pairs.

  #table(columns: (1fr, 1.4fr, 1fr), stroke: none, [*Learning outcome*\\ The learner will:], [*Assessment criteria*\\ The learner can:], [*Guidance*], ..rows)

]
#unit("KA 21", "F/910/0012", "Care for Small Boats", (
 [1. Know how small boats are built], [1.1 Describe the parts of a clinker boat and the order in which they are fitted], [Keel, stem, strakes.],
 [], [1.2 State two signs of rot], [Soft wood.],
 [2. Be able to wash a small boat], [2.1 Choose a cleaner that does not harm paint or harbour], [Refer to labels.],
 [], [2.2 Wash the hull from the waterline upwards without leaving streaks on the varnish], [],
))
#unit("KA 22", "L/910/0023", "Moor Small Boats", (
 [1. Be able to moor a boat], [1.1 Make fast bow and stern lines], [Round turn.],
 [], [1.2 Rig a spring], [],
 [2. Understand what tides do to moorings], [2.1 Explain why lines are left slack], [Range of tide.],
))
"""
IN_COLUMNS = """\
#set page(width: 19cm, height: 13cm, columns: 2, footer: context [Fern Awards #h(1fr) #counter(page).display()])
#set text(size: 9pt)
#let unit(n, uan, title, outs) = [
  #heading(level: 1)[Unit #n: #title]
  *Unit code:* #uan \\
  *Level:* 3 \\
  *Credits:* 5 \\
  *Guided learning hours:* 40

  == Aim
  The aim of this unit is to show that the learner can do all that is asked of somebody who keeps bees for others, in town or in the country.

  == Learning outcomes and assessment criteria
  #for (k, o) in outs.enumerate(start: 1) [
    === Outcome #k: #o.at(0)
    The learner can:
    #for (m, c) in o.at(1).enumerate(start: 1) [
      #par[#k.#m #h(1em) #c]
    ]
  ]
]
#unit("7", "K/911/0031", "Keep Bees for Others", (("Agree what is wanted", ("agree with the owner what is expected of the colony in its first year", "write down what has been agreed", "keep a diary of each visit with the weather, the strength of the colony and what was done about it", "tell the owner of any sign of disease on the same day and by the means that were agreed beforehand", "carry tools and clothes between two sites without carrying disease from one to the other site", "explain to the owner which jobs cannot wait when the weather turns")), ("Look after the colony", ("inspect the hive at the intervals that have been agreed", "treat the colony for mites with a product that is allowed"))))
#unit("8", "Y/911/0042", "Rear Queens", (("Choose a colony", ("compare three colonies on temper, health and honey", "justify the choice in writing")), ("Raise cells", ("graft larvae of the right age without drying them", "check cells on the tenth day"))))
"""
SPANNED = """\
#set page(paper: "a4", numbering: "1")
#set text(size: 10pt)
= Unit specifications
#pagebreak()
#let unit(uan, title, outs) = [
  #table(columns: (30%, 70%), [Title], [#title], [Unit ID], [#uan], [Level], [Level 2], [Credit], [4], [Guided Learning], [31])
  #table(columns: (8%, 35%, 8%, 49%), table.cell(colspan: 2)[*Learning Outcomes* \\ The learner will], table.cell(colspan: 2)[*Assessment Criteria* \\ The learner can],
   ..outs.enumerate(start: 1).map(((k, o)) => (table.cell(rowspan: o.at(1).len())[#k], table.cell(rowspan: o.at(1).len())[#o.at(0)], ..o.at(1).enumerate(start: 1).map(((m, c)) => ([#k.#m], [#c])).flatten())).flatten())
  *Additional information about the unit*

  Evidence may come from any workshop.
  #pagebreak(weak: true)
]
#unit("R/912/0015", "Solder Copper Pipe", (("Know the tools for soldering", ("Name the tools used to cut and clean pipe", "Describe the use of flux")), ("Be able to solder a joint", ("Cut, clean and flux a pipe to the length on the drawing", "Solder a joint without gaps", "Test a joint under water pressure"))))
#unit("H/912/0026", "Bend Copper Pipe", (("Be able to bend pipe", ("Mark out a bend from a drawing that gives angles and centres", "Bend pipe without creasing it")),))
"""


def criteria(reading: Reading) -> list[list[str]]:
    """Of each unit its criterion numbers, each with the number of its outcome."""
    return [[f"{o['number']}:{c['number']}" for o in u["outcomes"] for c in o["criteria"]] for u in reading.document["units"]]


def text_of(reading: Reading, unit: int, number: str) -> str:
    return next(c["text"] for o in reading.document["units"][unit]["outcomes"] for c in o["criteria"] if c["number"] == number)


def pdf(source: str, tmp_path: Path) -> Reading:
    (tmp_path / "made.typ").write_text(source)
    return read_handbook(typst.compile(str(tmp_path / "made.typ"), ignore_system_fonts=True), "made.pdf")


@pytest.mark.parametrize(
    ("text", "facts", "numbers"),
    [
        (
            LETTERED,
            [("K/910/0012", "Care for Hives in Summer", "2", 4, 30), ("Y/910/0023", "Winter Feeding", "2", 2, 16)],
            [["1:a", "1:b", "1:c", "2:a", "2:b"], ["1:a", "1:b", "2:a", "2:b", "2:c"]],
        ),
        (
            AIMS,
            [("M/912/0016", "Managing a Small Theatre", "3", 10, 60)],
            [["A:A.P1", "A:A.M1", "A:A.D1", "A:A.P2", "B:B.P3", "B:B.M2", "B:B.D2", "C:C.P4", "C:C.M3"]],
        ),
        (
            UNHEADED,
            [("A/913/0017", "Strip out a fallen gap", "2", 3, 21), ("F/913/0028", "Rebuild a gap", "2", 5, 35)],
            [["1:1.1", "1:1.2", "2:2.1", "2:2.2"], ["1:1.1", "1:1.2", "2:2.1", "2:2.2"]],
        ),
        (
            CODED,
            [("L/915/0019", "Polishing Brass", "1", 2, 15), ("R/915/0020", "Waxing Oak", "1", 3, 20)],
            [["1:1.1", "1:1.2", "2:2.1", "2:2.2"], ["1:1.1", "1:1.2"]],
        ),
    ],
    ids=["letters below outcomes", "aims and grades", "no headings", "codes and cells"],
)
def test_a_text_is_read_by_its_own_conventions(text: str, facts: list[tuple[object, ...]], numbers: list[list[str]]):
    reading = read_handbook(text.encode(), "made.txt")
    assert [(u["uan"], u["title"], u["level"], u["credit"], u["glh"]) for u in reading.document["units"]] == facts
    assert criteria(reading) == numbers


def test_criteria_that_go_on_in_another_line_are_whole():
    reading = read_handbook(UNHEADED.encode(), "made.txt")
    assert text_of(reading, 0, "1.2").endswith("keeping the stones of the old footing apart from the rest")
    assert text_of(reading, 0, "2.2") == "describe the Walling Guild's Code of Practice"


def test_columns_without_lines_that_only_guide_are_left_out(tmp_path: Path):
    reading = pdf(UNRULED, tmp_path)
    assert [(u["number"], u["title"], u["credit"]) for u in reading.document["units"]] == [
        ("KA 21", "Care for Small Boats", 3),
        ("KA 22", "Moor Small Boats", 3),
    ]
    assert criteria(reading) == [["1:1.1", "1:1.2", "2:2.1", "2:2.2"], ["1:1.1", "1:1.2", "2:2.1"]]
    assert text_of(reading, 0, "2.1") == "Choose a cleaner that does not harm paint or harbour"


def test_pages_in_two_columns_are_read_one_column_after_the_other(tmp_path: Path):
    reading = pdf(IN_COLUMNS, tmp_path)
    assert [u["title"] for u in reading.document["units"]] == ["Keep Bees for Others", "Rear Queens"]
    assert criteria(reading) == [
        ["1:1.1", "1:1.2", "1:1.3", "1:1.4", "1:1.5", "1:1.6", "2:2.1", "2:2.2"],
        ["1:1.1", "1:1.2", "2:2.1", "2:2.2"],
    ]
    assert text_of(reading, 0, "1.5").endswith("from one to the other site")


def test_numbers_in_columns_of_their_own_go_with_what_they_number(tmp_path: Path):
    reading = pdf(SPANNED, tmp_path)
    assert [(u["title"], u["glh"]) for u in reading.document["units"]] == [("Solder Copper Pipe", 31), ("Bend Copper Pipe", 31)]
    assert criteria(reading) == [["1:1.1", "1:1.2", "2:2.1", "2:2.2", "2:2.3"], ["1:1.1", "1:1.2"]]
