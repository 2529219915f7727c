"""Which part of the qualification a quantity is of: a group, the mandatory or the optional units, all of it."""

import re
import unicodedata
from collections.abc import Sequence

from milepost.frameworks.importers.amounts import Quantity
from milepost.frameworks.importers.lexicon import Kind, Token, is_japanese, strongest, tokens_of
from milepost.frameworks.importers.parts_ja import own_part

REMAINING = re.compile(r"\b(?:remaining|remainder|rest)\b|残り", re.IGNORECASE)
TOLD_OF = re.compile(
    r"\b(?:which|whose|thereby|that|they|these|this|it|giving|worth|totall?ing|making|carrying|providing|together|all)\b"
    r"(?:\s+(?:together|units?|all|in total|is|are|has a value of|(?:(?:can|will|must|should|have to|has to|need to|between them|thereby) )*(?:gives?|makes?|carry|carries|provides?|totals?|comes? to|adds? up to|amounts? to|worth|yields?|brings?|accounts? for|contributes?|suppl(?:y|ies)|earns?|gains?)|credits (?:come to|total|number|add up to)))*"
    r"(?:\s+(?:exactly|a (?:total|minimum|maximum) of|at least|up to))?\s*$",
    re.IGNORECASE,
)
AND_GIVE = re.compile(
    r"\band (?:together |thereby )?(?:provide|give|make|carry|bring|yield|account for|contribute|supply|are worth)s?(?: (?:exactly|a total of|at least))?\s*$",
    re.IGNORECASE,
)
BACK = re.compile(
    r"^(?:.*[,;:] )?(?:together|between them|this|these|they|it|that|those|which|(?:its|their|the|these) (?:\w+ ){0,3}units)\b[^.;]{0,40}\b"
    r"(?:gives?|makes?|carry|carries|worth|totals?|comes? to|adds? up to|amounts? to|provides?|brings?|accounts? for|yields?|contributes?|suppl(?:y|ies)|earns?)\b[^.;\d]{0,24}$",
    re.IGNORECASE,
)
PART_NAMED = re.compile(r"groups?|sections?|mandatory|compulsory|core|optional|グループ|群|必修|必須|選択|セクション", re.IGNORECASE)
ENDED_CLAUSE = re.compile(r"\b(?:must|to) be (?:completed|achieved|taken|passed)\s*[,;]\s*(?:and|but|with|plus)\s", re.IGNORECASE)
SUMMED = re.compile(r"[^.;:,]{0,40}\b(?:achieved?|completed?|required|needed|taken|gained|passed|in total)\s*:", re.IGNORECASE)
NAMES_GROUP = re.compile(r"group|section|pool|list|categor|グループ|セクション|群", re.IGNORECASE)
STATED_AS = re.compile(r"\s*(?:are|is|being)\s+(mandatory|compulsory|core|optional|elective)\b", re.IGNORECASE)
OF_WHICH = re.compile(r"\bof (?:which|them)\b[^.;]*$", re.IGNORECASE)
OF_THESE = re.compile(r"\s*of (?:which|these|them|those)\b", re.IGNORECASE)  # "6 of which must be at Level 3"
FROM_NEXT = re.compile(r"[^.;,:()]{0,40}\bfrom (?:the |all |all of the )?", re.IGNORECASE)  # "13 credits from the three mandatory units"
FROM = re.compile(r"[^.;,\d]{0,30}\bfrom\b", re.IGNORECASE)  # "of which at least one must come from Group B"
REST_BUT = re.compile(r"\b(?:balance|remainder|remaining|rest)\b[^.;]*[,;] (?:but|although|though|however)\b[^,;]*$", re.IGNORECASE)
FROM_UNITS_AT = re.compile(
    r"(?: \w+){0,4} (?:from|of|in|with) (?:the )?units? (?:that are |which are )?at (?:\w+ )?(?:level|entry)\b", re.IGNORECASE
)
CLAUSE = re.compile(r"[;,；、]\s*(?:and|but|while|whereas|with|plus|where)\s+|[;；]\s*|\s(?:while|whereas)\s", re.IGNORECASE)


