"""Units of which only one counts: which units a sentence names, whether it sets them against each other, and which against which."""

import re
import unicodedata
from collections.abc import Mapping
from itertools import combinations

from milepost.frameworks.importers.found import words_of
from milepost.frameworks.importers.identifiers import UAN, tidy_uan
from milepost.frameworks.importers.lexicon import is_japanese

type Pair = tuple[str, str]

AGAINST = re.compile(
    r"\bbarr(?:ed|ing|s)\b|\bmutually exclusive\b|\b(?:excludes?|excluded|rules? out|precludes?) (?!from (?:the )?(?:assessment|simulation))|\balternatives?(?: to (?:each other|one another))?\b(?!\w)|"
    r"\b(?:nobody|no (?:learner|candidate|one|student|trainee)) (?:can|may|will|is|shall)\b|\bdisregard|\bin place of\b|(?:not|never|n't) both\b|\b(?:forbidden|prohibited|disallowed|restricted) combinations?\b|\bboth\b.{0,60}\b(?:not|n't)\b|"
    r"\b(?:only|just|no more than|not more than|at most|never more than) (?:the )?(?:one|1)\b|\bone (?:of (?:the|these|those|each) (?:two|pair|units?)|of (?:them|these|which)|only|alone|or the other)\b|"
    r"\b(?:either|any) one of\b|\beither\b.{3,80}\bor\b.{0,60}\b(?:but )?not\b|\bwhichever\b|\bonly (?:count|be counted) once\b|\bonly once\b",
    re.IGNORECASE,
)
COUNTING = r"(?:count|tak|combin|claim|achiev|credit|includ|us(?:e|ing)\b|enter|choos|chosen|select|offer|hold|held|put|stand|pass|complet|accept|recogni[sz]|award|given|be (?:both|together)|go together|alongside|together|with)"
REFUSED = re.compile(
    rf"\b(?:cannot|can ?not|may not|must not|should not|shall not|will not|does not|do not|is not|are not|not be|never|n't|not (?:possible|permitted|allowed|able|available)|neither|nor|no longer)\b.{{0,90}}?{COUNTING}|"
    rf"{COUNTING}.{{0,120}}?\b(?:not (?:possible|permitted|allowed|accepted|available|count(?:ed)?)|(?:forbidden|prohibited|ruled out|disallowed|impossible))\b",
    re.IGNORECASE,
)
ONLY_ONE_JA = re.compile(
    r"(?:どちら|いずれ|どれ|片方|一方|片一方|二つのうち|2つのうち)(?:か)?(?:の)?(?:片方|一方|一つ|1つ|ひとつ)?(?:の(?:単位|クレジット|ユニット|科目))?(?:の?み|だけ|しか|を(?!学|知|見)|に限|分|が(?:対象|有効|数え))|"
    r"(?:一つ|1つ|ひとつ|片方|一方)(?:の(?:単位|クレジット|ユニット|科目))?(?:の?み|だけ|しか|に限)|二者択一|択一|排他|併[用修]不可|互いに(?:排|除)"
)  # of two units the one or the other
TOGETHER_JA = re.compile(
    r"併用|併修|併せ|あわせて|合わせて|同時|重複|重な|両立|両方|両取り|双方|[二2]つとも|ふたつとも|どちらも|いずれも|ともに|共に|組み?合わせ|組合せ|一緒に|セットで|揃って|両者"
)  # both: barred where the sentence refuses it
REFUSED_JA = re.compile(r"ない|ません|ぬ|できず|られず|不可|禁|だめ|ダメ|対象外|無効|除外|外れ|避け|みなさ|認めら?れな")
NONE_COUNTS = re.compile(
    r"\b(?:neither|none)(?: of (?:them|these|those|the two))?(?: (?:will|can|may|shall|does))? (?:counts?|contributes?)\b(?!.*\b(?:other|together|with|both)\b)",
    re.IGNORECASE,
)
JOINTLY = re.compile(
    r"\b(?:both|together|each other|one another|combin\w+|also|too|as well|\d with (?:units? )?[A-Z]{0,3}\d|alongside|the two|either)\b",
    re.IGNORECASE,
)
REFUSAL = re.compile(r"\b(?:cannot|can ?not|not|never|neither|no longer)\b|n't\b", re.IGNORECASE)
IF_ONE = re.compile(
    r"^\W*(?:if|where|when|once)\b[^,;]*?\d[^,;]*?(?:,|\bthen\b)", re.IGNORECASE
)  # "If Unit 12 is taken, Unit 13 cannot count"
IF_TAKEN = re.compile(
    r"[\dA-Z](?:を|が)[^。]{0,12}?(?:た|だ|ば|る)(?:者|人|場合|とき|時|受講者|候補者|学習者|なら|ら|、|方|は)|があれば|と[^。]{0,20}?と"
)
OF_ASSESSMENT = re.compile(
    r"\bsimulat|\bevidence\b|\bassess|\bbefore\b|\buntil\b|\bprerequisite|\bportfolio\b|模擬|評価|証拠|前に|先に", re.IGNORECASE
)
CLAUSE = re.compile(r";|,? (?:and|nor|or) (?=units? )|, (?=units? )|、(?=単位|ユニット|また)|。")
CODE = re.compile(r"(?<![A-Za-z0-9/])(?:[A-Z]{1,3}-?\d{1,3}[A-Z]?|\d{3,4})(?![A-Za-z0-9/%])")
CODED = re.compile(r"(?=[^\d]*\d)[A-Z0-9][A-Z0-9/. -]{1,11}")
ONE_CODE = r"(?:(?-i:[A-Z]{1,4})[ -]?)?\d{1,4}"
NAMED = re.compile(
    rf"\bunits?\s+(?:numbers?\s+|nos?\.?\s+)?({ONE_CODE})\b(?:\s*(?:,|and|or|with|&|to|–)\s*(?:units?\s+)?({ONE_CODE})\b(?!\s*(?:credits?|units?)))*|"
    rf"(?:ユニット|(?<![修須択総計低高大小得ン])単位|科目|モジュール)\s*(?:番号)?\s*{ONE_CODE}(?![\d単クユつ])(?:\s*(?:と|、|,|または|もしくは|および|及び|か|や|・)\s*(?:ユニット|単位|科目)?\s*{ONE_CODE}(?![\d単クユつ]))*",
    re.IGNORECASE,
)


