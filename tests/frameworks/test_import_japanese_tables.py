"""Japanese handbooks as text whose tables came apart: cells each on a line, lists beside figures, columns that broke their words."""

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.fields import heading_of
from milepost.frameworks.importers.footers import furniture
from milepost.frameworks.importers.headings_ja import heading_of_rules
from milepost.frameworks.importers.labels import whole_labels, with_numbers
from milepost.frameworks.importers.numbering import numbering_of
from milepost.frameworks.importers.pack import Document
from milepost.frameworks.importers.quantities import quantifier
from milepost.frameworks.importers.reading_order import in_reading_order
from milepost.frameworks.importers.source import Line, Passage, Place
from milepost.frameworks.importers.structure import units_are_tani

OPENING = [
    "凧づくりの資格の手引き",
    "この手引きは、凧をつくる人のための資格について説明するものです。学習者は十六歳以上でなければなりません。",
]
QUALIFICATIONS = ["資格番号", "資格名称", "レベル", "認可番号（QAN）", "KT-22", "レベル2 凧づくりサーティフィケート", "2", "603/8120/X"]
QUALIFICATIONS += ["KT-33", "レベル3 凧づくりディプロマ", "3", "603/8121/1"]
UNITS = ["番号", "UAN", "ユニット名", "レベル", "単位", "GLH", "対象資格"]
UNITS += ["M1", "K/818/6601", "骨を削る", "2", "3", "26", "KT-22、KT-33", "M2", "M/818/6602", "紙を張る", "3", "5", "40", "KT-33"]
UNIT = ["ユニットM1 骨を削る", "UAN", "K/818/6601", "レベル", "2", "単位数", "3", "学習成果", "評価基準"]
OUTCOMES = "1 骨を選ぶことがで\nきる\n\n1.1 竹の節を調べる\n1.2 次のものを避ける\n（a）割れた竹\n（b）青い竹\n1.3 長さを測る\n\n2 骨を削る\n\n2.1 刃を研ぐ"


def cell_by_cell(*tables: list[str]) -> str:
    return "\n\n".join(line for table in tables for line in table)


def read(text: str) -> Document:
    return read_handbook(text.encode(), "kites.txt").document


def test_a_table_of_qualifications_with_each_cell_on_a_line_is_read() -> None:
    found = read(cell_by_cell(OPENING, QUALIFICATIONS, UNITS))["qualifications"]
    assert [(q["number"], q["title"], q["level"], q["accreditation_number"]) for q in found] == [
        ("KT-22", "レベル2 凧づくりサーティフィケート", "2", "603/8120/X"),
        ("KT-33", "レベル3 凧づくりディプロマ", "3", "603/8121/1"),
    ]


def test_a_table_of_units_with_each_cell_on_a_line_says_number_title_and_qualifications() -> None:
    found = read(cell_by_cell(OPENING, QUALIFICATIONS, UNITS))["units"]
    assert [(u["number"], u["title"], u["credit"], u["qualifications"]) for u in found] == [
        ("M1", "骨を削る", 3, ["KT-22", "KT-33"]),
        ("M2", "紙を張る", 5, ["KT-33"]),
    ]


def test_an_outcome_goes_on_in_the_line_below_and_lettered_things_belong_to_their_criterion() -> None:
    found = read(cell_by_cell(OPENING, UNITS, UNIT) + "\n\n" + OUTCOMES)["units"][0]["outcomes"]
    assert [(o["text"], [c["text"] for c in o["criteria"]]) for o in found] == [
        ("骨を選ぶことができる", ["竹の節を調べる", "次のものを避ける", "長さを測る"]),
        ("骨を削る", ["刃を研ぐ"]),
    ]
    assert [i["text"] for i in found[0]["criteria"][1]["items"]] == ["割れた竹", "青い竹"]


def test_the_number_of_the_next_chapter_is_that_of_no_outcome() -> None:
    text = cell_by_cell(OPENING, UNITS, UNIT) + f"\n\n{OUTCOMES}\n\n8 よくある質問\n問：竹は自分で切りますか。\n答：いいえ。"
    found = read(text)["units"][0]["outcomes"]
    assert [o["number"] for o in found] == ["1", "2"]
    assert [(c["text"], c.get("items")) for c in found[1]["criteria"]] == [("刃を研ぐ", None)]


