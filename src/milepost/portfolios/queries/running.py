"""What a centre keeps of a registration beside the portfolio: breaks."""

from milepost.portfolios.models import Pause, Registration
from milepost.portfolios.words import RegistrationState


def pause_of(registration: Registration) -> Pause | None:
    """The break that somebody is on. Who is on none costs no query."""
    if registration.state != RegistrationState.ON_BREAK:
        return None
    return registration.pauses.filter(ended_on=None).first()


def pauses_of(registration: Registration) -> list[Pause]:
    """Every break, the newest first."""
    return list(registration.pauses.order_by("-starts_on", "-pk"))
