"""How a poor reading shows, and what another reading of the same document puts in its place."""

from pathlib import Path

import pytest

from milepost.frameworks.importers.checks import Sources
from milepost.frameworks.importers.draft import Draft
from milepost.frameworks.importers.found import Found, FoundOutcome, Statement, UnitPages
from milepost.frameworks.importers.second_reading import content, is_poor, other_ways, printed_numbers, read_again, soundness, take_better
from milepost.frameworks.importers.source import Line, Passage, Place, read_source

PACKS = Path(__file__).parent / "first_sight"
HERE = Place(1, 1, 1)
ALL = {"1.1", "1.2", "2.1"}


def pages(*outcomes: tuple[str, str, list[tuple[str, str]]], **facts: Found[str]) -> UnitPages:
    found = UnitPages(HERE, titles=[Found("Mend a net", HERE)], level=facts.get("level"), credit=facts.get("credit"))
    for number, words, criteria in outcomes:
        headed = Found(words, HERE) if words else None
        found.outcomes.append(FoundOutcome(number, headed=headed, criteria=[Statement(n, text, HERE) for n, text in criteria]))
    return found


def whole(**facts: Found[str]) -> UnitPages:
    first = ("1", "Be able to mend a net", [("1.1", "Cut out what is torn"), ("1.2", "Tie the meshes anew")])
    return pages(first, ("2", "Know twine", [("2.1", "Name three twines")]), **facts)


def test_what_hangs_together_is_sound() -> None:
    assert soundness(whole(), ALL) == 1


@pytest.mark.parametrize(
    "outcomes",
    [
        [],
        [("1", "Be able to mend a net", [])],
        [("1", "", [("1.1", "Cut out what is torn"), ("1.2", "Tie the meshes anew")]), ("2", "Know twine", [("2.1", "Name three twines")])],
        [("1", "Be able to mend a net", [("1.1", "Cut out what is torn"), ("1.2", "Tie the meshes anew")]), ("2", "Know twine", [])],
        [("1", "Be able to mend a net", [("1.1", "Cut out what is torn")]), ("2", "Know twine", [("2.1", "Name three twines")])],
        [("1", "Be able to mend a net", [("1.1", "Cut out"), ("1.2", "Tie the")]), ("2", "Know twine", [("2.1", "Name three twines")])],
        [("1", "Be able to", [("1.1", "Cut out"), ("1.2", "Tie the meshes")]), ("2", "Know twine", [("2.1", "Name three twines")])],
        [("1", "Mend", [("1.2", "Cut out"), ("1.1", "Tie the meshes")]), ("2", "Know twine", [("2.1", "Name three twines")])],
    ],
    ids=[
        "nothing",
        "no criteria",
        "no words",
        "an empty one",
        "a number left out",
        "a criterion breaks off",
        "an outcome breaks off",
        "not in turn",
    ],
)
def test_each_fault_makes_it_less(outcomes: list[tuple[str, str, list[tuple[str, str]]]]) -> None:
    assert soundness(pages(*outcomes), ALL) < 1


def test_the_better_pages_are_taken_and_the_facts_of_the_first_stay() -> None:
    first = Sources("T/900/0001", pages=[pages(("1", "", []), level=Found("2", HERE))])
    again = Sources("T/900/0001", pages=[whole(level=Found("3", HERE), credit=Found("4", HERE))])
    take_better([first], [again], {first.uan: ALL})
    assert content(first, ALL) == 1
    assert [v.value for v in first.values("level")] == ["2"]
    assert [v.value for v in first.values("credit")] == ["4"]


def test_what_was_read_well_stays() -> None:
    own = whole()
    first, again = Sources("T/900/0001", pages=[own]), Sources("T/900/0001", pages=[whole(level=Found("3", HERE))])
    take_better([first], [again], {first.uan: ALL})
    assert first.pages == [own]


def test_a_document_that_is_read_well_is_laid_out_no_other_way() -> None:
    asked: list[str] = []
    source = read_source(TEXT.encode(), "net.txt")

    def spaced() -> list[Line]:
        asked.append("the lines with their gaps")
        return source.lines

    source.spaced = spaced
    unit = Sources("T/900/0001", pages=[whole(level=Found("2", HERE), credit=Found("4", HERE))])
    read_again(source, Draft(), [unit])
    assert not asked
    read_again(source, Draft(), [])
    assert asked


TEXT = """\
T/900/0001   Mend a net   Level 2   Credit 4
1   Be able to mend   1.1   Cut out what is torn   Photograph
                      1.2   Tie the meshes anew    Photograph
"""


def test_a_number_on_a_units_lines_is_one_that_its_criteria_should_have() -> None:
    source = read_source(TEXT.encode(), "net.txt")
    assert printed_numbers(source, [Sources("T/900/0001", pages=[whole()])]) == {"T/900/0001": {"1.1", "1.2"}}


def test_units_without_any_criterion_are_poor() -> None:
    source = read_source(TEXT.encode(), "net.txt")
    unit = Sources("T/900/0001", pages=[pages(level=Found("2", HERE), credit=Found("4", HERE))])
    assert is_poor(source, [unit], {})
    unit.pages = [whole(level=Found("2", HERE), credit=Found("4", HERE))]
    assert not is_poor(source, [unit], {})
    assert is_poor(source, [], {})


@pytest.mark.parametrize("name", ["cache-like-toy-library.pdf", "cache-like-toy-library.txt"])
def test_what_is_read_another_way_stands_where_it_stood(name: str) -> None:
    source = read_source((PACKS / name).read_bytes(), name)
    checked = 0
    for way in other_ways(source):
        assert way.lines is source.lines
        for element in way.elements:
            if isinstance(element, Passage) and element.text and not element.cells:
                assert element.text.split()[0].strip("•").casefold() in source.text_at(element.place).casefold()
                checked += 1
    assert checked > 100


def test_the_lines_of_a_page_keep_their_words_when_they_get_their_gaps() -> None:
    source = read_source((PACKS / "cache-like-toy-library.pdf").read_bytes(), "toy.pdf")
    assert source.spaced
    spaced = [line for line in source.spaced() if line.text]
    assert [" ".join(line.text.split()) for line in spaced] == [line.text for line in source.lines if line.text]
    assert [(line.page, line.number) for line in spaced] == [(line.page, line.number) for line in source.lines if line.text]
    assert sum("   " in line.text for line in spaced) > 50
