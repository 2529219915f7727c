"""A list of employers: which lines are one employer, which are employers that are known, and what each adds.

Sure ones are joined in the plan, doubtful ones are asked of a person, side by side. What a person said holds (`settings`: "same"
and "apart", pairs of keys). A key is "l" and a line's number, or "k" and the uuid of an employer that is known. One employer is
one at one site; a namesake elsewhere comes in with its town behind its name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from milepost.engine.linkage import Entry, Linkage, Match, link
from milepost.people.actions.employers import ALSO, noted
from milepost.portfolios.intake import values
from milepost.portfolios.intake.columns import folded
from milepost.portfolios.intake.plan import INFO, WARN, Has, Planned
from milepost.portfolios.words import Fate

KEPT = ("number", "street", "town", "postcode", "phone", "website", "contact", "email", "notes")  # of a line, in this order
LONGEST = 200


def plan(lines: list[Planned], *, has: Has, settings: Mapping[str, Any]) -> None:
    """A fate for each line. The line of an employer that says most comes first and carries what the others add."""
    sound = [line for line in lines if _named(line)]
    said = {_key(line): _said(line) for line in sound}
    known = {f"k{uuid}": ({"employer": name, **has.particulars.get(uuid, {})}) for uuid, name in has.employers.values()}
    entries = [_entry(key, one) for key, one in said.items()] + [_entry(key, one, known=True) for key, one in known.items()]
    apart = [tuple(pair) for pair in settings.get("apart", ())]
    same = [*(tuple(pair) for pair in settings.get("same", ())), *_bare(said, known, apart)]
    found = link(entries, same=same, apart=apart)
    by_key = {_key(line): line for line in sound}
    taken = {folded(one["employer"]) for one in known.values()}
    contacts = _Contacts(has)
    for group in sorted(_groups(found), key=lambda one: min(by_key[key].number for key in one if key in by_key)):
        _plan_group(group, by_key=by_key, said=said, known=known, taken=taken, contacts=contacts, found=found)
    for match in found.doubts:
        _ask(match, by_key, {**said, **known})


def _key(line: Planned) -> str:
    return f"l{line.number}"


def _named(line: Planned) -> bool:
    line.name = line.read.get("employer", "")
    line.about = ", ".join(line.read[key] for key in ("town", "postcode") if line.read.get(key)) or line.read.get("email", "")
    if not line.name:
        line.say("no_employer_name", "employer")
    elif len(line.name) > LONGEST:
        line.say("long_name", "employer")
    return not line.wrong


def _said(line: Planned) -> dict[str, str]:
    """What a line says of its employer, as it stands there."""
    read = {key: line.read.get(key, "") for key in KEPT}
    read["street"] = ", ".join(part for part in (line.read.get("street"), line.read.get("street2")) if part)
    read["contact"] = values.person_name(line.read)
    return {"employer": line.name, **{key: text for key, text in read.items() if text}}


def _entry(key: str, said: Mapping[str, Any], *, known: bool = False) -> Entry:
    also = said.get(ALSO, {})
    name = " t/a ".join([said["employer"], *also.get("employer", ())])
    phones = " / ".join([said.get("phone", ""), *also.get("phone", ())])
    rest = {field: str(said.get(field, "")) for field in ("number", "email", "website", "postcode", "street", "town", "contact", "notes")}
    return Entry(key, name, phone=phones, known=known, **rest)


def _bare(
    said: Mapping[str, Mapping[str, Any]], known: Mapping[str, Mapping[str, Any]], apart: Iterable[tuple[Any, ...]]
) -> list[tuple[str, str]]:
    """Lines that say no more than a name belong to the one employer that has it; where several have, a person is asked."""
    parted = {frozenset(pair) for pair in apart}
    rich: dict[str, list[str]] = defaultdict(list)
    bare: dict[str, list[str]] = defaultdict(list)
    for key, one in [*known.items(), *said.items()]:
        says = any(one.get(field) for field in KEPT if field not in ("contact", "email", "notes"))
        (rich if says else bare)[folded(one["employer"])].append(key)
    pairs: list[tuple[str, str]] = []
    for name, keys in bare.items():
        if len(rich[name]) <= 1:
            first, *others = rich[name] + keys
            pairs += [(first, other) for other in others if frozenset((first, other)) not in parted]
    return pairs


def _groups(found: Linkage) -> list[list[str]]:
    """Groups in which a line stands; an employer that is known and in no line is none of this list's business."""
    groups = [[str(key) for key in group] for group in found.groups]
    return [group for group in groups if any(key.startswith("l") for key in group)]


