"""Reads a web page: headings, paragraphs, lists with the numbers that a browser shows, and tables."""

from typing import Any

from django.utils.translation import gettext as _
from lxml import etree, html

from milepost.frameworks.importers.blocks import Block, Writer
from milepost.frameworks.importers.source import NotReadable, Source
from milepost.frameworks.importers.word import counted

SKIPPED = {"script", "style", "nav", "noscript", "template", "svg", "head", "form", "button", "select", "iframe", "object"}
HEADINGS = {f"h{n}": n for n in range(1, 7)}
BOXES = {
    "p", "div", "section", "article", "main", "header", "footer", "blockquote", "pre", "address", "figure", "figcaption", "aside",
    "body", "details", "summary", "center", "fieldset", "legend", "hgroup",
}  # fmt: skip
FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
DEEPEST = 200


def read_page(text: str, name: str) -> Source:
    """The source in a web page that somebody saved."""
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
        tree = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise NotReadable(
            _("“%(name)s” is not a web page that can be read. Print it to PDF, and choose the PDF.") % {"name": name}
        ) from error
    writer = Writer()
    Walker(writer).walk(tree.find("body") if tree.find("body") is not None else tree, 0)
    return writer.source(name, "page")


class Walker:
    """Goes through a tree and writes its blocks down; text that stands loose in a box is a paragraph of its own."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def walk(self, box: Any, depth: int, label: str = "", *, bullet: bool = False) -> None:
        for found in self.blocks(box, depth, label, bullet=bullet):
            if isinstance(found, Block):
                self.writer.paragraph(found)
            else:
                self.writer.table(found)

    def blocks(self, box: Any, depth: int, label: str = "", *, bullet: bool = False) -> list[Any]:
        """Blocks, and tables as lists of rows."""
        if depth > DEEPEST:
            return []
        found: list[Any] = []
        loose: list[str] = [box.text or ""]
        bold = [False]

        def close() -> None:
            nonlocal label, bullet
            for text in "".join(loose).replace("\r", "\n").split("\x00"):
                if text.strip():
                    found.append(Block(text, bold=bold[0], label=label, bullet=bullet))
                    label, bullet = "", False
            loose.clear()
            bold[0] = False

        for child in box:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in SKIPPED or not tag:
                pass
            elif tag == "br":
                loose.append("\x00")
            elif tag in HEADINGS:
                close()
                found.append(Block(child.text_content(), level=HEADINGS[tag], label=label))
                label = ""
            elif tag in BOXES:
                close()
                found.extend(self.blocks(child, depth + 1, label, bullet=bullet))
                label, bullet = "", False
            elif tag in ("ul", "ol", "menu"):
                close()
                found.extend(self.items(child, tag, depth))
            elif tag == "dl":
                close()
                found.append(self.pairs(child))
            elif tag == "table":
                close()
                found.append(self.rows(child, depth))
            else:
                bold[0] = tag in ("b", "strong") and not "".join(loose).strip() and not (child.tail or "").strip()
                loose.append(self.inline(child))
            loose.append(child.tail or "")
        close()
        return found

    def inline(self, element: Any) -> str:
        return "".join(
            [element.text or "", *(("\x00" if child.tag == "br" else "" if child.tag in SKIPPED or not isinstance(child.tag, str) else self.inline(child)) + (child.tail or "") for child in element)]
        )  # fmt: skip

    def items(self, listing: Any, tag: str, depth: int) -> list[Any]:
        found: list[Any] = []
        start = listing.get("start", "1")
        number = int(start) if start.lstrip("-").isdigit() else 1
        for item in listing:
            if item.tag != "li":
                continue
            own = item.get("value", "")
            number = int(own) if own.isdigit() else number
            label = counted(number, FORMS.get(listing.get("type", "1"), "decimal")) if tag == "ol" else ""
            found.extend(self.blocks(item, depth + 1, f"{label}." if label else "", bullet=not label))
            number += 1
        return found

    def pairs(self, listing: Any) -> list[list[list[Block]]]:
        rows: list[list[list[Block]]] = []
        for child in listing.iter("dt", "dd"):
            text = Block(child.text_content())
            if child.tag == "dt" or not rows:
                rows.append([[text], []])
            else:
                rows[-1][1].append(text)
        return rows

    def rows(self, table: Any, depth: int) -> list[list[list[Block]]]:
        """The rows of a table; a cell over several rows stands in the first, one over several columns leaves the others empty."""
        found: list[list[list[Block]]] = []
        taken: dict[int, int] = {}  # column → rows that a cell above still covers
        for row in table.iterfind(".//tr"):
            if next(row.iterancestors("table")) is not table:
                continue
            cells: list[list[Block]] = []
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                while taken.get(len(cells), 0):
                    taken[len(cells)] -= 1
                    cells.append([])
                over, down = (min(int(v), 1000) if (v := cell.get(name, "1")).isdigit() else 1 for name in ("colspan", "rowspan"))
                column = len(cells)
                inner = self.blocks(cell, depth + 1)
                flat = [b for b in inner if isinstance(b, Block)]
                flat += [b for t in inner if isinstance(t, list) for r in t for c in r for b in c]
                cells.append(flat)
                cells += [[] for _k in range(min(over, 60) - 1)]
                for k in range(column, len(cells)):
                    if down > 1:
                        taken[k] = down - 1
            while taken.get(len(cells), 0):
                taken[len(cells)] -= 1
                cells.append([])
            found.append(cells)
        return found
