"""Units that a table lists and a heading names, tables with rows that only name a group, and facts whose value comes first."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.covers import named_on_cover
from milepost.frameworks.importers.fields import fields_in
from milepost.frameworks.importers.rules import rules_in
from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import Passage, Place, Row, Table, join_lines
from milepost.frameworks.importers.tables import read_listed

HERE = Place(1, 1, 1)
DIARY = """\
凧の工房の日記
「Level 2 Certificate in Kite Making」を取りました。資格番号は 937/0644/1、コードではなく名前で呼ばれています。
科目の一覧
番号 参照番号 科目名 レベル 単位 学習時間
グループA(必修)
A1 M/931/1001 よく飛ぶ凧を作る 2 3 22
グループB(選択)
B1 T/931/2005 破れた帆を直す 2 4 28
B2 A/931/3009 尾の長さを決める 2 2 14
難しかった科目: B1 破れた帆を直す
学習成果1: 帆に布を当てることができる
1.1 布を切る
1.2 布を縫い付ける
"""
PACK = """\
Fennel Level 3 Diploma in Kite Repair
Qualification guide · Qualification code 3K07 · Qualification number 935/0420/3

Unit 3K01 Mend a torn sail
Level 3 | 5 credits | GLH 31 | Ref M/931/1001

Unit aim
Learners mend sails of paper and of cloth.

