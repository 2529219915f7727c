"""Units that Japanese lists and sentences tell of: the number, and around it code, title, level, credits, hours, group and part, in any order.

A text is cut where its marks are (brackets, dashes, commas); a piece that consists of facts and the words between facts is spent on them,
and what no fact explains is the title."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from milepost.frameworks.importers.identifiers import UAN, tidy_uan
from milepost.frameworks.importers.lexicon import number
from milepost.frameworks.importers.source import KANA, Element, Passage, Place, Row, Table

HEADS = ["Unit reference", "Unit number", "Unit title", "Level", "Credit", "GLH", "Group", "Mandatory / optional"]
FIGURE = r"(\d{1,3}|[一二三四五六七八九十]{1,3})"
MEASURE = r"(?:クレジット|単位|ポイント)"
LEVEL = re.compile(rf"(?:レベル|水準|(?<![A-Za-z])(?:Lv\.?|L|level))\s*(?:は|が|:)?\s*{FIGURE}|(?<![\d.]){FIGURE}\s*級", re.IGNORECASE)
CREDIT = re.compile(
    rf"{MEASURE}(?:の)?(?:数|値)?\s*(?:は|が|:|=)?\s*{FIGURE}(?!\s*{MEASURE})(?:\s*(?:点))?|(?<![\d.]){FIGURE}\s*(?:{MEASURE}|cr(?:edits?)?\b)", re.IGNORECASE
)  # fmt: skip
GLH = re.compile(
    r"(?:GLH|(?:ガイド付き|標準|指導|学習|授業)*時間)\s*(?:数)?\s*(?:\(GLH\))?\s*(?:は|が|:|約|=)*\s*(\d{1,4})(?:\s*時間)?|(?<![\d.])(\d{1,4})\s*(?:GLH|時間|hours?\b|h\b)",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"(?:グループ|群|セクション)\s*([A-Z]\d?)(?![A-Za-z\d])|(?<![A-Za-z])([A-Z]\d?)(?:グループ|群|セクション)|(?:必須|必修|選択|任意|オプション)\s*[(・/]?\s*([A-Z])\b"
)
PART = re.compile(r"(必須|必修|コア|共通)|(選択|任意|オプション|自由)")
OF_KIND = re.compile(r"(?:グループ\s*[A-Z]\d?|[A-Z]\d?\s*(?:グループ|群))(?:の|・|は|で)?(?:必須|必修|選択|任意|オプション)")
OWN_CODE = r"(?:[A-Z]{0,4}[-.]?\d{1,4}[a-z]?|[①-⑳])"
CODE = re.compile(rf"(?:(?:ユニット|科目|単元|モジュール|No\.?|第)\s*)?({OWN_CODE})(?=[^\w/]|$|[はがの「])", re.IGNORECASE)
SMALL_WORDS = (
    "これは それは これも それも こちらは 同じく は の で です である だ が も と を に へ から な より ユニット 科目 単位 単元 モジュール クレジット 番号 登録 参照 認定 管理 コード 記号 題名 名称 名 タイトル UAN "
    "グループ 群 セクション レベル 水準 必須 必修 選択 任意 オプション コア 共通 属する 属し 所属 区分 種別 扱い 値 数 指導 学習 時間 合計 計 約 GLH 二つ 三つ 四つ 両方 いずれも ともに それぞれ "
    "する し なる なり ます 取りました 取った 選びました 選んだ あり あって 級 さ れ"
).split()
BETWEEN = re.compile(
    rf"(?:{'|'.join(sorted(SMALL_WORDS, key=len, reverse=True))}|[①-⑳\s、。,.・:;=*■□●○◆◇▪•()\u2010-\u2015\u2212-])*", re.IGNORECASE
)
MARKS = re.compile(
    r"\s*(?:[()\[\]【】「」『』〈〉《》〔〕|→⇒；;：:、，,。／]|\s/\s|[\u2010-\u2015\u2212~]+|(?<=[^\x00-\x7f])-|-(?=[^\x00-\x7f])|\s-\s|(?<=[\d)）])/|/(?=\D)|\s+)\s*"
)
JOINS = re.compile(r"[、，,・()「」〔〕/\s]*")  # marks that a title may hold
QUOTED = re.compile(r"[「『]([^「」『』]{2,80})[」』]")
BULLETS = "・•■□●○◆◇▪★☆◎▶▷➤❖✓※*-–"
OF_PAGES = re.compile(r"^(?:学習成果|評価基準|到達目標|達成基準|目的|ねらい|成果)")
SAID = re.compile(r"。|(?:です|ます|ました|でした|ません)$")  # a sentence is no title
LONGEST_TITLE = 80
MOST_LABELS = 7  # lines below a unit's number that give its facts


@dataclass(slots=True)
class Told:
    """What a record says of its unit."""

    uan: str
    code: str = ""
    title: str = ""
    level: str = ""
    credit: str = ""
    glh: str = ""
    group: str = ""
    part: str = ""

    def cells(self) -> list[str]:
        return [self.uan, self.code, self.title, self.level, self.credit, self.glh, self.group, self.part]


def with_told_units(elements: Sequence[Element]) -> list[Element]:
    """The elements, the units that passages tell of as tables; those of a document that is not Japanese as they are."""
    words = " ".join(e.text for e in elements if isinstance(e, Passage))
    if len(KANA.findall(words)) < 20 or not UAN.search(words):
        return list(elements)
    found: list[Element] = []
    around = Told("")
    position = 0
    while position < len(elements):
        element = elements[position]
        if not isinstance(element, Passage):
            around = replace(around, group="", part="")
            found.append(element)
            position += 1
            continue
        text = plain(element.text or " ".join(element.cells))
        if not UAN.search(text):
            around = told_above(text, around)
            found.append(element)
            position += 1
            continue
        told, last = told_from(elements, position, text, found)
        for one in told:
            one.group, one.part = one.group or around.group, one.part or (around.part if not one.group or one.group == around.group else "")
        if not told:
            found.append(element)
        else:
            place = Place(element.place.page, element.place.first, element.place.last)
            rows = [Row(one.cells(), place) for one in told]
            if found and isinstance(found[-1], Table) and found[-1].rows[0].cells == HEADS:
                found[-1].rows.extend(rows)
            else:
                found.append(Table([Row(list(HEADS), place), *rows]))
        position = last + 1
    name_groups(found)
    return found


def name_groups(elements: Sequence[Element]) -> None:
    """Says of the units told without a group which it is, where the codes of the others begin with the letter of theirs."""
    rows = [row.cells for e in elements if isinstance(e, Table) and e.rows[0].cells == HEADS for row in e.rows[1:]]
    named = [cells for cells in rows if cells[6]]
    if len(named) > 1 and all(cells[1][:1] == cells[6] for cells in named):
        for cells in rows:
            if not cells[6] and re.fullmatch(r"[A-Z]\d+", cells[1]):
                cells[6] = cells[1][0]


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def told_above(text: str, around: Told) -> Told:
    """The group and part that a heading names for the units below it."""
    if len(text) > 48 or text.rstrip().endswith(("。", "す", "い", "た")):
        return around
    group, part = GROUP.search(text), PART.search(text)
    if not group and not part:
        return around
    return Told("", group=next((g for g in group.groups() if g), "") if group else "", part=part_in(part))


def part_in(part: re.Match[str] | None) -> str:
    return "" if part is None else "mandatory" if part[1] else "optional"


def told_from(elements: Sequence[Element], position: int, text: str, before: list[Element]) -> tuple[list[Told], int]:
    """The units that a passage tells of, with the lines of facts below it and the title above it, and the last line that was used."""
    numbers = list(UAN.finditer(text))
    after = following(elements, position)
    if any(OF_PAGES.match(line) for line in after[:MOST_LABELS]):
        return [], position
    told = [facts_of(part) for part in records(text, numbers)]
    last = position
    if len(told) == 1:
        for line in after[:MOST_LABELS]:
            if not is_facts(line) or UAN.search(line):
                break
            last += 1
            add_facts(told[0], line)
        above = before[-1] if before else None
        if not told[0].title and isinstance(above, Passage) and not is_heading(plain(above.text)) and told[0].level + told[0].credit:
            head = facts_of(plain(above.text))
            if head.title:
                told[0].title, told[0].code = head.title, told[0].code or head.code
                for name in ("level", "credit", "glh", "group", "part"):
                    setattr(told[0], name, getattr(told[0], name) or getattr(head, name))
                before.pop()
    good = [one for one in told if one.title and (one.level or one.credit)]
    return (good, last) if len(good) == len(told) else ([], position)


def following(elements: Sequence[Element], position: int) -> list[str]:
    found: list[str] = []
    for element in elements[position + 1 : position + 1 + MOST_LABELS]:
        if not isinstance(element, Passage) or UAN.search(plain(element.text)):
            break
        found.append(plain(element.text or " ".join(element.cells)))
    return found


def is_heading(text: str) -> bool:
    """Whether a line names a group and no unit."""
    return not text or len(text) > LONGEST_TITLE or text.endswith("。") or bool(GROUP.search(text) or is_facts(text))


def is_facts(text: str) -> bool:
    """Whether a line says nothing but facts of a unit."""
    rest = text
    for pattern in (LEVEL, CREDIT, GLH):
        rest = pattern.sub(" ", rest)
    if rest == text and not re.match(r"(?:区分|種別|グループ|群|必[修須])\s*[:：\s]", text):
        return False
    return not left_over(MARKS.sub(" ", rest)) and not re.search(r"以上|以下|まで|少なくとも", text)


def left_over(text: str) -> str:
    """What the facts and the words between them do not explain."""
    rest = GROUP.sub(" ", text)
    return "" if BETWEEN.fullmatch(rest) else rest.strip()


def records(text: str, numbers: Sequence[re.Match[str]]) -> list[str]:
    """The part of a text that speaks of each of its units."""
    if len(numbers) == 1:
        return [sentence_of(text, numbers[0].start())]
    starts = [start_of(text, numbers, k) for k in range(len(numbers))]
    ends = [*starts[1:], len(text)]
    lead = text[: starts[0]]
    return [f"{sentence_of(text[a:b], n.start() - a)} | {kept(lead)}" for a, b, n in zip(starts, ends, numbers, strict=True)]


def kept(lead: str) -> str:
    """Of the words before the first unit, those that say in which group and part they all are."""
    return " ".join(m[0] for pattern in (GROUP, PART) if (m := pattern.search(lead)))


def start_of(text: str, numbers: Sequence[re.Match[str]], k: int) -> int:
    """Where the words on a unit begin: at the code or quoted title before its number, else after the bracket or stop before it."""
    begin = numbers[k - 1].end() if k else 0
    gap = text[begin : numbers[k].start()]
    quoted = list(QUOTED.finditer(gap))
    reach = quoted[-1].start() if quoted else len(gap)
    codes = [
        m
        for m in re.finditer(rf"(?:(?:ユニット|科目|単元|モジュール)\s*)?(?<![A-Za-z0-9/.-]){OWN_CODE}(?=[\s(\[「:：はが、])", gap)
        if re.search(r"[A-Zユ科単モ]|\d{3}", m[0]) and m.start() <= reach
    ]
    at = codes[-1].start() if codes and reach - codes[-1].end() < 40 else quoted[-1].start() if quoted else None
    if at is not None:
        sentence = gap.rfind("。", 0, at) + 1
        return begin + (sentence if sentence and GROUP.search(gap[sentence:at]) else at)
    stops = [m.end() for m in re.finditer(r"[)\]】。;；](?:と|、|や|,|\s)*", gap)]
    return begin + (stops[-1] if stops and k else 0 if not k else len(gap))


def sentence_of(text: str, at: int) -> str:
    """The text to the end of the sentence in which the level or the credits stand."""
    for stop in re.finditer("。", text):
        if stop.start() > at and (LEVEL.search(text[: stop.start()]) or CREDIT.search(text[: stop.start()])):
            return text[: stop.end()]
    return text


def facts_of(text: str) -> Told:
    """The facts of one record, and the title that they leave."""
    uan = UAN.search(text)
    told = Told(tidy_uan(uan[0]) if uan else "")
    rest = UAN.sub(" | ", text).strip().lstrip(BULLETS).strip()
    quoted = QUOTED.search(rest)
    code = CODE.match(rest) or re.match(rf"\s*\|\s*[^\w]*({OWN_CODE})(?=[\s、,:：(]|$)", rest)
    if quoted and not is_facts(quoted[1]):
        told.title = quoted[1].strip()
        code = code or re.search(rf"(?<![A-Za-z0-9.-])({OWN_CODE})\s*(?:は|の|:|=)?\s*$", rest[: quoted.start()])
    if code:
        told.code = code[1]
        rest = f"{rest[: code.start()]} | {rest[code.end() :]}"
    else:
        rest = re.sub(r"^[一二三四五六七八九十]{1,3}(?=[、.．\s])", "", rest)
    if told.title:
        rest = rest.replace(quoted[0] if quoted else "", " | ", 1)
    add_facts(told, rest)
    told.title = told.title or title_in(rest)
    if not told.code and (told.title and (alone := re.search(rf"(?:番号|コード|記号)\s*:?\s*({OWN_CODE})(?![\w/-])", rest))):
        told.code = alone[1]
    return told


def add_facts(told: Told, text: str) -> None:
    rest = text
    for name, pattern in (("level", LEVEL), ("credit", CREDIT), ("glh", GLH)):
        if found := pattern.search(rest):
            setattr(told, name, getattr(told, name) or number(next(g for g in found.groups() if g)))
            rest = f"{rest[: found.start()]} | {rest[found.end() :]}"
    for piece in [p for p, _a, _b in pieces(text) if not left_over(without_facts(p))]:
        if not told.group and (group := GROUP.search(piece)):
            told.group = next(g for g in group.groups() if g)
        if not told.part:
            told.part = part_in(PART.search(piece))
    if not told.part and (kind := OF_KIND.search(text)):
        told.part = part_in(PART.search(kind[0]))
    if not told.group and (group := GROUP.search(text)):
        told.group = next(g for g in group.groups() if g)


def without_facts(text: str) -> str:
    for pattern in (LEVEL, CREDIT, GLH):
        text = pattern.sub(" ", text)
    return text


def pieces(text: str) -> list[tuple[str, int, int]]:
    """The parts of a text between its marks."""
    found, at = [], 0
    for mark in [*MARKS.finditer(text), None]:
        end = mark.start() if mark else len(text)
        if text[at:end].strip():
            found.append((text[at:end], at, end))
        at = mark.end() if mark else end
    return found


def title_in(text: str) -> str:
    """The longest run of pieces that are no facts."""
    runs: list[tuple[int, int]] = []
    for piece, start, end in pieces(text):
        if not left_over(without_facts(piece)) or re.fullmatch(r"[A-Z]\d?|\d+", piece.strip()):
            continue
        for pattern in (LEVEL, CREDIT, GLH):  # facts that stand at the end of a title without a mark
            if (found := pattern.search(text, start, end)) and not left_over(without_facts(text[found.start() : end])):
                end = found.start()
        if runs and JOINS.fullmatch(text[runs[-1][1] : start]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    best = max((t for a, b in runs if not SAID.search(t := text[a:b].strip())), key=len, default="")
    best = re.sub(r"^(?:ユニット名|科目名|題名|名称|タイトル)\s*:?\s*", "", best)
    return best if 2 < len(best) <= LONGEST_TITLE else ""
