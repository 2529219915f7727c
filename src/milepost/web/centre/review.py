"""An import as its page shows it: what is to decide, the tree of what was understood, and the place in the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.base import text
from milepost.frameworks import queries
from milepost.frameworks.actions import path_of
from milepost.frameworks.corrections import NAMES, QUALIFICATION_FIELDS, key_of, mark
from milepost.web.centre.sentences import requirement_in_words

if TYPE_CHECKING:
    from milepost.frameworks.models import Import

Place = tuple[int, int, int]  # page, first line, last line
MANY = 3  # places of one kind that are offered to be decided together
NEAR = 5  # lines of a text on either side of what is looked at that a phone shows

TAGS = {
    "uan": (gettext_lazy("Check letter"), "stop", "circle-alert"),
    "accreditation_number": (gettext_lazy("Check digit"), "stop", "circle-alert"),
    "header": (gettext_lazy("No heading"), "warn", "triangle-alert"),
    "outcomes": (gettext_lazy("Says one number, lists another"), "warn", "triangle-alert"),
    "criteria": (gettext_lazy("Numbers do not run on"), "warn", "triangle-alert"),
    "table": (gettext_lazy("Not in the table of units"), "warn", "triangle-alert"),
    "pages": (gettext_lazy("Pages to look at"), "warn", "triangle-alert"),
    "qualifications": (gettext_lazy("Names no qualification"), "warn", "triangle-alert"),
}
OF_RULES = ("credit", "units", "rules", "groups")  # what the rules of a qualification say, where no unit is named
DIFFER = (gettext_lazy("Two places differ"), "warn", "triangle-alert")
DOUBT = (gettext_lazy("In doubt"), "warn", "circle-help")  # one place, which nothing contradicts


@dataclass(frozen=True, kw_only=True)
class Value:
    """One answer to a place that is to decide: a value, and who says so."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Card:
    """One place to decide."""

    position: int
    number: int
    title: str
    message: str
    tag: Any
    kind: str
    icon: str
    values: list[Value]
    takes_value: bool
    asks_why: bool  # values differ, so that whoever keeps what was understood says why
    now: bool
    href: str
    page: int | None
    tree: str = ""  # where the unit stands in the list of units
    rules: str = ""  # where the rules stand that it is about
    decided: bool = False
    choice: str = ""
    reason: str = ""
    who: str = ""
    corrected: bool = False  # by a correction of the place, not by an answer here
    version: int | None = None  # answered for this published version, and carried over


@dataclass(frozen=True, kw_only=True)
class Alike:
    """Open places of one kind that take no value: whoever has looked at them finds them all right with one press."""

    field: str
    first: int  # position of the first
    n: int
    kind: Any
    units: str  # their codes


@dataclass(frozen=True, kw_only=True)
class About:
    """One fact of the document or of a qualification in it."""

    path: str
    label: str
    value: str
    edit: str
    editing: bool

    @property
    def anchor(self) -> str:
        return anchor(self.path)


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A criterion or requirement of the tree."""

    path: str
    number: str
    text: str
    items: list[dict[str, str]]
    page: int | None
    href: str
    edit: str
    rule: str = ""
    editing: bool = False
    now: bool = False

    @property
    def anchor(self) -> str:
        return anchor(self.path)


@dataclass(frozen=True, kw_only=True)
class Branch:
    """An outcome with its criteria."""

    path: str
    number: str
    text: str
    criteria: list[Leaf]
    edit: str
    add: str
    editing: bool = False
    adding: bool = False

    @property
    def anchor(self) -> str:
        return anchor(self.path)


@dataclass(frozen=True, kw_only=True)
class Trunk:
    """A unit with all that stands beneath it."""

    path: str
    key: str
    code: str
    title: str
    level: str
    credit: Any
    glh: Any
    uan: str
    conditions: list[str]
    outcomes: list[Branch]
    requirements: list[Leaf]
    criterion_count: int
    page: int | None
    href: str
    edit: str
    add: str
    add_outcome: str
    editing: bool = False
    adding: bool = False
    adding_outcome: bool = False
    now: bool = False
    open: bool = False  # something beneath it is looked at

    @property
    def anchor(self) -> str:
        return anchor(self.path)


@dataclass(frozen=True, kw_only=True)
class Marked:
    """One line of the source; `mark` is "", "other" or "now"."""

    text: str
    mark: str = ""
    label: str = ""  # which place to decide it belongs to
    near: bool = False  # to what is looked at: a phone shows these lines below it


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The page of the source that is shown."""

    page: int
    pages: int
    kind: str
    lines: list[Marked] = field(default_factory=list)
    places: list[tuple[Place, bool, str]] = field(default_factory=list)  # what to mark, whether it is looked at, its number
    before: str = ""
    after: str = ""
    here: bool = False  # what is looked at stands on it


