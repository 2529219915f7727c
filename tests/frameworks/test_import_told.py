"""Units that a Japanese account tells of, in a list, a card, a sentence or a table: each way of listing them is read whole."""

from pathlib import Path

import pytest

from milepost.frameworks.importers import read_handbook

ACCOUNT = """花屋の資格の手引き

資格の基本情報
資格名：花屋の仕事におけるレベル3ディプロマ
資格番号：7788-03
認定番号：811/4455/2
レベル：3

組み合わせのルール
合計で16クレジット以上を取らなければなりません。
グループBからは7クレジット以上が必要です。

ユニット
%s

評価について
試験はありません。評価者が職場を見に来ます。
"""


def ways() -> list[tuple[str, str, list[list[str]]]]:
    """Each way of the table: its name, its lines, and what is to be read from them."""
    found = []
    for block in (Path(__file__).parent / "unit_lists_ja.txt").read_text("utf-8").split("\n## ")[1:]:
        name, _newline, body = block.partition("\n")
        lines = body.strip("\n").split("\n")
        told = [[part.strip() for part in line[2:].split("|")] for line in lines if line.startswith("=>")]
        found.append((name, "\n".join(line for line in lines if not line.startswith("=>")), told))
    return found


@pytest.mark.parametrize(("lines", "told"), [(lines, told) for _name, lines, told in ways()], ids=[name for name, *_rest in ways()])
def test_each_way_of_listing_units_is_read(lines: str, told: list[list[str]]) -> None:
    document = read_handbook((ACCOUNT % lines).encode(), "account.txt").document
    read = [
        [
            unit["uan"],
            unit["number"] or "",
            unit["title"],
            unit["level"],
            str(unit["credit"]),
            str(unit["glh"] or ""),
            unit.get("group", ""),
            "y" if unit.get("mandatory") else "n",
        ]
        for unit in document["units"]
    ]
    assert read == told
    assert document["qualifications"] == [
        {"number": "7788-03", "title": "花屋の仕事におけるレベル3ディプロマ", "level": "3", "accreditation_number": "811/4455/2"}
    ]


def test_a_sentence_that_only_mentions_a_unit_tells_of_none() -> None:
    told = "B2は「花の市場で仕入れる」（M/811/2099）ですが、私は取りませんでした。"
    document = read_handbook((ACCOUNT % (ways()[0][1] + "\n\n" + told)).encode(), "account.txt").document
    assert "M/811/2099" not in [unit["uan"] for unit in document["units"]]
