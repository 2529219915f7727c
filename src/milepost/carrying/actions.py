"""What people do with packages: ask for one, receive one."""

from typing import Any
from uuid import UUID

from django.db import transaction

from milepost.base import clock, events
from milepost.base.files import path_of
from milepost.base.models import Actor, StoredFile
from milepost.base.refusal import Refused
from milepost.carrying import checking, policies, words
from milepost.carrying.landing import Landing, new_uuid
from milepost.carrying.making import make_package
from milepost.frameworks import actions as frameworks
from milepost.frameworks.models import Specification
from milepost.frameworks.words import Rights
from milepost.people import actions as people
from milepost.people import queries as who
from milepost.people.models import Centre, Organisation, Person
from milepost.people.words import OrganisationKind, Role
from milepost.portfolios import progress
from milepost.portfolios.models import Arrival, Package, Registration
from milepost.portfolios.words import PackageState, RegistrationState


@transaction.atomic
def ask_package(registration: Registration, *, by: Actor) -> Package:
    """Ask for the whole portfolio as one file. The worker makes it."""
    progress.lock(registration)  # a form sent twice asks once
    waiting = Package.objects.filter(registration=registration, state=PackageState.ASKED).first()
    if reason := policies.why_not_ask_package(registration, by=by, waiting=waiting):
        raise Refused(reason)
    package = Package.objects.create(registration=registration, asked_at=clock.now(), asked_by=by)
    # Not in the portfolio's own stream: packing a portfolio does not change it.
    events.record(
        f"people:{registration.centre.uuid}", words.PACKAGE_ASKED, by=by, centre_id=registration.centre_id,
        args={"registration": registration.uuid, "package": package.uuid},
    )  # fmt: skip
    make_package.enqueue(str(package.uuid))
    return package


def receive_package(file: StoredFile, *, by: Actor) -> Registration:
    """Take a portfolio of another centre in, as it was: rows, files, judgements and journal, together or not at all.

    The package is checked first, which takes a while, and nothing waits for that.
    """
    with checking.opened(path_of(file.sha256)) as package:
        if reason := policies.why_not_receive_package(file, by=by, problems=package.problems, arrived=arrived_in(file, package.digest)):
            raise Refused(reason)
        return _receive(file, package, by=by)


@transaction.atomic
def _receive(file: StoredFile, package: checking.Opened, *, by: Actor) -> Registration:
    centre = Centre.objects.select_for_update().get(pk=by.at_centre)
    said = package.said
    uuid = UUID(said["rows"]["registration"][0]["uuid"])
    arrived, here = arrived_in(file, package.digest), here_already(uuid, centre=centre)
    if reason := policies.why_not_receive_package(file, by=by, arrived=arrived, here=here):
        raise Refused(reason)
    specification = _specification(centre, said["specification"], by=by)
    given = {
        "learner": _learner(centre, said, by=by),
        "employer": _employer(centre, said["employer"], by=by),
        "specification": specification,
    }
    landing = Landing(said, package.folder, centre, given)
    registration = landing.land()
    arrival = Arrival.objects.create(
        registration=registration, centre=centre, file=file, digest=package.digest, arrived_at=clock.now(), arrived_by=by,
        came_from=package.info.get("Source-Organization", "")[:200],
    )  # fmt: skip
    events.record(
        f"people:{centre.uuid}",
        words.PORTFOLIO_RECEIVED,
        by=by,
        centre_id=centre.pk,
        args={"registration": registration.uuid, "arrival": arrival.uuid, "package": package.digest, "renamed": bool(landing.names)},
        personal={"learner": registration.learner.name, "came_from": arrival.came_from},
        rows=[*landing.told, arrival],
    )
    return registration


def arrived_in(file: StoredFile, digest: str) -> Arrival | None:
    """What this very package brought to the centre, if it was received."""
    found = Arrival.objects.filter(centre_id=file.centre_id, digest=digest).exclude(digest="")
    return found.select_related("registration__learner").first()


def here_already(uuid: UUID, *, centre: Centre) -> Registration | None:
    """The same portfolio at this centre. One that left and comes back is another one."""
    received = Registration.objects.filter(centre=centre, uuid=new_uuid(centre, uuid))
    left = (RegistrationState.TRANSFERRED, RegistrationState.WITHDRAWN)
    running = Registration.objects.filter(centre=centre, uuid=uuid).exclude(state__in=left)
    return (received | running).select_related("learner").first()


def matching_learner(centre: Centre, said: dict[str, Any]) -> Person | None:
    """Who the learner is here: the same ULN at this centre, or the same e-mail address."""
    uln = said["rows"]["registration"][0]["uln"]
    if uln and (known := Registration.objects.filter(centre=centre, uln=uln).select_related("learner").first()):
        return known.learner
    return who.person_by_email(said["learner"]["email"])


def _learner(centre: Centre, said: dict[str, Any], *, by: Actor) -> Person:
    person, told = matching_learner(centre, said), said["learner"]
    if person is not None and who.learners_of(by).filter(pk=person.pk).exists():
        return person
    born_on = Person._meta.get_field("born_on").to_python(told["born_on"]) if told["born_on"] else None
    letter = people.invite(
        centre, by=by, email=person.email if person else told["email"], name=told["name"], role=Role.LEARNER, born_on=born_on
    )
    return letter.appointment.person


def _employer(centre: Centre, told: dict[str, Any] | None, *, by: Actor) -> Organisation | None:
    if told is None:
        return None
    known = Organisation.objects.filter(centre=centre, kind=OrganisationKind.EMPLOYER, name__iexact=told["name"].strip()).first()
    return known or people.add_employer(centre, by=by, name=told["name"])


def _specification(centre: Centre, told: dict[str, Any], *, by: Actor) -> Specification:
    """The version with exactly this document: the centre's own, or the one that comes along."""
    known = Specification.objects.filter(centre=centre, digest=told["digest"]).first()
    return known or frameworks.adopt(centre, by=by, document=told["document"], rights=Rights.IMPORTED, title=told["title"])
