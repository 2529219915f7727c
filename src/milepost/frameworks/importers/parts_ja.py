"""Parts of a qualification and levels as Japanese words name them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from milepost.frameworks.importers.lexicon import group, number

GROUP = r"(?:グループ|セクション|区分|群)"
LINK = r"(?:と|、|,|・|/|または|もしくは|あるいは|および|及び|か|や|~|〜|-|から(?=グループ|[A-Z]))"
LETTERS = rf"[A-Z]\d?(?![A-Za-z\d])(?:\s*{LINK}\s*{GROUP}?\s*[A-Z]\d?(?![A-Za-z\d]){GROUP}?)*(?:まで)?"
OPTIONAL = r"(?:オプション|選択(?!し|す|さ|で|肢|を|に|の余地)|任意|自由選択)"
MANDATORY = r"(?:必須|必修|コア|共通)"
NAMED = re.compile(
    rf"{GROUP}\s*({LETTERS})|(?<![A-Za-z\d])({LETTERS})(?:の(?:各|[二三四五六七八九2-9]つの)?)?{GROUP}|(?<![A-Za-z\d/])([A-Z](?:、[A-Z])*)(?=(?:から|より|では|について)(?:は|も)?)"
)
PREDICATE = r"(?=\s*(?:です|だ|で(?!き)|と(?:な|し|さ)|になっ|扱い))"
EACH = (
    rf"各\s*(?:{OPTIONAL})?の?{GROUP}(?!\s*[A-Z])",
    rf"(?:{OPTIONAL}の?)?各{GROUP}",
    rf"(?:どの|いずれの)\s*(?:{OPTIONAL})?の?{GROUP}(?!\s*[A-Z])(?=(?:から|に|で)?も)",
    rf"(?:すべての|全ての|全|それぞれの)\s*(?:{OPTIONAL})?の?{GROUP}(?!\s*[A-Z])",
    rf"{GROUP}\s*(?:ごと|毎|別)",
    rf"(?:[1一]つ|ひとつ|同じ|単一)の\s*(?:{OPTIONAL})?の?{GROUP}(?!\s*[A-Z])(?=(?:から|に|で)[^。]{{0,24}}(?:超え|越え|まで|以内|以下|上限))",
    rf"{GROUP}(?:の|から|から、|からは|では|については)?、?(?:それぞれ|各々|おのおの|めいめい|いずれ(?:も|から|にも|について|において)|ど(?:れ|ちら)(?:も|から|にも)|すべて|全て)",
)
EACH_ALONE = re.compile("|".join(EACH))
EACH_NAMED = re.compile(
    rf"(?:{GROUP}\s*({LETTERS})|({LETTERS})の?{GROUP}?)(?:の(?:どの{GROUP})?|から|からは|では|については|、)?、?\s*(?:のそれぞれ|それぞれ|各々|おのおの|の各{GROUP}|の?どの{GROUP}(?:から|に)も|の?いずれ(?:から)?も|のすべて)"
)
HERE = re.compile(rf"(?:この|その|同じ?|当)(?:選択)?{GROUP}")
KANJI_LEVEL = "一二三四五六七八"
LEVEL = re.compile(
    rf"(エントリー・?|入門)?(?:レベル|Lv\.?|LV|(?<=エントリー))\s*([1-8{KANJI_LEVEL}])(?:\s*(?:と|または|か|もしくは|あるいは|・|/|~|〜|-|から|、|及び|および)\s*(?:レベル|Lv\.?)?\s*([1-8{KANJI_LEVEL}])(?!\s*(?:単|ク|つ|ユ|\d))(?:まで)?)?"
    r"\s*((?:(?:または|か|もしくは|及び|および|、)?\s*(?:それ)?(?:より)?(?:以上|以下|上の?レベル|下の?レベル|上|下|高い|低い))|\+|未満)?"
    r"(?!\s*(?:の)?\s*(?:NVQ|卒業証書|ディプロマ|資格|証明書|認定|修了証|サーティフィケート))"
)


@dataclass(frozen=True, slots=True)
class Part:
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Level:
    notation: str  # "3:_or_above"
    start: int
    end: int


def letters(words: str) -> str:
    return group(re.sub(r"から|[〜~]", "-", re.sub(GROUP, " ", words)).replace("まで", "")).removeprefix("group:")


def parts_in(text: str) -> list[Part]:
    """The parts that a sentence names, from left to right; where two overlap, the one that says more."""
    found: list[Part] = []
    for m in EACH_NAMED.finditer(text):
        named = letters(m[1] or m[2])
        found.append(Part(f"each-optional-group={named}" if len(named) > 1 else f"group:{named}", m.start(), m.end()))
    found += [Part("each-optional-group", m.start(), m.end()) for m in EACH_ALONE.finditer(text)]
    found += [Part("here", m.start(), m.end()) for m in HERE.finditer(text)]
    found += [Part(f"group:{letters(next(g for g in m.groups() if g))}", m.start(), m.end()) for m in NAMED.finditer(text)]
    found += [Part("optional", m.start(), m.end()) for m in re.finditer(rf"{OPTIONAL}", text)]
    found += [Part("mandatory", m.start(), m.end()) for m in re.finditer(rf"{MANDATORY}(?!{PREDICATE[3:]}", text)]
    kept: list[Part] = []
    for part in found:
        if all(part.end <= other.start or part.start >= other.end for other in kept):
            kept.append(part)
    kept.sort(key=lambda p: p.start)
    return [p for k, p in enumerate(kept) if k + 1 == len(kept) or not is_said_of(p, kept[k + 1], text)]


def is_said_of(part: Part, after: Part, text: str) -> bool:
    """Whether 必須 or 選択 only says of which kind the group behind it is: 必須のグループA."""
    return (
        part.value in ("mandatory", "optional") and after.value.startswith("group") and text[part.end : after.start] in ("", "の", "である")
    )


def strongest_part(parts: Sequence[Part]) -> str:
    """A group says more than 選択 beside it, and each group more than both; of two groups the nearer."""
    values = [p.value for p in parts]
    each = next((v for v in values if v.startswith("each")), "")
    named = next((v for v in reversed(values) if v.startswith("group") or v == "here"), "")
    return each or named or next(iter(values), "")


def own_part(sentence: str) -> str:
    """The part that a sentence names, of which the next one may go on to speak."""
    parts = [p for p in parts_in(sentence) if p.value != "here" and "=" not in p.value]
    if any(p.value.startswith("each") for p in parts) and re.search(r"\d|つ", sentence):
        parts = [p for p in parts if not p.value.startswith("each")]
    return strongest_part(parts)


def levels_in(text: str) -> list[Level]:
    found: list[Level] = []
    for m in LEVEL.finditer(text):
        first, second, side = number(m[2]), number(m[3]) if m[3] else "", m[4] or ""
        direction = ""
        if re.search(r"以上|上|高|\+", side):
            direction = "_or_above"
        elif re.search(r"以下|下|低", side):
            direction = "_or_below"
        elif side == "未満":
            first, direction = str(int(first) - 1), "_or_below"
        elif second and first == "1":
            first, direction = second, "_or_below"
        elif second and int(second) > int(first):
            direction = "_or_above"
        first = f"Entry {first}" if m[1] else first
        found.append(Level(f"{first}:{direction}", m.start(), m.end()))
    return found
