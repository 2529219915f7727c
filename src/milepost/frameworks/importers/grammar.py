"""From the tokens of a sentence to rules of combination: each quantity with its comparison, its part and its level."""

import re
import unicodedata
from collections.abc import Sequence

from milepost.frameworks.importers.amounts import NEAR, Quantity, RuleFact, facts, quantities_of
from milepost.frameworks.importers.asides import tells_of_something_else
from milepost.frameworks.importers.barred import NAMED
from milepost.frameworks.importers.identifiers import UAN
from milepost.frameworks.importers.lexicon import NUMBER_WORD, Kind, Token, is_japanese, strongest, tokens_of
from milepost.frameworks.importers.parts import REMAINING, Parts
from milepost.frameworks.importers.rules_ja import rules_of_japanese

MEASURED = re.compile(r"credit|\bunits?\b|単位|クレジット|ユニット|科目|単元|モジュール", re.IGNORECASE)
ASIDE = re.compile(r"[((](?:i\.?e\.?|e\.?g\.?|that is|for example|つまり|すなわち|例えば|たとえば)[^))]*[))]", re.IGNORECASE)
SIZES = re.compile(r"\b(?:awards?(?! (?:the|a|an)\b)|certificates?|diplomas?)\b(?! in\b)", re.IGNORECASE)
BODYS_NAME = re.compile(r"(?<=[a-z] )Awards\b")
VERY = re.compile(r"\bat the (?:very )?(?=most\b|least\b)", re.IGNORECASE)
MAY = re.compile(r"\b(?:may|can|could)\b|できます|かまいません|よい", re.IGNORECASE)
NOT_ONE = re.compile(
    r"(?:を|が)?(?:一つ|1つ|ひとつ|一単位)も\w{1,5}ない(?:こと|の)は(?:許され|でき|認められ)(?:ない|ません)"
)  # "not to take even one is not allowed"
TITLE = re.compile(
    r"\b(?:[SN]VQ|awards?|certificate|diploma|qualification)s? in (?:(?!\b(?:credits?|units?|must|needs?)\b)[^,.;:()\d]){3,80}?[ ,(]*\bat(?: [A-Z]+)? level \d\b",
    re.IGNORECASE,
)  # the level in a qualification's title is none of units: "the SVQ in Path Work at SCQF Level 6"
GROUPED = re.compile(r"groups?|sections?|グループ|群|セクション", re.IGNORECASE)
ITEM = re.compile(r"[((](?=[^))]*(?:level|レベル))[^))]*(?:credits?|単位|クレジット)[^))]*[))]\.?$", re.IGNORECASE)
LEVEL_NAMED = re.compile(r"level|entry|レベル", re.IGNORECASE)
IF = re.compile(r"\s*(?:should|if|where|when|whatever)\b", re.IGNORECASE)  # "Should a learner go beyond 8 credits, ..."
HOLDS = re.compile(r"\b(?:which|that) (?:holds?|contains?|lists?|offers?|has|have|includes?|consists? of|comprises?)\s*$", re.IGNORECASE)
PARTS = re.compile(r"\b(?:mandatory|compulsory|core|optional|elective|groups?|sections?)\b", re.IGNORECASE)
BOUND = r"(?:at least |a (?:minimum|total) of |no fewer than |not less than )?"
TOTALLED = (
    rf"(?:(?:the|a) (?:overall |credit )?total (?:is|of|comes to|reaches) {BOUND}\d+(?: credits)?|"
    rf"{BOUND}\d+ credits(?: (?:is|are)(?: \w+)?)?(?: (?:in (?:all|total)|overall|altogether)|(?<=ed)|(?<=reached)|(?<=gained))(?: (?:in (?:all|total)|overall|altogether))?)"
)
SUMMED_UP = re.compile(
    r",?\s+(?:and thereby |and so |thus )?(?:to(?: (?:give|make|reach|bring|achieve))?|giving|making|reaching|bringing|for) (?:them |you |learners )?"
    r"(?=(?:up )?(?:(?:a|an|the) )?(?:(?:overall |combined |grand |credit )?total(?: of)?|(?:at least |a minimum of |minimum of |no fewer than )?\d+ credits (?:in total|in all|overall|altogether))\b|"
    r"(?:a |the )?minimum of \d+ credits (?:in total|in all|overall|altogether))(?=[^.;]*\d)|"
    rf",?\s+so (?:that|as to) (?:(?:you|they|learners|the learner|candidates) )?(?=(?:[a-z]+ )*?{TOTALLED}\.?$)",
    re.IGNORECASE,
)  # what the amounts of several parts come to: "..., to give a total of at least 9 credits"
INCLUDING = re.compile(
    r"(\bcredits?)(?: (?:in (?:total|all)|overall|altogether))?(?: (?:must|have to|need to) be (?:achieved|gained|earned|taken))?,? (?:including|which (?:must )?include) "
    r"(?=(?:(?:all|both)(?: of)? )?(?:the )?(?:\w+ )?(?:(?:mandatory|compulsory|core) units?\b|(?<=all )units (?:in|from) group [A-Z]\b))",
    re.IGNORECASE,
)  # the credits before are those of the whole: "8 credits, including the mandatory unit"
BOUND_BEHIND = re.compile(r"\b(\d{1,3}) \((min|max)(?:imum|\.)?\) (credits?|units?)\b", re.IGNORECASE)  # "6 (minimum) credits"
BOTH = re.compile(
    r"\bboth(?: of the| the)?(?= (?:(?:mandatory|compulsory|core) units\b|units (?:in|from|of) (?:the )?(?:mandatory )?group\b))",
    re.IGNORECASE,
)
OF_WHICH = re.compile(
    r"^(?P<whole>.*?\b\d+ credits?)(?: (?:in (?:total|all)|overall|altogether))?,? (?:and |with )?"
    rf"(?P<bound>(?:at least|a minimum of|no fewer than|not less than|no more than|not more than|at most|a maximum of|up to) (?:\d+|{NUMBER_WORD})) "
    r"of (?:which|these|those|them) (?P<rest>.+)$",
    re.IGNORECASE,
)  # the number before is that of the whole: "9 credits, at least 3 of which must come from Group A"
VALUED = re.compile(
    r"\b((?:diploma|certificate|award|qualification|it) has a )(?:(?:minimum|total|overall) )?credit value of (?:at least )?(\d+)(?! ?credits?)",
    re.IGNORECASE,
)
TOTAL_FIRST = re.compile(
    r"\b(?:the|a) (?:overall |credit )?total (?:must|has to|needs to|should|shall|is to) (?:come to|be|reach|amount to|add up to|equal)\b",
    re.IGNORECASE,
)
ALL_PARTS = re.compile(
    r"\b(?:mandatory|core) units?\b[^\d;]{0,30}\boptional units?\b[^\d;]{0,40}\b(?:combined |overall |joint )?total of (\d{1,3} (?:credits|units))",
    re.IGNORECASE,
)  # "mandatory units plus optional units that give a total of 30 credits"
MADE_UP = re.compile(
    r"^(?P<whole>[^:(]*?\b(?:\d+|"
    + NUMBER_WORD
    + r") (?:credits?|units?)\b[^:;(,]{0,40}?)(?:,? (?:made up of|comprising|consisting of|composed of|through a combination of) |: )"
    r"(?P<parts>(?=.*\b(?:mandatory|compulsory|core)\b).*\b(?:optional|elective|group [A-Z])\b.*)$",
    re.IGNORECASE,
)  # what the parts below come to: "20 credits: all of the mandatory units (10 credits) and 10 credits or more from Group B"
OWN_LEVEL = re.compile(r"\bthe level of (?:the|this) (?:qualification|award|certificate|diploma) \((level \d)\)", re.IGNORECASE)
EVIDENCE = re.compile(r"\bevidence\b|証拠|エビデンス", re.IGNORECASE)


