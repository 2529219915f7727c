"""A document that knows its own paragraphs, headings, lists and tables (Word, web page, workbook) as lines and elements."""

from dataclasses import dataclass, field

from milepost.frameworks.importers.source import MARK, Element, Line, Passage, Place, Row, Source, Table, tidy

BODY = 10.0
SIZES = (22.0, 16.0, 14.0, 13.0, 12.0, 11.5)  # of headings, level by level


@dataclass(slots=True)
class Block:
    """A paragraph. `level` is that of a heading, 0 for running text; `label` the number or bullet that a list gives it."""

    text: str
    level: int = 0
    bold: bool = False
    label: str = ""
    bullet: bool = False


type Cell = list[Block]


@dataclass(slots=True)
class Writer:
    """Writes blocks down line by line, so that each has a place."""

    lines: list[Line] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    page: int = 1
    number: int = 0

    def turn_page(self) -> None:
        if self.number:
            self.page, self.number = self.page + 1, 0

    def line(self, text: str) -> Place:
        self.number += 1
        self.lines.append(Line(self.page, self.number, text))
        return Place(self.page, self.number, self.number)

    def passage(self, block: Block) -> Passage | None:
        text = tidy(block.text)
        if not text:
            return None
        whole = f"{block.label} {text}".strip() if not block.bullet else text
        place = self.line(f"• {text}" if block.bullet else whole)
        size = SIZES[min(block.level, len(SIZES)) - 1] if block.level else BODY
        first = whole.split(maxsplit=1)[0]
        marked = block.bullet or bool(block.label) or (bool(MARK.match(first)) and not block.level)
        return Passage(whole, place, size, bool(block.level) or block.bold, marked, bullet=block.bullet)

    def paragraph(self, block: Block) -> None:
        if passage := self.passage(block):
            self.elements.append(passage)

    def table(self, rows: list[list[Cell]]) -> None:
        width = max((len(row) for row in rows), default=0)
        found = Table([])
        for row in rows:
            parts: list[list[Passage]] = []
            first = self.number + 1
            page = self.page
            for cell in row:
                parts.append([p for block in cell if (p := self.passage(block))])
            parts += [[] for _k in range(width - len(parts))]
            if any(parts):
                found.rows.append(Row([" ".join(p.text for p in part) for part in parts], Place(page, first, self.number)))
                found.parts.append(parts)
        if found.rows:
            self.elements.append(found)

    def source(self, name: str, kind: str) -> Source:
        return Source(name=name, kind=kind, lines=self.lines, elements=self.elements, body_size=BODY)