def _plan_group(
    group: list[str], *, by_key: Mapping[str, Planned], said: Mapping[str, Mapping[str, Any]], known: Mapping[str, Mapping[str, Any]],
    taken: set[str], contacts: "_Contacts", found: Linkage,
) -> None:  # fmt: skip
    members = sorted((by_key[key] for key in group if key in by_key), key=lambda line: (-len(said[_key(line)]), line.number))
    here = next((key for key in group if key in known), None)
    lead = members[0]
    particulars: dict[str, Any] = {"employer": known[here]["employer"]} if here else {}
    for line in members:
        particulars = noted(particulars, said[_key(line)])
    name = known[here]["employer"] if here else _name_for(particulars, taken, lead)
    del particulars["employer"]  # other ways to write it stand under `also`, and it is found by them
    adds = _added(particulars, known[here]) if here else particulars
    for line in members:
        line.same = [key for key in ([*([here] if here else []), *(_key(one) for one in members)]) if key != _key(line)]
        _say_same(line, lead, here, known, found)
        line.does = {"employer": name, "known": here[1:] if here else "", "email": "", "name": ""}
        letter = contacts.invited(line, name, here)
        if line is lead:
            line.does["particulars"] = adds
            line.fate = Fate.NEW if not here else Fate.CHANGED if adds or letter else Fate.HERE
            if here and adds:
                line.say("adds", "", INFO, fields=sorted(key for key in adds if key != ALSO) + sorted(adds.get(ALSO, {})))
        else:
            line.fate = Fate.CHANGED if letter else Fate.SAME


def _name_for(said: Mapping[str, Any], taken: set[str], lead: Planned) -> str:
    """The name under which a new employer comes in: with its town, or what else tells it apart, where another has it already."""
    name = said["employer"]
    tells = [said.get("town"), said.get("postcode"), said.get("number"), said.get("phone"), str(lead.number)]
    for tell in [None, *(one for one in tells if one)]:
        whole = f"{name}, {tell}"[:LONGEST] if tell else name
        if folded(whole) not in taken:
            taken.add(folded(whole))
            if tell:
                lead.say("namesake", "employer", INFO, name=name, whole=whole)
            return str(whole)
    return str(name)


def _added(said: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """What of it the centre does not have yet."""
    has = {key: value for key, value in known.items() if key != "employer"}
    together = noted(has, said)
    fresh: dict[str, Any] = {key: value for key, value in together.items() if key != ALSO and has.get(key) != value}
    further = {key: [one for one in given if one not in has.get(ALSO, {}).get(key, [])] for key, given in together.get(ALSO, {}).items()}
    further = {key: given for key, given in further.items() if given}
    return fresh | ({ALSO: further} if further else {})


def _say_same(line: Planned, lead: Planned, here: str | None, known: Mapping[str, Mapping[str, Any]], found: Linkage) -> None:
    match = next((one for pair, one in found.matches.items() if _key(line) in pair), None)
    signs = [[sign.sign, sign.how] for sign in match.signs if sign.bits > 0] if match else []
    if line is not lead:
        line.say("same_as_line", "", INFO, line=lead.number, signs=signs)
    elif here:
        line.say("same_as_known", "", INFO, name=known[here]["employer"], signs=signs)


def _ask(match: Match, by_key: Mapping[str, Planned], said: Mapping[str, Mapping[str, Any]]) -> None:
    a, b = sorted((str(match.a), str(match.b)), key=lambda key: (key not in by_key, by_key[key].number if key in by_key else 0))
    line = by_key[a]
    line.asks.append(
        {
            "a": a, "b": b, "here": _plain(said[a]), "there": _plain(said[b]), "line": by_key[b].number if b in by_key else 0,
            "signs": [[sign.sign, sign.how] for sign in match.signs], "bits": round(match.bits, 1), "elsewhere": match.elsewhere,
        }
    )  # fmt: skip


def _plain(said: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(said[key]) for key in ("employer", *KEPT) if said.get(key)}


class _Contacts:
    """Who is invited to speak for an employer: each address once, and only with a name."""

    def __init__(self, has: Has) -> None:
        self._has = has
        self._by_address: dict[str, tuple[str, str, int]] = {}  # address: name, employer, line

    def invited(self, line: Planned, employer: str, here: str | None) -> bool:
        """Whether a letter comes of a line; what stands in its way is said, and never stops the employer itself."""
        contact, text = values.person_name(line.read), line.read.get("email", "")
        email = values.address(text)
        if not email:
            if contact:
                line.say("contact_without_email", "email", INFO, name=contact)
            return False
        if not values.is_address(email):
            line.say("odd_email", "email", WARN, text=text)
            return False
        if not contact:
            line.say("address_without_name", "name", INFO)
            return False
        known = self._has.people.get(email)
        if known and not values.alike(known.name, contact):
            line.say("address_is_of_other", "email", WARN, name=known.name, other=contact)
            return False
        first = self._by_address.setdefault(email, (contact, employer, line.number))
        if first[2] != line.number and (first[1] == employer or not values.alike(first[0], contact)):
            if first[1] != employer:
                line.say("address_shared", "email", WARN, line=first[2], name=first[0])
            return False
        if known and here and here[1:] in known.speaks_for:
            return False
        line.does |= {"email": email, "name": contact}
        if here or line.fate != Fate.NEW:
            line.say("further_contact", "name", INFO, name=contact)
        return True