NUMBER_LAST = re.compile(
    r"^((?:the )?(?:(?:minimum|maximum|total) )?number of (?:\w+ )?(?:credits|units)\b.*(?:[^\W\d]|\b(?:group|section) \w|level \d(?: or \w+)?))\s+(\d{1,3})$",
    re.IGNORECASE,
)  # a row of a table whose columns are lost: "Minimum number of credits that must be achieved 46"


def rules_of_sentence(sentence: str, here: str = "", measure: str = "", spoken_of: str = "") -> list[RuleFact]:
    """Every rule that a sentence states. `here` is the group whose heading stands above, `measure` what the sentence before counts,
    `spoken_of` the part that it speaks of."""
    text = NOT_ONE.sub("を少なくとも1つ取る", unicodedata.normalize("NFKC", sentence))
    text = BOTH.sub("all two", BOUND_BEHIND.sub(lambda m: f"at {'least' if m[2][1] in 'iI' else 'most'} {m[1]} {m[3]}", text))
    text = without_codes(VERY.sub("at ", ASIDE.sub(" ", text)))
    text = TITLE.sub("the qualification", text) if " in " in text else text
    text = OWN_LEVEL.sub(r"\1", text)
    text = VALUED.sub(r"\1total of at least \2 credits", text)
    text = TOTAL_FIRST.sub("you must achieve in total", NUMBER_LAST.sub(r"\1: \2", text))
    if not (MEASURED.search(text) or measure) or states_none(text):
        return []
    if is_japanese(text):
        return rules_of_japanese(text, here, measure, spoken_of)
    if (
        (sum_up := SUMMED_UP.search(text))
        and PARTS.search(told := text[: sum_up.start()])
        and quantities_of(told, tokens_of(told), measure)
    ):
        return [
            *rules_of_sentence(told, here, measure, spoken_of),
            *rules_of_sentence(f"You need {text[sum_up.end() :]}", "", measure),
        ]
    if (held := INCLUDING.search(text)) and not PARTS.search(text[: held.start()]):
        before = f"{text[: held.end(1)]} in total"
        return [*rules_of_sentence(before, "", measure), *rules_of_sentence(f"You must take {text[held.end() :]}", here, measure)]
    if (split := OF_WHICH.match(text)) and not PARTS.search(split["whole"]):
        before = f"{split['whole']} in total"
        return [*rules_of_sentence(before, "", measure), *rules_of_sentence(f"{split['bound']} credits {split['rest']}", here, measure)]
    if joined := ALL_PARTS.search(text):
        return rules_of_sentence(f"You need {joined[1]} in total", "", measure)
    if (split := MADE_UP.match(text)) and not PARTS.search(split["whole"]):
        counts = "units" if re.search(r"\bunits?\b", split["whole"], re.IGNORECASE) else "credits"
        of_all = [fact for fact in rules_of_sentence(f"{split['whole']} in total", "", measure) if fact["scope"] == "total"]
        if of_all:
            return [*of_all, *rules_of_sentence(f"You must take {split['parts']}", here, counts)]
    tokens = [t for t in tokens_of(text) if not t.value.startswith("each") or GROUPED.search(text)]
    quantities = quantities_of(text, tokens, measure)
    counted = [
        q for q in quantities if not q.reference and not HOLDS.search(text[: q.start]) and not (q.compared == "over" and IF.match(text))
    ]
    if not counted:
        return []
    parts = Parts(text, tokens, counted, spoken_of)
    context = next((q.scope for q in quantities if q.reference and q.scope), "")
    negated = any(t.kind is Kind.NOT for t in tokens)
    found: list[RuleFact] = []
    later = ""
    for position in range(len(counted) - 1, -1, -1):
        quantity = counted[position]
        whole = total_in(tokens, len(text), quantity)
        level = level_near(text, tokens, quantity, *parts.around(position))
        scope = parts.part_of(position, later)
        if scope == "here":
            own = strongest([t for t in parts.scopes if t.value != "here" and t.end <= quantity.start])
            scope = own or (f"group:{here}" if here else spoken_of if spoken_of.startswith("group") else "")
        later = scope
        scope = scope or (context if level or context.startswith("group") else "") or (f"group:{here}" if here and not whole else "")
        if not scope and not level and (not whole or (REMAINING.search(text[: quantity.start]) and MAY.search(text))):
            continue
        scope, _colon, groups = scope.partition("=")
        stated = [fact | ({"groups": groups} if groups else {}) for fact in facts(quantity, scope or "total", level, negated=negated)]
        if scope.startswith("group:") and "+" in scope and parts.is_rest(position):
            stated = [fact | {"rest": 1} for fact in stated]
        found.extend(fact | {"whole": 1} if quantity.whole else fact for fact in reversed(stated))
    return list(reversed(found))


