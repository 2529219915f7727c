"""The facts at the head of a unit: which words name a level, a credit value, a number, and in which forms they come."""

import re
from collections.abc import Sequence

from milepost.frameworks.importers.found import FactGroup, Found
from milepost.frameworks.importers.identifiers import QAN, SCOTTISH, UAN, UAN_WHOLE
from milepost.frameworks.importers.numbering import OUTCOME
from milepost.frameworks.importers.sections import strict_kind
from milepost.frameworks.importers.source import Passage, tidy

HEADING = re.compile(
    r"^(?:(?:ユニット|モジュール|科目|単元)(?:番号)?\s*[:：]?\s*|単位\s?(?=[A-Z]{0,3}\d{1,4}[:：]?\s+(?!レベル|水準|クレジット|学習|指導|授業|時間|登録|参照|必[須修]|選択)[\u3040-\u9fff])|(?:[\w&'’ ]{0,40}?\b)?(?:unit|module)\s+(?:(?:number|no\.?)\s*:?\s*)?)([A-Z]{1,4}\d{1,4} \d{2}(?=\s*[:：–—|-])|(?-i:"
    + SCOTTISH
    + r")(?=\s*[:：–—|-]|\s+(?-i:[A-Z]))|[A-Z]{0,4}[-.]?\d[\w.\-/]*)\s*[:：–—|-]?\s*(.*)$",
    re.IGNORECASE,
)
WORDS_BEFORE = r"(?:(?:unit|qcf|rqf|scqf|cqfw|ofqual|recommended|total|notional|national|overall|the)\s+)*"
FRAMEWORKS = r"(?:rqf|qcf|nqf|scqf|cqfw|fheq|eqf)"
LABELS = {
    "level": rf"{WORDS_BEFORE}(?:[\w/]+ (?:equivalent )?)?level(?: of (?:the |this )?unit)?|レベル",
    "credit": rf"{WORDS_BEFORE}(?:credits?(?: value| rating| points?| level| size)?|cv|(?:number|no\.?) of credits|credit value of (?:the |this )?unit|(?:value|size) in credits)|クレジット(?:数|値)?|単位(?:数|値)?",
    "uan": r"uan|urn|uarn|ref\.?|unit accreditation (?:number|no\.?)|(?:(?:unit|ofqual|national|unique|qcf|rqf|regulator’?'?s?) )*reference(?: number| no\.?| code)?(?: \((?:uan|urn)\))?|"
    r"(?:(?:ofqual|national|qcf|rqf) )?unit (?:number|no\.?|code|id|ref\.?)(?: \((?:ofqual|uan|urn|qcf|rqf)\))?|(?:unit )?accreditation (?:number|no\.?)|(?:ofqual|regulator’?'?s?) (?:code|number|no\.?|ref\.?)|(?:ユニット|科目|単元)?(?:の)?(?:登録|参照|認定)番号|(?:ユニット|科目|単元)の?(?:番号|コード)",
    "glh": rf"(?:(?:minimum|min\.?|suggested|indicative) )?{WORDS_BEFORE}(?:glh|gl(?: hours?)?|guided (?:learning|hours?)(?: hours?)?|hours? of guided learning)(?: \((?:glh|hours?)\))?|hours|(?:ガイド付き)?(?:指導|指導学習|授業|学習)時間数?(?: ?[（(]GLH[）)])?",
    "number": r"(?:[\w&'’]+ ){0,4}?(?:unit|module|component) (?:number|no\.?|code|id|ref(?:erence)?\.?)|(?:[\w&'’]+ ){1,3}(?:number|code)|unit|module",
    "title": r"(?:title|name) of (?:the |this )?(?:unit|module)|(?:unit |module )?(?:title|name)|(?:(?:ユニット|科目|単元|モジュール)の?)?(?:題名|名称|名|タイトル)",
}
VALUES = {
    "level": rf"(?:(?:level|lvl|L|{FRAMEWORKS})\.? ?){{0,2}}\d(?: ?\({FRAMEWORKS}\))?|(?:level )?entry(?: level)? ?\d?|エントリー(?:・?レベル)?\s?\d|レベル\s?\d|(?:level )?(?:one|two|three|four|five|six|seven|eight)",
    "credit": r"\d{1,3}(?:\.\d)?(?: credits?(?: points?)?| ?単位| ?クレジット)?",
    "uan": UAN_WHOLE.pattern,
    "glh": r"\d{1,3}(?: ?時間| ?h(?:ou)?rs?\.?| ?h| ?glh| guided learning hours?)?",
    "number": r"(?:[A-Z]{0,4}\d[\w.\-]{0,8}(?: \d{2,3}(?=\s*$))?|(?=[A-Z\-/]*\d)[A-Z]{1,4}[-/][A-Z0-9][\w/-]{0,8}|[A-Z]{2,4}\d(?:/[A-Z0-9]{1,4}){2,4})",
    "title": r"(?!of (?:the|an?)\b)\S.+",  # "Name of the organisation ..." tells no title
}
ORDER = ("uan", "level", "credit", "glh", "number", "title")
UNTITLED = tuple(kind for kind in ORDER if kind != "title")
FIELD = {kind: re.compile(rf"(?:{LABELS[kind]})\s*[:–—=-]?\s*({VALUES[kind]})", re.IGNORECASE) for kind in ORDER}
INLINE = {kind: re.compile(rf"\b(?:{LABELS[kind]})\s*:\s*({VALUES[kind]})(?=\s|$|[,;|])", re.IGNORECASE) for kind in ORDER[:4]}
WHOLE_LABEL = re.compile(rf"(?:{'|'.join(LABELS[kind] for kind in ORDER)})", re.IGNORECASE)
PAIRS = {kind: re.compile(rf"(?:{LABELS[kind]})\s*:?\s*({VALUES[kind]})(?=$|[\s,;|()–-])[\s,;|()–-]*", re.IGNORECASE) for kind in ORDER[:4]}
PAIRS["number"] = re.compile(
    r"(?:(?-i:[A-Z][A-Z&]+) )?(?:unit|module) (?:number|no\.?|code|ref\.?)\s*:?\s*((?=[\w/-]*\d)[A-Z0-9][\w/-]{0,13}(?: \d{2,3}(?=\s+[A-Za-z]))?)(?=$|[\s,;|()–])[\s,;|()–]*",
    re.IGNORECASE,
)
VALUE_FIRST = {
    kind: re.compile(rf"({number})\W?(?:{words})(?=$|[\s,;|()–-])[\s,;|()–-]*", re.IGNORECASE)
    for kind, number, words in (
        ("credit", r"\d{1,3}(?:\.\d)?", r"(?:\w+ )?credits?(?: points?)?"),
        ("glh", r"\d{1,3}", r"glh|guided learning hours?"),
    )
}
NUMBERED_THINGS = re.compile(r"\b(?:uan|urn|uarn|number|no|code|ref|reference|id|accreditation|ofqual|register|d-number)\b", re.IGNORECASE)
ANOTHERS = re.compile(
    r"\b(?:sector|national|nos|ssc|standards?|suite|version|issue|phone|page|cent(?:re|er)|learner|candidate|qualification)\b",
    re.IGNORECASE,
)  # a number that is not the awarding body's


