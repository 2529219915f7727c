"""What a form or an address names."""

from uuid import UUID


def uuid_in(text: object) -> UUID | None:
    """The row that is named; None where it names none."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