def states_none(text: str) -> bool:
    """Whether a sentence that counts credits or units is known to state no rule."""
    if ITEM.search(text) and not any(t.kind is Kind.COMPARED for t in tokens_of(text)):
        return True  # what was gained elsewhere, or a unit with its level and credits
    if UAN.search(text) and LEVEL_NAMED.search(text) and not any(t.kind is Kind.COMPARED for t in tokens_of(text)):
        return True  # a line of a list of units
    if EVIDENCE.search(text) and not re.search(r"credit|単位|クレジット", text, re.IGNORECASE):
        return True  # how many units a piece of evidence serves
    if len({m.lower().rstrip("s") for m in SIZES.findall(BODYS_NAME.sub(" ", text))}) > 1:
        return True  # what awards, certificates and diplomas are in general
    return tells_of_something_else(text)


HYPHENED = re.compile(
    r"(?<![\w-])[A-Z]{1,5}(?:-\d{1,4}|(?:-[A-Z]{0,3}\d{1,4}){2,3})(?![\d-])", re.ASCII
)  # the awarding body's code of a unit: "BG-3から11単位", "CWR-L1-02"


def without_codes(text: str) -> str:
    """The text with the numbers that are names of units blotted out: "units 1, 2 and 5"."""
    text = HYPHENED.sub(lambda m: re.sub(r"\d", "#", m[0]), text)
    return NAMED.sub(lambda m: re.sub(r"\d", "#", m[0]) if not re.match(r"\s*(?:credits?|points?)\b", text[m.end() :]) else m[0], text)