CODED_TITLE = re.compile(rf"(\S.*?)\s*[(\[]\s*({UAN_WHOLE.pattern})\s*[)\]]")  # "Leading a team (K/650/8301)"
TITLE_BEHIND_CODE = re.compile(rf"({UAN_WHOLE.pattern})\s*[:–—|-]?\s+([^\W\d].*)")  # "K/650/8301 Leading a team"
NUMBER_BEFORE_JA = re.compile(r"([A-Z]{1,4}[ -]?\d{1,4})[\s:：]\s*([\u3040-\u9fff].*)")  # "PT01 人形劇の歴史"
DIGIT = re.compile(r"\d")
UAN_AND_MORE = re.compile(
    rf"(?:{LABELS['uan']})(?:\s*:\s*|\s+)({UAN_WHOLE.pattern})\s+(?-i:[A-Z])[^\W\d]+ (?-i:[A-Z][^\W\d]+ )[^:]*\d[^:]*", re.IGNORECASE
)
CODE_ALONE = re.compile(rf"(?i:(?:unit )?code) ({SCOTTISH})")  # a label without a colon: "CODE TC1A 11"
LABELLED_UAN = re.compile(rf"([^:]{{2,60}}?)(\s*:\s*|\s+)({UAN_WHOLE.pattern})")


