"""The parts of a unit's pages: which heading opens which, and which lines only lead in."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from milepost.frameworks.importers.found import words_of
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.quantities import COUNT
from milepost.frameworks.importers.sections_ja import KINDS_JA, undecorated
from milepost.frameworks.importers.source import Passage

WHO = r"(?:learner|candidate|student|you|trainee|apprentice|participant)s?"
LEAD_IN = re.compile(
    rf"^(?:(?:on|by|upon|after|at) (?:the end of|the completion of|completion of|completing|successful completion of|successfully completing) (?:this|the) unit,? )?"
    rf"(?:(?:the|each|a|all) )?{WHO}(?: (?:will|can|must|should|needs?|has|have|is|are|be|able|to|the learner|know|understand|how|expected|required|show|that|they))+\s*:?$",
    re.IGNORECASE,
)
LEAD_IN = re.compile(
    rf"(?:{LEAD_IN.pattern})|^(?!.*\boutcomes\b)[^.]{{0,60}}\b{WHO}\b[^.]{{0,24}}\b(?:will|can|must|should|able to)\s*:$", re.IGNORECASE
)
CLOSING = re.compile(
    r"^(?:appendix|appendices|annexe?|glossary|index|useful (?:contacts|links|websites)|notes pages?|bibliography|contact us|further information)\b[^.]{0,80}$|"
    r"^(?:\d{1,2}[.．]?\s*)?(?:付録|附録|巻末|用語集|用語の?(?:説明|解説)|索引|お?問い?合わせ|連絡先|よくある(?:質問|ご質問)|奥付)[^。]{0,24}$",
    re.IGNORECASE,
)
STATED_ALONE = re.compile(
    rf"^(?:there (?:is|are)|this unit (?:has|contains|consists of|is made up of)|learners? must achieve) (?:\w+ )?{COUNT}\b[^.]{{0,60}}\boutcomes?\b[^.]{{0,30}}\.?$",
    re.IGNORECASE,
)

KINDS: tuple[tuple[str, str, str], ...] = (
    # kind, the heading itself, words that tell it when the heading recurs or is set as one
    ("criteria", r"(?:unit )?learning outcomes? (?:(?:and|&|/) )?(?:their )?(?:assessment|performance) criteria|(?:assessment|performance|grading|success) criteria|performance (?:indicators?|statements?|standards?|objectives?)|standards of performance|(?:(?:[a-z]+ )?unit specification: )?statement of standards|outcomes and criteria|assessment and grading criteria", r"outcomes?\b.*\bcriteria|^(?:assessment|performance|grading)\b.*\bcriteria"),
    ("outcomes", r"(?:unit )?(?:learning )?outcomes?(?: of (?:this|the) unit)?|learning (?:aims|objectives)|unit outcomes", r"\boutcomes?\b"),
    ("evidence", r"specific (?:unit |evidence )?requirements?(?: for (?:this|the) unit)?|(?:unit )?evidence requirements?(?: for (?:(?:this|the) (?:unit|outcome)|(?:learning )?outcomes? \d{1,2}))?|evidence required(?: for (?:this|the) (?:unit|outcome))?|required evidence|(?:the )?evidence (?:you|that|needed|to)\b.{0,40}", r"\bevidence\b.*\b(?:require|need|must)|^evidence$"),
    ("glh", r"(?:recommended )?guided learning hours?(?: \(glh\))?|glh|learning hours", r"\bguided\b|\bhours\b"),
    ("nos", r"(?:details of the )?(?:relationship|links?|mapping|mapped) .{0,110}(?:standards?(?: (?:or|of|for|in) .{0,50})?|\bnos)|(?:related )?national occupational standards?(?: \(nos\))?", r"\bstandards?\b|\bnos\b"),
    ("support_body", (r"support (?:of|for) (?:the|this) unit.{0,90}|endorsement.{0,60}|(?:endorsed|supported|backed) by|(?:sector|industry|employer) (?:skills )?(?:body|council|support|endorsement)(?: support)?|"
     r"(?:supporting|endorsing) (?:sector )?(?:body|bodies|organisations?)|support (?:from|by|of) (?:(?:an?|the|other) )?(?:[\w'’]+ ){0,3}(?:bod(?:y|ies)|councils?|organisations?|associations?|guilds?|employers|industry|sector)(?: .{0,40})?"), r"\bsupport\b.*\bunit\b|\bendors|\bsector\b(?! subject)|\bappropriate body\b"),
    ("assessment", r"(?:unit )?assessment(?: (?:methods?|types?|requirements?|arrangements|strategy|guidance|information|of (?:this|the) unit))?|assessment (?:methods?|requirements?|guidance|evidence)(?: ?(?:or|and|&|/) ?(?:guidance|requirements?|evidence|conditions))?(?: (?:specified|set|given|laid down) by .{0,70})?|how (?:this|the) unit (?:is|will be) assessed", r"\bassess"),
    ("aim", r"(?:unit )?(?:aims?|purpose|summary|overview|introduction|rationale|description)(?:\(s\))?(?: statement)?(?: (?:and|&) (?:aims?|purpose|objectives?|summary)(?:\(s\))?)?(?: of (?:this|the) unit)?|about this unit|what this unit is about|(?:this |the )?unit (?:in brief|at a glance|in outline)|in brief", r"\baims?\b|\bpurpose\b|\babout\b"),
    ("other", (r"guidance.{0,40}|notes.{0,40}|contents? of (?:the|this) unit|delivery.{0,40}|(?:recommended )?resources|links|(?:essential|unit|indicative|suggested) content.{0,20}|content|"
     r"unit range|range|scope|(?:range|scope) (?:of|and|statements?).{0,40}|additional (?:information|guidance).{0,40}|support materials?|key (?:terms|words)|"
     r"exemplification|exemplars?|amplification|examples|(?:essential |underpinning |required )?knowledge(?: and (?:understanding|skills))?(?: statements| requirements| evidence)?|"
     r"location (?:of (?:the|this) unit )?(?:with)?in the .{0,70}|(?:subject|sector)(?: ?/ ?| )(?:subject|sector)(?: area)? classification.{0,20}|(?:name of )?(?:the )?organisation submitting.{0,20}|availability for use|unit available from|unit (?:review|expiry) date|"
     r"(?:types?|forms?|sources|examples) of (?:suitable |acceptable |possible )?evidence|teaching (?:strategies|and learning).{0,40}|further reading|indicative reading|"
     r"learning aim|key (?:content|teaching) areas?|summary of (?:the )?unit|(?:recommended|summary of suggested) assessment (?:approach|evidence)"), r"."),
)  # fmt: skip
STRICT = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern, _words in KINDS), re.IGNORECASE)
STRICT_JA = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS_JA.items()))
TELLING = [(kind, re.compile(words, re.IGNORECASE)) for kind, _pattern, words in KINDS]


def recurring(stream: Sequence[Passage], groups: Sequence[tuple[int, int, object]]) -> set[str]:
    """Short lines that stand in several units: the document's own section headings."""
    seen: Counter[str] = Counter()
    bounds = [g[1] for g in groups] + [len(stream)]
    for start, end in pairwise(bounds):
        here = stream[start:end]
        seen.update({words_of(p.text) for p, after in zip(here, [*here[1:], None], strict=False) if headingish(p) and not goes_on(after)})
    return {text for text, times in seen.items() if times >= 2}


