"""What would become of each line of a list. Pure: it asks nothing that was not given."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise

from milepost.people.words import Role
from milepost.portfolios.intake import columns, employers, learners, values
from milepost.portfolios.intake.columns import folded
from milepost.portfolios.intake.plan import INFO, Has, Planned
from milepost.portfolios.intake.table import Table
from milepost.portfolios.words import Fate, IntakeKind


def plan(table: Table, *, kind: str, has: Has, settings: Mapping[str, Any]) -> list[Planned]:
    """A fate for each line, with reasons. What comes earlier in the list counts where two lines contradict each other."""
    means = columns.meanings(table.columns, kind, settings.get("columns"))
    lines = [Planned(line.number, line.cells, _read(line.cells, means)) for line in table.lines]
    if kind == IntakeKind.STAFF:
        _staff(lines, has)
    elif kind == IntakeKind.EMPLOYERS:
        employers.plan(lines, has=has, settings=settings)
    else:
        learners.plan(lines, has=has, settings=settings, national=kind == IntakeKind.ILR)
    return lines


def _read(cells: Sequence[str], means: Sequence[str]) -> dict[str, str]:
    return {key: cell for key, cell in zip(means, cells, strict=True) if key and cell and key != columns.REASONS}


def _address(line: Planned, *, needed: str = "no_email") -> str:
    text = values.address(line.read.get("email", ""))
    if not text:
        if needed:
            line.say(needed, "email")
    elif not values.is_address(text):
        line.say("bad_email", "email", text=line.read["email"])
    return text


# Staff --------------------------------------------------------------------------------------------------------------

_ROLES: dict[Role, str] = {
    Role.ASSESSOR: "assessor|assessors|tutor assessor|trainer assessor",
    Role.IQA: "iqa|internal quality assurer|internal verifier|iv|verifier|internal quality assurance",
    Role.EQA: "eqa|external quality assurer|external verifier|ev",
    Role.CENTRE_MANAGER: "centre manager|center manager|manager|programme manager",
    Role.QUALITY_MANAGER: "quality manager|quality|head of quality",
    Role.EMPLOYER_OWNER: "employer owner|account manager|employer engagement|business development",
    Role.EMPLOYER_CONTACT: "employer contact|contact|employer|line manager",
}
_ROLE_CALLED = {called: role for role, all_called in _ROLES.items() for called in (*all_called.split("|"), folded(role.value))}


def _staff(lines: list[Planned], has: Has) -> None:
    seen: dict[tuple[str, str, str], Planned] = {}
    named: dict[str, Planned] = {}
    for line in lines:
        line.name, email = values.person_name(line.read), _address(line)
        line.about = email
        if not line.name:
            line.say("no_name", "name")
        role = _role(line)
        employer = _employer_of_contact(line, role, has)
        known = has.people.get(email)
        if known and line.name and not values.alike(known.name, line.name):
            line.say("address_of_other", "email", name=known.name, other=line.name)
        if line.wrong:
            continue
        first = seen.setdefault((email, role, employer), line)
        other = named.setdefault(email, line)
        if first is not line:
            line.say("twice", line=first.number)
        elif not values.alike(other.name, line.name):
            line.say("address_twice", "email", line=other.number, name=other.name)
        elif known and role in known.roles and (role != Role.EMPLOYER_CONTACT or employer in known.speaks_for):
            line.fate = Fate.HERE
        elif known:
            line.fate = Fate.CHANGED
            line.say("further_role", "role", INFO, role=role)
        line.does = {"email": email, "name": line.name, "role": role, "employer": employer}


def _role(line: Planned) -> str:
    text = line.read.get("role", "")
    role = _ROLE_CALLED.get(folded(text))
    if role is None:
        line.say("bad_role" if text else "no_role", "role", text=text)
    return str(role or "")


def _employer_of_contact(line: Planned, role: str, has: Has) -> str:
    text = line.read.get("employer", "")
    if role != Role.EMPLOYER_CONTACT:
        if text and role:
            line.say("employer_not_needed", "employer", INFO, text=text)
        return ""
    if not text:
        line.say("no_employer", "employer")
        return ""
    found = has.employers.get(folded(text))
    if found is None:
        line.say("unknown_employer", "employer", text=text)
    return found[0] if found else ""


def label_of(key: str, kind: str) -> str | Promise:
    """What a field is called on the page."""
    return columns.FIELDS[kind].get(key, "")
