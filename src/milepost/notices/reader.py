"""Whom each event concerns, and what they are told of it: a table of event names and rules."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from milepost.assessment import words as assessment
from milepost.assessment.words import CountersignVerdict, Side
from milepost.assurance import words as assurance
from milepost.base.models import Event
from milepost.commitments import telling
from milepost.commitments import words as commitments
from milepost.commitments.words import Mark
from milepost.frameworks.queries import framework_of
from milepost.notices import concerns, employers, peers, promises, queries, workbooks
from milepost.notices.words import Kind
from milepost.people.models import Person
from milepost.people.words import Role
from milepost.portfolios import words as portfolios
from milepost.portfolios.models import Registration


@dataclass(frozen=True, slots=True)
class Told:
    """One person to be told. `role` is the one in which it concerns them, and in which they will open it."""

    person: Person
    role: Role
    kind: Kind
    args: dict[str, Any] = field(default_factory=dict)


Rule = Callable[[Event, Registration], Iterator[Told]]


def _assessors(registration: Registration) -> list[tuple[Person, Role]]:
    """Who assesses; where nobody does yet, the managers, who can say who will."""
    if registration.assessor:
        return [(registration.assessor, Role.ASSESSOR)]
    return [(manager, Role.CENTRE_MANAGER) for manager in queries.people_in(Role.CENTRE_MANAGER, registration.centre)]


def _registered(_event: Event, registration: Registration) -> Iterator[Told]:
    about = {"qualification": registration.qualification_title}
    yield Told(registration.learner, Role.LEARNER, Kind.REGISTERED, about)
    yield from _new_learner(_event, registration)


def _new_learner(_event: Event, registration: Registration) -> Iterator[Told]:
    if registration.assessor:
        yield Told(registration.assessor, Role.ASSESSOR, Kind.NEW_LEARNER, {"qualification": registration.qualification_title})


def _allocated(event: Event, registration: Registration) -> Iterator[Told]:
    """The new assessor, the learner, and whoever assessed before. An event without `before` is of the days before it was kept."""
    if "before" not in event.args or not event.args["changed"]:
        yield from () if "before" in event.args else _new_learner(event, registration)
        return
    yield from _new_learner(event, registration)
    if registration.assessor:
        yield Told(registration.learner, Role.LEARNER, Kind.NEW_ASSESSOR, {"assessor": registration.assessor.name})
    if event.args["before"] and (before := queries.person_by_uuid(event.args["before"])):
        yield Told(before, Role.ASSESSOR, Kind.LEARNER_GONE, {"assessor": registration.assessor.name if registration.assessor else ""})


def _both(kind: Kind, *days: str) -> Rule:
    """The learner and their assessor of what the centre noted: the days by their names in the event, and the reason."""

    def rule(event: Event, registration: Registration) -> Iterator[Told]:
        said = {"reason": (event.personal or {}).get("reason", ""), "to": (event.personal or {}).get("to", "")}
        about = {**{day: event.args[day] for day in days}, **{key: text for key, text in said.items() if text}}
        yield from _to_both(registration, kind, about)

    return rule


def _to_both(registration: Registration, kind: Kind, about: Mapping[str, Any]) -> Iterator[Told]:
    yield Told(registration.learner, Role.LEARNER, kind, {**about, "role": Role.LEARNER})
    if registration.assessor:
        yield Told(registration.assessor, Role.ASSESSOR, kind, {**about, "role": Role.ASSESSOR})


def _employer_changed(event: Event, registration: Registration) -> Iterator[Told]:
    about = {"employer": (event.personal or {}).get("employer", ""), "asked_anew": event.args["consent_ended"]}
    yield from _to_both(registration, Kind.EMPLOYER_CHANGED, about)


def _other_side(kind: Kind) -> Rule:
    """To the learner what their assessor did, and the other way round."""

    def rule(event: Event, registration: Registration) -> Iterator[Told]:
        about = {"units": len(event.args["units"])}
        if event.actor["role"] == Role.LEARNER:
            yield from (Told(person, role, kind, about) for person, role in _assessors(registration))
        else:
            yield Told(registration.learner, Role.LEARNER, kind, about)

    return rule


def _handed_in(event: Event, registration: Registration) -> Iterator[Told]:
    for person, role in _assessors(registration):
        yield Told(person, role, Kind.HANDED_IN, {"claims": len(event.args["targets"])})


def _judged(event: Event, registration: Registration) -> Iterator[Told]:
    """The learner hears of what counts; what waits for a countersignature goes to who is asked for it."""
    waits = set(event.args.get("waits", ()))
    counts = {verdict: len(set(event.args[verdict]) - waits) for verdict in ("met", "not_yet", "ask")}
    if any(counts.values()):
        yield Told(registration.learner, Role.LEARNER, Kind.JUDGED, {**counts, **_first_to_read(event, without=waits)})
    if waits:
        for person, number in queries.asked_to_countersign(event):
            yield Told(person, Role.ASSESSOR, Kind.TO_COUNTERSIGN, {"decisions": number})


def _countersigned(event: Event, registration: Registration) -> Iterator[Told]:
    counts = {verdict: len(event.args[verdict]) for verdict in ("met", "not_yet", "ask")}
    if event.args["verdict"] == CountersignVerdict.AGREED:
        yield Told(registration.learner, Role.LEARNER, Kind.JUDGED, {**counts, **_first_to_read(event)})
    reason = (event.personal or {}).get("reason", "")
    for person in queries.who_judged(event):
        kind = Kind.COUNTERSIGNED if event.args["verdict"] == CountersignVerdict.AGREED else Kind.NOT_COUNTERSIGNED
        yield Told(person, Role.ASSESSOR, kind, {"decisions": sum(counts.values()), "reason": reason})


def _first_to_read(event: Event, *, without: Container[str] = ()) -> dict[str, str]:
    """The unit that the learner opens: the one with something to redo, else with something to ask about, else with something met."""
    for verdict in ("not_yet", "ask", "met"):
        for target in event.args[verdict]:
            if target not in without:
                return {"key": target.rpartition(":")[0]}
    return {}


def _unit(event: Event, registration: Registration) -> dict[str, str]:
    """The unit by the code that people read, and the key that opens it."""
    known = framework_of(registration.specification).unit_by_key.get(event.args["unit"])
    return {"unit": known.code if known else event.args["unit"], "key": event.args["unit"]}


def _signed_off(event: Event, registration: Registration) -> Iterator[Told]:
    unit, second_look = _unit(event, registration), registration.centre.second_look
    yield Told(registration.learner, Role.LEARNER, Kind.SIGNED_OFF, {**unit, "second_look": second_look})
    if second_look:
        for person in [registration.iqa] if registration.iqa else queries.people_in(Role.IQA, registration.centre):
            yield Told(person, Role.IQA, Kind.TO_REVIEW, {**unit, "sign_off": event.args["sign_off"]})


def _returned(event: Event, registration: Registration) -> Iterator[Told]:
    reason = (event.personal or {}).get("reason", "")
    for person, role in _assessors(registration):
        yield Told(person, role, Kind.RETURNED, {**_unit(event, registration), "reason": reason})


def _agreed(event: Event, registration: Registration) -> Iterator[Told]:
    yield Told(registration.learner, Role.LEARNER, Kind.AGREED, _unit(event, registration))


def _replaced(event: Event, registration: Registration) -> Iterator[Told]:
    if event.args["in_doubt"] > 0:
        for person, role in _assessors(registration):
            about = {"evidence": f"E{event.args['number']}", "piece": event.args["evidence"], "in_doubt": event.args["in_doubt"]}
            yield Told(person, role, Kind.REPLACED, about)


def _testified(event: Event, registration: Registration) -> Iterator[Told]:
    about = {
        "evidence": f"E{event.args['number']}",
        "piece": event.args["evidence"],
        "corrected": bool(event.args["corrects"]),
        "in_doubt": event.args["in_doubt"],
    }
    yield Told(registration.learner, Role.LEARNER, Kind.TESTIMONY_SIGNED, about)
    for person, role in _assessors(registration):
        yield Told(person, role, Kind.TESTIMONY_SIGNED, about)


def _returned_unsigned(event: Event, registration: Registration) -> Iterator[Told]:
    """To who asked; where that is an assessor who has gone, to the one who assesses now."""
    about = {"witness": (event.personal or {}).get("witness", ""), "reason_kind": event.args["reason"]}
    if event.args["asked_as"] == Role.LEARNER:
        yield Told(registration.learner, Role.LEARNER, Kind.WITNESS_RETURNED, about)
    else:
        for person, role in _assessors(registration):
            yield Told(person, role, Kind.WITNESS_RETURNED, about)


def _review(event: Event) -> dict[str, Any]:
    return {"review": event.args["review"], "number": event.args["number"]}


def _reading(registration: Registration) -> list[Person]:
    """The learner, where they can sign in to read it. Otherwise their letter tells them."""
    return [registration.learner] if registration.learner.has_usable_password() else []


def _reviewing(registration: Registration) -> list[Person]:
    return [registration.assessor] if registration.assessor else []


def _to_the_learner(kind: Kind) -> Rule:
    def rule(event: Event, registration: Registration) -> Iterator[Told]:
        for person in _reading(registration):
            yield Told(person, Role.LEARNER, kind, _review(event))

    return rule


def _review_written(event: Event, registration: Registration) -> Iterator[Told]:
    """Whose signature fell is told so; else the learner that it can be read, and the assessor that somebody said their part."""
    about, fallen = _review(event), event.args["fallen"]
    for person in _reading(registration):
        if "learner" in fallen:
            yield Told(person, Role.LEARNER, Kind.REVIEW_FALLEN, about)
        elif event.args["first"]:
            yield Told(person, Role.LEARNER, Kind.REVIEW_READY, about)
    for person in _reviewing(registration):
        yield Told(person, Role.ASSESSOR, Kind.REVIEW_FALLEN if "assessor" in fallen else Kind.REVIEW_SAID, about)


def _review_signed(event: Event, registration: Registration) -> Iterator[Told]:
    complete, about = event.args["complete"], _review(event)
    for person in _reviewing(registration):
        yield Told(person, Role.ASSESSOR, Kind.REVIEW_COMPLETE if complete else Kind.REVIEW_SIGNED, about)
    for person in _reading(registration):
        if complete:
            yield Told(person, Role.LEARNER, Kind.REVIEW_COMPLETE, about)


def _consent(event: Event, registration: Registration) -> Iterator[Told]:
    for person in _reviewing(registration):
        yield Told(person, Role.ASSESSOR, Kind.CONSENT, {"given": event.args["given"]})


def _visit(kind: Kind) -> Rule:
    """To the side that did not act, whoever that is today."""

    def rule(event: Event, registration: Registration) -> Iterator[Told]:
        about = {name: event.args[name] for name in ("visit", "starts_at", "from", "missed_by") if name in event.args}
        if reason := (event.personal or {}).get("reason"):
            about["reason"] = reason
        if event.args["side"] == Side.LEARNER:
            yield from (Told(person, Role.ASSESSOR, kind, about) for person in _reviewing(registration))
        else:
            yield Told(registration.learner, Role.LEARNER, kind, about)

    return rule


def _version_offered(kind: Kind) -> Rule:
    def rule(event: Event, registration: Registration) -> Iterator[Told]:
        offer = {"offer": event.args["offer"]} if kind is Kind.VERSION_OFFERED else {}
        about = {"version": event.args["version"], "reason": (event.personal or {}).get("note", ""), **offer}
        yield Told(registration.learner, Role.LEARNER, kind, about)

    return rule


def _version_answered(kind: Kind) -> Rule:
    """To the assessor, and to who offered it."""

    def rule(event: Event, registration: Registration) -> Iterator[Told]:
        about = {
            "version": event.args["version"],
            "again": len(event.args.get("again", ())),
            "reason": (event.personal or {}).get("note", ""),
        }
        if registration.assessor:
            yield Told(registration.assessor, Role.ASSESSOR, kind, about)
        offered_by = queries.who_offered(event)
        if offered_by and offered_by != registration.assessor:
            yield Told(offered_by, Role.CENTRE_MANAGER, kind, about)

    return rule


RULES: dict[str, Rule] = {
    portfolios.VERSION_OFFERED: _version_offered(Kind.VERSION_OFFERED),
    portfolios.VERSION_TAKEN_BACK: _version_offered(Kind.VERSION_TAKEN_BACK),
    portfolios.VERSION_DECLINED: _version_answered(Kind.VERSION_STAYED),
    assessment.VERSION_MOVED: _version_answered(Kind.VERSION_MOVED),
    assessment.VISIT_PROPOSED: _visit(Kind.VISIT_PROPOSED),
    assessment.VISIT_AGREED: _visit(Kind.VISIT_AGREED),
    assessment.VISIT_MOVED: _visit(Kind.VISIT_MOVED),
    assessment.VISIT_MISSED: _visit(Kind.VISIT_MISSED),
    assessment.VISIT_CALLED_OFF: _visit(Kind.VISIT_CALLED_OFF),
    portfolios.LEARNER_REGISTERED: _registered,
    portfolios.ASSESSOR_ALLOCATED: _allocated,
    portfolios.REGISTRATION_PAUSED: _both(Kind.PAUSED, "starts_on", "expected_on"),
    portfolios.REGISTRATION_RESUMED: _both(Kind.RESUMED, "back_on", "ends_on"),
    portfolios.REGISTRATION_EXTENDED: _both(Kind.EXTENDED, "ends_on"),
    portfolios.EMPLOYER_CHANGED: _employer_changed,
    portfolios.REGISTRATION_COMPLETED: _both(Kind.COMPLETED, "on"),
    portfolios.LEARNER_WITHDRAWN: _both(Kind.WITHDRAWN, "on"),
    portfolios.LEARNER_TRANSFERRED: _both(Kind.TRANSFERRED, "on"),
    portfolios.RULE_WAIVED: _both(Kind.RULE_WAIVED, "until"),
    portfolios.WAIVER_ENDED: _both(Kind.WAIVER_ENDED),
    portfolios.UNITS_PROPOSED: _other_side(Kind.UNITS_PROPOSED),
    portfolios.UNITS_AGREED: _other_side(Kind.UNITS_AGREED),
    portfolios.CLAIMS_HANDED_IN: _handed_in,
    portfolios.EVIDENCE_REPLACED: _replaced,
    portfolios.CONSENT_SAID: _consent,
    assessment.REVIEW_OPENED: _to_the_learner(Kind.REVIEW_OPENED),
    assessment.REVIEW_WRITTEN: _review_written,
    assessment.REVIEW_SIGNED: _review_signed,
    assessment.REVIEW_CALLED_OFF: _to_the_learner(Kind.REVIEW_CALLED_OFF),
    assessment.CRITERIA_JUDGED: _judged,
    assessment.JUDGEMENTS_COUNTERSIGNED: _countersigned,
    assessment.UNIT_SIGNED_OFF: _signed_off,
    assessment.TESTIMONY_SIGNED: _testified,
    assessment.WITNESS_REQUEST_RETURNED: _returned_unsigned,
    assurance.UNIT_RETURNED: _returned,
    assurance.UNIT_AGREED: _agreed,
}


def _clock(kind: Kind, mark: Mark) -> Callable[[Event], Iterator[Told]]:
    """Whom the standard names, of a clock that is about to break or has."""

    def rule(event: Event) -> Iterator[Told]:
        row = telling.clock_by_uuid(event.args["clock"])
        standard = telling.standard_of(row) if row else None
        if row is None or standard is None:
            return
        about = row.registration.learner.name if row.registration else row.file.employer.name if row.file else ""
        said = {"clock": event.args["clock"], "standard": standard.title, "whom": about, "due_at": event.args["due_at"]}
        for person, role in telling.hearers(row, standard, mark):
            yield Told(person, role, kind, said)

    return rule


def _recounted(event: Event) -> Iterator[Told]:
    """A day off or other hours gave clocks another time: the managers hear how many."""
    centre = queries.centre_by_id(event.centre_id)
    if centre and event.args["moved"] and event.args["because"]:
        for role in (Role.CENTRE_MANAGER, Role.QUALITY_MANAGER):
            for person in queries.people_in(role, centre):
                yield Told(person, role, Kind.CLOCKS_MOVED, {"moved": event.args["moved"], "because": event.args["because"]})


def _employer(rule: employers.Rule) -> Callable[[Event], Iterator[Told]]:
    return lambda event: (Told(*one) for one in rule(event))


# Of what is about no portfolio, or not about it alone.
OTHERS: dict[str, Callable[[Event], Iterator[Told]]] = {
    commitments.CLOCK_WARNED: _clock(Kind.CLOCK_WARNED, Mark.WARNED),
    commitments.CLOCK_BROKEN: _clock(Kind.CLOCK_BROKEN, Mark.BROKEN),
    commitments.CLOCKS_RECOUNTED: _recounted,
    **{name: _employer(rule) for name, rule in (employers.RULES | concerns.RULES | peers.RULES | promises.RULES | workbooks.RULES).items()},
}


def concerned(event: Event) -> list[Told]:
    """Who is told of an event, and what. Nobody is told of their own act."""
    if other := OTHERS.get(event.name):
        return list(other(event))
    rule, registration = RULES.get(event.name), queries.registration_of(event)
    if rule is None or registration is None:
        return []
    actor = queries.person_who_acted(event)
    who: dict[str, Any] = {"who": (event.personal or {}).get("who", ""), "learner": registration.learner.name}
    if registration.programme:
        who["programme"] = True
    return [Told(t.person, t.role, t.kind, {**who, **t.args}) for t in rule(event, registration) if t.person.pk != actor]