def test_a_list_of_units_beside_their_figures_is_no_page_in_two_columns() -> None:
    titles = ["凧の骨を選んで細く削る", "凧の紙を切って骨に張る", "凧の糸を結んで揚げ方を試す", "凧の絵を描いて色を塗る"]
    rows = [f" {'ABCD'[k % 4]}{k}  {titles[k % 4].ljust(24)}   2     4    2{k % 9}    H/941/62{k:02}" for k in range(20)]
    page = [" 番号   ユニット名                 レベル   単位   GLH   参照番号", *rows]
    assert in_reading_order(page) == page


def test_the_last_line_of_a_paragraph_that_ends_each_page_runs_along_no_page() -> None:
    texts = [
        "学習者の勤務する工房の規模に応じて、実地の練習と教室での学習を組み合わせるとよい。記録用紙は機構の",
        "様式でなくても差し支えない。",
        "",
        "第1.3版",
    ]
    lines = [
        Line(page, n, text)
        for page in range(1, 7)
        for n, text in enumerate(
            [f"第{page}の話", "", f"{page}枚の凧をつくった。", f"{page}枚は飛んだ。", "留意点", *texts, "", str(page)], 1
        )
    ]
    along = {line.text for line in lines if (line.page, line.number) in furniture(lines)}
    assert along == {"第1.3版", *map(str, range(1, 7))}


def test_a_unit_that_is_called_tani_has_a_heading_and_a_value_of_credits_has_none() -> None:
    assert heading_of("単位21 骨を削る") == ("21", "骨を削る")
    assert [heading_of(text) for text in ("単位 4 学習時間 29", "単位：4", "単位数 4", "4単位")] == [None] * 4


@pytest.mark.parametrize(
    ("text", "count"), [("少なくとも五株を植えた証拠を示すこと。", 5), ("三曲以上を奏でる。", 3), ("最低十分間揚げる。", 0)]
)
def test_things_are_counted_by_any_counter(text: str, count: int) -> None:
    assert quantifier(text, []) == ({"at_least": count, "of": []} if count else None)


def test_the_choice_of_one_learner_is_no_rule() -> None:
    assert [heading_of_rules(text) for text in ("ユニットの選び方", "5 ある受講者の選び方", "先輩のヤマダさんの取り方")] == [
        True,
        False,
        False,
    ]


def test_an_aim_that_ends_in_the_next_paragraph_has_no_space_in_a_word() -> None:
    text = (
        cell_by_cell(OPENING, UNITS, [*UNIT[:7], "目的", "このユニットは、骨を削る仕事についてのもので", "す。", "学習成果"])
        + "\n\n"
        + OUTCOMES
    )
    assert read(text)["units"][0]["aim"] == "このユニットは、骨を削る仕事についてのものです。"


def test_an_entry_level_is_none_of_the_numbered_ones() -> None:
    rows = [
        "番号   ユニット参照番号   ユニット名   レベル   単位   区分",
        "M1   K/818/6601   骨を削る   エントリーレベル3   2   必修",
        "M2   M/818/6602   紙を張る   レベル3   4   グループB",
    ]
    found = read("\n\n".join([*OPENING, "\n".join(rows)]))["units"]
    assert [u["level"] for u in found] == ["Entry 3", "3"]
    assert [(u.get("group"), u["mandatory"]) for u in found] == [(None, True), ("B", False)]


@pytest.mark.parametrize("text", ["点検は別々の日に5回行うこと。", "5つの異なる機会に行うこと。"])
def test_occasions_apart_are_counted(text: str) -> None:
    assert quantifier(text, []) == {"at_least": 5, "of": []}


def test_a_heading_in_two_languages_is_none_of_the_section_above_it() -> None:
    units = [
        "番号   ユニット参照番号   ユニット名   レベル   単位",
        "KT01   K/818/6601   Shape the Frame   2   3",
        "KT02   M/818/6602   Cover the Frame   3   5",
    ]
    pages = [
        f"{code} {title}\n{translated}\nユニット参照番号   {uan}\nレベル   {level}\n単位   {credit}\n\n学習成果と評価基準\n1 骨を知る\n1.1 竹を選ぶ\n1.2 節を調べる\n\n評価方法\n観察によって評価する。"
        for code, title, translated, uan, level, credit in (
            ("KT01", "Shape the Frame", "骨を削る", "K/818/6601", 2, 3),
            ("KT02", "Cover the Frame", "紙を張る", "M/818/6602", 3, 5),
        )
    ]
    found = read("\n\n".join([*OPENING, "\n".join(units), *pages, "付録 用語集\n骨   凧の形をつくる竹"]))["units"]
    assert [u["assessment"] for u in found] == ["観察によって評価する。"] * 2


