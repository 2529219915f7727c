"""What a document does its own way: grades side by side below no head, a second framework's level, a list of units in brackets, guidance below a fact."""

from typing import Any

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.layout import Word, segments_of

FACTS = "Unit {number}: {title}\nUnit reference number: {uan}\nLevel: 3\nCredit value: 4\nGuided learning hours: 30\n\n"
FIRST = FACTS.format(number=201, title="Fly kites from a beach", uan="T/601/1235")


def read(text: str) -> dict[str, Any]:
    return read_handbook(text.encode(), "kites.txt").document


def criteria(document: dict[str, Any]) -> dict[str, str]:
    return {c["number"]: c["text"] for unit in document["units"] for o in unit["outcomes"] for c in o["criteria"]}


BY_MARKS = """\
Assessment and grading criteria
To achieve a pass grade the       To achieve a merit grade the
evidence must show that the       evidence must show that, in
learner is able to:               addition, the learner is able to:

P1   choose a line that suits     M1   explain how the line chosen
     the wind                          bears upon the lift of a kite
                                       in a gale
P2   hold a kite in the air
     for ten minutes
P3   land a kite where nobody     M2   compare two landings
     stands
"""


def test_grades_side_by_side_are_told_by_their_marks_below_no_head() -> None:
    assert criteria(read(FIRST + BY_MARKS)) == {
        "P1": "choose a line that suits the wind",
        "P2": "hold a kite in the air for ten minutes",
        "P3": "land a kite where nobody stands",
        "M1": "explain how the line chosen bears upon the lift of a kite in a gale",
        "M2": "compare two landings",
    }


CROWDED = """\
Grading criteria
  Pass                            Merit                           Distinction
  The learner can:                The learner can:                The learner can:

  LO1 Be able to fly a kite where others fly

  P1: Choose a line to suit winds M1: Explain how a line bears on D1: Judge which kite
  and kites                       lift                            flies best
\f Pass                     Merit                   Distinction
  The learner can:          The learner can:        The learner can:

  P2: Hold a kite in        M2: Compare two         D2: Recommend a field
  the air                   landings                for a show
"""


def test_a_column_pushed_by_a_long_line_and_columns_set_anew_on_the_next_page() -> None:
    assert criteria(read(FIRST + CROWDED)) == {
        "P1": "Choose a line to suit winds and kites",
        "M1": "Explain how a line bears on lift",
        "D1": "Judge which kite flies best",
        "P2": "Hold a kite in the air",
        "M2": "Compare two landings",
        "D2": "Recommend a field for a show",
    }


def test_the_numbers_of_units_in_brackets_are_no_credits() -> None:
    said = "Structure\nLearners must achieve a minimum of 20 credits: 11 credits from the mandatory units (201, 202) and a minimum of 9 credits from the rest.\n\n"
    document = read(said + FIRST + BY_MARKS + "\n" + FACTS.format(number=202, title="Mend torn kites", uan="K/601/1524") + BY_MARKS)
    assert {(r["scope"], r["value"]) for r in document["rules_of_combination"]} >= {("total", 20), ("mandatory", 11)}
    assert not {201, 202} & {r["value"] for r in document["rules_of_combination"]}


def test_guidance_adds_nothing_to_how_the_unit_is_assessed() -> None:
    (unit,) = read(FIRST + "Assessment: Marked by the centre\n\n" + BY_MARKS + "\nAssessment guidance\nA beach may be any open place.\n")[
        "units"
    ]
    assert unit["assessment"] == "Marked by the centre"


def test_the_first_sentence_of_a_section_may_begin_like_its_heading() -> None:
    support = "Support of the unit by a sector body\nEndorsed by Kite Skills, the council for all that flies.\n\n"
    (unit,) = read(FIRST + support + BY_MARKS)["units"]
    assert unit["support_body"] == "Endorsed by Kite Skills, the council for all that flies."


def test_a_level_of_another_framework_ends_no_form() -> None:
    form = "Unit number\t201\tNVQ level\t2\nUAN\tT/601/1235\tSCQF level\t5\nGuided learning hours\t30\tCredit value\t4\n\n"
    (unit,) = read("Unit 201 Fly kites from a beach\n" + form + BY_MARKS)["units"]
    assert (unit["uan"], unit["title"], unit["level"], unit["credit"]) == ("T/601/1235", "Fly kites from a beach", "2", 4)


def test_a_group_award_has_the_level_at_which_its_units_are() -> None:
    cover = "SVQ 2 in Kite Flying at SCQF level 5\nGroup award code: GT7C 22\n\n"
    (found,) = read(cover + FIRST + BY_MARKS)["qualifications"]
    assert (found["number"], found["title"], found["level"]) == ("GT7C 22", "SVQ 2 in Kite Flying at SCQF level 5", "5")


HEADS = "UAN\n\nMarlow and\nGuilds unit\nnumber\n\nUnit title\n\nCredit\nvalue\n\nGLH\n\n"
ROWS = "T/601/1235\n\nUnit 201\n\nFly kites from a beach\n\n4\n\n30\n\nK/601/1524\n\nUnit 202\n\nMend torn kites\n\n2\n\n14\n\n"


def test_a_head_over_lines_with_capitals_and_numbers_called_unit() -> None:
    rows = [(u["uan"], u["number"], u["credit"], u["glh"]) for u in read("Structure\n\n" + HEADS + ROWS)["units"]]
    assert rows == [("T/601/1235", "201", 4, 30), ("K/601/1524", "202", 2, 14)]


def test_a_letter_before_japanese_words_marks_them() -> None:
    def line(*texts: str) -> list[Word]:
        return [Word(text, 10.0 + 12 * k, 19.0 + 12 * k, 20.0, 10.0, bold=False) for k, text in enumerate(texts)]

    assert [segment.marked for segment in segments_of(line("b", "児童書"))] == [True]
    assert [segment.marked for segment in segments_of(line("a", "book"))] == [False]
