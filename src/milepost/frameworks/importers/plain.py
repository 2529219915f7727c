"""Reads a text file: its paragraphs, its tab-separated tables, its hand-wrapped lines."""

import re

from django.utils.translation import gettext as _

from milepost.frameworks.importers.source import (
    BULLETS,
    MARK,
    Element,
    Line,
    NotReadable,
    Passage,
    Place,
    Row,
    Source,
    Table,
    join_lines,
    tidy,
    vocabulary_of,
)

BULLET = re.compile(rf"^(?:[{re.escape(BULLETS)}])\s+(?=\S)")


def decode(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = sum(1 for c in text if ord(c) < 32 and c not in "\t\n\r\f\x0b")
        if odd <= len(text) * 0.001:
            return text
    raise NotReadable(_("“%(name)s” is not a text or PDF file. Choose the handbook as PDF or plain text.") % {"name": name})


def read_text(data: bytes, name: str) -> Source:
    """The source in a text file. Form feeds separate pages; lines are numbered on each page."""
    text = decode(data, name).replace("\r\n", "\n").replace("\r", "\n")
    lines = [
        Line(page, number, line.rstrip())
        for page, body in enumerate(text.split("\f"), 1)
        for number, line in enumerate(body.split("\n"), 1)
    ]
    return Source(name=name, kind="text", lines=lines, elements=elements_of(lines))


def wrap_width(lines: list[Line]) -> int:
    """The width at which someone wrapped the lines by hand; 0 when paragraphs are single lines."""
    lengths = sorted(len(line.text) for line in lines if line.text.strip() and not cells_of(line.text))
    if not lengths or lengths[-1] > 130:
        return 0
    longest = lengths[-1]
    near = sum(1 for n in lengths if n > longest * 0.85)
    return longest if near >= max(4, len(lengths) * 0.1) else 0


def cells_of(text: str) -> tuple[str, ...]:
    """The cells of a line with tabs, wide gaps or pipes; empty when it is running text."""
    stripped = text.strip()
    if stripped.startswith("|") and stripped.count("|") > 2:
        return tuple(tidy(c) for c in stripped.strip("|").split("|"))
    if "\t" in stripped:
        return tuple(tidy(c) for c in text.rstrip("\n").split("\t"))
    parts = [tidy(p) for p in re.split(r" {3,}", stripped)]
    if len(parts) > 1 and not MARK.match(parts[0]):
        return tuple(parts)
    return ()


def furniture(lines: list[Line]) -> set[tuple[int, int]]:
    """Lines at the top or foot of pages that repeat from page to page."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        if line.text.strip():
            by_page.setdefault(line.page, []).append(line)
    if len(by_page) < 3:
        return set()
    seen: dict[str, list[Line]] = {}
    for page in by_page.values():
        for line in {*page[:2], *page[-2:]}:
            key = re.sub(rf"\b{line.page}\b|^\d+$", "#", tidy(line.text))
            seen.setdefault(key, []).append(line)
    return {(ln.page, ln.number) for group in seen.values() if len(group) >= max(3, 0.6 * (len(by_page) - 1)) for ln in group}


def elements_of(lines: list[Line]) -> list[Element]:
    vocabulary = vocabulary_of(line.text for line in lines)
    width = wrap_width(lines)
    skip = furniture(lines)
    found: list[Element] = []
    current: list[Line] = []
    table: Table | None = None

    def close() -> None:
        nonlocal current
        if current:
            found.append(passage(current, vocabulary))
        current = []

    for line in lines:
        if (line.page, line.number) in skip:
            continue
        if not line.text.strip():
            close()
            table = None
            continue
        cells = cells_of(line.text)
        if cells:
            close()
            row = Row(list(cells), Place(line.page, line.number, line.number))
            if table is None:
                table = Table([])
                found.append(table)
            table.rows.append(row)
            continue
        table = None
        if current and continues(current[-1].text, line.text, width):
            current.append(line)
        else:
            close()
            current = [line]
    close()
    return found


def continues(before: str, line: str, width: int) -> bool:
    """Whether a hand-wrapped line goes on: its first word would not have fitted on the line before."""
    if not width:
        return False
    first = line.split()[0]
    if BULLET.match(line.strip()) or (MARK.match(first) and first not in ("a", "o")):
        return False
    return len(before) + 1 + len(first) > width - 2 or (line[:1].islower() and len(before) > width * 0.75)


def passage(lines: list[Line], vocabulary: frozenset[str]) -> Passage:
    """One passage of its lines; a leading bullet is dropped, and remembered as a mark."""
    text = re.sub(r"^#+\s+", "", join_lines([line.text.strip() for line in lines], vocabulary))
    plain = BULLET.sub("", text)
    first = plain.split(maxsplit=1)[0] if plain else ""
    place = Place(lines[0].page, lines[0].number, lines[-1].number)
    return Passage(plain, place, marked=plain != text or bool(MARK.match(first)), bullet=plain != text and not MARK.match(first))