def test_pairs_of_units_in_one_cell_are_barred_each_for_itself() -> None:
    rows = [
        f"{code}   {letter}/818/660{k}   {title}   2   3"
        for k, (code, letter, title) in enumerate(
            (("B1", "K", "骨を削る"), ("C2", "M", "紙を張る"), ("C3", "T", "糸を結ぶ"), ("D1", "A", "凧を揚げる")), 1
        )
    ]
    text = "\n".join(
        [
            *OPENING,
            "",
            "組み合わせの規則",
            "次の条件がある。",
            "合計で20単位以上を取らなければならない。",
            "B1とC2、C3とD1は、一緒に数えられない。",
            "",
            "番号   ユニット参照番号   ユニット名   レベル   単位",
            *rows,
        ]
    )
    barred = {r["scope"] for r in read(text)["rules_of_combination"] if r["type"] == "barred"}
    assert barred == {"barred:K/818/6601+M/818/6602", "barred:A/818/6604+T/818/6603"}


def test_the_bodys_number_of_a_qualification_may_stand_in_brackets_behind_its_title() -> None:
    opening = ["凧づくりの資格を取った話", "わたしが取ったのは「凧づくりレベル3ディプロマ」（KT-3300、認定番号603/8121/1）という資格です。"]
    assert [q["number"] for q in read(cell_by_cell(opening, UNITS))["qualifications"]] == ["KT-3300"]


def test_a_page_of_the_contents_before_a_unit_is_no_number_of_units() -> None:
    assert units_are_tani(["単位42 紙を張る . . . 13", "単位43 骨を削る . . . 14", "合計で26クレジット以上", "グループBから2単位以上"])


def test_a_form_may_have_the_number_before_the_title_and_other_words_for_a_unit() -> None:
    forms = [
        f"単元名          {code} {title}\nUAN          {uan}            レベル   2         単位数   3\n指導時間(GLH)    26時間                  区分    必修        版     1.2\n"
        f"\n学習成果                      評価基準\n1 {title}ことができる           1.1   竹の節を調べる\n                          1.2   長さを測る"
        for code, title, uan in (("KT01", "骨を削る", "K/818/6601"), ("KT02", "紙を張る", "M/818/6602"))
    ]
    found = read("\n\n".join([*OPENING, *forms]))["units"]
    assert [(u["number"], u["title"], u["glh"], len(u["outcomes"])) for u in found] == [
        ("KT01", "骨を削る", 26, 1),
        ("KT02", "紙を張る", 26, 1),
    ]


TWO_SIZES = """2 資格の概要
資格名称                    資格番号         レベル   総学習時間   必要単位数
レベル3 凧づくりディプロマ         603/7720/4   3     270時間   27単位
レベル3 凧づくりサーティフィケート         603/7721/6   3     150時間   15単位

3 単元の構成と取得の条件
取得の条件は次のとおりです。

ディプロマ
 • 合計27単位以上を修得していただく必要があります。
 • 必修グループの15単位をすべて修得してください。
 • 選択グループAから4単位以上を修得してください。

サーティフィケート
 • 合計15単位以上を修得していただく必要があります。
 • 必修グループの2単元をすべて修得してください。選択単元の履修は必要ありません。

ご注意
 • KT03とKT04は、いずれか一方のみが単位として認められます。両方を履修されても、単位に数えられるのは一つです。

必修グループ
単元番号     UAN          単元名              レベル   GLH   単位
KT01     H/619/5501   骨を削る           3     26    7
KT02     K/619/5502   紙を張る        3     45    8

選択グループA
単元番号     UAN          単元名              レベル   GLH   単位
KT03     T/619/5504   糸を結ぶ      3     42    6
KT04     A/619/5505   凧を揚げる         3     30    4
"""


def test_optional_units_are_of_no_qualification_whose_rules_ask_for_none() -> None:
    found = read("\n\n".join([*OPENING, TWO_SIZES]))["units"]
    both = ["レベル3 凧づくりディプロマ", "レベル3 凧づくりサーティフィケート"]
    assert [u["qualifications"] for u in found] == [both, both, both[:1], both[:1]]