class Parts:
    """The parts that a sentence names, and which of them each of its quantities is of."""

    def __init__(self, text: str, tokens: Sequence[Token], counted: Sequence[Quantity], spoken_of: str) -> None:
        self.text, self.tokens, self.counted, self.spoken_of = text, tokens, counted, spoken_of
        self.scopes = [t for t in tokens if t.kind is Kind.SCOPE]
        ended = max((m.end() for m in ENDED_CLAUSE.finditer(text, 0, counted[0].start)), default=0)
        before_first = any(ended <= t.start and t.end <= counted[0].start for t in self.scopes)
        self.leads = before_first and not any(t.start >= counted[-1].end for t in self.scopes)

    def around(self, position: int) -> tuple[int, int]:
        """Where the quantity before ends and the next one begins."""
        before = self.counted[position - 1].end if position else 0
        after = self.counted[position + 1].start if position + 1 < len(self.counted) else len(self.text) + 1
        return before, after

    def part_of(self, position: int, later: str) -> str:
        """The part that the words give to the quantity at this position; `later` is that of the next quantity."""
        scope = self.in_sentence(position, later)
        return scope if scope.startswith(("group", "each")) else self.counted[position].scope or scope

    def is_rest(self, position: int) -> bool:
        """Whether the words right before a quantity call it the rest of something."""
        return bool(REMAINING.search(self.text, self.around(position)[0], self.counted[position].start))

    def in_sentence(self, position: int, later: str) -> str:
        text, quantity, scopes, counted = self.text, self.counted[position], self.scopes, self.counted
        before, after = self.around(position)
        if FROM_UNITS_AT.match(text[quantity.end : after]) and REST_BUT.search(text[before : quantity.start]):
            return ""  # "units from Group B may make up the balance, but no more than 12 credits from units at Level 2": of them all
        if (summed := SUMMED.match(text, quantity.end)) and summed.end() <= after:
            after = summed.end()  # "27 credits must be achieved: both units of ..."
        window = (before, quantity.start) if self.leads else (quantity.end, after)
        scope = strongest(in_clause(text, [t for t in scopes if window[0] <= t.start < window[1]], quantity.end, leads=self.leads))
        if not scope and (same := STATED_AS.match(text[quantity.end : after])):
            scope = "mandatory" if same[1].lower() in ("mandatory", "compulsory", "core") else "optional"
        if not scope and not self.leads and position and not bracketed(text, quantity):
            scope = strongest(own_clause(text, scopes, before, quantity))
        if not scope and not position and BACK.search(text[: quantity.start]):
            scope = self.spoken_of
        ahead_of_it = text[before : quantity.start]
        own = scope.startswith(("group", "each")) and OF_WHICH.search(ahead_of_it) and FROM.match(text[quantity.end : after])
        if not own and (bracketed(text, quantity) or TOLD_OF.search(ahead_of_it) or AND_GIVE.search(ahead_of_it)):
            ahead = [t for t in scopes if t.end <= quantity.start]
            near = [t for t in ahead if position and t.start >= counted[position - 1].start]
            scope = strongest(near) or strongest(ahead) or scope
        if not scope and self.leads and position:
            scope = next((s for q in counted[position - 1 :: -1] if (s := scope_before(q, counted, scopes))), "")
        if not scope and later and FROM_NEXT.fullmatch(text[quantity.end : after]):
            scope = later
        if not scope and position and (OF_WHICH.search(text[before : quantity.start]) or OF_THESE.match(text, quantity.end)):
            scope = self.part_of(position - 1, "")
        if not scope and not self.leads and not position:
            scope = strongest([t for t in scopes if t.end <= quantity.start])
        if not scope and not self.leads and later and joins(text, self.tokens, quantity.end, after):
            scope = later
        return scope


def part_spoken_of(sentence: str) -> str:
    """The part that a sentence names, of which the next one may go on to speak."""
    if not PART_NAMED.search(sentence):
        return ""
    if is_japanese(sentence):
        return own_part(sentence)
    named = [t for t in tokens_of(sentence) if t.kind is Kind.SCOPE and t.value != "here" and not t.value.startswith("each")]
    return "" if {"mandatory", "optional"} <= {t.value for t in named} else strongest(named)


def groups_named(sentence: str) -> list[str]:
    """The letters of the groups that a sentence names, in its order."""
    if not NAMES_GROUP.search(unicodedata.normalize("NFKC", sentence)):
        return []  # as nearly always
    named = (t.value.removeprefix("group:").split("+") for t in tokens_of(sentence) if t.value.startswith("group:"))
    return [letter for letters in named for letter in letters]


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
    bare = kept == text[start:end]  # without a comparison, a comma joins nothing: "40 credits, 15 of them ..."
    return bool(re.fullmatch(rf"[\s,、]*(?:and|but|or|also|かつ|と|で){'' if bare else '?'}[\s,、]*", kept))


def bracketed(text: str, quantity: Quantity) -> bool:
    return bool(re.search(r"\([^)\d]{0,24}$", text[: quantity.start]))


def scope_before(quantity: Quantity, counted: Sequence[Quantity], scopes: Sequence[Token]) -> str:
    position = counted.index(quantity)
    begin = counted[position - 1].end if position else 0
    return quantity.scope or strongest([t for t in scopes if begin <= t.start < quantity.start])
