"""Units that serve every qualification of a document but for the exceptions that sentences name: "Unit 8 is not available in the Certificate"."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from milepost.frameworks.importers.grammar import sentences
from milepost.frameworks.importers.identifiers import UAN, tidy_uan
from milepost.frameworks.importers.lexicon import group
from milepost.frameworks.importers.rules import GROUPS
from milepost.frameworks.importers.source import Passage
from milepost.frameworks.importers.tables import QualificationRow, UnitRow
from milepost.frameworks.importers.towards import EVERY, Names, named_in, names_of

FREE = re.compile(r"\bunits?\b[^.]{0,40}\b(?:used|taken|chosen|counted|available|offered)\b[^.]{0,20}\b(?:in|for|towards)\b", re.IGNORECASE)
ANY = re.compile(r"\bany (?:one )?of the (?:\w+ )?(?:qualifications|awards|titles|sizes)\b", re.IGNORECASE)
NOT_FOR = re.compile(
    r"\b(?:is|are) not (?:available|offered|open|part of)\b|\b(?:do|does) not (?:count|contribute)\b|\b(?:may|can|must) ?not (?:be )?(?:count|use|take|contribute)",
    re.IGNORECASE,
)
ONLY_FOR = re.compile(
    r"\b(?:available|offered|open|counts?|used|taken) (?:only )?(?:in|for|to|towards)\b(?=.*\bonly\b)|\bonly (?:available|offered|open|for|in|counts?)\b",
    re.IGNORECASE,
)
NO_OTHER = re.compile(
    r"\bno other units? (?:counts?|contributes?|may|can|is|are|will)\b", re.IGNORECASE
)  # than those of which the sentence before tells
SAVE_THAT = re.compile(r",? \b(?:save|except|but)(?: that| for)?\b", re.IGNORECASE)
THIS = re.compile(r"\bth(?:is|e) (?:qualification|award|certificate|diploma)\b(?! \w+ing\b)", re.IGNORECASE)
TOGETHER = re.compile(r"\btogether\b|\bcombin|\bboth\b|\bwith unit\b", re.IGNORECASE)  # what bars units from one another
NO_OPTIONAL = re.compile(
    r"\b(?:there are|with|has|have|contains?) no optional units?\b|\bno optional units? (?:is|are|need|has|have)\b|(?:選択|任意)(?:の)?(?:ユニット|科目|単元|モジュール|グループ)(?:の(?:履修|修得|取得|選択))?(?:は|の必要は|を[^。、]{1,8}必要は)(?:必要)?(?:あり|ござい)ません|(?:選択|任意)(?:の)?(?:ユニット|科目|単元|モジュール|グループ)[^。、]{0,8}(?:必要(?:は|が)?(?:な|あり|ござい)|不要)",
    re.IGNORECASE,
)
LONGEST_NAME = 120  # letters of a heading that names a qualification


def share_units(
    rows: Sequence[UnitRow], outside: Sequence[Passage], qualifications: Sequence[QualificationRow], known: Mapping[str, str]
) -> None:
    """Gives each row all qualifications but those that a sentence keeps it from; nothing where each has a list and no sentence tells of it."""
    keys = list(dict.fromkeys(q.number or q.title for q in qualifications))
    if len(keys) < 2 or any(row.ticks or row.counts or row.of for row in rows):
        return
    names = names_of(qualifications, outside)
    barred: dict[str, set[str]] = {}
    shared = False
    above = ""
    for passage in outside:
        text = unicodedata.normalize("NFKC", passage.text)
        if len(text) < LONGEST_NAME and text[-1:] not in ".:;。" and len(here := named_in(text, names)) == 1:
            above = here.pop()
            continue
        told: set[str] = set()
        for sentence in sentences(text):
            if told and NO_OTHER.search(sentence):
                for unit in {row.uan for row in rows} - told:
                    barred.setdefault(unit, set()).update(named_in(sentence, names) or ({above} if above else set()))
            told = units_of_groups(sentence, rows) or units_in(sentence, known)
            shared = shared or bool(FREE.search(sentence) and (ANY.search(sentence) or EVERY.search(sentence)))
            exception = SAVE_THAT.split(sentence)[-1]
            if above and NO_OPTIONAL.search(sentence):
                for row in rows:
                    barred.setdefault(row.uan, set()).update([above] if row.mandatory is False else [])
            kept = kept_from(exception, names, above)
            for unit in units_in(exception, known) | units_of_groups(exception, rows) if kept else ():
                barred.setdefault(unit, set()).update(kept)
    listed_once = len({row.uan for row in rows}) == len(rows)  # one list for all; a list for each names some of its units again
    if not (shared or barred or listed_once):
        return
    for row in rows:
        row.of = tuple(key for key in keys if key not in barred.get(row.uan, ()))


def kept_from(sentence: str, names: Names, above: str) -> set[str]:
    """The qualifications that a sentence keeps the units in it from."""
    if TOGETHER.search(sentence):
        return set()
    named = named_in(sentence, names) or ({above} if above and THIS.search(sentence) else set())
    if not named or named == set(names):
        return set()
    if NOT_FOR.search(sentence):
        return named
    return set(names) - named if ONLY_FOR.search(sentence) else set()


def units_of_groups(sentence: str, rows: Sequence[UnitRow]) -> set[str]:
    """The units of the groups that a sentence names."""
    letters = {one for m in GROUPS.finditer(sentence) for one in group(m[1] or m[2]).removeprefix("group:").split("+")}
    return {row.uan for row in rows if row.group in letters}


def units_in(sentence: str, known: Mapping[str, str]) -> set[str]:
    """The units whose numbers stand in a sentence; figures alone count behind the word "unit"."""
    behind = sentence[found.start() :] if (found := re.search(r"\bunits?\b", sentence, re.IGNORECASE)) else ""
    codes = {c for c in known if any(map(str.isdigit, c)) and not c.islower() and c in (behind if c.isdigit() else sentence)}
    named = {known[c] for c in codes if re.search(rf"(?<![\w/-]){re.escape(c)}(?![\w/-])", behind if c.isdigit() else sentence)}
    return named | {tidy_uan(m[0]) for m in UAN.finditer(sentence)}
