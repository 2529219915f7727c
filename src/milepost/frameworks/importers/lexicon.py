"""The words in which rules of combination are written, in English and in Japanese, and what each means.

A sentence becomes a row of tokens: how many, of what, compared how, of which part, at which level. A new language is a
new list of patterns here; how tokens make a rule (`grammar.py`) is the same for all of them.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from milepost.frameworks.importers.quantities import NUMBERS


class Kind(StrEnum):
    NUMBER = "number"
    MEASURE = "measure"  # credits, units
    COMPARED = "compared"  # min, max, exact, over, under
    RANGE = "range"
    SCOPE = "scope"
    LEVEL = "level"
    OF = "of"  # "of these 42 credits": what is counted already
    FROM = "from"
    TOTAL = "total"
    NOT = "not"
    OTHER = "other"  # a number of something else: hours, months, per cent


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    value: str
    start: int
    end: int


TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SMALL = NUMBERS | {"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
NUMBER_WORD = (
    rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|{'|'.join(sorted(SMALL, key=len, reverse=True))})"
)
FEW = {"a": 1, "single": 1, "pair": 2, "couple": 2, "dozen": 12}
KANJI = {c: n for n, c in enumerate("〇一二三四五六七八九")}
LETTERS = r"(?-i:[A-Z]\d?)\b(?:(?!, (?:and|but) (?:groups?|sections?) )\s*(?:,|and|or|&|to|/|-|–|,? and|,? or)\s*(?:(?:optional )?(?:groups?|sections?) )?(?-i:[A-Z]\d?)\b)*"
TITLE_AHEAD = r"(?!\s*(?:\(?NVQ\)?\s*)?(?:award|certificate|diploma|qualification|extended|subsidiary|nvq|btec)\b)"
TITLE_AHEAD_JA = r"(?!\s*(?:の)?\s*(?:NVQ|卒業証書|ディプロマ|資格|証明書|認定|修了証))"


def number(text: str) -> str:
    """The digits of a number in digits, English words or Japanese numerals."""
    text = text.lower().replace("-", " ")
    if text.isdigit():
        return str(int(text))
    if len(text) > 1 and all(c in KANJI for c in text):
        return str(int("".join(str(KANJI[c]) for c in text)))
    if text[0] in KANJI or "十" in text:
        tens, found, units = text.partition("十")
        value = (KANJI.get(tens, 1) * 10 if found else 0) + KANJI.get(units if found else tens, 0)
        return str(value)
    return str(sum(TENS.get(word, SMALL.get(word, FEW.get(word, 0))) for word in text.split()))


def group(letters: str) -> str:
    named = re.findall(r"[A-Z]\d?|\d", re.sub(r"(?i:groups?|sections?|optional|and|or|to)", " ", letters))
    if re.search(r"\bto\b|-|–", letters) and len(named) == 2 and len(named[0]) == len(named[1]) == 1 and named[0].isalpha():
        named = [chr(c) for c in range(ord(named[0]), ord(named[1]) + 1)]
    return "group:" + "+".join(dict.fromkeys(named))


def level(found: re.Match[str]) -> str:
    words = " ".join(g for g in found.groups()[1:] if g).lower()
    if re.search(r"above|higher|over|beyond|\+|up|以上|より上", words):
        return f"{found[1]}:_or_above"
    if re.search(r"below|lower|under|beneath|以下|より下", words):
        return f"{found[1]}:_or_below"
    return f"{found[1]}:"


def each(found: re.Match[str]) -> str:
    """Each optional group, and which these are where the words name them."""
    letters = group(re.sub(r"から(?!は?、?それぞれ)|[〜~]", "-", re.sub(r"(?i)\beach|every( one)?|それぞれ", " ", found[0])))
    return f"each-optional-group={letters.removeprefix('group:')}".rstrip("=")


def said(value: str) -> Callable[[re.Match[str]], str]:
    return lambda _found: value


type Entry = tuple[Kind, re.Pattern[str], Callable[[re.Match[str]], str]]


def entry(kind: Kind, pattern: str, value: str | Callable[[re.Match[str]], str] = "") -> Entry:
    return kind, re.compile(pattern, re.IGNORECASE), value if callable(value) else said(value)


ENGLISH = [
    entry(Kind.OTHER, rf"\b(?:{NUMBER_WORD}|\d+)\s*(?:%|per ?cent|(?:(?:guided|total|notional|qualification|learning|working|recommended) )*(?:hours?|glh|tqt|days?|weeks?|months?|years?)\b)"),
    entry(Kind.OTHER, r"\b(?:appendix|annexe?|chapter|schedule) \d{1,2}\b"),
    entry(Kind.NUMBER, rf"(?<![/#.£$€])\b(?:\d{{1,3}}(?![/.]\d)|{NUMBER_WORD}|(?<=\ba )(?:single|pair|couple|dozen)|a(?= (?:further |single )?(?:optional )?unit (?:from|in|out of|or more)\b))\b(?!\s*(?:groups?|sections?|pathways?|routes?|qualifications?)\b(?! (?-i:[A-Z]\d?)\b))", lambda m: number(m[0])),
    entry(Kind.MEASURE, r"\bcredits?(?: points?| values?)?\b", "credits"),
    entry(Kind.MEASURE, r"\bunits\b|\bunit\b(?! #)", "units"),
    entry(Kind.COMPARED, r"\b(?:at (?:the )?least|(?:a |the )?minimum(?: (?:credits? )?(?:of|is))?|no fewer than|not fewer than|no less than|not less than|or more|or (?:over|above|upwards|beyond)(?! level)|and (?:over|above|upwards)(?! level)|upwards of|not (?:below|under)|as a minimum|at (?:the )?(?:minimum|fewest|lowest)|(?:a |the )?(?:floor|lower limit) of|if not more|reach(?:es)?|min\.?)(?!\w)", "min"),
    entry(Kind.COMPARED, r"\b(?:(?:no|not|nor?) more than|(?:up to )?(?:a |the )?maximum(?: (?:credits? )?(?:of|is))?|at (?:the )?most|(?<!(?<!may )(?<!can )\badd )(?<!\badds )(?<!\badding )up to|(?:not|cannot|never|n't) (?:to )?exceed(?:ing)?|(?:limited|restricted|confined|held|capped|kept|reduced) (?:to|at)|(?:a |the )?(?:ceiling|cap|upper limit|limit|allowance) (?:of|is)|no greater than|at the outside|as a maximum|or (?:fewer|less|under|below)(?! level)|max\.?)(?!\w)", "max"),
    entry(Kind.COMPARED, r"\b(?:only|just|no more|not more|alone)\b", "only"),
    entry(Kind.COMPARED, r"\b(?:exactly|precisely)\b|,? (?:and|but) (?:one|two|three|no more) only\b|,? (?:neither|no) more (?:nor|and no) (?:less|fewer)\b", "exact"),
    entry(Kind.COMPARED, r"\b(?:more than|over and above|over|above|beyond|in excess of|exceed(?:ing|s)?)\b(?=\s+(?:\d|\w+ (?:credits?|units?)))", "over"),
    entry(Kind.COMPARED, r"\b(?:fewer than|less than|under|below|short of)\b(?=\s+(?:\d|\w+ (?:credits?|units?)))", "under"),
    entry(Kind.RANGE, r"\bbetween\b", "between"),
    entry(Kind.RANGE, r"(?<=\d)\s*(?:-|–|—)\s*(?=\d)|(?<=\w)\s+to\s+(?=(?:\d|\w+ (?:credits?|units?)))|(?<=\w)\s+or\s+(?=(?!more|fewer|less)\w+ units?\b)", "to"),
    entry(Kind.SCOPE, r"\b(?:in|from|out of|of|by|for) (?:each|every one)(?: (?:of (?:them|these|those)|one))?(?=\s*(?:[.,;]|$|(?:is|are|must|has|have)\b))", "each-optional-group"),
    entry(Kind.SCOPE, r"\ball (?:of )?(?:the )?(?:\w+ )?(?:optional|elective) (?:groups|sections)(?= (?:must|have to|need to|are to|should)\b)", "each-optional-group"),
    entry(Kind.SCOPE, r"\b(?:\w+ )?(?:optional|elective) (?:groups|sections)(?: \w+){0,3} each\b", "each-optional-group"),
    entry(Kind.SCOPE, rf"\b(?:each|every one|every|per) (?:of (?:the |these )?)?(?:(?:\w+ )?(?:optional|elective|other) )?(?:unit )?(?:groups?|sections?)(?: {LETTERS})?", each),
    entry(Kind.SCOPE, r"\b(?:groups?|sections?|pools?|lists?|categor(?:y|ies)) ((?-i:[A-Z]\d?)\b(?:(?!, (?:and|but) (?:groups?|sections?) )\s*(?:,|and|or|&|to|/|-|–|,? and|,? or)\s*(?:(?:optional )?(?:groups?|sections?) )?(?-i:[A-Z]\d?)\b)*|\d\b)", lambda m: group(m[1])),
    entry(Kind.SCOPE, r"\bth(?:is|at) (?:group|section)\b", "here"),
    entry(Kind.SCOPE, r"\b(?:optional|elective)\b", "optional"),
    entry(Kind.SCOPE, r"\b(?:mandatory|compulsory|core)\b", "mandatory"),
    entry(Kind.LEVEL, rf"\b(?:at )?(?:levels? |l)(\d)\b(?:\s*(?:,|and|or|to|/|–|-)\s*(?:level )?\d\b)*{TITLE_AHEAD}(?:\s*(\+)|(?: (?:units?|credits?))?\s*[,(]?\s*(?:or|and)(?: at)?(?: a)? (above|higher|over|beyond|upwards|up|below|lower|under|beneath)(?: levels?)?| (upwards))?", level),
    entry(Kind.LEVEL, rf"\b(?:at )?entry(?: level)? ([1-3])\b{TITLE_AHEAD}(?:\s*,?\s*(?:or|and)(?: at)?(?: a)? (above|higher|upwards|below|lower|under)\b)?", lambda m: f"Entry {level(m)}"),
    entry(Kind.LEVEL, rf"\b(?:at,? or (?=above|below)|not (?=above|below|lower|higher))(above|below|lower than|higher than),? level (\d)\b{TITLE_AHEAD}", lambda m: f"{m[2]}:_or_{'above' if (('above' in m[0].lower()) == m[0].lower().startswith('at') and 'er' not in m[1].lower()) or m[1].lower().startswith('low') else 'below'}"),
    entry(Kind.LEVEL, rf"\b(?:above|higher than) level (\d)\b{TITLE_AHEAD}", lambda m: f"{int(m[1]) + 1}:_or_above"),
    entry(Kind.LEVEL, rf"\b(?:below|lower than) level ([2-9])\b{TITLE_AHEAD}", lambda m: f"{int(m[1]) - 1}:_or_below"),
    entry(Kind.OF, r"\bof which\b", "which"),
    entry(Kind.OF, r"\bof (?:the|these|those|them|this|which|their|your|all)\b", "of"),
    entry(Kind.FROM, r"\b(?:from|through|in|must|should|within|at|need to)\b", "from"),
    entry(Kind.TOTAL, r"\b(?:totals?|overall|altogether|in all)\b", "word"),
    entry(Kind.TOTAL, r"\b(?:achieved?|achieving|awarded|gain(?:ed)?|obtain|earn|attain|completes?|qualify|needs?|needed|requires?|required|requirement|made up of|makes? up|consists? of|comprises?|qualification|diploma|certificate|award|granted|conferred|earn(?:ed|s)?|finish|claim(?:ed)?|pass(?:ed)?|collect|amass|accumulate|secure|build up|scheme|programme|asks? for|calls? for|demands?|brings? us|(?<!may )(?<!can )add up|certificated)\b", "verb"),
    entry(Kind.TOTAL, r"\b(?:together|between them)\b(?=[^.;]{0,40}\b(?:must|have to|need to|are to|should)\b)", "verb"),
    entry(Kind.TOTAL, r"\b(?:must|have to|has to|make)\b", "duty"),
    entry(Kind.NOT, r"\b(?:not|cannot|never|no|nobody|none|nor|neither|disregard(?:ed|s)?|ignored?|discounted|lost|refused)\b|n't\b", "not"),
]  # fmt: skip
# Of a Japanese sentence only the groups and comparisons are asked here; the rest keeps what looks like them apart. See `rules_ja.py`.
JAPANESE = [
    entry(Kind.OTHER, r"(?:\d+|[一二三四五六七八九十]+)\s*(?:%|パーセント|時間|か月|ヶ月|カ月|ヵ月|月|年|日|週間?|人|歳|つ?の?(?:選択|オプション|必須|任意)?グループ|つまたは|部|パート|分野)"),
    entry(Kind.COMPARED, r"少なくとも|最低(?:でも|限)?|最小(?:で)?|下限(?:は|が|を|と)?|以上|に(?:達し|届[いか]|到達し)", "min"),
    entry(Kind.COMPARED, r"最大(?:でも|で|限)?|最高(?:でも|で)?|多く(?:て)?も|多くとも|せいぜい|以下|以内|(?<=[位目トつ個])(?:だけ|のみ|しか)|を?(?:上限|限度)(?:は|が|を|と)?|まで(?!に)", "max"),
    entry(Kind.COMPARED, r"ちょうど|正確に", "exact"),
    entry(Kind.COMPARED, r"を?(?:超え|越え|上回|超過)|より(?:多|も多)", "over"),
    entry(Kind.COMPARED, r"未満|を?下回(?:って|る|り)?|に?満たな(?:い|ければ|く)|に足りな(?:い|ければ|く)|より少な(?:い|く)", "under"),
    entry(Kind.SCOPE, r"(?:各|それぞれの|すべての|全ての|全)\s*(?:オプション|選択|任意)?の?\s*(?:グループ|セクション)(?!\s*[A-Z])", "each-optional-group"),
    entry(Kind.SCOPE, r"(?:オプション|選択|任意)?の?(?:グループ|セクション|群)\s*(?:[A-Z]\d?(?:\s*(?:と|、|,|および|及び|・|/|~|〜|から(?=グループ|[A-Z]))\s*(?:グループ|セクション)?\s*[A-Z]\d?)+(?:まで)?)?(?:(?:の|から?は?|では?)、?(?:それぞれ|各々|おのおの)|の(?:すべて|全て)|ごと|(?:の)?(?:いず|ど)れ(?=から(?:も|少な|最低)|について|において|にも))", each),
    entry(Kind.SCOPE, r"(?:グループ|セクション|群)\s*([A-Z]\d?(?:\s*(?:と|、|,|または|もしくは|および|及び|か|・|/|~|〜|から(?=グループ|[A-Z]))\s*(?:グループ|セクション)?\s*[A-Z]\d?(?![\d]))*)", lambda m: group(m[1].replace("~", "-").replace("〜", "-").replace("から", "-"))),
    entry(Kind.SCOPE, r"([A-Z]\d?)\s*(?:グループ|群|セクション)", lambda m: group(m[1])),
    entry(Kind.SCOPE, r"(?:いず|ど)れの(?:選択|任意)?グループ(?=からも)|どの(?:選択|任意)?グループ(?=からも)", "each-optional-group"),
    entry(Kind.SCOPE, r"(?:この|その|同)グループ", "here"),
    entry(Kind.SCOPE, r"オプション|選択(?![しすさ])|任意", "optional"),
    entry(Kind.SCOPE, r"必須(?!です|となり|で)|必修|コア", "mandatory"),
    entry(Kind.LEVEL, rf"レベル\s*(\d)(?:\s*(?:または|か|もしくは|及び|および)?\s*(?:それ)?(以上|以下|より上|より下)|(\+))?{TITLE_AHEAD_JA}", level),
    entry(Kind.TOTAL, r"合計|総|全体|全部|トータル|計(?=\s*[\d一二三四五六七八九十])", "word"),
    entry(Kind.TOTAL, r"取得|修得|修了|獲得|達成|必要|なければ|なくては|ねばなら|要件|授与", "verb"),
    entry(Kind.TOTAL, r"認定|認め|集め|満たさ|要る|要する|求め|資格を|下回ってはなら|もら", "duty"),
    entry(Kind.NOT, r"(?:でき|なり|いけ|られ|たら|認め|超え|越え|上回|数え|含め)?(?:ない|ません|られず)", "not"),
]  # fmt: skip


JAPANESE_LETTER = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def is_japanese(text: str) -> bool:
    return not text.isascii() and bool(JAPANESE_LETTER.search(text))


@lru_cache(maxsize=64)  # a sentence is asked about several times in a row
def tokens_of(sentence: str) -> tuple[Token, ...]:
    """The tokens of a sentence from left to right; where two overlap, the one that begins first or is longer."""
    text = unicodedata.normalize("NFKC", sentence)
    lexicon = JAPANESE if is_japanese(text) else ENGLISH
    every = [Token(kind, value(m), m.start(), m.end()) for kind, pattern, value in lexicon for m in pattern.finditer(text) if m[0]]
    found: list[Token] = []
    for token in sorted(every, key=lambda t: (t.start, -t.end)):
        if not found or token.start >= found[-1].end:
            found.append(token)
    return tuple(found)


def strongest(scopes: Sequence[Token]) -> str:
    """A group says more than "optional" beside it, and "each group" more than both."""
    values = [t.value for t in scopes]
    each = next((v for v in values if v.startswith("each")), "")
    named = next((v for v in values if v.startswith("group") or v == "here"), "")
    return each or named or next(iter(values), "")
