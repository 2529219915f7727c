"""The qualification that a document names on its cover, at its head or in its first sentences, where no table lists it."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from milepost.frameworks.importers.covers_ja import named_in_japanese
from milepost.frameworks.importers.fields import heading_of
from milepost.frameworks.importers.found import FactGroup
from milepost.frameworks.importers.identifiers import QAN, SCOTTISH
from milepost.frameworks.importers.lexicon import is_japanese
from milepost.frameworks.importers.source import Passage, Place
from milepost.frameworks.importers.tables import QualificationRow, level_of

FIRST = 60  # passages in which a document says what it is
SIZE = r"(?:awards?|certificates?|diplomas?|nvq|svq|npa|pda|hnc|hnd|apprenticeship|qualification)"
TITLE_LINE = re.compile(
    rf"^(?=.*\b(?:level|entry)\b.{{0,40}}\b{SIZE}\b|.*\b{SIZE} (?:(?:\([A-Z]+\) )?(?:\d )?in\b|\d (?-i:[A-Z])).*\bat (?:\w+ )?level \d)(?!.*\b(?:units?|page|handbook|specification)\b)[^.;:?。]{{12,110}}$",
    re.IGNORECASE,
)
TITLE_LINE_JA = re.compile(
    r"^(?=.*レベル\s*\d)[^。、:?]{4,60}(?:ディプロマ|サーティフィケート|アワード|資格|証書|修了証|認定)(?:\([^()]*\))?$"
)
TITLE_IN_PROSE = re.compile(
    r"\b((?:[A-Z][\w&’'-]+ ){0,4}(?:Level \d|Entry Level \d|Entry \d) (?:NVQ |Extended |Subsidiary |Foundation )?(?:Award|Certificate|Diploma)"
    r"(?: \([A-Z]+\))?(?: in| for) [A-Z][\w’'-]+(?:(?: (?:and|of|the|for|in|&|to|with))* [A-Z][\w’'-]+)*)"
)
LABELS = (
    ("title", r"(?:(?:qualification|award|programme|course|full|approved|regulated) )*(?:title|name)(?: of (?:the )?qualification)?|資格の?(?:正式)?(?:名称|名|タイトル)|(?:正式)?名称"),
    ("level", r"(?:(?:qualification|rqf|qcf|eqf|scqf|overall) )*level|(?:資格の?)?レベル"),
    ("number", r"(?:[\w&’'().-]+ ){0,5}?(?:numbers?|no\.?|code|ref(?:erence)?\.?|qan?|qn)(?: \([\w ]{2,16}\))?|[\w]*?(?:番号|コード)|qan?|qn"),
)  # fmt: skip
LABELLED = {kind: re.compile(rf"^(?:{pattern})$", re.IGNORECASE) for kind, pattern in LABELS}
ANOTHERS = re.compile(
    r"\b(?:version|issue|publications?|document|catalogue|stock|order|unit|module|page|phone|telephone|fax|isbn|centre|center|learner|candidate|company|charity|registered|framework|sector|subject|funding|ucas|approval|standards?)\b|版|電話|ページ|ユニット",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?=\S*\d)[A-Za-z0-9][\w./-]{1,15}(?: \d{1,3})?|[A-Z]{1,5} \d[\w./-]{1,9}(?: \d{1,3})?")
ACCREDITED = re.compile(rf"^(.{{2,60}}?)\s*[:=]?\s*({QAN.pattern})")
CODED = re.compile(
    r"^(?i:((?:(?:our|qualification|product|course|programme|group|award|scheme) )+(?:number|no\.?|code|reference)))\s*[:=]?\s+((?:[A-Z]{1,5} (?=\d))?(?=\S*\d)[\w./-]{2,16}(?: \d{2})?)$"
)
AWARD_CODE = re.compile(SCOTTISH + r"|[A-Z]{1,4}\d{3,5}(?:[/-]\d{2})?|\d{4}-\d{2}|(?=[A-Z]+\d[A-Z]*\d)[A-Z]{2,3}[A-Z0-9]{3,6}")
LABEL_FIRST = re.compile(r"[A-Z][^:.;]{2,60}:\s+\S")  # "Title: ...", in a line of its own
NEAR = 2  # passages between a title and its code
TITLED = re.compile(r"^(?:(?:qualification|full|award|course) )*title (?!of\b)(\S.*)$", re.IGNORECASE)
BODYS = re.compile(
    r"^([A-Z][\w&’'-]+(?: (?:[A-Z&][\w&’'-]*|qualification|award|product|course|programme|scheme)){0,2} (?:number|no\.|code)) ((?:[A-Z]{1,5} (?=\d))?(?=[^\s]*\d)[\w./-]{2,12})$"
)  # "Fennel number 8800-02"
SAID = re.compile(
    r"\b(?:qualification|course|programme|award|scheme) (?:number|code) (?:is |was )?((?=\S*\d)[A-Z0-9][\w/]{2,14})"
    r"|(?:資格|団体|認定|コース)の?(?:番号|コード)(?:は|が|[:=])\s*((?=\S*\d)[A-Z0-9][A-Za-z0-9/]{2,14})",
    re.IGNORECASE,
)  # a number that a sentence gives


def named_on_cover(front: Sequence[Passage], printed: str = "") -> list[QualificationRow]:
    """The qualifications that the first passages name; several where each title has the regulator's number beside or below it.

    `printed` is the whole text, in which the second line of a title is looked for together with the end of the first."""
    rows = named_below_labels(front, printed)
    whole = len(rows) == 1 and rows[0].accreditation_number and (rows[0].number or not is_japanese(printed))
    return rows if whole or len(rows) > 1 or not is_japanese(printed) else named_in_japanese(front) or rows


def named_below_labels(front: Sequence[Passage], printed: str) -> list[QualificationRow]:
    front = [p for p in front if p.cells or re.search(r"\w\w", p.text)]  # not the dots of a table of contents
    forms = [p for p in with_values_below(front) if len(p.cells) == 2 or LABEL_FIRST.match(p.text)]
    headed = [p for p in front if p.text[:1].isalnum()]
    front = with_values_below(with_whole_titles(front[:FIRST], printed.casefold()))
    for several in (each_with_code(front[:FIRST]), each_in_form(forms), each_below_its_code(headed)):
        if len(several) > 1:
            return several
    found: list[QualificationRow] = []
    single: dict[str, str] = {}
    titled = False
    for passage in front[:FIRST]:
        for kind, value in facts_in(passage).items():
            if kind == "heading" and not titled:
                if not found or (found[-1].accreditation_number and found[-1].title != value):
                    found.append(QualificationRow(passage.place, title=value, level=level_in(value)))
            elif kind == "title" and not titled and (is_title(value) or not found):  # else that of a unit, in the contents
                found, titled = [QualificationRow(passage.place, title=value, level=level_in(value))], True
            elif kind == "accreditation_number" and found and not found[-1].accreditation_number:
                found[-1].accreditation_number = value
            elif kind != "heading" and not (found and value == found[-1].accreditation_number):  # which may stand there again
                single.setdefault(kind, value)
    if not {"accreditation_number", "number", "in_brackets"} & set(single) and (code := code_beside_title(front[:FIRST])):
        single["number"] = code
    if not {"accreditation_number", "number", "in_brackets"} & set(single):
        single |= said_in_prose(front[:FIRST])
    if not found and (row := in_prose(front[:FIRST], single) or above_its_level(front[:FIRST], single)):
        found = [row]
    complete = [row for row in found if row.accreditation_number] if len(found) > 1 else found
    rows = complete or found[:1]
    if len(rows) == 1:
        row = rows[0]
        row.accreditation_number = row.accreditation_number or single.get("accreditation_number", "")
        row.number, row.level = (
            single.get("number") or single.get("in_brackets", ""),
            row.level or level_of(single.get("level", "")) or level_ja(single.get("level", "")),
        )
        return rows if row.accreditation_number or row.number or titled else []
    return rows


def each_with_code(front: Sequence[Passage]) -> list[QualificationRow]:
    """The qualifications whose titles have a code each, in brackets behind it or in the next line: "Group Award Code: GT4M 22"."""
    found: dict[str, QualificationRow] = {}
    for (passage, told), (_below, code) in pairwise((passage, facts_in(passage)) for passage in front):
        number = told.get("in_brackets") or (code["number"] if set(code) == {"number"} else "")
        if (title := told.get("heading")) and number and not CODE_WITHIN.search(title):
            found.setdefault(title, QualificationRow(passage.place, number=number, title=title, level=level_in(title)))
    return list(found.values()) if len({row.number for row in found.values()}) == len(found) else []


CODE_WITHIN = re.compile(rf"\({SCOTTISH}\)")  # a line that names several awards, as the head of each page may
CODE_THEN_TITLE = re.compile(rf"({SCOTTISH})\s*[:–—-]?\s+(\S.*)")


def each_below_its_code(front: Sequence[Passage]) -> list[QualificationRow]:
    """The group awards whose headings begin with their codes: "GX12 22 SVQ in Joinery at SCQF level 5"."""
    found: dict[str, QualificationRow] = {}
    for passage in front:
        coded = CODE_THEN_TITLE.fullmatch(passage.text)
        if coded and is_title(coded[2]):
            found.setdefault(coded[1], QualificationRow(passage.place, number=coded[1], title=coded[2], level=level_in(coded[2])))
    return list(found.values())


def each_in_form(forms: Sequence[Passage]) -> list[QualificationRow]:
    """The qualifications that have a form each, which begins with the title and holds the regulator's number."""
    found: list[QualificationRow] = []
    for passage in forms:
        told = facts_in(passage)
        if title := told.get("title"):
            if is_title(title):
                found.append(QualificationRow(passage.place, title=title, level=level_in(title)))
        elif found and not found[-1].accreditation_number and "accreditation_number" in told:
            found[-1].accreditation_number = told["accreditation_number"]
        elif found and not found[-1].number and "number" in told:
            found[-1].number = told["number"]
    rows = list({row.title: row for row in found if row.accreditation_number}.values())
    return rows if len({row.accreditation_number for row in rows}) == len(rows) else []


