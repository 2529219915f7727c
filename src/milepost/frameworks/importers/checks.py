"""Contradictions and gaps of the document itself, for a person to settle. Nothing here decides; it only points."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.frameworks.importers.draft import Draft
from milepost.frameworks.importers.found import Found, UnitPages, words_of
from milepost.frameworks.importers.identifiers import QAN, qan_checks, qan_digit, uan_checks, uan_letter
from milepost.frameworks.importers.numbering import RUNS_ON, of_aim
from milepost.frameworks.importers.source import Place, Source
from milepost.frameworks.importers.structure import disagreeing
from milepost.frameworks.importers.tables import UnitRow, level_of, match_columns, ticked


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two places that disagree, or something that is not there. `unit` is its UAN, None for the document."""

    unit: str | None
    field: str
    message: str
    places: tuple[tuple[int, int, str], ...] = ()  # page, line, what stands there
    options: tuple[str, ...] = ()  # the values to choose from


@dataclass(slots=True)
class Sources:
    """Everything that the document says of one unit."""

    uan: str
    rows: list[UnitRow] = field(default_factory=list)
    pages: list[UnitPages] = field(default_factory=list)
    contents: list[Found[str]] = field(default_factory=list)  # titles
    other_uan: Found[str] | None = None  # where table and page give different numbers

    @property
    def number(self) -> str:
        numbers = [p.number.value for p in self.pages if p.number] + [r.number for r in self.rows if r.number]
        return numbers[0] if numbers else ""

    @property
    def titles(self) -> list[Found[str]]:
        on_pages = [t for p in self.pages for t in p.titles]
        return on_pages + [Found(r.title, r.place) for r in self.rows if r.title] + self.contents

    def values(self, name: str) -> list[Found[str]]:
        """Every statement of a fact, the unit's own pages first."""
        found: list[Found[str]] = []
        for page in self.pages:
            here = getattr(page, name)
            found.extend(here if isinstance(here, list) else [here] if here else [])
        found.extend(Found(value, r.place) for r in self.rows if (value := getattr(r, name)))
        return found


def same(name: str, value: str) -> str:
    if name == "title":
        return words_of(value)
    if name == "level":
        return (level_of(value) or value).lower().replace(" ", "")
    if name in ("credit", "glh"):
        number = re.search(r"\d+(?:\.\d+)?", value)
        return str(float(number[0])) if number else value
    return value.strip().lower()


