"""A sentence in the words of its framework's mark: a programme has an adviser and appointments where a qualification has an assessor and visits."""

from milepost.portfolios.models import Registration


def by_mark(registration: Registration, qualification: str, programme: str) -> str:
    """Whole sentences, because languages bend the words around a noun differently."""
    return programme if registration.programme else qualification
