"""Scottish group awards in a table: each has a code ("GM7K 22") and a title, and no number of the regulator's."""

import re

from milepost.frameworks.importers.identifiers import SCOTTISH
from milepost.frameworks.importers.source import Table
from milepost.frameworks.importers.tables import QualificationRow, level_of

AWARD_CODE = re.compile(SCOTTISH)


def read_awards(table: Table) -> list[QualificationRow]:
    """Group awards, which have a code and no number of the regulator's."""
    heads = [cell.lower() for cell in table.rows[0].cells] if len(table.rows) > 1 else []
    code = next((k for k, head in enumerate(heads) if re.search(r"\b(?:award|qualification) code\b", head)), None)
    title = next((k for k, head in enumerate(heads) if "title" in head), None)
    if code is None or title is None:
        return []
    level = next((k for k, head in enumerate(heads) if re.search(r"\blevel\b", head)), None)
    return [
        QualificationRow(
            row.place,
            number=row.cells[code].strip(),
            title=row.cells[title].strip(),
            level=level_of(row.cells[level] if level is not None else row.cells[title]),
        )
        for row in table.rows[1:]
        if max(code, title) < len(row.cells) and AWARD_CODE.fullmatch(row.cells[code].strip()) and row.cells[title].strip()
    ]