class Checker:
    """Collects the warnings of one document."""

    def __init__(self, source: Source, draft: Draft, units: list[Sources]) -> None:
        self.source, self.draft, self.units = source, draft, units
        self.found: list[Discrepancy] = []

    def warn(self, unit: str | None, field: str, message: str, places: list[Place], options: list[str] | None = None) -> None:
        stands = tuple((p.page, p.first, self.source.text_at(p)[:160]) for p in places)
        self.found.append(Discrepancy(unit, field, message, stands, tuple(dict.fromkeys(options or []))))

    def all(self) -> list[Discrepancy]:
        for unit in self.units:
            self.header(unit)
            self.facts(unit)
            self.title(unit)
            self.uan(unit)
            for page in unit.pages:
                self.outcomes(unit, page)
                self.criteria(unit, page)
            self.presence(unit)
        self.qualifications()
        self.columns()
        self.groups()
        self.version()
        return self.found

    def name(self, unit: Sources) -> str:
        return _("Unit %(number)s") % {"number": unit.number} if unit.number else unit.uan

    def where(self, place: Place) -> str:
        if self.source.pages > 1:
            return _("on page %(page)s") % {"page": place.page}
        return _("on line %(line)s") % {"line": place.first}

    def header(self, unit: Sources) -> None:
        for page in unit.pages:
            if not page.headed:
                message = _("%(unit)s has no heading of its own: its pages begin at “%(line)s”.")
                self.warn(
                    unit.uan,
                    "header",
                    message % {"unit": self.name(unit), "line": self.source.text_at(page.start)[:60]},
                    [page.start, *(t.place for t in unit.titles[:1])],
                    [t.value for t in unit.titles[:1]],
                )

    def facts(self, unit: Sources) -> None:
        labels = {"level": _("level"), "credit": _("credit"), "glh": _("guided learning hours"), "number": _("unit number")}
        for name, label in labels.items():
            values = unit.values(name)
            differing = {same(name, v.value): v for v in reversed(values)}
            if len(differing) > 1:
                shown = sorted(differing.values(), key=lambda v: (v.place.page, v.place.first))
                says = "; ".join(_("%(value)s %(where)s") % {"value": v.value, "where": self.where(v.place)} for v in shown)
                message = _("%(unit)s: the document disagrees on the %(label)s: %(says)s.") % {
                    "unit": self.name(unit),
                    "label": label,
                    "says": says,
                }
                self.warn(unit.uan, name, message, [v.place for v in shown], [v.value for v in shown])

    def title(self, unit: Sources) -> None:
        differing = {words_of(t.value): t for t in reversed(unit.titles)}
        if len(differing) > 1:
            shown = sorted(differing.values(), key=lambda t: (t.place.page, t.place.first))
            says = "; ".join(_("“%(title)s” %(where)s") % {"title": t.value, "where": self.where(t.place)} for t in shown)
            self.warn(
                unit.uan,
                "title",
                _("%(unit)s: the document disagrees on the title: %(says)s.") % {"unit": self.name(unit), "says": says},
                [t.place for t in shown],
                [t.value for t in shown],
            )

    def uan(self, unit: Sources) -> None:
        places = [p.uan.place for p in unit.pages if p.uan] + [r.place for r in unit.rows]
        if unit.other_uan:
            message = _("%(unit)s has two unit numbers: %(one)s and %(two)s.")
            self.warn(
                unit.uan,
                "uan",
                message % {"unit": self.name(unit), "one": unit.uan, "two": unit.other_uan.value},
                [*places[:1], unit.other_uan.place],
                [unit.uan, unit.other_uan.value],
            )
        elif not uan_checks(unit.uan) and re.search(r"\d{7}", unit.uan.replace("/", "")):
            message = _("%(unit)s: the check letter of %(uan)s does not fit its digits, which call for %(letter)s.")
            letter = uan_letter(unit.uan)
            self.warn(
                unit.uan,
                "uan",
                message % {"unit": self.name(unit), "uan": unit.uan, "letter": letter},
                places,
                [unit.uan, letter + unit.uan[1:]],
            )

    def outcomes(self, unit: Sources, page: UnitPages) -> None:
        listed = [o for o in page.outcomes if o.listed]
        headed = [o for o in page.outcomes if o.headed or o.criteria]
        stated = page.stated_outcomes
        counts = [n for n in (len(listed), len(headed)) if n]
        if stated and counts and any(n != stated.value for n in counts):
            given = max(counts)
            message = ngettext(
                "%(unit)s says it has %(stated)s learning outcomes and gives %(given)s.",
                "%(unit)s says it has %(stated)s learning outcomes and gives %(given)s.",
                given,
            ) % {"unit": self.name(unit), "stated": stated.value, "given": given}
            places = [stated.place, *(p for o in page.outcomes[-1:] if (p := o.place))]
            self.warn(unit.uan, "outcomes", message, places, [str(stated.value), str(given)])
        elif listed and headed and len(listed) != len(headed):
            message = _("%(unit)s lists %(listed)s learning outcomes and gives criteria for %(headed)s.")
            places = [o.place for o in (listed if len(listed) > len(headed) else headed)[-1:] if o.place]
            self.warn(unit.uan, "outcomes", message % {"unit": self.name(unit), "listed": len(listed), "headed": len(headed)}, places)
        for outcome in page.outcomes:
            if outcome.listed and outcome.headed and words_of(outcome.listed.value) != words_of(outcome.headed.value):
                message = _("%(unit)s: outcome %(number)s is worded in two ways: “%(one)s” and “%(two)s”.") % {
                    "unit": self.name(unit), "number": outcome.number, "one": outcome.listed.value, "two": outcome.headed.value,
                }  # fmt: skip
                self.warn(
                    unit.uan,
                    "outcomes",
                    message,
                    [outcome.listed.place, outcome.headed.place],
                    [outcome.listed.value, outcome.headed.value],
                )
            if not outcome.criteria and any(o.criteria for o in page.outcomes):
                message = _("%(unit)s: outcome %(number)s has no assessment criteria.") % {
                    "unit": self.name(unit),
                    "number": outcome.number,
                }
                self.warn(unit.uan, "criteria", message, [outcome.place] if outcome.place else [])

    def criteria(self, unit: Sources, page: UnitPages) -> None:
        seen: dict[str, Place] = {}
        for outcome in page.outcomes:
            expected = 1
            for criterion in outcome.criteria:
                before, _dot, minor = criterion.number.partition(".")
                major = of_aim(criterion.number) or before
                if not minor and not RUNS_ON.fullmatch(criterion.number) and criterion is outcome.criteria[0]:
                    seen.clear()  # numbered anew below each outcome
                if criterion.number in seen:
                    message = _("%(unit)s: criterion %(number)s stands twice.") % {"unit": self.name(unit), "number": criterion.number}
                    self.warn(unit.uan, "criteria", message, [seen[criterion.number], criterion.place])
                elif minor.isdigit() and int(minor) > expected and before == outcome.number:
                    left = ", ".join(f"{major}.{n}" for n in range(expected, int(minor)))
                    message = _("%(unit)s: there is no criterion %(numbers)s.") % {"unit": self.name(unit), "numbers": left}
                    self.warn(unit.uan, "criteria", message, [criterion.place])
                if major != outcome.number and minor:
                    message = _("%(unit)s: criterion %(number)s stands below outcome %(outcome)s.") % {
                        "unit": self.name(unit), "number": criterion.number, "outcome": outcome.number,
                    }  # fmt: skip
                    self.warn(unit.uan, "criteria", message, [criterion.place])
                seen[criterion.number] = criterion.place
                expected = max(expected, int(minor) + 1 if minor.isdigit() else expected)

    def presence(self, unit: Sources) -> None:
        if unit.pages and not unit.rows and self.draft.rows:
            message = _("%(unit)s has pages but is not in the table of units.") % {"unit": self.name(unit)}
            self.warn(unit.uan, "table", message, [unit.pages[0].start])
        if unit.rows and not unit.pages and self.draft.pages:
            message = _("%(unit)s is in the table of units but has no pages here.") % {"unit": self.name(unit)}
            self.warn(unit.uan, "pages", message, [unit.rows[0].place])
        if len(unit.pages) > 1:
            message = _("%(unit)s is set out more than once; the first is kept.") % {"unit": self.name(unit)}
            self.warn(unit.uan, "pages", message, [p.start for p in unit.pages])

    def qualifications(self) -> None:
        seen: dict[str, tuple[str, str, Place]] = {}
        for row in self.draft.qualifications:
            key = row.number or row.title
            number = QAN.search(row.accreditation_number)
            if number and not qan_checks(number[0]) and key not in seen:
                message = _("The check digit of %(qan)s (%(title)s) does not fit its digits, which call for %(digit)s.")
                values = {"qan": row.accreditation_number, "title": row.title, "digit": qan_digit(number[0])}
                self.warn(None, "accreditation_number", message % values, [row.place])
            if key in seen:
                title, accredited, place = seen[key]
                if words_of(title) != words_of(row.title):
                    message = _("%(number)s has two titles: “%(one)s” and “%(two)s”.") % {"number": key, "one": title, "two": row.title}
                    self.warn(None, "title", message, [place, row.place], [title, row.title])
                if accredited and row.accreditation_number and words_of(accredited) != words_of(row.accreditation_number):
                    message = _("%(number)s has two accreditation numbers: %(one)s and %(two)s.")
                    values = {"number": key, "one": accredited, "two": row.accreditation_number}
                    self.warn(None, "accreditation_number", message % values, [place, row.place], [accredited, row.accreditation_number])
            else:
                seen[key] = (row.title, row.accreditation_number, row.place)
            if row.level and level_of(row.title) and row.level != level_of(row.title):
                message = _("“%(title)s” is given as level %(level)s.") % {"title": row.title, "level": row.level}
                self.warn(None, "level", message, [row.place], [row.level, level_of(row.title)])

    def columns(self) -> None:
        """Columns of ticks that stand for no qualification of the document."""
        if not self.draft.qualifications:
            return
        headers = {h: row.place for row in self.draft.rows for h, value in row.ticks.items() if ticked(value)}
        known = match_columns((h for row in self.draft.rows for h in row.ticks), self.draft.qualifications)
        for header, place in headers.items():
            if header not in known:
                message = _("The column “%(header)s” of the table of units stands for no one qualification of this document.")
                self.warn(None, "qualifications", message % {"header": header}, [place])

    def groups(self) -> None:
        """A group's credits in its heading, in the rules and in the table: three places that can disagree."""
        for stated, heading in disagreeing(self.draft.stated):
            message = _("The rules say %(stated)s for %(part)s, the heading of the units says %(heading)s.") % {
                "stated": stated.fact.get("value"),
                "part": str(stated.fact["scope"]).replace("group:", _("group") + " "),
                "heading": heading.fact.get("value"),
            }
            options = [str(stated.fact.get("value")), str(heading.fact.get("value"))]
            self.warn(None, "credit", message, [stated.place, heading.place], options)

    def version(self) -> None:
        cover = next((m for p in self.draft.front[:12] if (m := re.search(r"\bversion\s+(\d[\w.]*)", p.text, re.IGNORECASE))), None)
        if cover and self.draft.changes:
            newest = self.draft.changes[-1].version
            if newest and cover[1].rstrip(".") not in {c.version for c in self.draft.changes}:
                place = next(p.place for p in self.draft.front if cover[0] in p.text)
                message = _("The cover says version %(cover)s; the change log ends at version %(log)s.") % {
                    "cover": cover[1],
                    "log": newest,
                }
                self.warn(None, "version", message, [place, self.draft.changes[-1].place], [cover[1], newest])