def is_fact(text: str, kinds: Sequence[str] = ORDER) -> bool:
    """Whether the text is a label with its value and nothing else: "Credit value: 4"."""
    return any(FIELD[kind].fullmatch(text) for kind in kinds)


def fields_in(passage: Passage) -> dict[str, str]:
    """The facts that a line such as "Level: 4" gives; empty for any other line."""
    text = passage.text
    if len(passage.cells) == 2:
        text = f"{passage.cells[0].rstrip(': ')}: {passage.cells[1]}"
    text = text.replace("：", ":")
    if len(text) > 160 or not (":" in text or DIGIT.search(text) or "entry" in text.casefold()):
        return {}  # every value has a digit or is an entry level, but a title, which has a colon before it
    if UAN_WHOLE.fullmatch(text) and len(passage.cells) != 2:
        return {"uan": text}
    if coded := CODE_ALONE.fullmatch(text):
        return {"number": coded[1]}
    labelled = LABELLED_UAN.fullmatch(text) if text[-1].isdigit() else None
    if labelled and re.search(r"\d", labelled[1]) and (both := pairs_in(text)):
        return both
    if labelled and is_number_label(passage, labelled[1], labelled[2]):
        return {"uan": labelled[3]}
    kinds = ORDER if not text[0].isdigit() else ("number",) if ":" in text else ()  # the other labels begin with a word
    for kind in kinds if kinds and WHOLE_LABEL.match(text) else ():
        found = FIELD[kind].fullmatch(text)
        if found and (kind != "title" or ":" in text) and (kind != "number" or ":" in text or len(passage.cells) == 2):
            if kind == "number" and ANOTHERS.search(text.partition(":")[0]):
                return {"other": found[1]}
            if kind == "title" and (coded := CODED_TITLE.fullmatch(found[1])):
                return {"title": coded[1], "uan": coded[2]}
            if kind == "title" and (coded := TITLE_BEHIND_CODE.fullmatch(found[1])):
                return {"title": coded[2], "uan": coded[1]}
            if kind == "title" and (numbered := NUMBER_BEFORE_JA.fullmatch(found[1])):
                return {"title": numbered[2], "number": numbered[1]}
            return {kind: found[1]}
    colons = passage.text.count(":")
    several = {kind: found[1] for kind, pattern in INLINE.items() if (found := pattern.search(passage.text))} if colons > 1 else {}
    if len(several) > 1 or (several := pairs_in(text)):
        return several
    return {"uan": beside[1]} if "/" in text and (beside := UAN_AND_MORE.fullmatch(text)) else {}


OWN_FIRST = re.compile(
    rf"((?:[A-Z][\w&'’]*|unit) (?:\w+ )?(?:code|number|no\.?|ref\.?))\s*:?\s*({VALUES['number']}|(?-i:[A-Z]{{2,4}}) \d{{2,4}})[\s,;|]+(?=[A-Z])",
    re.IGNORECASE,
)
UAN_FIRST = re.compile(rf"({UAN_WHOLE.pattern})\s+")


def is_number_label(passage: Passage, label: str, between: str) -> bool:
    """Whether these words before a unit number call it one; a title before it does not."""
    if len(label.split()) > 7 or heading_of(label):
        return False
    return len(passage.cells) == 2 or ":" in between or bool(NUMBERED_THINGS.search(label))


