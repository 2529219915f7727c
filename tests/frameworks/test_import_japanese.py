"""Japanese handbooks: the headings of a unit's parts in many wordings, tables of qualifications, change logs."""

import pytest

from milepost.frameworks.importers.change_logs import read_changes
from milepost.frameworks.importers.plain import read_text
from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import Place, Row, Table
from milepost.frameworks.importers.tables import read_qualifications


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("nos", "職業基準との関係 全国職業基準 全国職業基準(NOS) 国家職業能力標準への対応 関連する職業基準 NOSとの対応表 ユニットと職業基準との関係 技能基準との関連"),
        ("support_body", "業界団体の支持 業界団体による支援 産業別技能協議会の承認 支持団体 ユニットへの支持 業種別協議会からの推薦 承認する団体"),
        ("assessment", "評価方法 評価の方法 評価の要件 評価に関する指針 業界団体が定める評価要件 ユニットの評価 アセスメントの方法"),
        ("aim", "ユニットの目的 目的 ねらい 概要 目的とねらい このユニットについて 科目の趣旨 【目的】 ■ユニットの概要"),
        ("evidence", "証拠要件 証拠の要件 必要な証拠 エビデンスに関する要件 求められる証拠"),
        ("criteria", "評価基準 達成基準 学習成果と評価基準 到達目標と評価項目"),
        ("outcomes", "学習成果 学習の成果 到達目標 このユニットの学習成果"),
        ("other", "留意点 備考 必要な知識 知識と理解 参考文献"),
    ],
)  # fmt: skip
def test_a_part_of_a_unit_is_known_by_any_of_its_headings(kind: str, headings: str) -> None:
    assert {heading: strict_kind(heading) for heading in headings.split()} == dict.fromkeys(headings.split(), kind)


@pytest.mark.parametrize(
    "text",
    [
        "このユニットは、職業基準に対応する。",
        "評価者は三年の経験を持つ",
        "業界団体に問い合わせる",
        "証拠を三つ以上示すこと",
        "目的地まで客を運ぶ",
        "基準",
    ],
)
def test_what_goes_on_is_no_heading(text: str) -> None:
    assert strict_kind(text) == ""


@pytest.mark.parametrize(
    "heads",
    [
        ["資格名", "資格番号", "認定番号"],
        ["資格の名称", "コード", "登録番号"],
        ["名称", "番号", "認可番号"],
        ["証書", "記号", "規制機関の番号"],
    ],
)
def test_a_table_of_qualifications_is_read(heads: list[str]) -> None:
    place = Place(1, 1, 1)
    rows = [heads, ["レベル2 凧づくり修了証", "7710-21", "610/1234/5"], ["レベル3 凧づくりディプロマ", "7710-31", "610/1235/7"]]
    found = read_qualifications(Table([Row(cells, place) for cells in rows]))
    assert [(q.number, q.title, q.level) for q in found] == [
        ("7710-21", "レベル2 凧づくり修了証", "2"),
        ("7710-31", "レベル3 凧づくりディプロマ", "3"),
    ]


@pytest.mark.parametrize(
    ("text", "log"),
    [
        (
            "版    日付       変更の内容\n1.1    2021年4月       骨の要件を改めた\n1.2    2022年4月       紙を足した\n",
            [("1.1", "2021年4月", "骨の要件を改めた"), ("1.2", "2022年4月", "紙を足した")],
        ),
        (
            "Version    Date       Change       Section\n1.1    May 2021       Kites added       Units\n1.2    May 2022       Tails added\n",
            [("1.1", "May 2021", "Kites added"), ("1.2", "May 2022", "Tails added")],
        ),
        ("改訂版   改訂日   改訂の概要\n第2版   2021年4月   紙を足した\n", [("第2版", "2021年4月", "紙を足した")]),
    ],
)
def test_a_version_at_the_beginning_of_a_row_is_no_criterion(text: str, log: list[tuple[str, str, str]]) -> None:
    tables = [e for e in read_text(text, "log.txt").elements if isinstance(e, Table)]
    assert [(c.version, c.date, c.detail) for t in tables for c in read_changes(t)] == log
