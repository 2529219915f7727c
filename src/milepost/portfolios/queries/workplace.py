"""Where a learner works, and when."""

from milepost.portfolios.models import Registration, Workplace


def workplace_of(registration: Registration) -> Workplace | None:
    """What was said last of the place of work and the shifts; None as long as nobody has said anything."""
    return Workplace.objects.filter(registration=registration).first()
