"""Concerns as tests need them: by link, or by somebody with an account."""

from milepost.base.actors import by_link
from milepost.concerns import actions
from milepost.concerns.models import Concern
from milepost.employers import actions as employers
from milepost.employers.models import EmployerFile, PageLetter
from tests.cast import Cast

TEXT = "Nobody came on Tuesday, and nobody rang."


def link(cast: Cast, file: EmployerFile, email: str = "emil@larkmoor.example") -> PageLetter:
    """Emil's link to the page of his employer."""
    return employers.send_page(file, by=cast.as_("bea"), name="Emil Sorensen", email=email)


def raised(letter: PageLetter, text: str = TEXT, *, confidential: bool = False) -> Concern:
    by = by_link(letter.name, centre_id=letter.file.centre_id)
    return actions.raise_concern(
        letter.file.employer, by=by, file=letter.file, name=letter.name, email=letter.email, text=text, confidential=confidential, letter=letter
    )  # fmt: skip