def anchor(path: str) -> str:
    """The id of a place on the page."""
    return path.replace("/", "-")


FACTS = {
    "title": gettext_lazy("Title"),
    "number": gettext_lazy("Number"),
    "version": gettext_lazy("Version of the document"),
    "owner": gettext_lazy("Awarding body"),
}
SHOWS = ("decide", "units", "requirements", "rules", "criteria", "against")


def alike_of(import_: Import, field: str) -> list[int]:
    """Open places about this field of some unit, none of which has a value to choose."""
    warnings = import_.reading.get("warnings", ())
    return [
        i for i in queries.warnings_open(import_) if warnings[i]["field"] == field and warnings[i]["unit"] and not warnings[i].get("values")
    ]


@dataclass(kw_only=True)
class Review:
    """Everything that the page says of one import."""

    import_: Import
    show: str
    at: str
    edit: str
    page: int | None

    def __post_init__(self) -> None:
        self.document: dict[str, Any] = self.import_.document
        self.reading: dict[str, Any] = self.import_.reading
        self.places: dict[str, list[int]] = self.reading.get("places", {})

    @classmethod
    def of(cls, import_: Import, asked: Mapping[str, str]) -> Review:
        show = asked.get("show", "")
        if show not in SHOWS:
            show = "decide" if import_.reading.get("warnings") else "units"
        page = asked.get("page", "")
        return cls(
            import_=import_, show=show, at=asked.get("at", ""), edit=asked.get("edit", ""), page=int(page) if page.isdecimal() else None
        )

    def link(self, **asked: Any) -> str:
        """An address of the same page, asking for something else."""
        return "?" + urlencode({"show": self.show} | {name: value for name, value in asked.items() if value not in (None, "")})

    # What was found

    @property
    def units(self) -> list[dict[str, Any]]:
        return list(self.document.get("units", ()))

    @property
    def counts(self) -> dict[str, int]:
        outcomes = [outcome for unit in self.units for outcome in unit.get("outcomes", ())]
        return {
            "units": len(self.units),
            "outcomes": len(outcomes),
            "criteria": sum(len(outcome.get("criteria", ())) for outcome in outcomes),
            "requirements": sum(len(unit.get("requirements", ())) for unit in self.units),
            "rules": sum(
                len(holder.get("rules", ()))
                for one in self.document.get("qualifications", ())
                for holder in (one, *one.get("pathways", ()))
            ),
            "warnings": len(self.reading.get("warnings", ())),
            "decided": len(self.import_.decisions),
        }

    @property
    def open_count(self) -> int:
        return self.counts["warnings"] - self.counts["decided"]

    @property
    def carried(self) -> dict[str, int] | None:
        """How many places are decided as they were for an earlier version, and for which; None where none is."""
        versions = [said["version"] for said in self.import_.decisions.values() if "version" in said]
        return {"n": len(versions), "version": max(versions)} if versions else None

    @property
    def back(self) -> str:
        """The same page with nothing being corrected."""
        return self.link(at=self.at) + (f"#{anchor(self.at)}" if "/" in self.at else "")

    @property
    def about(self) -> list[About]:
        """The facts of the document."""
        return [self._about(name, str(label), self.document.get(name)) for name, label in FACTS.items()]

    @property
    def qualifications(self) -> list[tuple[str, list[About], bool, str, str]]:
        """Each qualification of the document: how it is called, its facts, whether one of them is looked at, and its path and
        mark, by which it is taken out."""
        found = []
        for i, qualification in enumerate(self.document.get("qualifications", ())):
            called = " ".join(filter(None, [qualification.get("number"), qualification.get("title", "")]))
            facts = []
            for name in QUALIFICATION_FIELDS:
                label = str(NAMES[name])
                facts.append(self._about(f"qualifications/{i}/{name}", label[:1].upper() + label[1:], qualification.get(name)))
            path = f"qualifications/{i}"
            found.append((called, facts, self.at.startswith(f"{path}/"), path, mark(qualification)))
        return found

    @property
    def add_qualification(self) -> str:
        """Where a qualification is added of which the document says nothing."""
        return "?" + urlencode({"show": "rules", "at": "qualifications", "edit": "qualifications/-"}) + "#qualifications"

    @property
    def add_unit(self) -> str:
        """Where a unit is added that was not found."""
        return "?" + urlencode({"show": "units", "at": "units", "edit": "units/-"}) + "#units"

    def _about(self, path: str, label: str, value: Any) -> About:
        if isinstance(value, list):
            value = ", ".join(value)
        return About(
            path=path, label=label, value="" if value is None else str(value), edit=self.link(at=path, edit=path), editing=self.edit == path
        )

    # To decide

    @property
    def cards(self) -> list[Card]:
        current = self.current_warning
        return [self._card(i, warning, now=i == current) for i, warning in enumerate(self.reading.get("warnings", ()))]

    @property
    def alike(self) -> list[Alike]:
        """Places of one kind that may be decided together, where they are many."""
        found = [alike_of(self.import_, field) for field in dict.fromkeys(w["field"] for w in self.reading.get("warnings", ()))]
        codes = {key_of(unit): unit.get("code") or key_of(unit) for unit in self.units}
        warnings = self.reading.get("warnings", ())
        return [
            Alike(
                field=warnings[group[0]]["field"], first=group[0], n=len(group), kind=TAGS.get(warnings[group[0]]["field"], DOUBT)[0],
                units=text.listed([str(codes.get(warnings[i]["unit"], warnings[i]["unit"])) for i in group]),
            )
            for group in found
            if len(group) >= MANY
        ]  # fmt: skip

    @property
    def current_warning(self) -> int | None:
        """The one that is looked at: asked for, or the first that is open."""
        warnings = self.reading.get("warnings", ())
        if self.at.isdecimal() and int(self.at) < len(warnings):
            return int(self.at)
        return next((i for i in range(len(warnings)) if str(i) not in self.import_.decisions), 0 if warnings else None)

    def _card(self, position: int, warning: Mapping[str, Any], *, now: bool) -> Card:
        said = self.import_.decisions.get(str(position))
        name = warning["field"]
        tag, kind, icon = TAGS.get(name, DIFFER if len(warning.get("places", ())) > 1 else DOUBT)
        choice = said["choice"] if said else None
        values = [Value(value=str(v["value"]), label=self._says(v), chosen=choice == str(v["value"])) for v in warning.get("values", ())]
        takes_value = path_of(self.import_, warning) is not None
        place = warning.get("place")
        home = next((f"units/{i}" for i, unit in enumerate(self.units) if key_of(unit) == warning["unit"]), "")
        tree = f"?{urlencode({'show': 'units', 'at': home})}#{anchor(home)}" if home else ""
        return Card(
            position=position, number=position + 1, title=self._title(warning), message=warning["message"], tag=tag, kind=kind, icon=icon,
            values=values if takes_value else [], takes_value=takes_value, asks_why=bool(values), now=now,
            rules="?show=rules" if warning["field"] in OF_RULES and not warning["unit"] else "", href=self.link(at=position), tree=tree, page=place[0] if place else None,
            decided=said is not None, choice=choice or "", reason=said["reason"] if said else "", who=said.get("by", "") if said else "",
            corrected=bool(said and "corrected" in said), version=said.get("version") if said else None,
        )  # fmt: skip

    def _says(self, value: Mapping[str, Any]) -> str:
        place = value.get("place")
        if place and self.reading.get("kind") == "pdf":
            return _("%(value)s, page %(page)s") % {"value": value["value"], "page": place[0]}
        return str(value["value"])

    def _title(self, warning: Mapping[str, Any]) -> str:
        name = str(NAMES.get(warning["field"], warning["field"]))
        unit = next((unit for unit in self.units if key_of(unit) == warning["unit"]), None)
        if unit is not None:
            return _("Unit %(code)s: %(what)s") % {"code": unit.get("code") or key_of(unit), "what": name}
        return name[:1].upper() + name[1:]

    # The tree

    @property
    def trunks(self) -> Iterator[Trunk]:
        for i, unit in enumerate(self.units):
            yield self._trunk(f"units/{i}", unit)

    def _trunk(self, path: str, unit: dict[str, Any]) -> Trunk:
        key = key_of(unit)
        outcomes = [self._branch(f"{path}/outcomes/{j}", key, outcome) for j, outcome in enumerate(unit.get("outcomes", ()))]
        return Trunk(
            path=path, key=key, code=unit.get("code", ""), title=unit.get("title", ""), uan=unit.get("uan", ""),
            level=_("Entry %(level)s") % unit if unit.get("entry") else str(unit.get("level", "")),
            credit=unit.get("credit"), glh=unit.get("glh"), conditions=unit.get("conditions", []), outcomes=outcomes,
            requirements=[self._requirement(f"{path}/requirements/{j}", key, r) for j, r in enumerate(unit.get("requirements", ()))],
            criterion_count=sum(len(outcome.criteria) for outcome in outcomes), page=self.page_of(key), href=self.link(at=path),
            edit=self.link(at=path, edit=path), add=self.link(at=path, edit=f"{path}/requirements/-"), editing=self.edit == path,
            adding=self.edit == f"{path}/requirements/-", now=self.at == path, open=self.at.startswith(f"{path}/outcomes"),
            add_outcome=self.link(at=f"{path}/outcomes", edit=f"{path}/outcomes/-"), adding_outcome=self.edit == f"{path}/outcomes/-",
        )  # fmt: skip

    def _branch(self, path: str, key: str, outcome: dict[str, Any]) -> Branch:
        return Branch(
            path=path, number=outcome.get("number", ""), text=outcome.get("text", ""), edit=self.link(at=path, edit=path),
            criteria=[self._criterion(f"{path}/criteria/{k}", key, c) for k, c in enumerate(outcome.get("criteria", ()))],
            add=self.link(at=path, edit=f"{path}/criteria/-"), editing=self.edit == path, adding=self.edit == f"{path}/criteria/-",
        )  # fmt: skip

    def _criterion(self, path: str, key: str, criterion: dict[str, Any]) -> Leaf:
        return Leaf(
            path=path, number=criterion["number"], text=criterion["text"], items=criterion.get("items", []),
            page=self.page_of(f"{key}:{criterion['number']}"), href=self.link(at=path), edit=self.link(at=path, edit=path),
            editing=self.edit == path, now=self.at == path,
        )  # fmt: skip

    def _requirement(self, path: str, key: str, requirement: dict[str, Any]) -> Leaf:
        enough = requirement.get("enough", {})
        return Leaf(
            path=path, number=requirement["number"], text=requirement["text"], page=self.page_of(f"{key}:R{requirement['number']}"),
            items=enough.get("all") or enough.get("of") or requirement.get("items", []), rule=requirement_in_words(requirement),
            href=self.link(at=path), edit=self.link(at=path, edit=path), editing=self.edit == path, now=self.at == path,
        )  # fmt: skip

    # The source

    def page_of(self, name: str) -> int | None:
        place = self.places.get(name)
        return place[0] if place else None

    def _place_at(self, path: str) -> Place | None:
        """Where in the source the thing at this path of the document stood."""
        steps = path.split("/")
        if steps[0] != "units" or len(steps) < 2 or not steps[1].isdecimal() or int(steps[1]) >= len(self.units):
            return None
        unit = self.units[int(steps[1])]
        name = key_of(unit)
        try:
            match steps[2:]:
                case ["outcomes", j, "criteria", k]:
                    name = f"{name}:{unit['outcomes'][int(j)]['criteria'][int(k)]['number']}"
                case ["outcomes", j, *_rest]:
                    name = f"{name}:{unit['outcomes'][int(j)]['number']}"
                case ["requirements", k]:
                    name = f"{name}:R{unit['requirements'][int(k)]['number']}"
        except (KeyError, IndexError, ValueError):
            pass
        place = self.places.get(name) or self.places.get(key_of(unit))
        return (place[0], place[1], place[2]) if place else None

    @property
    def looked_at(self) -> Place | None:
        """The place that is looked at."""
        if self.show == "decide":
            current = self.current_warning
            place = self.reading["warnings"][current].get("place") if current is not None else None
            return (place[0], place[1], place[2]) if place else None
        return self._place_at(self.at)

    @property
    def sheet(self) -> Sheet | None:
        pages = self.reading.get("pages", [])
        if not pages:
            return None
        now = self.looked_at
        page = min(max(self.page or (now[0] if now else 1), 1), len(pages))
        labels: dict[Place, str] = {}
        for number, warning in enumerate(self.reading.get("warnings", ()), 1):
            for place in (warning.get("place"), *(v.get("place") for v in warning.get("values", ()))):
                if place:
                    labels.setdefault((place[0], place[1], place[2]), str(number))
        if now:
            labels.setdefault(now, "")
        marks = [(place, place == now, label) for place, label in labels.items() if place[0] == page]
        here = now is not None and now[0] == page
        near = range(now[1] - NEAR, now[2] + NEAR + 1) if now and here else range(0)
        return Sheet(
            page=page, pages=len(pages), kind=self.reading.get("kind", "text"), places=marks, here=here,
            lines=[replace(self._marked(n, text, marks), near=n in near) for n, text in enumerate(pages[page - 1], 1)],
            before=self.link(at=self.at, page=page - 1) if page > 1 else "",
            after=self.link(at=self.at, page=page + 1) if page < len(pages) else "",
        )  # fmt: skip

    @staticmethod
    def _marked(number: int, text: str, marks: list[tuple[Place, bool, str]]) -> Marked:
        """One line, with the mark of the place that it belongs to; what is looked at wins."""
        here = sorted((mark for mark in marks if mark[0][1] <= number <= mark[0][2]), key=lambda mark: not mark[1])
        if not here:
            return Marked(text=text)
        (_page, _first, last), now, label = here[0]
        return Marked(text=text, mark="now" if now else "other", label=label if number == last else "")
