"""From the tokens of a sentence to rules of combination: each quantity with its comparison, its part and its level."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from milepost.frameworks.importers.asides import tells_of_something_else
from milepost.frameworks.importers.lexicon import Kind, Token, is_japanese, tokens_of

type RuleFact = dict[str, str | int]

NEAR = 14  # letters between a number and what belongs to it
MEASURED = re.compile(r"credit|\bunits?\b|単位|クレジット|ユニット|科目", re.IGNORECASE)
ASIDE = re.compile(r"[((](?:i\.?e\.?|e\.?g\.?|that is|for example|つまり|すなわち|例えば|たとえば)[^))]*[))]", re.IGNORECASE)
SIZES = re.compile(r"\b(?:awards?|certificates?|diplomas?)\b(?! in\b)", re.IGNORECASE)
REMAINING = re.compile(r"\b(?:remaining|remainder|rest)\b|残り", re.IGNORECASE)
VERY = re.compile(r"\bat the (?:very )?(?=most\b|least\b)", re.IGNORECASE)
MAY = re.compile(r"\b(?:may|can|could)\b|できます|かまいません|よい", re.IGNORECASE)


@dataclass(slots=True)
class Quantity:
    low: int | None
    value: int
    measure: str
    compared: str
    scope: str
    start: int
    end: int
    reference: bool = False


def rules_of_sentence(sentence: str, here: str = "", measure: str = "") -> list[RuleFact]:
    """Every rule that a sentence states. `here` is the group whose heading stands above, `measure` what the sentence before counts."""
    text = VERY.sub("at ", unicodedata.normalize("NFKC", ASIDE.sub(" ", sentence)))
    if not MEASURED.search(text) and not measure:
        return []
    if ITEM.search(text) and not any(t.kind is Kind.COMPARED for t in tokens_of(text)):
        return []  # what was gained elsewhere, or a unit with its level and credits
    if tells_of_something_else(text):
        return []
    if EVIDENCE.search(text) and not re.search(r"credit|単位|クレジット", text, re.IGNORECASE):
        return []  # how many units a piece of evidence serves
    if len({m.lower() for m in SIZES.findall(text)}) > 1:
        return []  # what awards, certificates and diplomas are in general
    tokens = tokens_of(text)
    quantities = quantities_of(tokens, measure)
    counted = [q for q in quantities if not q.reference and not HOLDS.search(text[: q.start])]
    scopes = [t for t in tokens if t.kind is Kind.SCOPE]
    if not counted:
        return []
    before_first = [t for t in scopes if t.end <= counted[0].start]
    after_last = [t for t in scopes if t.start >= counted[-1].end]
    leads = bool(before_first) and not after_last
    context = next((q.scope for q in quantities if q.reference and q.scope), "")
    found: list[RuleFact] = []
    later = ""
    for position in range(len(counted) - 1, -1, -1):
        quantity = counted[position]
        before = counted[position - 1].end if position else 0
        after = counted[position + 1].start if position + 1 < len(counted) else len(text) + 1
        if is_japanese(text):
            scope = scope_ahead(text, counted, position, scopes)
        else:
            window = (before, quantity.start) if leads else (quantity.end, after)
            scope = strongest(in_clause(text, [t for t in scopes if window[0] <= t.start < window[1]], quantity.end, leads=leads))
            if not scope and (same := STATED_AS.match(text[quantity.end : after])):
                scope = "mandatory" if same[1].lower() in ("mandatory", "compulsory", "core") else "optional"
            if not scope and not leads and position and not bracketed(text, quantity):
                scope = strongest(own_clause(text, scopes, before, quantity))
            if bracketed(text, quantity) or TOLD_OF.search(text[before : quantity.start]):
                ahead = [t for t in scopes if t.end <= quantity.start]
                near = [t for t in ahead if position and t.start >= counted[position - 1].start]
                scope = strongest(near) or strongest(ahead) or scope
            if not scope and leads and position:
                scope = next((s for q in counted[position - 1 :: -1] if (s := scope_before(q, counted, scopes))), "")
            if not scope and not leads and later and joins(text, tokens, quantity.end, after):
                scope = later
        scope = scope if scope.startswith(("group", "each")) else quantity.scope or scope
        level = level_near(tokens, quantity, before, after)
        if scope == "here":
            scope = f"group:{here}" if here else ""
        later = scope
        scope = (
            scope
            or (context if level or context.startswith("group") else "")
            or (f"group:{here}" if here and not total_in(tokens, len(text)) else "")
        )
        if not scope and not level and (not total_in(tokens, len(text)) or (REMAINING.search(text[: quantity.start]) and MAY.search(text))):
            continue
        negated = any(t.kind is Kind.NOT for t in tokens)
        found.extend(reversed(facts(quantity, scope or "total", level, negated=negated)))
    return list(reversed(found))


def in_clause(text: str, window: Sequence[Token], quantity_end: int, *, leads: bool) -> Sequence[Token]:
    """Of the parts that stand after a quantity, those before "..., and each of": these belong to what comes next."""
    if leads or not window:
        return window
    rest = REMAINING.search(text, quantity_end)
    if rest and rest.start() < window[0].start and re.search(r"[,;]", text[quantity_end : rest.start()]):
        return []  # "..., the remainder from the optional groups": of how many, nobody says
    if len(window) < 2:
        return window
    clause = next((m for m in CLAUSE.finditer(text, window[0].end) if m.end() <= window[-1].start), None)
    kept = [t for t in window if clause is None or t.start < clause.start()]
    return kept or window


def own_clause(text: str, scopes: Sequence[Token], before: int, quantity: Quantity) -> Sequence[Token]:
    """The parts named in a quantity's own clause, before it."""
    breaks = [m.end() for m in CLAUSE.finditer(text, before) if m.end() <= quantity.start]
    return [t for t in scopes if breaks and breaks[-1] <= t.start < quantity.start]


