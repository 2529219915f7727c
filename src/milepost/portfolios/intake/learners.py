"""Learners of a list, or of a national return: whom to invite, whom to register, and what is known of them otherwise."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from milepost.base import clock
from milepost.people.uln import TEMPORARY, why_not_uln
from milepost.people.words import Role
from milepost.portfolios.intake import values
from milepost.portfolios.intake.columns import folded
from milepost.portfolios.intake.plan import INFO, WARN, Course, Has, Known, Place, Planned, Seat
from milepost.portfolios.words import Fate, RegistrationState

YOUNGEST, OLDEST = 12, 100
PROGRAMME = "zprog001"  # an apprenticeship as a whole; its aims stand beside it
_STATES = {"1": "active", "2": "completed", "3": "withdrawn", "6": "on_break"}  # CompStatus of the return


def plan(lines: list[Planned], *, has: Has, settings: Mapping[str, Any], national: bool) -> None:
    seen = _Seen()
    for line in lines:
        line.name, line.about = values.person_name(line.read), values.address(line.read.get("email", ""))
        if national and not _wanted(line, has):
            continue
        who = _who(line, has, national=national)
        if not line.wrong:
            seen.look(line, who)
        place = _place(line, has, settings)
        if line.wrong:
            continue
        _settle(line, who, place, has)
        if not line.wrong:
            seen.keep(line, place)


# What a return says that is not for us ------------------------------------------------------------------------------


def _wanted(line: Planned, has: Has) -> bool:
    """Whether this aim is brought in: only one that is running, of a qualification that is published here."""
    aim = line.read.get("qualification", "")
    if folded(aim) == PROGRAMME or line.read.get("aim") == "1":
        line.leave("programme_aim", "qualification")
    elif folded(aim).replace(" ", "") not in has.courses:
        line.leave("aim_not_here", "qualification", text=aim)
    else:
        state = _STATES.get(line.read.get("status", ""))
        if state is None:
            line.say("bad_status", "status", text=line.read.get("status", ""))
        elif state != "active":
            line.leave(f"aim_{state}", "status")
        else:
            return True
    return False


# Who ----------------------------------------------------------------------------------------------------------------


def _who(line: Planned, has: Has, *, national: bool) -> Known | None:
    """The learner whom the centre knows already, by address, else by number."""
    email, uln = line.about, values.digits(line.read.get("uln", ""))
    if not line.name:
        line.say("no_name", "name")
    elif len(line.name) > 150:
        line.say("long_name", "name")
    _number(line, uln)
    born_on = _born_on(line)
    if email and not values.is_address(email):
        line.say("bad_email", "email", text=line.read["email"])
        return None
    known = has.people.get(email) if email else None
    by_number = has.by_uln.get(uln) if uln and uln != TEMPORARY else None
    if known is None and by_number is not None:
        same = values.alike(by_number.name, line.name) or (born_on is not None and born_on == by_number.born_on)
        if not same:
            line.say("uln_of_other", "uln", name=by_number.name, email=by_number.email)
            return None
        if email:
            line.say("other_address", "email", WARN, name=by_number.name, email=by_number.email)
        known = by_number
    elif known and by_number and known.uuid != by_number.uuid:
        line.say("uln_of_other", "uln", name=by_number.name, email=by_number.email)
    if known is None and not email:
        line.say("no_email_in_return" if national else "no_email", "email")
    if known and line.name and not values.alike(known.name, line.name):
        line.say("address_of_other", "email", name=known.name, other=line.name)
    elif known and email and email != known.email and known is not by_number:
        line.say("merged_address", "email", INFO, name=known.name, email=known.email)
    if known and Role.LEARNER not in known.roles and not line.wrong:
        line.say("works_here", "email", WARN, name=known.name)
    return known


def _number(line: Planned, uln: str) -> None:
    text = line.read.get("uln", "")
    if not uln:
        return
    if values.shortened(text):
        line.say("shortened_uln", "uln", text=text)
    elif reason := why_not_uln(uln):
        line.say("said", "uln", text=reason)
    elif uln == TEMPORARY:
        line.say("temporary_uln", "uln", WARN)


def _born_on(line: Planned) -> date | None:
    text = line.read.get("born_on", "")
    if not text:
        return None
    born_on = values.day(text, past=True)
    if born_on is None:
        line.say("bad_day", "born_on", text=text)
        return None
    today = clock.today()
    age = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    if not YOUNGEST <= age <= OLDEST:
        line.say("born_in_future" if born_on >= today else "odd_age", "born_on", age=age)
    return born_on


# Where --------------------------------------------------------------------------------------------------------------


def _place(line: Planned, has: Has, settings: Mapping[str, Any]) -> Place | None:
    """The qualification, days and people of a line: its own, else what holds for every line. None where it names no qualification."""
    course = _course(line, has, settings)
    people = {key: _person(line, key, role, has, settings) for key, role in (("assessor", Role.ASSESSOR), ("iqa", Role.IQA))}
    employer = _employer(line, has, settings)
    starts_on, ends_on = _day(line, "starts_on", settings), _day(line, "ends_on", settings)
    if course is None:
        if not line.wrong and any(line.read.get(key) for key in ("starts_on", "assessor")):
            line.say("no_qualification", "qualification", WARN)
        return None
    if starts_on is None or ends_on is None:
        if not line.wrong:
            line.say("no_days", "ends_on" if starts_on else "starts_on")
        return None
    return Place(course, starts_on, ends_on, employer, people["assessor"], people["iqa"])


def _course(line: Planned, has: Has, settings: Mapping[str, Any]) -> Course | None:
    text = line.read.get("qualification", "")
    key = folded(text).replace(" ", "") if text else settings.get("qualification", "")
    if not key:
        return None
    found = has.courses.get(key)
    if found is None:
        line.say("unknown_qualification", "qualification", text=text)
    return found


def _day(line: Planned, key: str, settings: Mapping[str, Any]) -> date | None:
    text = line.read.get(key, "")
    if not text:
        return date.fromisoformat(settings[key]) if settings.get(key) else None
    found = values.day(text)
    if found is None:
        line.say("bad_day", key, text=text)
    return found


def _person(line: Planned, key: str, role: Role, has: Has, settings: Mapping[str, Any]) -> str:
    """Somebody of staff by address or by name."""
    text = line.read.get(key, "")
    if not text:
        return str(settings.get(key, "") or "")
    if "@" in text:
        found = [known for known in [has.people.get(values.address(text))] if known and role in known.roles]
    else:
        found = has.staff.get(role, {}).get(folded(text), [])
    if len(found) == 1:
        return found[0].uuid
    line.say("several_people" if found else "unknown_person", key, text=text, role=str(role))
    return ""


def _employer(line: Planned, has: Has, settings: Mapping[str, Any]) -> str:
    text = line.read.get("employer", "")
    if not text:
        return str(settings.get("employer", "") or "")
    found = has.employers.get(folded(text))
    if found is None:
        line.say("unknown_employer", "employer", text=text)
        return ""
    return found[0]


# What becomes of it -------------------------------------------------------------------------------------------------


def _settle(line: Planned, who: Known | None, place: Place | None, has: Has) -> None:
    uln = values.digits(line.read.get("uln", ""))
    born_on = values.day(line.read.get("born_on", ""), past=True)
    learns = who is not None and Role.LEARNER in who.roles
    line.does = {
        "email": who.email if who else line.about, "name": line.name, "person": who.uuid if who else "",
        "born_on": born_on.isoformat() if born_on else "", "uln": uln,
    }  # fmt: skip
    notes_birth = bool(who and born_on and who.born_on is None and learns)
    if who and born_on and who.born_on and who.born_on != born_on:
        line.say("differs", "born_on", WARN, here=who.born_on.isoformat(), there=born_on.isoformat())
    seat = _seat(who, place, has)
    if seat is not None and place is not None:
        _compare(line, seat, place, uln, has)
    elif place is not None:
        _ask(line, who, place, born_on, has)
    if notes_birth:
        line.does["note_birth"] = True
        line.say("will_note", "born_on", INFO, there=born_on.isoformat() if born_on else "")
    if line.wrong:
        return
    if place is None or seat is not None:
        changes = notes_birth or line.does.get("allocate") or line.does.get("note_uln")
        line.fate = Fate.NEW if not learns else Fate.CHANGED if changes else Fate.HERE
    elif learns:
        line.say("further_registration", "qualification", INFO, title=place.course.title)


def _seat(who: Known | None, place: Place | None, has: Has) -> Seat | None:
    """The registration that the learner has on this qualification already, whatever its version."""
    if who is None or place is None:
        return None
    same = [seat for seat in has.seats.get(who.uuid, []) if seat.qualification == place.course.qualification]
    return next((seat for seat in same if seat.state == RegistrationState.ACTIVE), same[0] if same else None)


def _ask(line: Planned, who: Known | None, place: Place, born_on: date | None, has: Has) -> None:
    """Whether the policies let this learner be registered there."""
    born = (who.born_on if who else None) or born_on
    first = line.name.split(" ", 1)[0]
    reason = has.why_not_place(place) or has.why_not_age(place.course, first, born, place.starts_on)
    if reason:
        line.say("said", "qualification", text=reason)
        return
    if who and who.uuid in (place.assessor, place.iqa):
        line.say("own_work", "assessor" if who.uuid == place.assessor else "iqa", name=who.name)
    line.does["register"] = {
        "specification": place.course.specification, "qualification": place.course.qualification,
        "starts_on": place.starts_on.isoformat(), "ends_on": place.ends_on.isoformat(),
        "employer": place.employer, "assessor": place.assessor, "iqa": place.iqa,
    }  # fmt: skip


def _compare(line: Planned, seat: Seat, place: Place, uln: str, has: Has) -> None:
    """What the list says otherwise than the registration that there is. Nothing is taken away by a list that leaves it out."""
    if seat.state != RegistrationState.ACTIVE:
        line.say("not_active", "qualification", WARN, state=seat.state)
        return
    if uln and uln != seat.uln:
        if not seat.uln or seat.uln == TEMPORARY:
            line.does |= {"registration": seat.uuid, "note_uln": uln}
            line.say("will_note", "uln", INFO, there=uln)
        elif uln != TEMPORARY:
            line.say("differs", "uln", WARN, here=seat.uln, there=uln)
    moved = {key: new for key, new, old in _people(line, seat, place) if new and new != old}
    if moved:
        line.does |= {"registration": seat.uuid, "allocate": moved}
        for key, new in moved.items():
            old = seat.assessor if key == "assessor" else seat.iqa
            line.say("will_change", key, INFO, here=has.names.get(old, ""), there=has.names.get(new, ""))
    if line.read.get("employer") and place.employer != seat.employer:
        line.say("differs", "employer", WARN, here=has.names.get(seat.employer, ""), there=has.names.get(place.employer, ""))
    for key, here, there in (("starts_on", seat.starts_on, place.starts_on), ("ends_on", seat.ends_on, place.ends_on)):
        if line.read.get(key) and here and here != there:
            line.say("differs", key, WARN, here=here.isoformat(), there=there.isoformat())


def _people(line: Planned, seat: Seat, place: Place) -> list[tuple[str, str, str]]:
    """Only what the line itself names: what holds for every line fills gaps and moves nobody."""
    return [
        (key, new if line.read.get(key) or not old else old, old)
        for key, new, old in (("assessor", place.assessor, seat.assessor), ("iqa", place.iqa, seat.iqa))
    ]


# The same twice -----------------------------------------------------------------------------------------------------


class _Seen:
    """Lines that came before, by address, by number and by where they put somebody."""

    def __init__(self) -> None:
        self.by_email: dict[str, Planned] = {}
        self.by_uln: dict[str, Planned] = {}
        self.by_place: dict[tuple[str, str], Planned] = {}

    def look(self, line: Planned, who: Known | None) -> None:
        """Whether an earlier line says that this address or number is somebody else's."""
        uln = values.digits(line.read.get("uln", ""))
        key = who.email if who else line.about
        before = self.by_email.get(key)
        if before is not None and not values.alike(before.name, line.name):
            line.say("address_twice", "email", line=before.number, name=before.name)
        before = self.by_uln.get(uln)
        if before is not None and before.does["email"] != key:
            line.say("uln_twice", "uln", line=before.number, name=before.name)

    def keep(self, line: Planned, place: Place | None) -> None:
        """Remember a line that counts; one that says the same as an earlier one does not."""
        email, uln = line.does["email"], line.does["uln"]
        first = self.by_place.setdefault((email, place.course.qualification if place else ""), line)
        if first is not line:
            line.say("twice", line=first.number)
            return
        self.by_email.setdefault(email, line)
        if uln and uln != TEMPORARY:
            self.by_uln.setdefault(uln, line)