def test_each_size_has_its_own_rules_and_neither_a_heading_nor_a_pair_counts_the_units_of_the_whole() -> None:
    found = read("\n\n".join([*OPENING, TWO_SIZES]))["rules_of_combination"]
    assert [(r["type"], r["scope"], r.get("value")) for r in found] == [
        ("min_credits", "total", 27),
        ("min_credits", "mandatory", 15),
        ("min_credits", "group:A", 4),
        ("min_credits", "total", 15),
        ("min_units", "mandatory", 2),
        ("barred", "barred:A/619/5505+T/619/5504", None),
    ]


def test_a_number_alone_in_a_form_is_none_of_the_section_below_it_whose_words_fill_two_lines() -> None:
    form = [
        Passage("1.2", Place(1, 1, 1)),
        Passage("", Place(1, 2, 2), cells=("ねらい", "この単元では、凧を揚げる場で、自分と仲間の安全を守るための知識")),
        Passage("と技能を身につけていただきます。", Place(1, 3, 3)),
        Passage("", Place(1, 4, 4), cells=("評価方法", "筆記課題と実地観察により評価します。")),
    ]
    numbering = numbering_of([Passage(f"1.{k} 糸を調べる", Place(2, k, k), marked=True) for k in (1, 2, 3)])
    told = [p.cells for p in with_numbers(whole_labels(form), numbering)]
    assert told == [
        ("ねらい", "この単元では、凧を揚げる場で、自分と仲間の安全を守るための知識と技能を身につけていただきます。"),
        form[3].cells,
    ]


def test_a_dot_in_the_middle_of_the_line_marks_what_is_listed() -> None:
    dotted = OUTCOMES.replace("（a）", "・ ").replace("（b）", "・ ")
    found = read(cell_by_cell(OPENING, UNITS, UNIT) + "\n\n" + dotted)["units"][0]["outcomes"]
    assert [i["text"] for i in found[0]["criteria"][1]["items"]] == ["割れた竹", "青い竹"]


HEADED = ["単元番号", "UAN", "単元名", "レベル", "GLH", "単位"]
DUMPED = """学習成果

評価基準

受講者は:

受講者は次のことができる:

1 骨を選び、揃えることがで

1.1
1.2
1.3

竹の節を調べる
けがを防ぐ道具をそろえる
割れた竹を取り除く

きる

2 骨を削り、仕上げること

2.1
2.2

刃を研ぐ
次のものを整える
・ 角
・ 節
長さを測る

ができる

2.3

講師からのひとこと
見本を多く用意しております。"""


def test_stacks_of_numbers_and_of_lines_without_capitals_are_put_together() -> None:
    aim = "この単元では、骨を削るための知識と技能を身につけていただきます。"
    table = [*HEADED, "KT01", "K/818/6601", "骨を削る", "3", "26", "4", "KT02", "M/818/6602", "紙を張る", "3", "26", "4"]
    form = [
        "単元名",
        "KT01 骨を削る",
        "UAN",
        "K/818/6601",
        "レベル",
        "3",
        "単位数",
        "4",
        "指導時間(GLH)",
        "26時間",
        "区分",
        "必修",
        "版",
        "1.2",
    ]
    text = "\n\n".join([*OPENING, "必修グループ\n" + cell_by_cell(table), cell_by_cell(form, ["ねらい", aim]), DUMPED])
    unit, other = read(text)["units"]
    assert (unit["number"], unit["title"], unit["mandatory"], unit["aim"]) == ("KT01", "骨を削る", True, aim)
    assert (other["number"], other["title"], other["mandatory"]) == ("KT02", "紙を張る", True)
    assert [(o["text"], [c["text"] for c in o["criteria"]]) for o in unit["outcomes"]] == [
        ("骨を選び、揃えることができる", ["竹の節を調べる", "けがを防ぐ道具をそろえる", "割れた竹を取り除く"]),
        ("骨を削り、仕上げることができる", ["刃を研ぐ", "次のものを整える", "長さを測る"]),
    ]
    assert [i["text"] for i in unit["outcomes"][1]["criteria"][1]["items"]] == ["角", "節"]


def test_the_title_of_a_qualification_may_fill_two_lines_of_its_cell() -> None:
    broken = [cell.replace("づくりディプロマ", "づくりディプロ\nマ") for cell in QUALIFICATIONS]
    found = read(cell_by_cell(OPENING, broken, UNITS))["qualifications"]
    assert [q["title"] for q in found] == ["レベル2 凧づくりサーティフィケート", "レベル3 凧づくりディプロマ"]
