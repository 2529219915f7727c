"""What the projection of a registration says, from its row alone."""

from milepost.frameworks.queries import framework_of
from milepost.portfolios.models import Progress, Registration

FINAL_WITHOUT_REVIEW = ("signed", "agreed")


def states(row: Progress, registration: Registration) -> dict[str, str]:
    """The state letter of every target of the agreed units, from the row alone."""
    framework = framework_of(registration.specification)
    targets = [t for key in row.units for t in framework.unit_by_key[key].criterion_targets]
    parts = [t for key in row.units for t in framework.unit_by_key[key].requirement_targets]
    return dict(zip(targets, row.cells, strict=True)) | {t: row.parts.get(t, "o") for t in parts}


def unit_cells(row: Progress, registration: Registration) -> dict[str, str]:
    """The state letters of the criteria by unit key, from the row alone."""
    framework, start, found = framework_of(registration.specification), 0, {}
    for key in row.units:
        length = len(framework.unit_by_key[key].criterion_targets)
        found[key] = row.cells[start : start + length]
        start += length
    return found


def signed_state(row: Progress, unit: str) -> str:
    """ "", "signed", "agreed", "returned" or "reopened"."""
    return str(row.signed.get(unit, ""))


def doubts(row: Progress) -> int:
    """How many judgements are in doubt, those on parts of evidence requirements included."""
    return row.doubt + sum(letter == "d" for letter in row.parts.values())


def doubts_in(row: Progress, unit: str) -> int:
    """How many judgements of this unit are in doubt."""
    in_parts = sum(letter == "d" for target, letter in row.parts.items() if target.startswith(f"{unit}:"))
    return in_parts + unit_cells(row, row.registration).get(unit, "").count("d")


def closed_units(row: Progress) -> set[str]:
    """Units that are signed off with nothing in doubt: no judgement there may change."""
    return {unit for unit, state in row.signed.items() if state in FINAL_WITHOUT_REVIEW and not doubts_in(row, unit)}