def goes_on(after: Passage | None) -> bool:
    """Whether the line before this one was the beginning of a sentence."""
    return after is not None and after.text[:1].islower() and not after.marked


def headingish(passage: Passage) -> bool:
    text = passage.text
    return not passage.marked and len(text) <= 110 and len(text.split()) <= 14 and text[:1].isupper() and text[-1:] not in ".:;,"


def is_styled(passage: Passage, body: float) -> bool:
    """Whether the line is set as a heading; plain text has no style."""
    return bool(body) and (passage.bold or passage.size > 1.12 * body)


RECORD = re.compile(
    rf"(?:(?:obs(?:ervations?|\.)?|occasions?|portfolio|evidence|{WHO}|assessors?|tutors?|witness|iqa|iv|eqa|ev|internal|verifier|quality|assurer|date[ds]?|initials?|"
    r"signatures?|signed|achieved|completed|met|seen|sampled|assessed|types?|task|page|pages|ref(?:erence)?s?\.?|no\.?|numbers?|method|location|comments?|"
    r"criteria questioned orally|oral|and|or|of|by|the|/|\d{1,2})(?:\s+|$))+",
    re.IGNORECASE,
)  # what a column of a record is headed by, to be filled in: "Obs 2", "Portfolio reference", "Assessor initials"
KANA_OR_KANJI = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
LONGEST_HEADING = 180  # letters
ASIDE = re.compile(r"\s*\([^()]*\)$")


WHOSE = re.compile(
    r"((?:outcomes?|criteria)) ?: ?the(?: (?:learner|candidate|student)s?(?: (?:will|can|should|must)(?: be able to)?)?)?", re.IGNORECASE
)  # what leads in, on the line of the heading itself; the rest of it may stand on the next


def strict_kind(text: str) -> str:
    """The section that these words name, whatever they look like; empty when they name none."""
    bare = text.rstrip(": ")
    bare = WHOSE.sub(r"\1", bare) if ":" in bare else bare
    text = (ASIDE.sub("", bare) if bare.endswith(")") else bare) or text
    found = named_section(text)
    return (found.lastgroup if found else None) or ""


def named_section(text: str) -> re.Match[str] | None:
    """The section whose heading these words are, in English or in Japanese."""
    return STRICT.fullmatch(text) if text.isascii() or not KANA_OR_KANJI.search(text) else STRICT_JA.fullmatch(undecorated(text))


def section_kind(passage: Passage, repeated: set[str], body: float) -> str:
    """Which section this line opens; empty when it is not a section heading."""
    text = passage.text.rstrip(":").strip()
    if passage.marked or len(text) > LONGEST_HEADING or OUTCOME.match(text):
        return ""
    if found := named_section(text):
        return found.lastgroup or ""
    if (text.endswith(")") or WHOSE.search(text)) and (kind := strict_kind(text)):
        return kind  # "Learning outcomes (LOs)", "Details of the relationship ... (if appropriate)"
    if len(text) > 110:
        return ""
    if RECORD.fullmatch(text):
        return ""
    if headingish(passage) and (is_styled(passage, body) or (not body and words_of(text) in repeated)):
        for kind, pattern in TELLING:
            if pattern.search(text):
                return kind
    return ""