def joins(text: str, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether nothing but "and" and a comparison stands between two quantities."""
    kept = "".join(
        c for k, c in enumerate(text[start:end], start) if not any(t.kind is Kind.COMPARED and t.start <= k < t.end for t in tokens)
    )
    return bool(re.fullmatch(r"[\s,、]*(?:and|but|or|also|かつ|と|で)?[\s,、]*", kept))


TOLD_OF = re.compile(
    r"\b(?:which|that|they|these|this|it|giving|worth|totall?ing|making|carrying|providing|together|all)\b"
    r"(?:\s+(?:together|units?|all|in total|is|are|has a value of|(?:can |will )?(?:gives?|makes?|carry|carries|provides?|totals?|comes? to|adds? up to|amounts? to|worth|yields?|brings?)))*"
    r"(?:\s+(?:exactly|a total of|at least|up to))?\s*$",
    re.IGNORECASE,
)
ITEM = re.compile(r"[((](?=[^))]*(?:level|レベル))[^))]*(?:credits?|単位|クレジット)[^))]*[))]\.?$", re.IGNORECASE)
STATED_AS = re.compile(r"\s*(?:are|is|being)\s+(mandatory|compulsory|core|optional|elective)\b", re.IGNORECASE)
HOLDS = re.compile(r"\b(?:which|that) (?:holds?|contains?|lists?|offers?|has|have|includes?|consists? of|comprises?)\s*$", re.IGNORECASE)
EVIDENCE = re.compile(r"\bevidence\b|証拠|エビデンス", re.IGNORECASE)
CLAUSE = re.compile(r"[;,；、]\s*(?:and|but|while|whereas|with|plus|where)\s+|[;；]\s*|\s(?:while|whereas)\s", re.IGNORECASE)


def bracketed(text: str, quantity: Quantity) -> bool:
    return bool(re.search(r"\([^)\d]{0,24}$", text[: quantity.start]))


def scope_ahead(text: str, counted: Sequence[Quantity], position: int, scopes: Sequence[Token]) -> str:
    """In Japanese a part stands before what is counted of it ("グループBから15単位"), unless that is the topic ("12単位はグループA…")."""
    quantity = counted[position]
    begin = counted[position - 1].end if position else 0
    end = counted[position + 1].start if position + 1 < len(counted) else len(text)

    def is_topic(one: Quantity, token: Token) -> bool:
        return bool(re.fullmatch(r"(?:以上|以下|以内|まで)?[はがを]?、?(?:すべて|全て|必ず)?", text[one.end : token.start])) and bool(
            re.match(r"(?:以上|以下|以内|まで)?[はが]", text[one.end :])
        )

    behind = [t for t in scopes if quantity.end <= t.start < end and (is_topic(quantity, t) or position + 1 == len(counted))]
    ahead = [t for t in scopes if begin <= t.start < quantity.start and not (position and is_topic(counted[position - 1], t))]
    if behind and (is_topic(quantity, behind[0]) or not ahead):
        return strongest(behind)
    if not ahead and position and (quantity.start - counted[position - 1].end <= 6 or bracketed(text, quantity)):
        return scope_ahead(text, counted, position - 1, scopes)
    return strongest(ahead)


def scope_before(quantity: Quantity, counted: Sequence[Quantity], scopes: Sequence[Token]) -> str:
    position = counted.index(quantity)
    begin = counted[position - 1].end if position else 0
    return quantity.scope or strongest([t for t in scopes if begin <= t.start < quantity.start])


def strongest(scopes: Sequence[Token]) -> str:
    """A group says more than "optional" beside it, and "each group" more than both."""
    values = [t.value for t in scopes]
    each = next((v for v in values if v.startswith("each")), "")
    named = next((v for v in values if v.startswith("group") or v == "here"), "")
    return each or named or next(iter(values), "")


SHORT = 44  # letters of a line in a list: "42 credits in total"


def total_in(tokens: Sequence[Token], length: int) -> bool:
    """Whether a sentence speaks of the whole qualification: what it takes to achieve it, or a short line with its total."""
    return any(t.kind is Kind.TOTAL and (t.value == "verb" or length < SHORT) for t in tokens)


def level_near(tokens: Sequence[Token], quantity: Quantity, before: int, after: int) -> str:
    levels = [t for t in tokens if t.kind is Kind.LEVEL]
    behind = [t for t in levels if quantity.end <= t.start < after]
    ahead = [t for t in levels if before <= t.start < quantity.start]
    return behind[0].value if behind else ahead[-1].value if ahead else ""


def facts(quantity: Quantity, scope: str, level: str, *, negated: bool) -> list[RuleFact]:
    number, _colon, direction = level.partition(":")
    compared, value = quantity.compared, quantity.value
    if compared == "over":
        compared, value = ("max", value) if negated else ("min", value + 1)
    elif compared == "under":
        compared, value = ("min", value) if negated else ("max", value - 1)
    if quantity.low is not None:
        sides = [("min", quantity.low), ("max", value)]
    elif compared == "exact":
        sides = [("min", value), ("max", value)]
    else:
        sides = [("max" if compared == "max" else "min", value)]
    found: list[RuleFact] = []
    for side, amount in sides:
        rule: RuleFact = {"type": f"{side}_{quantity.measure}", "scope": scope, "value": amount}
        if number:
            rule["type"] = f"{side}_{quantity.measure}_at_level{direction}"
            rule["level"] = number
        found.append(rule)
    return found


def quantities_of(tokens: Sequence[Token], before: str = "") -> list[Quantity]:
    """The numbers of credits or units in a sentence; one that names no measure has that of its neighbours."""
    found: list[Quantity] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.kind is not Kind.NUMBER:
            position += 1
            continue
        low, last = None, position
        if beside(tokens, last, Kind.RANGE) and beside(tokens, last + 1, Kind.NUMBER):
            low, last = int(token.value), last + 2
        elif position and tokens[position - 1].value == "between" and beside(tokens, last, Kind.NUMBER, near=6):
            low, last = int(token.value), last + 1
        value, end = int(tokens[last].value), last
        measure, scope, end = measured(tokens, last)
        measure = measure or of_which(tokens, position)
        compared = comparison(tokens, position, end, measure)
        follows = tokens[last + 1] if last + 1 < len(tokens) and tokens[last + 1].start - tokens[last].end < NEAR else None
        if measure or compared or (follows and follows.kind in (Kind.FROM, Kind.OF, Kind.SCOPE) and (found or before)):
            of_all = position > 0 and tokens[position - 1].value == "of" and tokens[position - 1].end >= token.start - 1 and not compared
            japanese = end + 1 < len(tokens) and tokens[end + 1].value == "out of" and tokens[end + 1].start <= tokens[end].end + 1
            quantity = Quantity(low, value, measure, compared, scope, token.start, tokens[end].end, reference=of_all or japanese)
            if quantity.reference and not scope:
                near = [t for t in tokens if t.kind is Kind.SCOPE and (t.start < token.start if japanese else t.start >= token.end)]
                quantity.scope = strongest(near[-1:] if japanese else near[:1])
            found.append(quantity)
        position = end + 1
    known = next((q.measure for q in found if q.measure), before) or next((t.value for t in tokens if t.kind is Kind.MEASURE), "")
    for quantity in found:
        quantity.measure = quantity.measure or known
    return [q for q in found if q.measure]


def beside(tokens: Sequence[Token], position: int, kind: Kind, near: int = 4) -> bool:
    """Whether the next token is of this kind and close."""
    if position + 1 >= len(tokens):
        return False
    after = tokens[position + 1]
    return after.kind is kind and after.start - tokens[position].end <= near


def measured(tokens: Sequence[Token], position: int) -> tuple[str, str, int]:
    """What is counted: the measure after a number, a part named between the two, and the last token used."""
    scope = ""
    for ahead in range(position + 1, min(position + 5, len(tokens))):
        token = tokens[ahead]
        if token.start - tokens[ahead - 1].end > NEAR:
            break
        if token.kind is Kind.MEASURE:
            return token.value, scope, ahead
        if token.kind is Kind.SCOPE and not token.value.startswith(("each", "group")):
            scope = token.value
        elif token.kind not in (Kind.OF, Kind.NUMBER) and not (token.kind is Kind.COMPARED and token.start - tokens[position].end <= 1):
            break
    return "", "", position


def of_which(tokens: Sequence[Token], position: int) -> str:
    """What a number without a measure counts, where it takes up the words before it: "13 credits from optional units, of which two ..."."""
    before = tokens[:position]
    while before and before[-1].kind is Kind.COMPARED:
        before = before[:-1]
    if not before or before[-1].value != "which":
        return ""
    return next((t.value for t in reversed(before) if t.kind is Kind.MEASURE), "")


def comparison(tokens: Sequence[Token], first: int, last: int, measure: str) -> str:
    """The comparison just before the number or just after what it counts."""
    before = tokens[first - 1] if first else None
    if before and before.kind is Kind.RANGE and first > 1:
        before = tokens[first - 2]
    if inside := next((t.value for t in tokens[first + 1 : last] if t.kind is Kind.COMPARED), ""):
        return inside  # "two or more units"
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after and after.kind is Kind.COMPARED and measure and after.start - tokens[last].end <= 3:
        follows = tokens[last + 2] if last + 2 < len(tokens) else None
        begins_next = follows is not None and follows.kind is Kind.NUMBER and follows.start - after.end <= 2
        if not begins_next:
            return after.value
    if before and before.kind is Kind.COMPARED and tokens[first].start - before.end <= NEAR:
        return before.value
    return ""


SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z•(])|(?<=[。！？])|\n")


def sentences(text: str) -> list[str]:
    return [s.strip() for s in SENTENCE.split(text) if s.strip()]
