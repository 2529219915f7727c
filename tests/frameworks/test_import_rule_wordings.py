"""Rules of combination in many wordings: tables of what a handbook or a learner may write and what it means."""

import re
from pathlib import Path

import pytest

from milepost.frameworks.importers.source import Passage, Place
from milepost.frameworks.importers.structure import stated_rules

HERE = Path(__file__).parent
TABLES = ("rule_wordings_en.txt", "rule_wordings_en_fresh.txt", "rule_wordings_ja.txt", "rule_wordings_ja_fresh.txt")
SIGNS = {"c>=": "min_credits", "c<=": "max_credits", "u>=": "min_units", "u<=": "max_units"}
DIRECTIONS = {"": "", "+": "_or_above", "-": "_or_below"}


def rows() -> list[tuple[str, str]]:
    lines = [line for name in TABLES for line in (HERE / name).read_text("utf-8").splitlines()]
    return [(words, said) for line in lines if " => " in line and line[0] != "#" for words, _arrow, said in [line.partition(" => ")]]


def meant(said: str) -> set[tuple[str, ...]]:
    """The facts that a row's notation stands for: "B@3+ c>=8", "barred 5+6"."""
    found: set[tuple[str, ...]] = set()
    for one in said.split("; ") if said != "-" else ():
        where, what = one.split()
        if where == "barred":
            found.add(("barred", "barred:" + "+".join(sorted(what.split("+")))))
            continue
        scope, _at, level = where.partition("@")
        scope = "each-optional-group" if scope == "each" else scope if scope.islower() else f"group:{scope}"
        kind = SIGNS[what[:3]] + (f"_at_level{DIRECTIONS[level.lstrip('E123456789')]}" if level else "")
        found.add((kind, scope, level.rstrip("+-").replace("E", "Entry "), what[3:]))
    return found


def read(words: str) -> set[tuple[str, ...]]:
    heading = "組み合わせのルール" if re.search(r"[\u3040-\u30ff]", words) else "Rules of combination"
    passages = [Passage(text, Place(1, n, n)) for n, text in enumerate([heading, *words.split(" // ")], 1)]
    return {
        (str(f["type"]), str(f["scope"])) if f["type"] == "barred" else (str(f["type"]), str(f["scope"]), str(f.get("level", "")), str(f["value"]))
        for f in (rule.fact for rule in stated_rules(passages, {}, []))
    }  # fmt: skip


@pytest.mark.parametrize(("words", "said"), rows())
def test_a_wording_says_its_rules_and_no_others(words: str, said: str) -> None:
    assert read(words) == meant(said)
