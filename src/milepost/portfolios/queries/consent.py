"""What a learner has agreed to: the newest word on each matter."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from milepost.portfolios.models import Consent, Registration
from milepost.portfolios.words import ConsentAbout


def consent_in_force(registration: Registration, about: str) -> Consent | None:
    """The newest word on one matter: given or taken back. None where nothing was ever said."""
    return registration.consents.filter(about=about).order_by("-pk").first()


def consents_of(registration: Registration) -> list[Consent]:
    """Every word on every matter, the newest first."""
    return list(registration.consents.select_related("said_by").order_by("-pk"))


def employer_sees(registration: Registration) -> bool:
    """Whether the learner agrees, as of now, that their employer sees how far they are and their reviews."""
    said = consent_in_force(registration, ConsentAbout.EMPLOYER)
    return said is not None and said.given


def employers_see(registrations: Collection[int]) -> set[int]:
    """The same for many registrations, by primary key: those whose employer sees. One query."""
    newer = Consent.objects.filter(registration=OuterRef("registration"), about=OuterRef("about"), pk__gt=OuterRef("pk"))
    said = Consent.objects.filter(~Exists(newer), registration__in=registrations, about=ConsentAbout.EMPLOYER, given=True)
    return set(said.values_list("registration_id", flat=True))
