"""What a reading found, in plain sentences: for a terminal, and for the head of the import page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.frameworks.importers.pack import Reading


def lines(reading: Reading) -> list[str]:
    """What was found, then every contradiction, each with where it stands and what may be chosen."""
    return [*found(reading), "", *contradictions(reading)]


def found(reading: Reading) -> list[str]:
    document = reading.document
    about = document["document"]
    units = document["units"]
    outcomes = [o for u in units for o in u.get("outcomes") or []]
    requirements = [r for u in units for r in u.get("evidence_requirements") or []]
    told = [about.get("title") or reading.source.name]
    for label, key in ((_("Awarding body"), "awarding_body"), (_("Number"), "number"), (_("Version"), "version"), (_("Date"), "date")):
        if about.get(key):
            told.append(f"{label}: {about[key]}")
    told.append("")
    for q in document["qualifications"]:
        key = q["number"] or q["title"]
        members = sum(1 for u in units if key in (u.get("qualifications") or []))
        ages = reading.extras.ages.get(key)
        parts = [q["number"] or "", q["title"], q["accreditation_number"] or "", _("ages: %(ages)s") % {"ages": ages} if ages else ""]
        parts.append(ngettext("%(count)s unit", "%(count)s units", members) % {"count": members})
        told.append("  ".join(p for p in parts if p))
    told.append("")
    for u in units:
        told.append(unit_line(u))
    totals = (
        ngettext("%(count)s unit", "%(count)s units", len(units)) % {"count": len(units)},
        ngettext("%(count)s outcome", "%(count)s outcomes", len(outcomes)) % {"count": len(outcomes)},
        criteria_count(sum(len(o["criteria"]) for o in outcomes)),
        ngettext("%(count)s evidence requirement", "%(count)s evidence requirements", len(requirements)) % {"count": len(requirements)},
    )
    told.extend(["", ", ".join(totals) + "."])
    if reading.unplaced:
        told.append(
            ngettext(
                "%(count)s passage inside the units was not used.",
                "%(count)s passages inside the units were not used.",
                len(reading.unplaced),
            )
            % {"count": len(reading.unplaced)}
        )
    return told


def criteria_count(count: int) -> str:
    return ngettext("%(count)s criterion", "%(count)s criteria", count) % {"count": count}


def unit_line(unit: dict[str, object]) -> str:
    outcomes = unit.get("outcomes")
    criteria = sum(len(o["criteria"]) for o in outcomes) if isinstance(outcomes, list) else 0
    facts = _("level %(level)s, %(credit)s credits, %(glh)s hours") % {
        "level": unit.get("level") or "?", "credit": unit.get("credit") if unit.get("credit") is not None else "?",
        "glh": unit.get("glh") if unit.get("glh") is not None else "?",
    }  # fmt: skip
    return "  ".join(
        [str(unit.get("number") or ""), str(unit["uan"]), str(unit.get("title") or ""), f"({facts}; {criteria_count(criteria)})"]
    ).strip()


def contradictions(reading: Reading) -> list[str]:
    if not reading.warnings:
        return [_("The document does not contradict itself.")]
    count = len(reading.warnings)
    told = [
        ngettext("The document leaves %(count)s thing for you to settle:", "The document leaves %(count)s things for you to settle:", count)
        % {"count": count}
    ]
    paged = reading.source.pages > 1
    for warning in reading.warnings:
        where = ", ".join(
            _("page %(page)s, line %(line)s") % {"page": page, "line": line} if paged else _("line %(line)s") % {"line": line}
            for page, line, _text in warning.places
        )
        told.append(f"- {warning.field}: {warning.message}" + (f" ({where})" if where else ""))
    return told