Learning outcomes and assessment criteria
1. Be able to patch a sail
1.1 Cut a patch
1.2 Sew the patch on
"""


def units(text: str) -> list[dict[str, Any]]:
    units: list[dict[str, Any]] = read_handbook(text.encode(), "kites.txt").document["units"]
    return units


def test_rows_below_the_name_of_a_group_belong_to_it() -> None:
    assert [(u["number"], u["title"], u["group"], u["mandatory"], u["credit"], u["glh"]) for u in units(DIARY)] == [
        ("A1", "よく飛ぶ凧を作る", "A", True, 3, 22),
        ("B1", "破れた帆を直す", "B", False, 4, 28),
        ("B2", "尾の長さを決める", "B", False, 2, 14),
    ]


def test_a_heading_with_the_number_and_title_of_a_listed_unit_begins_its_pages() -> None:
    first, second, third = units(DIARY)
    assert [[c["number"] for c in o["criteria"]] for o in second["outcomes"]] == [["1.1", "1.2"]]
    assert not first.get("outcomes") and not third.get("outcomes")


def test_a_line_of_facts_may_give_a_value_before_its_label() -> None:
    (unit,) = units(PACK)
    assert (unit["uan"], unit["number"], unit["title"], unit["level"], unit["credit"], unit["glh"]) == (
        "M/931/1001",
        "3K01",
        "Mend a torn sail",
        "3",
        5,
        31,
    )
    assert [c["text"] for c in unit["outcomes"][0]["criteria"]] == ["Cut a patch", "Sew the patch on"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Level 3 | 5 credits | GLH 31 | Ref M/931/1001", {"level": "3", "credit": "5", "glh": "31", "uan": "M/931/1001"}),
        ("Level 2, 4 credits, 28 guided learning hours", {"level": "2", "credit": "4", "glh": "28"}),
        ("Level 2 learners need 4 credits", {}),
        ("Fennel code KT/E3/001 Unit reference number M/931/1001", {"number": "KT/E3/001", "uan": "M/931/1001"}),
        ("Unit no. 204 Level 3 Credit 5", {"number": "204", "level": "3", "credit": "5"}),
        ("Centre number 12345 Level 3 Credit 5", {}),
    ],
)
def test_facts_on_one_line(text: str, facts: dict[str, str]) -> None:
    assert fields_in(Passage(text, HERE)) == facts


def test_a_line_between_dots_and_a_sentence_may_number_the_qualification() -> None:
    lines = [Passage(text, HERE) for text in PACK.splitlines()[:2]]
    (row,) = named_on_cover(lines)
    assert (row.number, row.title, row.accreditation_number) == ("3K07", "Fennel Level 3 Diploma in Kite Repair", "935/0420/3")
    (row,) = named_on_cover([Passage(text, HERE) for text in DIARY.splitlines()[:2]])
    assert (row.title, row.level, row.accreditation_number) == ("Level 2 Certificate in Kite Making", "2", "937/0644/1")


def test_only_so_many_is_a_maximum() -> None:
    assert {"type": "max_units", "scope": "group:B", "value": 1} in rules_in("グループBから数えられるのは1科目だけです。")


def test_japanese_lines_are_joined_without_a_space() -> None:
    assert join_lines(["破れた帆を直", "す"]) == "破れた帆を直す"
    assert join_lines(["a kite", "mended"]) == "a kite mended"


WITHOUT_NUMBERS = [
    (["Unit", "Unit title", "Level", "Credit", "Counts towards"], ["U01", "Mend a torn sail", "2", "3", "KT-1, KT-2"], "counts", "KT-1, KT-2"),
    (["Code", "Title", "Level", "Credits", "Optional group"], ["U01", "Mend a torn sail", "2", "3", "Optional Group B"], "group", "B"),
    (["No.", "Unit title", "Credit", "Award", "Certificate"], ["U01", "Mend a torn sail", "3", "✓", "✓"], "ticks", {"Award": "✓", "Certificate": "✓"}),
    (["Unit", "Title", "Status"], ["U01", "Mend a torn sail", "Optional"], "mandatory", False),
]  # fmt: skip


@pytest.mark.parametrize(("heads", "row", "kind", "value"), WITHOUT_NUMBERS)
def test_a_list_without_the_regulators_numbers_says_where_its_units_belong(
    heads: list[str], row: list[str], kind: str, value: object
) -> None:
    other = ["U02", "Tie a bridle", *row[2:]]
    (found, _second) = read_listed(Table([Row(cells, HERE) for cells in (heads, row, other)]))
    assert (found.number, found.title, getattr(found, kind)) == ("U01", "Mend a torn sail", value)


def test_a_table_of_titles_and_levels_alone_is_no_list_of_units() -> None:
    rows = [["Title", "Level", "Fee"], ["Mend a torn sail", "2", "40"], ["Tie a bridle", "2", "40"]]
    assert read_listed(Table([Row(cells, HERE) for cells in rows])) == []


@pytest.mark.parametrize(
    "label",
    ["Support from a sector body", "Supported by", "Supporting body", "Sector body support", "Support from the Kite Makers' Guild", "Endorsing organisations"],
)  # fmt: skip
def test_who_supports_a_unit_is_told_under_many_names(label: str) -> None:
    assert strict_kind(label) == "support_body"


def test_support_for_learners_is_no_support_of_the_unit() -> None:
    assert strict_kind("Support for learners") != "support_body"


COUNTED = """\
Number Title Level Accreditation number
FK-01 Fennel Level 1 Award in Kite Repair 1 935/0420/3
FK-02 Fennel Level 2 Certificate in Kite Repair 2 935/0431/8
Unit K1
Title: Mend a torn sail
Unit reference number: M/931/1001
Level: 2
Credit value: 5
Learning outcomes Assessment criteria
1. be able to patch a sail
1.1 cut a patch
Relationship to national occupational
standards
This unit relates to standard KR1 of the national occupational
standards for kites.
Counts towards FK-01, FK-02
Unit K2
Title: Tie a bridle
Unit reference number: T/931/1005
Level: 2
Credit value: 2
Learning outcomes Assessment criteria
1. be able to tie a bridle
1.1 tie a bridle
Counts towards FK-02
"""


def test_a_units_own_page_says_towards_what_it_counts_and_a_label_may_take_two_lines() -> None:
    first, second = units(COUNTED)
    assert [first["qualifications"], second["qualifications"]] == [["FK-01", "FK-02"], ["FK-02"]]
    assert first["nos"] == "This unit relates to standard KR1 of the national occupational standards for kites."
