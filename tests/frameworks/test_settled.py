"""Doubts that are not asked (again): answered for the version before, or settled by a correction of the very place."""

from pathlib import Path
from typing import Any

import pytest

from milepost.base.models import Event
from milepost.frameworks import actions, queries
from milepost.frameworks.models import Import
from tests.cast import Cast
from tests.frameworks.test_actions import GLH, HEADER, OUTCOMES, PACK, TITLE, decided, pack

WRONG_LETTER = Path(__file__).parent / "first_sight" / "activeiq-like-heavy-events.txt"


def published(cast: Cast, import_: Import) -> None:
    actions.publish(import_, by=cast.as_("cora"))


def again(cast: Cast, *changes: tuple[str, str], of: Path = PACK) -> Import:
    """The same handbook once more, as its next edition."""
    text = of.read_text()
    for was, becomes in changes:
        assert text.count(was) >= 1, was
        text = text.replace(was, becomes)
    return pack(cast, text.encode() + b"\n", name="newer.txt")


def doubt(import_: Import, field: str, nth: int = 0) -> int:
    return [i for i, one in enumerate(import_.reading["warnings"]) if one["field"] == field][nth]


# Answered for the version before ---------------------------------------------------------------------------------------


def test_what_was_decided_for_the_version_before_is_not_asked_again(cast: Cast) -> None:
    first = decided(cast, pack(cast))
    published(cast, first)
    newer = again(cast)
    assert queries.warnings_open(newer) == []
    assert newer.decisions == {position: said | {"version": 1} for position, said in first.decisions.items()}
    assert newer.document == first.document
    event = Event.objects.filter(name="frameworks.handbook.read").latest("pk")
    assert event.args["carried"] == 4


@pytest.mark.parametrize(
    ("was", "becomes", "asked"),
    [
        ("It is recommended that 46 hours", "It is recommended that 48 hours", {"glh"}),  # another value
        ("Unit 401 Review how the enquiry desk works", "Unit 401 Review how an enquiry desk works", {"title"}),
        ("Outcome 4: Understand complaints at a harbour", "Outcome 4: Know complaints at a harbour", {"outcomes"}),  # other words there
    ],
)
def test_what_stands_there_otherwise_now_is_asked(cast: Cast, was: str, becomes: str, asked: set[str]) -> None:
    published(cast, decided(cast, pack(cast)))
    newer = again(cast, (was, becomes))
    assert {newer.reading["warnings"][i]["field"] for i in queries.warnings_open(newer)} == asked


def test_another_format_of_the_handbook_cuts_its_lines_elsewhere_and_is_not_asked_about(cast: Cast) -> None:
    published(cast, decided(cast, pack(cast, PACK.with_suffix(".pdf"), name="first.pdf")))
    newer = again(cast)
    left = {newer.reading["warnings"][i]["field"] for i in queries.warnings_open(newer)}
    assert "glh" not in left  # the line goes on in the text where the page of the PDF ends it
    assert "outcomes" not in left  # **three** is three
    assert left <= {"title", "header"}


def test_what_was_found_right_is_asked_where_it_is_understood_otherwise_now(cast: Cast) -> None:
    """The place says the same, but a criterion of the unit is another one: whether its count is right has to be looked at."""
    first = decided(cast, pack(cast))
    unit = next(one for one in first.document["units"] if one["uan"] == first.reading["warnings"][OUTCOMES]["unit"])
    words = unit["outcomes"][0]["criteria"][0]["text"]
    published(cast, first)
    text = " ".join(PACK.read_text().split())
    assert text.count(words) == 1
    newer = again(cast, (words.split()[0] + " " + words.split()[1], "quite otherwise")) if words in PACK.read_text() else None
    assert newer is not None
    assert OUTCOMES in queries.warnings_open(newer)
    assert GLH not in queries.warnings_open(newer)


def test_another_qualification_gives_no_answers(cast: Cast) -> None:
    published(cast, decided(cast, pack(cast)))
    other = pack(cast, WRONG_LETTER)
    assert other.decisions == {}


def test_what_was_given_up_gives_no_answers(cast: Cast) -> None:
    actions.give_up(decided(cast, pack(cast)), by=cast.as_("cora"))
    assert again(cast).decisions == {}


