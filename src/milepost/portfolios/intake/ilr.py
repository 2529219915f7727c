"""The Individualised Learner Record, the national return, read and never written.

Of a learner only what an invitation and a registration need is taken: reference, number, names, date of birth, address to
write to, and of each aim its number, dates and state. What else stands there, health and origin above all, is passed over.
"""

import re
from typing import IO

from django.utils.translation import gettext as _
from lxml import etree

from milepost.base.refusal import Refused
from milepost.portfolios.intake.table import MOST_LINES, Line, Table, tidy, too_long

NAMESPACE = re.compile(r"ESFA/ILR/(\d{4}-\d{2})")
YEARS = ("2024-25", "2025-26")
LEARNER = ("LearnRefNumber", "ULN", "FamilyName", "GivenNames", "DateOfBirth", "Email")
AIM = ("LearnAimRef", "AimType", "LearnStartDate", "LearnPlanEndDate", "CompStatus")
_DECLARES = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be"))
_CHUNK = 1024 * 1024


def read(file: IO[bytes]) -> Table:
    """A line for each aim of each learner."""
    _look_for_declarations(file)
    file.seek(0)
    parser = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        attribute_defaults=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return _read(parser)
    except etree.XMLSyntaxError as wrong:
        raise Refused(
            _("This file is no whole XML: it breaks off or is wrong at line %(line)d. Export the return again from your MIS.")
            % {"line": wrong.lineno or 1}
        ) from wrong


def _look_for_declarations(file: IO[bytes]) -> None:
    """A return declares no types and no entities; what does may grow without end when it is read, so it is not."""
    tail = b""
    file.seek(0)
    while chunk := file.read(_CHUNK):
        if any(word in tail + chunk for word in _DECLARES):
            raise Refused(_("This file declares entities or a document type, which no national return does. It was not read."))
        tail = chunk[-24:]


def _read(parser: etree.iterparse) -> Table:
    year, root, lines = "", None, []
    for event, element in parser:
        if root is None:
            year, root = _year(element), element
        elif event == "end" and element.getparent() is root:
            if _name(element) == "Learner":
                lines += _aims(element)
            if len(lines) > MOST_LINES:
                raise too_long()
            _forget(element)
    if not lines:
        raise Refused(_("This return holds no learner with an aim. Export it again from your MIS, with its learners."))
    return Table(columns=(*LEARNER, *AIM), lines=tuple(lines), year=year)


def _name(element: "etree._Element") -> str:
    return etree.QName(element).localname


def _year(root: "etree._Element") -> str:
    """The year of the return, by its namespace."""
    found = NAMESPACE.fullmatch(etree.QName(root).namespace or "")
    if found is None or _name(root) != "Message":
        raise Refused(_("This is no ILR: it does not begin as a national return does. Choose the XML file that your MIS makes."))
    if found[1] not in YEARS:
        raise Refused(
            _("This is a return of %(year)s. Returns of these years are read: %(years)s.") % {"year": found[1], "years": ", ".join(YEARS)}
        )
    return found[1]


def _aims(learner: "etree._Element") -> list[Line]:
    about = _texts(learner, LEARNER)
    aims = [child for child in learner if isinstance(child.tag, str) and _name(child) == "LearningDelivery"]
    return [Line(aim.sourceline or learner.sourceline or 0, (*about, *_texts(aim, AIM))) for aim in aims]


def _texts(element: "etree._Element", names: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of these children, in this order: no other is looked at."""
    found = {_name(child): tidy(child.text or "") for child in element if isinstance(child.tag, str) and _name(child) in names}
    return tuple(found.get(name, "") for name in names)


def _forget(element: "etree._Element") -> None:
    """What was read is let go, so that a long return takes no more room than one learner."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)