def code_beside_title(front: Sequence[Passage]) -> str:
    """The code of a group award that stands on a line of its own beside the title: "GT7K 22"."""
    titles = [k for k, p in enumerate(front) if is_title(p.text)]
    codes = ((k, p.text.strip()) for k, p in enumerate(front) if AWARD_CODE.fullmatch(p.text.strip()))
    return next((code for k, code in codes if any(abs(k - title) <= NEAR for title in titles[:1])), "")


def with_whole_titles(front: Sequence[Passage], printed: str) -> list[Passage]:
    """The passages, a title that stands on two lines as one."""
    found: list[Passage] = []
    for passage in front:
        before = found[-1] if found else None
        if before and is_second_line(before, passage, printed):
            place = Place(before.place.page, before.place.first, passage.place.last)  # there may be a third line
            found[-1] = Passage(f"{before.text} {passage.text}", place, before.size, before.bold)
        else:
            found.append(passage)
    return found


def with_values_below(front: Sequence[Passage]) -> list[Passage]:
    """The passages, a label and the value in the next line as one."""
    found: list[Passage] = []
    for passage in front:
        label = found[-1] if found else None
        if label and not label.cells and not passage.cells and is_value_of(label.text.rstrip(": "), passage.text):
            found[-1] = Passage("", passage.place, cells=(label.text, passage.text))
        else:
            found.append(passage)
    return found