def test_a_unit_whose_number_was_put_right_keeps_its_answers(cast: Cast) -> None:
    first, by = pack(cast, WRONG_LETTER), cast.as_("cora")
    at = doubt(first, "uan")
    [_wrong, right] = [value["value"] for value in first.reading["warnings"][at]["values"]]
    first = actions.decide(first, by=by, warning=at, choice=right)
    for position in queries.warnings_open(first):
        first = actions.decide(first, by=by, warning=position, reason="As the body says.")
    published(cast, first)
    newer = again(cast, of=WRONG_LETTER)
    assert queries.warnings_open(newer) == []
    assert newer.document == first.document
    assert newer.reading["places"].keys() == first.reading["places"].keys()


# Settled by a correction ------------------------------------------------------------------------------------------------


def corrected(cast: Cast, import_: Import, path: str, value: Any) -> Import:
    return actions.correct(import_, by=cast.as_("cora"), path=path, value=value)


def test_a_value_that_is_corrected_where_it_stands_is_decided(cast: Cast) -> None:
    import_ = corrected(cast, pack(cast), "units/4/glh", "44")
    assert import_.decisions == {str(GLH): {"choice": "44", "reason": "", "corrected": "units/4/glh", "by": cast.as_("cora").name}}
    assert Event.objects.latest("pk").args["settled"] == [GLH]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("units/4/glh", "46"),  # as it was understood
        ("units/4/credit", "9"),
        ("units/0/glh", "44"),
    ],
)
def test_another_correction_leaves_it_open(cast: Cast, path: str, value: str) -> None:
    import_ = pack(cast)
    assert import_.document["units"][4]["glh"] == 46
    assert corrected(cast, import_, path, value).decisions == {}


def test_a_heading_and_a_count_are_settled_where_the_unit_is_put_right(cast: Cast) -> None:
    import_ = pack(cast)
    units = [unit["uan"] for unit in import_.document["units"]]
    at = {position: units.index(import_.reading["warnings"][position]["unit"]) for position in (HEADER, OUTCOMES)}
    import_ = corrected(cast, import_, f"units/{at[HEADER]}/title", "Keep records of berths")
    assert list(import_.decisions) == [str(HEADER)]
    import_ = corrected(cast, import_, f"units/{at[OUTCOMES]}/outcomes/0/criteria/0", {"number": "1.1", "text": "say when the tide turns"})
    assert list(import_.decisions) == [str(HEADER)]  # the count of outcomes is what it was
    import_ = corrected(cast, import_, f"units/{at[OUTCOMES]}/outcomes/3", None)
    assert set(import_.decisions) == {str(HEADER), str(OUTCOMES)}


def test_a_gap_is_settled_once_the_numbers_run_on(cast: Cast) -> None:
    import_ = pack(cast, Path(__file__).parent / "packs" / "lighthouse.txt")
    gap = doubt(import_, "criteria", 1)
    key = import_.reading["warnings"][gap]["unit"]
    at = next(i for i, unit in enumerate(import_.document["units"]) if unit["uan"] == key)
    path = f"units/{at}/outcomes/1/criteria"
    count = len(import_.document["units"][at]["outcomes"][1]["criteria"])
    import_ = corrected(cast, import_, f"{path}/0", import_.document["units"][at]["outcomes"][1]["criteria"][0] | {"text": "say why"})
    assert str(gap) not in import_.decisions
    for k in range(2, count):
        import_ = corrected(
            cast, import_, f"{path}/{k}", import_.document["units"][at]["outcomes"][1]["criteria"][k] | {"number": f"2.{k + 1}"}
        )
    assert str(gap) in import_.decisions


def test_a_unit_that_is_taken_out_leaves_no_doubt_behind(cast: Cast) -> None:
    import_ = pack(cast)
    assert import_.reading["warnings"][GLH]["unit"] == import_.document["units"][4]["uan"]
    import_ = corrected(cast, import_, "units/4", None)
    assert str(GLH) in import_.decisions
    assert str(TITLE) not in import_.decisions


def test_what_a_correction_settled_can_be_opened_again(cast: Cast) -> None:
    import_ = actions.undecide(corrected(cast, pack(cast), "units/4/glh", "44"), by=cast.as_("cora"), warning=GLH)
    assert import_.decisions == {}
    assert import_.document["units"][4]["glh"] == 44
