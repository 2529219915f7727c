"""A summary of changes in a text that lost its columns: what changed, and behind or below it the part of the document where."""

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from milepost.frameworks.importers.celled_logs import place_of
from milepost.frameworks.importers.fields import is_fact
from milepost.frameworks.importers.forms import Made
from milepost.frameworks.importers.source import Line, Row, Table, Where, filled, join_lines, tidy

OPENS = re.compile(r"summary of changes (?:made )?(?:between|from|since|to)\b", re.IGNORECASE)
HEAD = re.compile(r"\b(?:page|section)(?: ?(?:/|or|and) ?(?:page|section))?(?: (?:number|no\.?|reference))?(?:\(s\)|s)?$", re.IGNORECASE)
ISSUE = re.compile(r"\bcurrent (?:issue|version) (\d+(?:\.\d+)*)\b", re.IGNORECASE)
WHERE = re.compile(
    r"(?<!\S)(?:(?:sections?|units?|pages?|annexe?s?|appendix|appendices|chapters?) (?:\d[\w.]*|[A-Z])(?:(?:,| and|–|-| to) ?\d[\w.]*)*"
    r"|\d{1,3}(?:(?:, ?| and |–|-)\d{1,3})*|throughout|all pages)$",
    re.IGNORECASE,
)
ENDS = re.compile(r"(?:if you need|for (?:more|further)|earlier issue|contents\b|copyright|©|further information)", re.IGNORECASE)
FACTS = ("uan", "level", "credit", "glh")  # what begins the first unit
MOST_HEADS, MOST_LINES = 4, 60
LONGEST_CHANGE = 5  # lines


def summary_of_changes(lines: Sequence[Line], start: int, skip: set[Where]) -> Made | None:
    """The summary that begins here; None where it names no column of sections, or nothing stands below its heads."""
    if not OPENS.match(lines[start].text.strip()):
        return None
    walk = [k for k in islice(filled(lines, start, skip), MOST_LINES) if lines[k].page == lines[start].page]
    texts = [tidy(lines[k].text) for k in walk]
    heads = next((n for n in range(1, MOST_HEADS + 1) if HEAD.search(" ".join(texts[:n]))), 0)
    if not heads:
        return None
    issue = ISSUE.search(" ".join(texts[:heads]))
    columns = ["Version", "Change", "Section"] if issue else ["Summary of changes made since the previous issue", "Section"]
    table = Table([Row(columns, place_of(lines[walk[0]]))])
    texts = texts[:heads] + list(takewhile(lambda text: not (ENDS.match(text) or is_fact(text, FACTS)), texts[heads:]))
    celled = any(WHERE.fullmatch(text) for text in texts[heads : heads + LONGEST_CHANGE])  # then each part has a line of its own
    pending: list[str] = []
    last, begun = heads - 1, walk[0]
    for n in range(heads, len(texts)):
        if len(pending) == LONGEST_CHANGE:
            break
        begun = begun if pending else walk[n]
        where = WHERE.fullmatch(texts[n]) if celled else WHERE.search(texts[n])
        where = None if texts[n + 1 : n + 2] and texts[n + 1][0].islower() else where  # a sentence goes on below
        words = texts[n][: where.start()].rstrip() if where else texts[n]
        pending += [words] if words else []
        if where and pending:
            cells = [join_lines(pending, frozenset()), where[0]]
            table.rows.append(Row([issue[1], *cells] if issue else cells, place_of(lines[begun])))
            pending, last = [], n
    return Made(table, walk[last]) if len(table.rows) > 1 else None