def is_value_of(label: str, text: str) -> bool:
    fits = {"title": is_title(text), "level": bool(level_of(text)) and len(text) < 12, "number": bool(NUMBER.fullmatch(text))}
    return fits.get(kind_of(label), False)


GOES_ON = re.compile(r"(?:and|or|of|in|for|with|to|the|at|on) ")


def is_second_line(before: Passage, passage: Passage, printed: str) -> bool:
    text, whole = passage.text, f"{before.text} {passage.text}"
    if before.place.page != passage.place.page or not 0 < passage.place.first - before.place.last < 2 or before.cells or passage.cells:
        return False
    if before.marked or passage.marked or len(text.split()) > 7 or re.search(r"[:.;]", text) or is_title(text) or not is_title(whole):
        return False
    if not is_title(before.text):
        return bool(re.search(rf"\b{SIZE} (?:\([A-Z]+\) )?(?:\d )?(?:in|for)\b", before.text, re.IGNORECASE))
    return bool(GOES_ON.match(text)) or f" {before.text.split()[-1]} {text}".casefold() in printed


def written(passage: Passage) -> str:
    """A passage as one line: a label in a cell of its own ends with a colon."""
    return f"{passage.cells[0].rstrip(': ')}: {passage.cells[1]}" if len(passage.cells) == 2 else passage.text


def kind_of(label: str) -> str:
    """Which fact of a qualification a label names; none where it names another body's number."""
    return next((kind for kind, pattern in LABELLED.items() if pattern.match(label) and not ANOTHERS.search(label)), "")


def facts_in(passage: Passage) -> dict[str, str]:
    """What one passage says of the qualification: a label with its value, or a line that is a title."""
    facts: dict[str, str] = {}
    text = unicodedata.normalize("NFKC", written(passage)).strip()
    label, colon, value = text.partition(":")
    label, value = label.strip(), value.strip()
    qan = QAN.search(text)
    if qan and qan[0] == text:
        return {"accreditation_number": text}  # alone in the line below its title
    if qan and (named := ACCREDITED.match(text)) and not ANOTHERS.search(named[1]):
        facts["accreditation_number"] = qan[0]
        title = text[: qan.start()].rstrip(" (:[-–—|")
        title = re.sub(r"[\s(:,–—-]*\b(?:qan?|qn|ofqual|accreditation (?:no\.?|number)|number)$", "", title, flags=re.IGNORECASE).strip()
        if is_title(title) and not passage.cells:
            return {"heading": title, **facts}
        return facts
    if colon and value:
        kind = kind_of(label)
        if kind == "title" and len(value) < 140:
            facts["title"] = value
        elif kind == "level" and level_of(value):
            facts["level"] = value
        elif kind == "number" and NUMBER.fullmatch(value):
            facts["number"] = value
    elif (titled := TITLED.match(text)) and is_title(titled[1]):
        facts["title"] = titled[1]
    elif (coded := CODED.match(text)) or ((coded := BODYS.match(text)) and not ANOTHERS.search(coded[1]) and not QAN.search(text)):
        facts["number"] = coded[2]
    elif re.fullmatch(r"(?:(?:scqf|rqf|qcf) )?level\s*\d|レベル\s*\d", text, re.IGNORECASE):
        facts["level"] = text
    elif (coded := re.match(rf"^({AWARD_CODE.pattern})\s*[:–—-]?\s+(\S.*)$", text)) and is_title(coded[2]):
        facts |= {"in_brackets": coded[1], "heading": coded[2]}
    elif is_title(text) and not passage.marked:
        facts["heading"] = bracketed_off(text, facts)
    return facts