def is_barring(sentence: str) -> bool:
    """Whether a sentence that names units sets them against each other."""
    text = unicodedata.normalize("NFKC", sentence)
    japanese = is_japanese(text)
    if japanese:
        if ONLY_ONE_JA.search(text):
            return True
        if not REFUSED_JA.search(text) or OF_ASSESSMENT.search(text):
            return False
        return bool(TOGETHER_JA.search(text) or IF_TAKEN.search(text))
    if AGAINST.search(text):
        return True
    if NONE_COUNTS.search(text):
        return False  # two units that never count
    refused = REFUSED.search(text)
    if not refused or OF_ASSESSMENT.search(text):
        return False
    at = refusal.start() if (refusal := REFUSAL.search(text)) else refused.start()
    if (taken := IF_ONE.match(text)) and REFUSAL.search(text[taken.end() :]) and re.search(r"\d", text[taken.end() :]):
        return True
    sides = [bool(re.search(r"\d", side)) for side in (text[:at], text[at:])]
    return bool(JOINTLY.search(text)) or all(sides) or not any(sides)  # "3 and 4 are not counted" are two units that never count


def pairs_named(sentence: str, units: list[str], known: Mapping[str, str]) -> list[Pair]:
    """Every two of the units, or those that stand together where a sentence names two pairs: "7 excludes 8, and 13 may not stand with 15"."""
    if len(units) > 3 and len(units) % 2 == 0:
        clauses = [clause for part in CLAUSE.split(sentence) if len(clause := units_named(part, known)) > 1]
        if len(clauses) * 2 == len(units) and all(len(clause) == 2 for clause in clauses):
            return [(one, two) for one, two in clauses]
        if joined_alike(sentence, units, known):
            return list(zip(units[::2], units[1::2], strict=True))
    return list(combinations(units, 2))


def joined_alike(sentence: str, units: list[str], known: Mapping[str, str]) -> bool:
    """Whether the same words stand between the units of each pair, and others between the pairs: "301 with 304, nor 402 with 405"."""
    printed = {uan: code for code, uan in known.items() if code.isascii() and not code.islower()}
    between, at = [], 0
    for unit in units:
        shown = "|".join(re.escape(code) for code in (unit, printed.get(unit, unit)))
        found = re.compile(rf"(?<![\w/])(?:{shown})(?![\w/])", re.ASCII).search(sentence, at)
        if not found:
            return False
        between.append(" ".join(sentence[at : found.start()].split()))
        at = found.end()
    within, apart = set(between[1::2]), set(between[2::2])
    return len(within) == 1 and not within & apart


def units_named(sentence: str, known: Mapping[str, str]) -> list[str]:
    """The units that a sentence names: by the regulator's number, the body's number, or the whole title."""
    named = [tidy_uan(m[0]) for m in UAN.finditer(sentence)]
    if len(named) < 2:
        rest = unicodedata.normalize("NFKC", UAN.sub(" ", sentence))
        codes = [m[0] for m in CODE.finditer(rest)]
        if len(codes) < 2:
            codes = [code for m in NAMED.finditer(rest) for code in re.findall(ONE_CODE, m[0])]
        listed = [c for c in codes if c in known] or listed_codes(rest, known)
        named = [by_number(c, known) for c in (listed if len(listed) > 1 else [c for c in codes if not c.isdigit()] or codes)]
    if len(named) < 2:
        words = f" {words_of(sentence)} "
        named = [uan for title, uan in known.items() if len(title) > 8 and f" {title} " in words]
    named = list(dict.fromkeys(named))
    return named if len(named) > 1 else []


def by_number(code: str, known: Mapping[str, str]) -> str:
    """The unit whose number this is, or whose number alone ends with it: "402" of "8711-402"."""
    if code in known or not code.isdigit():
        return known.get(code, code)
    ending = {uan for number, uan in known.items() if number.endswith((f"-{code}", f"/{code}"))}
    return ending.pop() if len(ending) == 1 else code


def listed_codes(sentence: str, known: Mapping[str, str]) -> list[str]:
    """The codes in a sentence, of whatever shape, that the document's tables give to its units; figures alone are none."""
    named = {c: sentence.find(c) for c in known if c in sentence and len(c) > 2 and not c.isdigit() and CODED.fullmatch(c)}
    return sorted((c for c in named if re.search(rf"(?<![\w/-]){re.escape(c)}(?![\w/-])", sentence)), key=lambda c: named[c])