BEGINS_PAIRS = re.compile(rf"\d|(?:unit|module) |(?:{'|'.join(LABELS[kind] for kind in ORDER[:4])})", re.IGNORECASE)  # asked first


def pairs_in(text: str) -> dict[str, str]:
    """The facts of a line that is nothing but labels with their values: "Level 3, credit value 4 (GLH 30)"."""
    facts: dict[str, str] = {}
    rest = text.strip(" ()|")
    if rest[:1].isdigit() and not (VALUE_FIRST["credit"].match(rest) or VALUE_FIRST["glh"].match(rest)):
        return {}
    if numbered := UAN_FIRST.match(rest):
        facts["uan"], rest = numbered[1], rest[numbered.end() :]
    elif (own := OWN_FIRST.match(rest)) and not ANOTHERS.search(own[1]) and not UAN_WHOLE.fullmatch(own[2]):
        facts["number"], rest = own[2], rest[own.end() :]
    if not facts and not BEGINS_PAIRS.match(rest):
        return {}
    while rest:
        for kind, pattern in PAIRS.items():
            if kind not in facts and (found := pattern.match(rest) or (kind in VALUE_FIRST and VALUE_FIRST[kind].match(rest)) or None):
                facts[kind], rest = found[1], rest[found.end() :]
                break
        else:
            if "uan" in facts and len(facts) > 2:
                break  # "A/650/9115 Level 3 5 credits 32 GLH", and what else the line tells
            return {}
    return facts if len(facts) > 1 else {}


def heading_of(text: str) -> tuple[str, str] | None:
    """(number, title) of a unit heading; the title may be empty."""
    if len(text) > 200 or text.endswith("."):
        return None
    found = HEADING.match(text)
    if not found or re.match(r"^(?:of|and|or|is|are|has|to|must|covers?)\b", found[2]) or UAN_WHOLE.fullmatch(found[1]):
        return None
    if found[0].lower().find(" unit") > 0 and names_section(text):
        return None
    title = NUMBER_BEHIND.sub("", re.sub(r"\s*\(?\bcont(?:inued|'d|d)?\.?\)?$", "", found[2]).strip())
    return found[1].rstrip(".:"), title


NUMBER_BEHIND = re.compile(rf"\s*[(\[]\s*{UAN_WHOLE.pattern}\s*[)\]]$")  # the regulator's, behind a title
SECTION_OF = re.compile(r"^(.{4,60}?)\s*[-–—:(,]?\s*\b(?:for|of|in|to)\s+(?:the\s+)?(?:unit|module)\b", re.IGNORECASE)


def names_section(text: str) -> bool:
    """Whether a line names a part of a unit and, behind it, the unit: "Evidence requirements for unit 4"."""
    found = SECTION_OF.match(text)
    return bool(found and strict_kind(found[1]))


BRACKETED = re.compile(rf"[A-Z][^.:()]+[(\[]{UAN_WHOLE.pattern}[)\]]$")  # a title and its number, whatever the line looks like


CODE_BEFORE = re.compile(
    r"(?:(?i:unit|module) )?([A-Z]{1,4} ?\d{1,4})\s+([A-Z][a-z].{6,})"
)  # the body's number before a title: "TL 01 Mend toys"


def headed_by_number(passage: Passage) -> tuple[str, str, str] | None:
    """(UAN, number, title) of a heading that carries the regulator's number: "Unit 4: Sell fish (K/907/2015)"."""
    if len(passage.text) > 160 or passage.text.endswith(".") or len(passage.cells) > 1 or passage.marked:
        return None
    found = UAN.search(passage.text)
    if not found:
        return None
    if len(fields_in(passage)) > 1:
        return None  # "Reference: K/907/2015 | Level: 3 | Credit: 4", set as boldly as a heading
    rest = re.sub(r"[(（]\s*[)）]|\[\s*\]", " ", passage.text[: found.start()] + " " + passage.text[found.end() :])
    rest = " ".join(rest.split()).strip(" -–—:|()")
    heading = heading_of(rest)
    if heading and heading[1]:
        return found[0], heading[0], heading[1]
    bracketed = BRACKETED.match(passage.text)
    if bracketed and (coded := CODE_BEFORE.match(rest)):
        return found[0], coded[1], coded[2]
    return (found[0], "", rest) if (passage.bold or bracketed) and len(rest) > 8 and not WHOLE_LABEL.fullmatch(rest) else None


