"""Rules of combination in a document's sentences and group headings, as facts of the neutral format."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from milepost.frameworks.importers.amounts import RuleFact
from milepost.frameworks.importers.barred import is_barring, pairs_named, units_named
from milepost.frameworks.importers.grammar import rules_of_sentence, sentences
from milepost.frameworks.importers.lexicon import NUMBER_WORD, group
from milepost.frameworks.importers.parts import groups_named, part_spoken_of

MEASURED_RULE = re.compile(r"\d+ (?:credits?|units?)\b|\d\s*(?:単位|クレジット)", re.IGNORECASE)
IN_CREDITS = re.compile(r"\bcredits?\b|単位|クレジット", re.IGNORECASE)
FORMER = re.compile(r"\bthe (former|latter|first|second)\b(?! \w+ (?:unit|credit))|前者()|後者()", re.IGNORECASE)
SAME = re.compile(
    r"^(?:the same|so|likewise|this also|similarly)\b|^(?:and |nor )?units? \w+ (?:with|and|or) (?:units? )?\w+\W*$|同様|同じ",
    re.IGNORECASE,
)  # "The same is true of units 25 and 26"
OF_THEM = re.compile(r"\b(?:one|two|three|four|five|six|\d) (of (?:them|these|those|its units))\b(?! (?:credits|groups|\d))", re.IGNORECASE)
EXCESS = re.compile(
    r"(?:(?:any|all|the) )?(?:further |extra )?(credits?|units?) (?:\w+ )?(?:in excess of|above|beyond|over|more than)\b", re.IGNORECASE
)
THAT_GROUP = re.compile(r"\bth(?:is|at) (?:group|section)\b", re.IGNORECASE)
HEADING = re.compile(
    r"^(?:(?:optional|mandatory|core|elective) )?(?:units? )?(?:group|section)\s+([A-Z]\d?|\d)\b(.*)$|^(?:グループ|セクション)\s*([A-Z]\d?)(?![\w])(.*)$",
    re.IGNORECASE,
)
CHAPTER = re.compile(r"section \d\b\W*\w", re.IGNORECASE)  # "Section 2: Qualification structure" parts the document, not the units
KINDS_JA = r"(?:必須|必修|選択|任意|オプション|コア)"
HEADING_JA = re.compile(
    rf"^[【\[<《■□●○◆◇▼▽\s]*(?:{KINDS_JA}(?:ユニット|科目|単位)?群?\s*[・:\-(（【]*\s*)?"
    rf"(?:(?:グループ|群|セクション)\s*([A-Z]\d?)|([A-Z]\d?)\s*(?:グループ|群|セクション))(?![\w])[^。\d]{{0,30}}(?:\d+\s*(?:クレジット|単位)[^。]{{0,12}})?$"
)
PART = re.compile(
    r"^(mandatory|core|compulsory|optional|option(?= (?:units?|modules?)\b)|elective|必須|必修|オプション|選択)(?: units?| modules?| group| section|ユニット|グループ)?s?\b[^.。]{0,50}$",
    re.IGNORECASE,
)
LETTER = re.compile(r"(?i:\b(?:group|section)\s+)([A-Z]\d?|\d)\b")
INCLUDED = re.compile(
    rf"(\b(?:mandatory|compulsory) units)(?:\s*\((?:\d|{NUMBER_WORD}) of (?:them|these|which|those)\b[^()]*\)"
    rf"|,? (?:\d|{NUMBER_WORD}) of (?:them|these|which|those) (?:(?:is|are|being) )?(?:core|mandatory|compulsory)\b"
    rf"|: ?the (?:(?:\d|{NUMBER_WORD}) )?(?:core|mandatory|compulsory) units?\b(?:(?!option|elective|choice|at least|credit|plus)[^.;])*)",
    re.IGNORECASE,
)  # which of the mandatory units are core: no more of them
MANDATORY = re.compile(r"mandatory|compulsory|\bcore\b|必須|必修", re.IGNORECASE)
OPTIONAL = re.compile(r"optional|\boption (?:units?|modules?)\b|elective|オプション|選択", re.IGNORECASE)
RULES_HEADING = re.compile(
    r"^(?:\d[\d.]* )?(?:the )?(?:rules? of combination(?: and .{3,30}| for .{3,60}|(?: ?:| [–—-]) .{3,60})?|(?:.{3,40} and |.{3,60}(?: ?:| [–—-]) )(?:the )?rules? of combination|(?:qualification |unit )?structure(?: of (?:the|this|these|our) qualifications?)?|credit requirements?|how to achieve .{0,40}|(?:how|what) .{0,40}\b(?:made up|made of|built|put together|structured|composed)(?: of)?|"
    r"achieving (?:this|the) qualification|(?:unit )?combinations?(?: of units)?|(?:choosing|which|selecting) units?.{0,30}|what (?:you|learners|candidates) (?:must|need to|have to) (?:achieve|take|complete).{0,20}|"
    r"(?:(?:単位|ユニット|科目|履修)の?)?(?:組み?合わせ|組合せ|取り方|選び方|履修)(?:の|に関する)?(?:ルール|規則|条件|決まり|きまり|方法)?(?:について)?|(?:資格|コース|課程)?の?(?:構造|構成|しくみ|仕組み|修了要件|取得要件|取得条件))$",
    re.IGNORECASE,
)


SET_AGAINST = re.compile(r"\b(?:excluded|barred)\b", re.IGNORECASE)
DESCRIBES = re.compile(
    r"^[^.;]{0,160}\b(?:consists? of|contains?|comprises|has)\b(?!.*\b(?:must|need|have to|choose|credits)\b)", re.IGNORECASE
)


def rules_in(
    text: str, here: str = "", known: Mapping[str, str] | None = None, measure: str = "", *, wholes: bool = False
) -> list[RuleFact]:
    """Every rule of combination that a passage states. `known` gives the UAN of the numbers and titles of the document's units,
    `measure` what the passage before counts. With `wholes`, what only says how many units a part holds is marked as such."""
    if BY_NUMBER.search(text):  # groups that have numbers, as if these were letters
        lettered = rules_in(by_letter(text), here, known, measure, wholes=wholes)
        return [
            {k: NUMBERED.sub(r"\1", v) if k in ("scope", "groups") and isinstance(v, str) else v for k, v in f.items()} for f in lettered
        ]
    found: list[RuleFact] = []
    spoken_of, earlier, groups = "", "", list[str]()
    before: list[str] = []  # the units that the sentence before names, of which this one may speak ("both of them")
    described: list[RuleFact] = []  # what there is to choose from, which gives way to what has to be chosen
    barred = False  # whether the sentence before sets units against each other, which this one may say of others
    for sentence in sums_up(sentences(INCLUDED.sub(r"\1", text))):
        units = units_named(sentence, known or {})
        if (units or (before and REFERS.search(sentence) and not MEASURED_RULE.search(sentence))) and (
            is_barring(sentence) or (barred and SAME.search(sentence)) or (LIST_OF_UNITS.fullmatch(sentence) and bars_those_below(earlier))
        ):
            barred = True
            units, before = units or before, units
            pairs = pairs_named(sentence, units, known or {})
            found.extend({"type": "barred", "scope": "barred:" + "+".join(sorted(pair))} for pair in pairs)
        else:
            said = of_the_whole(of_the_rest(named_again(sentence, groups, earlier), spoken_of), found)
            facts = rules_of_sentence(said, here, measure, spoken_of)
            if (barred and REFERS.search(sentence)) or SET_AGAINST.search(sentence):  # of the two, only one counts: nothing of the whole
                facts = [fact for fact in facts if (fact["type"], fact.get("value")) != ("max_units", 1)]
            if described:
                asked = {(fact["type"], fact["scope"]) for fact in facts}
                found = [fact for fact in found if not (fact in described and (fact["type"], fact["scope"]) in asked)]
            described += facts if DESCRIBES.search(sentence) else []
            found.extend(facts)
            barred = False
            spoken_of = part_spoken_of(sentence) or spoken_of
            groups = groups_named(sentence) or groups
            before = units
        earlier = sentence
        measure = "credits" if IN_CREDITS.search(sentence) else measure
    return found if wholes else without_wholes(found)


ALL_TOLD = re.compile(
    r"(?:this|these|they|which) (?:(?:will )?(?:gives?|makes?|brings?)(?: (?:you|learners|the learner))?|adds? up to|comes? to|amounts? to) (?:a |an |the )?(?:overall |credit )?total of (\d+) credits\.?",
    re.IGNORECASE,
)


UNITS_IN_ALL = re.compile(
    rf"((?:at least|a minimum of|no fewer than) (?:\d+|{NUMBER_WORD})(?: different)? units) must be (?:completed|taken|passed|achieved)\.?",
    re.IGNORECASE,
)
REST_FROM_UNITS = re.compile(
    r"(the (?:remaining|other) \d+ credits) (?:may|can|must|should|have to|are to) (?:come|be (?:taken|chosen|drawn|selected)) from (?:any (?:of |combination of )?)?(?:the )?"
    r"(?:following )?units (?=[^.;]*\d)[A-Z\d/. ,]+(?:(?:and|or) [A-Z\d/. ]+)?",
    re.IGNORECASE,
)


def of_the_whole(sentence: str, found: Sequence[RuleFact]) -> str:
    """The sentence; one that only counts units below the total of the credits counts all of them: "At least 2 units must be completed"."""
    counted = UNITS_IN_ALL.fullmatch(sentence) if found and found[-1]["type"] == "min_credits" and found[-1]["scope"] == "total" else None
    return f"You must achieve {counted[1]} in total." if counted else sentence


def of_the_rest(sentence: str, spoken_of: str) -> str:
    """The sentence; the rest below the mandatory units is of the optional ones, where it lists them by number: "the remaining 5 credits"."""
    rest = REST_FROM_UNITS.fullmatch(sentence.rstrip(".")) if spoken_of == "mandatory" else None
    return f"{rest[1]} must come from the optional units." if rest else sentence


def sums_up(told: list[str]) -> list[str]:
    """The sentences; where the last says what those before come to, it speaks of the whole: "This gives a total of 8 credits"."""
    if len(told) > 1 and (whole := ALL_TOLD.fullmatch(told[-1])):
        return [*told[:-1], f"You must achieve a total of {whole[1]} credits for the qualification."]
    return told


LIST_OF_UNITS = re.compile(r"(?:(?:[・•\-]\s*)?(?:ユニット|単位|科目)?\s*[A-Z]{0,3}\d{1,4}\s*(?:と|、|，|；|;|及び|および|/|。|\s)*)+")
OF_THOSE_BELOW = re.compile(r"次の|以下の|下記の|つぎの|左の")


def bars_those_below(sentence: str) -> bool:
    """Whether a sentence of Japanese sets the units against each other that are listed after it."""
    return bool(OF_THOSE_BELOW.search(sentence)) and is_barring(sentence)


REFERS = re.compile(
    r"\b(?:they|these|those|them|both|either|together|two|each other|one or the other|only one|one of|pairs?|combinations?|combined)\b|両|どちら|いずれ|これら|それら|この|その|同時|併|一緒|片方|一方",
    re.IGNORECASE,
)  # to units that the sentence before names


BY_NUMBER = re.compile(
    r"\b(groups? )(\d(?:(?:\s*,\s*|\s+(?:and|or|to)\s+(?:(?:optional )?group )?)\d)*)\b(?! (?:credits?|units?)\b)(?![.]\d)", re.IGNORECASE
)
NUMBERED = re.compile(r"\bZ(\d)\b")


def by_letter(text: str) -> str:
    """ "Groups 2 and 3" with a letter before each number, as groups have that are named by letters."""
    return BY_NUMBER.sub(lambda m: m[1] + re.sub(r"(\d)", r"Z\1", m[2]), text)


OF_THESE = re.compile(
    r"(?:these|they|those)(?: \d+)?(?: credits)? (?:must|have to|need to|should) (?:come|be (?:taken|drawn|chosen)|be made up) (?:from|of) "
    r"(?=(?:at least|a minimum of|no fewer than|not fewer than) \w+ (?:different )?units\b)",
    re.IGNORECASE,
)  # those of the whole, of which the sentence before speaks


def named_again(sentence: str, groups: Sequence[str], earlier: str) -> str:
    """The sentence with "the former", "the latter", "that group" and "two of them" as the groups that the sentence before names."""
    them = OF_THEM.search(sentence) or EXCESS.match(sentence)
    if (
        them
        and len(of := groups_named(earlier)) == 1
        and (them.re is EXCESS or not IN_CREDITS.search(earlier))
        and not groups_named(sentence)
    ):
        return f"{sentence[: them.start(1)]}{them[1] if them.re is EXCESS else 'units'} from Group {of[0]}{sentence[them.end(1) :]}"
    if (of_these := OF_THESE.match(sentence)) and IN_CREDITS.search(earlier) and not (groups_named(earlier) or part_spoken_of(earlier)):
        return f"You need {sentence[of_these.end() :]}"
    if groups and THAT_GROUP.search(sentence) and not groups_named(sentence):
        return THAT_GROUP.sub(f"Group {groups[-1]}", sentence)
    if len(groups) < 2 or not FORMER.search(sentence):
        return sentence
    return FORMER.sub(lambda m: f"Group {groups[0] if m[1].lower() in ('former', 'first') or m[0] == '前者' else groups[-1]}", sentence)


def without_wholes(facts: list[RuleFact]) -> list[RuleFact]:
    """How many units a part holds ("all three units") gives way to its credits, where these are stated."""
    in_credits = {f["scope"] for f in facts if f["type"] == "min_credits"}
    return [{k: v for k, v in f.items() if k != "whole"} for f in facts if not ("whole" in f and f["scope"] in in_credits)]


GROUPS = re.compile(
    r"\b(?:groups?|sections?),? ((?-i:[A-Z]\d?)\b(?:(?:\s*(?:,|and|or|&|to|–|-)\s*)+(?:(?:group|section) )?(?-i:[A-Z]\d?)\b)*)|"
    r"(?:グループ|セクション|群)\s*([A-Z]\d?(?:\s*(?:と|、|,|および|及び|・|〜|~|-|から(?=[A-Zグ]))\s*(?:グループ|セクション)?\s*[A-Z]\d?)*)",
    re.IGNORECASE,
)
IS_PART = re.compile(
    r"^\s*(?:(?:units? )?(?:is|are|holds?|contains?|consists? of|lists?|has|have|:|[(（])\s*(?:all |the |only )*(?:mandatory|compulsory|core|optional|elective)|"
    r"(?:のユニット)?(?:は|が|[:：(（])\s*(?:すべて|全て)?(?:必須|必修|選択|オプション|任意))",
    re.IGNORECASE,
)
PART_OF = re.compile(
    r"(?:\b(mandatory|compulsory|core|optional|elective)(?: units?(?: (?:of|in|from))?)?|(必須|必修|選択|オプション|任意)(?:の|である)?(?:グループ[、,(]?(?:すなわち|つまり)?)?)\s*$",
    re.IGNORECASE,
)


def parts_of_groups(text: str) -> dict[str, bool]:
    """Which groups a sentence calls mandatory or optional: "Group A is mandatory; Groups B, C and D are optional"."""
    found: dict[str, bool] = {}
    text = unicodedata.normalize("NFKC", text)
    for named in GROUPS.finditer(text):
        after, before = IS_PART.match(text[named.end() :]), PART_OF.search(text[: named.start()])
        words = after[0] if after else before[0] if before else ""
        if not words or (not after and ";" in words):
            continue
        letters = group(re.sub(r"から|[〜~]", "-", named[1] or named[2])).removeprefix("group:").split("+")
        for letter in letters:
            found.setdefault(letter, bool(MANDATORY.search(words)))
    return found


OF_SIZE = re.compile(
    r"(?:award|certificate|diploma)\s*[:–—-]\s+(?=(?:mandatory|compulsory|core|optional|elective) units\b)", re.IGNORECASE
)  # which of several qualifications the units are of


def group_heading(text: str) -> tuple[str, bool | None]:
    """(letter, mandatory?) of a heading such as "Group B: optional units"; no letter where it names only the part."""
    text = OF_SIZE.sub("", text.strip())
    if len(text) > 110 or text.endswith((".", "。")):
        return "", None
    found = HEADING.match(text)
    if found:
        rest = found[2] or found[4] or ""
        if re.match(r"^\s+(?:must|may|should|is|are|can|has|have|units? (?:must|may|are))\b", rest):
            return "", None
        if CHAPTER.match(text) and not re.search(r"unit|credit|mandatory|compulsory|core\b|optional|elective", rest, re.IGNORECASE):
            return "", None
    elif not text.isascii() and (heading := HEADING_JA.match(unicodedata.normalize("NFKC", text))):
        letter = next((g for g in heading.groups() if g), "")
        return letter, True if MANDATORY.search(text) else False if OPTIONAL.search(text) else None
    elif not PART.match(text):
        return "", None
    mandatory = True if MANDATORY.search(text) else False if OPTIONAL.search(text) else None
    letter = (found[1] or found[3]) if found else next((m[1] for m in LETTER.finditer(text)), "")
    return letter.upper(), mandatory


BOUND = r"(?:minimum|maximum|min\.?|max\.?|total|required|number of|at least|at most|up to|no more than|no fewer than|choose|select|take|achieve|a|any|exactly|all)"
OF_PART = r"(?:mandatory|compulsory|core|optional|elective|required)"
AMOUNT = re.compile(
    rf"(?:{BOUND}\s+)*(?:(?:of )?(?:\d{{1,3}}|{NUMBER_WORD})\s+)?(?:credits?|units?)(?: (?:required|needed|to be (?:taken|achieved)|value))?\s*(?:[:–—-]\s*)?(?:from|in|of|for|within|:)\s+(?:the )?"
    rf"(?:(?:{OF_PART} )?(?:units? )?(?:group|section|list|pool)\s+[A-Z]\d?(?: (?:\({OF_PART}\)|{OF_PART}))?(?: units?)?|{OF_PART} (?:units?|group|section|list))"
    rf"\s*(?:\({BOUND}[^()]{{0,30}}\)|[:=–—-]?\s*(?:{BOUND}\s*)*\d{{1,3}}(?: (?:credits?|units?))?)?",
    re.IGNORECASE,
)


def part_headed(text: str) -> tuple[str, bool | None]:
    """The same for what heads the rows of a table, where an amount may come before: "Minimum credits from Optional Group B: 4"."""
    named = group_heading(text)
    if named != ("", None) or not AMOUNT.fullmatch(text := text.strip().rstrip(":")):
        return named
    letter = LETTER.search(re.sub(r"(?i)\b(?:list|pool)\b", "group", text))
    return letter[1].upper() if letter else "", True if MANDATORY.search(text) else False if OPTIONAL.search(text) else None
