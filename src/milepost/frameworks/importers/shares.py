"""Shares of the credits ("60 per cent of the credits", 半分以上) as numbers of credits, where the document says of how many."""

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction

from milepost.frameworks.importers.lexicon import NUMBER_WORD, is_japanese, number

PARTS = {"half": (1, 2), "third": (1, 3), "quarter": (1, 4), "fifth": (1, 5), "tenth": (1, 10)}
COUNTS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "an": 1}
FRACTION = r"(?:(a|one|two|three|four)[ -])?(half|third|quarter|fifth|tenth)s?"
SHARE = re.compile(
    rf"\b(?:(\d{{1,3}}|{NUMBER_WORD}) ?(?:%|per ?cent)|{FRACTION})( or (?:more|less|fewer))?(?:,? at least,?)?\s+of (?:all )?(?:the |these |those |their |them\b|which\b|it\b)?"
    rf"((?:(?:total|required|overall|whole|qualification’?'?s?|diploma’?'?s?|final|minimum) )*)(?:(\d{{1,3}}|{NUMBER_WORD}) )?((?:optional|mandatory) )?(?:(?:total|overall) )?(credits?(?: value| total)?)?",
    re.IGNORECASE,
)
BARE = re.compile(r"\b(\d{1,3}) ?(?:%|per ?cent)", re.IGNORECASE)
KANJI = "一二三四五六七八九十"
SHARE_JA = re.compile(
    rf"(?:(?:(?:総|全|合計|必要)?(?:単位|クレジット)(?:数|の総数)?|全体)(?:の(?:うち)?(?:、)?(?:少なくとも|最低)?|のうち、?)|(?<=うち)、?(?:少なくとも|最低)?|その)?"
    rf"(?:(\d{{1,3}}) ?(?:%|パーセント)|([\d{KANJI}]+)割|([\d{KANJI}]+)分の([\d{KANJI}]+)|(半分|半数|過半数?))(?:の(?:単位|クレジット))?"
)


OF_NUMBER_JA = re.compile(
    rf"(\d{{2,3}}|[{KANJI}]{{2,}})\s*(単位|クレジット)の(?:うち)?、?((?:\d{{1,3}} ?(?:%|パーセント)|[\d{KANJI}]+割|[\d{KANJI}]+分の[\d{KANJI}]+|半分|半数|過半数?)(?:の(?:単位|クレジット))?)"
)
MAY_SHARE = re.compile(r"%|％|per ?cent\b|パーセント|\b(?:half|thirds?|quarters?|fifths?|tenths?)\b|分の|割|半分|半数", re.IGNORECASE)
ABOUT_CREDITS = re.compile(r"credit|単位|クレジット|level|レベル", re.IGNORECASE)


def may_share(text: str) -> bool:
    return bool(MAY_SHARE.search(text) and ABOUT_CREDITS.search(text))


def before_share(text: str) -> str:
    """What a text says before it speaks of a share: "32 credits are needed", of "32 credits are needed, half of them at Level 3"."""
    found = SHARE.search(text) if may_share(text) else None
    return text[: found.start()] if found and ABOUT_CREDITS.search(text[: found.start()]) else text


def share_of(found: re.Match[str]) -> Fraction | None:
    """What part of the whole an English share is; None where the words are not about credits."""
    if found[1]:
        return Fraction(int(number(found[1])), 100)
    counted, part = COUNTS[(found[2] or "a").lower()], PARTS[found[3].lower()]
    return Fraction(counted * part[0], part[1])


def share_ja(found: re.Match[str]) -> Fraction:
    if found[1]:
        return Fraction(int(found[1]), 100)
    if found[2]:
        return Fraction(int(number(found[2])), 10)
    if found[3]:
        return Fraction(int(number(found[4])), int(number(found[3])))
    return Fraction(1, 2)


def upwards(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def in_credits(text: str, total: Callable[[str], int | None]) -> str:
    """The text with each share as a number of credits. `total` tells how many credits there are: in all, or "optional" ones."""
    plain = unicodedata.normalize("NFKC", text)
    if is_japanese(plain):
        plain = OF_NUMBER_JA.sub(
            lambda m: f"{m[1]}{m[2]}のうち、{upwards(share_ja(SHARE_JA.fullmatch(m[3]) or m) * int(number(m[1])))}単位", plain
        )
        return SHARE_JA.sub(lambda m: f"{upwards(share_ja(m) * whole)}単位" if (whole := total("")) else m[0], plain)

    def told(found: re.Match[str]) -> str:
        share, part = share_of(found), (found[7] or "").strip().lower()
        of_credits = found[8] or re.search(r"credits?\b", plain, re.IGNORECASE) or re.search(r"(?:these|them|which|it)$", found[0].strip())
        whole = int(number(found[6])) if found[6] else total(part)
        if share is None or not of_credits or not whole or whole > 600:
            return found[0]
        return f"{upwards(share * whole)} {part + ' ' if part else ''}credits{found[4] or ''}{' ' if found[0][-1].isspace() else ''}"

    return SHARE.sub(told, plain)