LONGEST_LABEL = 40  # letters
TITLED = re.compile(r"((?:unit|module) )?(?:title|name) (\w.+)", re.IGNORECASE)


def field_groups(stream: Sequence[Passage]) -> list[FactGroup]:
    """(first, past the last, facts) of each run of lines that begins a unit."""
    groups = []
    told_at: list[dict[str, int]] = []  # where each group tells each of its facts
    position = 0
    while position < len(stream):
        facts: dict[str, Found[str]] = {}
        at: dict[str, int] = {}
        end = position
        headed = headed_by_number(stream[position])
        if headed:
            for kind, value in zip(("uan", "number", "title"), headed, strict=True):
                if value:
                    facts[kind] = Found(value, stream[position].place)
            end += 1
        while end < len(stream):
            passage, taken = stream[end], 1
            here = fields_in(passage)
            if not here and end + 1 < len(stream) and len(passage.text) < 40:
                pair = Passage("", passage.place, cells=(passage.text, stream[end + 1].text))
                here, taken = fields_in(pair), 2
                if "title" in here and (titled := TITLED.fullmatch(passage.text)):  # the line below is no part of it
                    below = fields_in(stream[end + 1])
                    here, taken = ({"title": titled[2]}, 1) if "uan" in below or (len(below) > 1 and not titled[1]) else ({}, 1)
            if not here and end + 2 < len(stream) and (over_lines := label_over_lines(stream[end : end + 3])):
                here, taken = over_lines, 3
            if not here and facts and in_form(stream, end):
                end += 1
                continue
            if not here and headed and end == position + 1 and (skipped := summary_before_facts(stream, end)):
                end += skipped
                continue
            if not here and facts and (skipped := passes_over(stream, end, facts)):
                end += skipped
                continue
            if here.keys() == {"level"} and len(passage.cells) == 2 and {"uan", "level"} <= facts.keys() and "credit" not in facts:
                end += taken  # that of another framework: "SVQ level", and below it "SCQF level"
                continue
            if not here or set(here) & set(facts) - {"number", "title", "other"}:
                break
            if (
                "title" in here
                and not headed
                and "title" in facts
                and set(facts) <= {"number", "title"}
                and facts["title"].value != here["title"]
            ):
                break  # those were of a unit of the national standards, which a table of them names above this one
            for kind, value in here.items():
                facts.setdefault(kind, Found(value, stream[end + taken - 1].place))
                at.setdefault(kind, end)
            end += taken
            while end < len(stream) and end - position < 12 and facts and is_label_line(stream[end]) and not fields_in(stream[end]):
                end += 1
        facts.pop("other", None)
        if (
            len(facts) >= 2
            and ("uan" in facts or {"level", "credit"} <= set(facts))
            and not (headed and set(facts) <= {"uan", "number", "title"} and not outcomes_follow(stream, end))
            and ("uan" in facts or not of_qualification(stream, position, end))
        ):
            groups.append((position, end, facts))
            told_at.append(at)
            position = end
        else:
            position += 1
    return begun_alike(groups, told_at)


def begun_alike(groups: list[FactGroup], told_at: Sequence[dict[str, int]]) -> list[FactGroup]:
    """The groups, without the hours that end the unit above where most begin with its title right below them."""
    begins = [min(at, key=lambda kind: at[kind], default="") for at in told_at]
    if 2 * begins.count("title") <= len(groups):
        return groups
    return [
        (at["title"], end, {kind: value for kind, value in facts.items() if kind != "glh"})
        if first == "glh" and "title" in at and all(kind == "glh" or told >= at["title"] for kind, told in at.items())
        else (position, end, facts)
        for (position, end, facts), at, first in zip(groups, told_at, begins, strict=True)
    ]


