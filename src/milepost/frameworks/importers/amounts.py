"""The amounts in a sentence of rules: a number with what it counts and its comparison, and what facts that makes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from milepost.frameworks.importers.lexicon import Kind, Token

type RuleFact = dict[str, str | int]

NEAR = 14  # letters between a number and what belongs to it
LABEL = re.compile(
    r"\b(credits?|units?)\b(?: (?:values?|points?|totals?|requirements?))?(?: (?:at|from|for|in|to|required|needed|of|that|which|you|learners)\b[^.;:,]{0,60})?\s*(?::|(?<=required) [-–—]|\b(?:is|are|reach|total(?: of)?|number|come to|comes to|add up to|amount to|equals?)\b)\s*(?:at least |at most |a (?:minimum|maximum) of |no more than |not more than )?$",
    re.IGNORECASE,
)  # what is counted, before the number
ALONE = re.compile(r"\s*(?:[.,;、。)]|$|(?:are|is|come|comes|must|have|has|need|should)\b)")
ALL_OF = re.compile(r"\b(?:all(?: of)?(?: the)?|the|its|both|these|those|every one of the)\s*$", re.IGNORECASE)
HAS = re.compile(
    r"\b(?:has|(?<!they )(?<!you )(?<!learners )(?<!candidates )(?<!learner )(?<!candidate )have|holds?|contains?|offers?|lists?|includes?|consists? of|comprises?|there are)\s+(?:\w+ )?$",
    re.IGNORECASE,
)  # "Group B has eight units with 46 credits"
ASKED = re.compile(
    r"\b(?:must|need|needs|needed|has to|have to|required|at least|(?<!\bin )all|mandatory|compulsory|core)\b",
    re.IGNORECASE,
)
COUNTABLE = re.compile(
    r"\b(?:(?:may|can|will|to|shall|should) (?:only )?(?:be )?(?:count|includ|us|contribut|accept|recogni[sz]|consider|admit|allow|tak|credit|enter|select|choos|chosen)|counts?\b|is counted|are counted|(?:is|are) (?:allowed|accepted|permitted|recognised|admitted))",
    re.IGNORECASE,
)
INCLUDED = re.compile(r"\b(?:may|can) (?:be )?(?:count|includ|us|contribut|accept|recogni[sz])", re.IGNORECASE)
DUTY = re.compile(r"\b(?:must|need|needs|needed|has to|have to|required|at least)\b", re.IGNORECASE)

OF_ALL = (
    r"[^.;]{0,14}?\b(?:all (?:of )?(?:the )?|the )[\w ]{1,12}? (?:(?:mandatory|compulsory|core) units?|units? (?:from|in|of) group [A-Z])\b"
)
MANDATORY_SIZED = re.compile(
    rf"{OF_ALL}[^.;(]{{0,40}}\(\s*\d+ (?:[A-Z]+ )?credits?\b", re.IGNORECASE
)  # both are asked for: "all four mandatory units (18 credits)"
AND_OTHERS = re.compile(
    r"(?: (?:must|have to|need to|are to) be \w+)?,? (?:and|plus|as well as|together with) (?!(?:these|they|which|thereby|give)\b)[^.;]{0,60}?\b(?:optional|elective|group [A-Z])\b",
    re.IGNORECASE,
)  # the credits behind are of another part: "all four mandatory units and 8 credits from Group B"


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
    whole: bool = False  # "all three units": what there is, not how many are asked for


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


def quantities_of(text: str, tokens: Sequence[Token], before: str = "") -> list[Quantity]:
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
        measure, scope, end = measured(text, tokens, last)
        measure = measure or of_which(tokens, position)
        labelled = None if measure else LABEL.search(text[: token.start])
        if labelled:
            measure = "credits" if labelled[1].lower().startswith("credit") else "units"
        compared = comparison(tokens, position, end, measure) or (stated_before(tokens, token.start) if labelled else "")
        compared = settled_only(text, compared)
        reach = NEAR if found else 3
        follows = tokens[last + 1] if last + 1 < len(tokens) and tokens[last + 1].start - tokens[last].end < reach else None
        goes_on = follows is not None and follows.kind in (Kind.FROM, Kind.OF, Kind.SCOPE)
        alone = stands_alone(text, tokens, last) and (found or text[tokens[last].end :].strip(" ."))
        bare = bool((found or before) and (goes_on or alone))
        if measure or compared or bare:
            of_all = (
                position > 0
                and tokens[position - 1].value == "of"
                and beside_of(text[tokens[position - 1].end : token.start])
                and not compared
            )
            quantity = Quantity(low, value, measure, compared, scope, token.start, tokens[end].end, reference=of_all)
            whole = ALL_OF.search(text[: token.start]) or HAS.search(text[: token.start])
            sized = MANDATORY_SIZED.match(text, max(0, token.start - NEAR))
            quantity.whole = quantity.measure == "units" and not compared and bool(whole) and not sized
            if quantity.reference and not scope:
                quantity.scope = next((t.value for t in tokens if t.kind is Kind.SCOPE and t.start >= token.end), "")
            found.append(quantity)
        position = end + 1
    known = next((q.measure for q in found if q.measure), before) or next((t.value for t in tokens if t.kind is Kind.MEASURE), "")
    before_it, ended = "", 0  # what the quantity before counts: "two units from Group B and two from Group C"
    for quantity in found:
        quantity.measure = quantity.measure or (before_it if ";" not in text[ended : quantity.start] else "") or before or known
        if not HAS.search(text[: quantity.start]):
            before_it, ended = quantity.measure, quantity.end
    stated = [q for q in found if q.measure and not only_holds(text, q)]
    if not any(q.measure == "credits" and not q.reference for q in stated):
        return stated
    return [q for q in stated if not q.whole or AND_OTHERS.match(text, q.end)]


def only_holds(text: str, quantity: Quantity) -> bool:
    """Whether a part is only said to have so many units or credits."""
    if quantity.compared or ASKED.search(text):
        return False
    return bool(HAS.search(text[: quantity.start]) or re.search(r"on offer|to choose from", text))


def beside_of(between: str) -> bool:
    """Whether nothing that counts stands between "of the" and its number: "of the remaining 28 credits"."""
    return bool(re.fullmatch(r"\s*(?:(?:remaining|other|total|required|further|next|above|whole)\s+)?", between, re.IGNORECASE))


def stated_before(tokens: Sequence[Token], start: int) -> str:
    """The comparison that stands before a label: "maximum credits from Group C: 9"."""
    return next((t.value for t in reversed(tokens) if t.kind is Kind.COMPARED and t.end <= start), "")


def settled_only(text: str, compared: str) -> str:
    """ "Only" is an upper limit where something counts, and says nothing where something is asked for."""
    if compared == "only":
        return "max" if COUNTABLE.search(text) else ""
    return compared or ("max" if INCLUDED.search(text) and not DUTY.search(text) else "")


def stands_alone(text: str, tokens: Sequence[Token], position: int) -> bool:
    """Whether a number without a measure is all that its clause says: "in Group C, four", "the other 26 are"."""
    before = tokens[position - 1] if position else None
    near = before is None or (before.kind in (Kind.SCOPE, Kind.COMPARED, Kind.OF) and tokens[position].start - before.end <= NEAR)
    the_rest = re.search(r"(?:\b(?:the other|the remaining|the rest|namely)|[:,;]|^)\s*$", text[: tokens[position].start], re.IGNORECASE)
    return bool((near or the_rest) and ALONE.match(text, tokens[position].end))


def beside(tokens: Sequence[Token], position: int, kind: Kind, near: int = 4) -> bool:
    """Whether the next token is of this kind and close."""
    if position + 1 >= len(tokens):
        return False
    after = tokens[position + 1]
    return after.kind is kind and after.start - tokens[position].end <= near


def measured(text: str, tokens: Sequence[Token], position: int) -> tuple[str, str, int]:
    """What is counted: the measure after a number, a part named between the two, and the last token used."""
    scope = ""
    for ahead in range(position + 1, min(position + 5, len(tokens))):
        token = tokens[ahead]
        if token.start - tokens[ahead - 1].end > NEAR or ";" in text[tokens[ahead - 1].end : token.start]:
            break
        if token.kind is Kind.MEASURE:
            return token.value, scope, ahead
        if (
            token.kind is Kind.SCOPE
            and not token.value.startswith("each")
            and (not token.value.startswith("group") or ahead == position + 1)
        ):
            scope = token.value
        elif token.kind is Kind.LEVEL:
            continue
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
    if after and after.kind is Kind.COMPARED and after.start - tokens[last].end <= (3 if measure else 1):
        follows = tokens[last + 2] if last + 2 < len(tokens) else None
        begins_next = follows is not None and follows.kind is Kind.NUMBER and follows.start - after.end <= 2
        if not begins_next:
            return after.value
    if before and before.kind is Kind.COMPARED and tokens[first].start - before.end <= NEAR:
        return before.value
    return ""