def bracketed_off(text: str, facts: dict[str, str]) -> str:
    """A title without the body's number that stands in brackets behind it; the number goes to the facts, where a label beats it."""
    found = re.match(r"^(.*\S)\s*[(\[]((?=[^)]*\d)[A-Z0-9][\w/-]{2,14}(?: \d{2})?)[)\]]$", text)
    if found:
        facts["in_brackets"] = found[2]
    return found[1] if found else text


def is_title(text: str) -> bool:
    return bool(TITLE_LINE.match(text) or TITLE_LINE_JA.match(text))


def level_in(title: str) -> str:
    """The level that a title names; one that it gives itself ("NVQ 2 in Joinery") where it names no other."""
    own = re.match(r"(?:[A-Z][\w&’'-]* ){0,4}[SN]VQ (\d)\b", title)
    return level_of(title) or level_ja(title) or (own[1] if own else "")


def level_ja(text: str) -> str:
    found = re.search(r"レベル\s*(\d)", unicodedata.normalize("NFKC", text))
    return found[1] if found else ""


def said_in_prose(front: Sequence[Passage]) -> dict[str, str]:
    """The numbers that sentences, or parts of a line between dots, give the qualification."""
    facts: dict[str, str] = {}
    text = unicodedata.normalize("NFKC", " ".join(p.text for p in front if not p.marked))
    for found in SAID.finditer(text):
        value = found[1] or found[2]
        facts.setdefault("accreditation_number" if QAN.fullmatch(value) else "number", value)
    return facts


AWARD_IN = re.compile(rf"(?:[A-Z][\w&’'-]* ){{0,5}}(?i:{SIZE})(?: \([A-Z]+\))? (?:in|for) [A-Z][^.;:?]{{3,90}}")


def above_its_level(front: Sequence[Passage], single: dict[str, str]) -> QualificationRow | None:
    """A title, in one line or two, whose level stands on a line of its own, where the document gives a number for it."""
    if not {"accreditation_number", "number"} & set(single) or "level" not in single:
        return None
    for passage, below in pairwise(front):
        two_lines = re.search(r" (?:in|for|and|of)$", passage.text) and 0 < below.place.first - passage.place.last < 2
        title = f"{passage.text} {below.text}" if two_lines else passage.text
        if not passage.cells and AWARD_IN.fullmatch(title):
            return QualificationRow(passage.place, title=title)
    return None


def in_prose(front: Sequence[Passage], single: dict[str, str]) -> QualificationRow | None:
    """A title in running text, where the document gives a number for it."""
    if not {"accreditation_number", "number"} & set(single):
        return None
    for passage in front:
        if found := TITLE_IN_PROSE.search(passage.text):
            title = re.sub(r"^(?:The|This|Our|An?) ", "", found[1])
            return QualificationRow(passage.place, title=title, level=level_of(title))
    return None


def without_whole(stream: list[Passage], groups: list[FactGroup]) -> list[FactGroup]:
    """The units' beginnings without the facts of the qualifications that stand before all of them, where all others tell the regulator's number:
    those that stand with the title of a qualification, and one that has no heading."""
    whole = next((k for k, (_first, _after, facts) in enumerate(groups) if "uan" in facts), 0)
    if not whole or len(groups) < whole + 2 or not all("uan" in facts for _first, _after, facts in groups[whole:]):
        return groups
    if all(of_a_title(stream[max(0, first - 3) : after]) for first, after, _facts in groups[:whole]):
        return groups[whole:]
    first, _after, facts = groups[0]
    above = stream[max(0, first - 3) : first]
    return groups if whole > 1 or {"number", "title"} & set(facts) or any(heading_of(p.text) for p in above) else groups[1:]


def of_a_title(passages: Sequence[Passage]) -> bool:
    """Whether lines tell the title and the regulator's number of a qualification."""
    told = [facts_in(passage) for passage in passages]
    return any("accreditation_number" in facts for facts in told) and any(
        is_title(facts.get("title", facts.get("heading", ""))) for facts in told
    )
