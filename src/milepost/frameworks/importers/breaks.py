"""Tables in two pieces: rows that a page's end cuts in two, and heads whose shade is all that is drawn of their table."""

from milepost.frameworks.importers.source import MARK, OF_CRITERION, Element, Passage, Table, join_lines


def rejoined(elements: list[Element], vocabulary: frozenset[str]) -> list[Element]:
    """The elements; where a table goes on at the top of the next page, below the same heads or none, its first row may be the rest of one."""
    found: list[Element] = []
    for element in elements:
        before = found[-1] if found else None
        if isinstance(element, Table) and isinstance(before, Table) and goes_on(before, element):
            heads = heads_again(before, element)
            if is_rest(before, element, heads):
                join(before, element, heads, vocabulary)
            if len(element.rows) == heads:
                continue
        if isinstance(element, Table) and isinstance(before, Table) and is_headed_by(before, element):
            before.rows.extend(element.rows)
            before.parts.extend(element.parts)
            continue
        found.append(element)
    return found


def is_headed_by(before: Table, table: Table) -> bool:
    """Whether a table is only a drawn row of heads, and the one below it, of as many columns, is not drawn."""
    if not before.rows or not table.rows:
        return False  # drawn, and empty
    heads = before.rows[0]
    return (
        before.ruled
        and not table.ruled
        and len(before.rows) == 1
        and len(heads.cells) == len(table.rows[0].cells) > 1
        and all(heads.cells)
        and table.rows[0].place.page == heads.place.page
        and bool(before.parts and table.parts)
    )


def goes_on(before: Table, table: Table) -> bool:
    """Whether a table stands right after another of as many columns, on the page after its last row."""
    return (
        bool(before.parts and table.parts)
        and len(before.rows[-1].cells) == len(table.rows[0].cells)
        and table.rows[0].place.page == before.rows[-1].place.page + 1
    )


def heads_again(before: Table, table: Table) -> int:
    """How many rows at the top of a table are the heads of the one before."""
    count = 0
    for one, two in zip(before.rows[:-1], table.rows, strict=False):
        if [c.lower() for c in one.cells] != [c.lower() for c in two.cells]:
            break
        count += 1
    return count


def is_rest(before: Table, table: Table, heads: int) -> bool:
    """Whether the first row below the heads is the rest of the last one: no cell of it begins anything."""
    if len(table.rows) == heads:
        return False
    last, row = before.rows[-1].cells, table.rows[heads].cells
    filled = [k for k, cell in enumerate(row) if cell]
    return bool(filled) and all(last[k] and is_rest_of_cell(before, k, table.parts[heads][k][0], headed=heads > 0) for k in filled)


def is_rest_of_cell(before: Table, column: int, passage: Passage, *, headed: bool) -> bool:
    first = passage.text.split(maxsplit=1)[0]
    if passage.marked or MARK.match(first) or OF_CRITERION.fullmatch(first):
        return False
    above = [parts[column][0] for parts in before.parts if parts[column]]
    marks = [p.marked or bool(OF_CRITERION.fullmatch(p.text.split(maxsplit=1)[0])) for p in above]
    return passage.text[:1].islower() or (headed and len(marks) > 2 and all(marks[1:]))  # a column in which all but the head is marked


def join(before: Table, table: Table, heads: int, vocabulary: frozenset[str]) -> None:
    """Moves the first row below the heads into the last row before."""
    row, parts = table.rows.pop(heads), table.parts.pop(heads)
    for k, cell in enumerate(row.cells):
        if cell:
            old, new = before.parts[-1][k], parts[k]
            old[-1].text = join_lines([old[-1].text, new[0].text], vocabulary)
            old.extend(new[1:])
            before.rows[-1].cells[k] = join_lines([before.rows[-1].cells[k], cell], vocabulary)