SHORT = 44  # letters of a line in a list: "42 credits in total"


def total_in(tokens: Sequence[Token], length: int, quantity: Quantity) -> bool:
    """Whether a sentence speaks of the whole qualification: what it takes to achieve it, or a short line with its total."""
    return any(
        t.kind is Kind.TOTAL
        and (
            t.value == "verb"
            or (t.value == "duty" and quantity.measure == "credits")
            or (t.value == "word" and (0 <= t.start - quantity.end < NEAR or 0 <= quantity.start - t.end < len(" of a ")))
            or length < SHORT
        )
        for t in tokens
    )


def level_near(text: str, tokens: Sequence[Token], quantity: Quantity, before: int, after: int) -> str:
    levels = [t for t in tokens if t.kind is Kind.LEVEL]
    behind = [t for t in levels if quantity.end <= t.start < after]
    ahead = [t for t in levels if before <= t.start < quantity.start and not shut(text, t, quantity.start)]
    return behind[0].value if behind else ahead[-1].value if ahead else ""


def shut(text: str, token: Token, end: int) -> bool:
    """Whether a bracket that opened before the token closes behind it."""
    return text.rfind("(", 0, token.start) > text.rfind(")", 0, token.start) and ")" in text[token.end : end]


SENTENCE = re.compile(
    r"(?<=[.;!?])\s+(?=[A-Z•(])|(?<!\b(?i:min|max)\.)(?<!\b(?i:no)\.)(?<!\b(?i:approx)\.)(?<=[^\W_][.!?])\s+(?=\d{1,3} (?:credits?|units?)\b)|(?<=;)\s+(?=\d)|(?<=[。！？])|\n"
)


def sentences(text: str) -> list[str]:
    return [s.strip() for s in SENTENCE.split(text) if s.strip()]
