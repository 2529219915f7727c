"""What changed between the versions of a handbook, from a table or from lines."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from milepost.frameworks.importers.source import Passage, Place, Table
from milepost.frameworks.importers.tables import UNSPACED_HEAD

MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
VERSIONS, DETAILS = (
    "version|issue|revision|edition|版|バージョン|号数",
    "change|amend|detail|description|内容|変更|改訂(?!番号|日|年|版)|改正|修正|概要|摘要|説明",
)
CHANGED = re.compile(
    r"^(?:version|issue) ?(v?\d+(?:\.\d+)*)[ ,(]+([^:()]{0,24}\b(?:19|20)\d\d)\)? ?[:–—-] ?(\S.*)$"
    r"|^第(\d+)版[ 、(]*([^:()]{0,24}?年[^:() ]{0,8}?月?(?:\d+日)?)[):、 ]+(\S.*)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class ChangeRow:
    place: Place
    version: str = ""
    date: str = ""
    detail: str = ""
    section: str = ""


def is_log(heads: Sequence[str]) -> bool:
    """Whether these are the heads of a change log: of a version, and of what changed."""
    words = [head.casefold() for head in heads]
    told = any(re.search(DETAILS, w) or (k and re.fullmatch("revisions?", w)) for k, w in enumerate(words))
    return any(re.search(VERSIONS, w) for w in words) and told


ISSUED = re.compile(r"\b(?:version|issue|edition|revision)\s+(v?\d[\w.]*)|第\s*(\d[\d.]*)\s*版", re.IGNORECASE)


def read_changes(table: Table, above: str = "") -> list[ChangeRow]:
    """The change log. Version and date may share a column or have one each; one that has none is that of the version named `above` it."""
    if len(table.rows) < 2:
        return []
    heads = [UNSPACED_HEAD.sub("", c.lower()) for c in table.rows[0].cells]
    if not is_log(heads):
        return []
    find = lambda pattern: next((k for k, h in enumerate(heads) if re.search(pattern, h)), None)  # noqa: E731
    own = next((k for k, h in enumerate(heads) if re.search(VERSIONS, h) and not re.search("date|日$|年", h)), None)  # not "Date of issue"
    version, section = find(VERSIONS) if own is None else own, find("section|page|where|part|箇所|該当|頁|ページ|章")
    detail = find(f"{DETAILS}|^revisions?$" if version != find("^revisions?$") else DETAILS)
    date = next((k for k, h in enumerate(heads) if re.search("date|年月|日付|日$|時期|年度", h) and k != version), None)
    issued = ISSUED.search(above) if version == detail else None  # "Summary of changes in Issue 2", above what changed and when
    of_all = next((g for g in issued.groups() if g), "") if issued else ""
    undated = version == detail and not issued and date is None  # a summary of changes since the issue before
    found: list[ChangeRow] = []
    for row in table.rows[1:]:
        cell = lambda k: row.cells[k].strip() if k is not None and k < len(row.cells) else ""  # noqa: B023, E731
        if undated:
            found.append(ChangeRow(row.place, detail=cell(detail), section=cell(section)))
            continue
        first = of_all or cell(version)
        if not first and not cell(date):
            if found and cell(detail):
                found[-1].detail = f"{found[-1].detail} {cell(detail)}"
            continue
        number = re.match(r"^(?:version|issue)?\s*(v?\d[\w.]*)\s*[-–,(]?\s*(.*?)\)?$", first, re.IGNORECASE)
        found.append(
            ChangeRow(row.place, number[1] if number else first, cell(date) or (number[2] if number else ""), cell(detail), cell(section))
        )
    return found


def changes_in(passages: Iterable[Passage]) -> list[ChangeRow]:
    """A change log in lines: "Version 7, September 2021: credits of unit 3 raised"; one line alone is none."""
    found = []
    for passage in passages:
        if line := CHANGED.match(unicodedata.normalize("NFKC", passage.text)):
            version, date, detail = (group for group in line.groups() if group is not None)
            found.append(ChangeRow(passage.place, version, date.strip(" ,()"), detail))
    return found if len(found) > 1 else []