def label_over_lines(passages: Sequence[Passage]) -> dict[str, str]:
    """The facts of a label that a narrow column broke, and of its value below: "Unit reference", "number:", "A/650/9115 Level: 3"."""
    first, second, value = (p.text.strip() for p in passages)
    if not (first[:1].isupper() and second[:1].islower() and len(first) < LONGEST_LABEL and len(second) < LONGEST_LABEL):
        return {}
    label = f"{first} {second.rstrip(': ')}"
    if first.endswith(":") or not WHOLE_LABEL.fullmatch(label):
        return {}
    return fields_in(Passage(f"{label}: {value}", passages[2].place))


def outcomes_follow(stream: Sequence[Passage], position: int) -> bool:
    """Whether outcomes begin right below a unit's heading, in a document that gives level and credits in its list of units only."""
    after = stream[position : position + 5]
    return any(OUTCOME.match(p.text) and not UAN.search(p.text) for p in after) or any(re.match(r"^1\.1\s+\S", p.text) for p in after)


def in_form(stream: Sequence[Passage], position: int) -> bool:
    """Whether a label with other words beside it stands between the facts of a form."""
    after = stream[position + 1 : position + 3]
    return len(stream[position].cells) == 2 and any(len(p.cells) == 2 and fields_in(p) for p in after)


ITS_LABEL = re.compile(r"(?:total qualification time|qualification (?:number|code|reference|title))(?: \([A-Z]{2,4}\))?:?", re.IGNORECASE)


def of_qualification(stream: Sequence[Passage], position: int, end: int) -> bool:
    """Whether a form tells a level and credits of the qualification, not of a unit."""
    return any(
        len(p.cells) == 2
        and (re.match(r"qualification\b|total qualification time", tidy(p.cells[0]), re.IGNORECASE) or QAN.fullmatch(p.cells[1].strip()))
        for p in stream[max(0, position - 4) : end + 2]
    ) or any(QAN.fullmatch(p.text.strip()) or ITS_LABEL.fullmatch(p.text) for p in stream[max(0, position - 4) : end])


def passes_over(stream: Sequence[Passage], position: int, facts: dict[str, Found[str]]) -> int:
    """How many short lines stand between the facts above and another fact below ("Unit sub level", "None"); 0 when none follows."""
    for ahead in (1, 2):
        between = stream[position : position + ahead]
        after = stream[position + ahead : position + ahead + 2]
        if len(after) < 2 or any(len(p.text) > 40 or p.marked or heading_of(p.text) for p in between):
            return 0
        pair = Passage("", after[0].place, cells=(after[0].text, after[1].text))
        below = fields_in(after[0]) or (fields_in(pair) if len(after[0].text) < 40 else {})
        if below and not set(below) & set(facts):
            return ahead
    return 0


def summary_before_facts(stream: Sequence[Passage], position: int) -> int:
    """How many passages of a summary stand between a unit's heading and its facts; 0 where none do."""
    for ahead in (1, 2):
        between = stream[position : position + ahead]
        if any(p.marked or heading_of(p.text) or OUTCOME.match(p.text) or UAN.search(p.text) for p in between):
            return 0
        facts = sum(bool(fields_in(p)) for p in stream[position + ahead : position + ahead + 4])
        if facts > 1 and max((len(p.text) for p in between), default=0) > 60:
            return ahead
    return 0


def is_label_line(passage: Passage) -> bool:
    """A line of the same form that tells nothing we keep ("Framework: RQF")."""
    if len(passage.cells) == 2:
        return len(passage.cells[0]) < 40 and len(passage.cells[1]) < 60 and not OUTCOME.match(passage.cells[0])
    return bool(re.fullmatch(r"[A-Z][\w ]{2,30}:\s*\S.{0,40}", passage.text)) and not (
        heading_of(passage.text) or OUTCOME.match(passage.text)
    )
