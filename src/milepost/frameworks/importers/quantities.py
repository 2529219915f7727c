"""How many: number words, and what an evidence requirement's words ask for."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from milepost.frameworks.importers.source import KANA

type Quantifier = Literal["all"] | dict[str, int | list[str]] | None

NUMBERS = {
    word: n
    for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split())
}
HOURS = re.compile(
    r"(?i)\b(\d{1,3})\W*(?:recommended )?(?:guided learning hours?|GLH)\b|\bguided learning hours?\b[^.\d]{0,40}?\b(\d{1,3})\b"
)
SIZED = re.compile(r"(?<![\d.])\b(\d{1,3}) (?:\w+ )?credit(?:s| points?)? at (?:\w+ )?level (\d{1,2})\b", re.IGNORECASE)
COUNT = rf"(\d{{1,2}}|{'|'.join(NUMBERS)})"
UNITS_OF_TIME = r"(?:minutes?|hours?|days?|weeks?|months?|years?|terms?)"
MEASURES = (
    rf"(?:{UNITS_OF_TIME}|(?:cubic |square |linear )?(?:(?:milli|centi|kilo)?(?:metres?|meters?|litres?|liters?|grams?|grammes?)|mm|cm|kg|km|tonnes?|miles?)"
    r"|per cent|percent|degrees?|words|pages|sides|credits?|marks|points)"
)  # of one thing, which are no number of things
APART = r"(?:different|separate|distinct|differing|various|individual)"

ALL_WORDS = re.compile(
    r"\b(?:all(?: of)?|each(?: one)? of|every one of|both(?: of)?)\b.{0,25}\b(?:these|the following|those|listed|below)\b|:\s*all of\b",
    re.I,
)
OR_BOTH = re.compile(r"\b(?:one|either|any|some) or (?:both|all)\b", re.IGNORECASE)
LISTED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:at least|a minimum of|minimum of|minimum|no fewer than|not fewer than|no less than|not less than|any|at the least)\s+(?:any\s+)?{COUNT}\b",
        rf"\b{COUNT}\s+or\s+more\b",
        rf"\b{COUNT}\s*(?:\(\d+\)\s*)?(?:\w+\s+){{0,4}}(?:of|from|out of|from among|amongst|among)\s+(?:any of\s+)?(?:these|the following|those|the (?:\w+\s){{0,2}}(?:below|listed))",
        rf"\b{COUNT}\s+of\b",
        rf"\b{COUNT}\s+(?:\w+\s+){{0,3}}{APART}\b|\b{COUNT}\s+{APART}\b",
        rf"\b{COUNT}\b(?=\s+(?:\w+\s+){{0,3}}from\b)",
    )
)
EITHER = re.compile(r"\b(?:either|any|one) of (?:these|the following|those)\b|\beither\b[^.]*:\s*$|\bany of the following\b", re.I)
UNLISTED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{COUNT}\s+(?:or more\s+)?(?:\w+\s+){{0,2}}?{APART}\s+\w+",
        rf"\b(?:at least|a minimum of|minimum of|no fewer than|not fewer than)\s+{COUNT}\s+(?!of\b)(?!{MEASURES}\b)(?!per\b)[a-z]",
        rf"\b{COUNT}\s+or more\s+(?!of\b)(?!{MEASURES}\b)[a-z]",
        rf"\bon\s+(?:at least\s+)?{COUNT}\s+(?:\w+\s+)?(?:occasions?|days?|dates?|mornings?|evenings?|nights?|sessions?|shifts?|visits?|trips?|journeys?)\b",
        rf"\b{COUNT}\s+(?:\w+\s+)?(?:occasions|examples|instances)\b",
        rf"\bmust\b[^.]{{0,40}}\b(?:photographs?|pictures|films?|recordings?|records?|reports?|accounts?|evidence|documents|notes|logs?|plans?|drawings?|details|samples|statements|testimony|results) (?:of|for|from|on|about) (?!one\b){COUNT} (?!of\b|or\b|to\b)(?!{MEASURES}\b)[a-z]",
        rf"\b(?:in the form of|consisting of|made up of|comprising)\s+(?!one\b){COUNT}\s+(?!of\b)(?!{MEASURES}\b)[a-z]",
    )
)
QUANTIFIED_BEHIND = re.compile(r":\s*you must [^:]+$", re.IGNORECASE)  # a label before the sentence that says how many
ASKED = re.compile(
    rf"\bmust (?:submit|produce|provide|present|complete|carry (?:out|through)|cover|prepare|make|show|do)(?: the \w+ on)? (?!one\b){COUNT} (?!of\b|or\b)(?!{MEASURES}\b)(?!(?:page|copies|side)\b)[a-z]",
    re.IGNORECASE,
)  # "You must submit four boards"
MORE_THAN = re.compile(rf"\bmore than\s+{COUNT}\s+(?:\w+\s+){{0,3}}of\b", re.IGNORECASE)
TWICE = re.compile(r"\b(?:more than once|twice)\b", re.IGNORECASE)


KANJI = {letter: n for n, letter in enumerate("一二三四五六七八九十", 1)}
COUNTERS_JA = r"(?:つ|個|種類?|件|回|点|人|名|日|体|枚|本|台|頭|匹|羽|冊|着|足|棟|軒|社|組|作品|場面|作業|現場|か所|箇所|ヶ所|カ所|[株束袋箱樽鉢曲話通品問例色店館室基機両隻艘杯膳皿面幅灯輪校班区駅])"
COUNT_JA = r"(\d{1,2}|[一二三四五六七八九十])"
LISTED_JA = (
    re.compile(rf"(?:少なくとも|最低(?:でも|限)?)\s*{COUNT_JA}"),
    re.compile(rf"{COUNT_JA}\s*(?:{COUNTERS_JA}|項目)\s*以上"),
    re.compile(rf"(?:うち|中)(?:から|で|の)?、?\s*{COUNT_JA}\s*(?:{COUNTERS_JA}|項目)"),
)
UNLISTED_JA = (
    re.compile(rf"(?:少なくとも|最低(?:でも|限)?)\s*{COUNT_JA}\s*{COUNTERS_JA}"),
    re.compile(rf"{COUNT_JA}\s*{COUNTERS_JA}\s*以上"),
    re.compile(rf"(?:異なる|別の|別々の)\s*{COUNT_JA}\s*{COUNTERS_JA}"),
    re.compile(rf"{COUNT_JA}\s*{COUNTERS_JA}?の(?:異なる|別の|別々の|違う)"),
    re.compile(rf"(?:異なる|別の|別々の|違う)\w{{1,4}}[にで]、?\s*{COUNT_JA}\s*{COUNTERS_JA}"),
)
ANY_JA = re.compile(r"(?:いずれ|どれ)か")


def quantifier_ja(text: str, letters: Sequence[str]) -> Quantifier:
    """The same in Japanese."""
    text = unicodedata.normalize("NFKC", text)
    found = next((m for pattern in (LISTED_JA if letters else UNLISTED_JA) if (m := pattern.search(text))), None)
    count = KANJI.get(found[1]) or int(found[1]) if found else int(bool(letters and ANY_JA.search(text)))
    if not letters:
        return {"at_least": count, "of": []} if count else None
    return {"at_least": count, "of": list(letters)} if 0 < count < len(letters) else "all"


def number_of(text: str) -> int | None:
    """4 of "four", "4" or "**four**"."""
    text = text.strip("* ").lower()
    return int(text) if text.isdigit() else NUMBERS.get(text)


NUMBER = re.compile(COUNT, re.IGNORECASE)


def counted(patterns: Sequence[re.Pattern[str]], text: str) -> int | None:
    if not NUMBER.search(text):
        return None  # each of the patterns holds one
    for pattern in patterns:
        found = pattern.search(text)
        if found:
            word = next(g for g in found.groups() if g)
            return number_of(word)
    return None


def quantifier(text: str, letters: Sequence[str]) -> Quantifier:
    """How many of its lettered parts, or of things that it does not list, a requirement asks for."""
    if KANA.search(text):
        return quantifier_ja(text, letters)
    if letters:
        lead = text if QUANTIFIED_BEHIND.search(text) else text[: text.rfind(":") + 1] or text
        if OR_BOTH.search(lead):
            return {"at_least": 1, "of": list(letters)}
        if ALL_WORDS.search(lead):
            return "all"
        beyond = counted([MORE_THAN], lead)
        count = counted(LISTED, lead) if beyond is None else beyond + 1
        if count is None and EITHER.search(lead):
            count = 1
        if count is None or count <= 0 or count > len(letters):
            return "all"
        return "all" if count == len(letters) else {"at_least": count, "of": list(letters)}
    count = counted([*UNLISTED, ASKED], text)
    if count is None and TWICE.search(text):
        count = 2
    return {"at_least": count, "of": []} if count else None
