"""Lists as centres send them, invented: by hand, or many lines at once."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from milepost.base.models import StoredFile
from milepost.portfolios.intake import reading
from milepost.portfolios.words import IntakeKind
from tests.cast import Cast

HEADS = ("First name", "Surname", "E-mail", "Date of birth", "ULN", "Qualification", "Start date", "Planned end")


def uln_of(number: int) -> str:
    """The first number from this one on whose nine digits can be checked, with its check digit."""
    while True:
        digits = f"{number:09d}"
        rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if rest:
            return digits + str(10 - rest)
        number += 1


def learner(number: int, **said: str) -> dict[str, str]:
    """Somebody who can be registered: nothing is wrong with them unless it is said."""
    return {
        "First name": f"Kit{number}", "Surname": f"Harrow{number}", "E-mail": f"kit{number}@harrow.example", "Date of birth": "12/05/1999",
        "ULN": uln_of(100_000_100 + number * 2), "Qualification": "9900-02", "Start date": "01/09/2026", "Planned end": "31/08/2027",
    } | said  # fmt: skip


def csv_of(rows: Sequence[dict[str, Any]], *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    heads = list(dict.fromkeys(key for row in rows for key in row))
    lines = [heads, *[[str(row.get(head, "")) for head in heads] for row in rows]]
    return "\r\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line) for line in lines).encode(encoding)


def broken(raw: bytes, member: str) -> bytes:
    """A workbook one part of which is XML that breaks off."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as whole, zipfile.ZipFile(kept, "w") as made:
        for name in whole.namelist():
            held = whole.read(name)
            made.writestr(name, held[: len(held) // 2] if name == member else held)
    return kept.getvalue()


def xlsx_of(rows: Sequence[dict[str, Any]], *, above: int = 0) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    heads = list(dict.fromkeys(key for row in rows for key in row))
    for _line in range(above):
        sheet.append(["Learners of the autumn"])
    sheet.append(heads)
    for row in rows:
        sheet.append([row.get(head) for head in heads])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def stored(cast: Cast, raw: bytes, name: str = "learners.csv", kind: str = IntakeKind.LEARNERS) -> StoredFile:
    return reading.keep(SimpleUploadedFile(name, raw), kind=kind, centre=cast.centre, by=cast.as_("cora"))


# The national return ------------------------------------------------------------------------------------------------


def aim(ref: str, *, status: str = "1", kind: str = "3", starts: str = "2026-09-01", ends: str = "2027-08-31") -> str:
    return (
        f"<LearningDelivery><LearnAimRef>{ref}</LearnAimRef><AimType>{kind}</AimType><AimSeqNumber>1</AimSeqNumber>"
        f"<LearnStartDate>{starts}</LearnStartDate><LearnPlanEndDate>{ends}</LearnPlanEndDate><FundModel>36</FundModel>"
        f"<CompStatus>{status}</CompStatus></LearningDelivery>"
    )


def ilr_learner(ref: str, given: str, family: str, uln: str, *aims: str, email: str = "", born: date = date(1998, 3, 14)) -> str:
    """One learner, with what stands beside them in a real return and is none of our business."""
    return (
        f"<Learner><LearnRefNumber>{ref}</LearnRefNumber><ULN>{uln}</ULN><FamilyName>{family}</FamilyName><GivenNames>{given}</GivenNames>"
        f"<DateOfBirth>{born}</DateOfBirth><Ethnicity>31</Ethnicity><Sex>F</Sex><LLDDHealthProb>1</LLDDHealthProb><NINumber>JG123456A</NINumber>"
        f"<Postcode>ZZ99 9ZZ</Postcode>{f'<Email>{email}</Email>' if email else ''}"
        f"<LLDDandHealthProblem><LLDDCat>12</LLDDCat></LLDDandHealthProblem>{''.join(aims)}</Learner>"
    )


def ilr_of(*learners: str, year: str = "2025-26", before: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}<Message xmlns="ESFA/ILR/{year}"><Header><CollectionDetails><Collection>ILR</Collection>'
        f"</CollectionDetails></Header><LearningProvider><UKPRN>10000001</UKPRN></LearningProvider>{''.join(learners)}</Message>"
    ).encode()
