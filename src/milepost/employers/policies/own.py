"""Why not: sending somebody the link to the employer's own page, opening it, taking it back."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.employers.models import EmployerFile, PageLetter
from milepost.employers.policies.common import why_not_act


def why_not_send_page(file: EmployerFile, *, by: Actor, name: str, email: str) -> str | None:
    if reason := why_not_act(file, by=by):
        return reason
    if not name.strip():
        return _("Say who gets the link: the page is theirs alone.")
    try:
        validate_email(email.strip())
    except ValidationError:
        return _("“%(email)s” is no e-mail address. It looks like emil@example.org.") % {"email": email}
    return None


def why_not_take_back_page(letter: PageLetter, *, by: Actor) -> str | None:
    if reason := why_not_act(None, by=by, centre_id=letter.file.centre_id):
        return reason
    return _("This link was taken back already.") if letter.withdrawn_at else None


def why_not_use_page(letter: PageLetter) -> str | None:
    """Why a link opens nothing any more."""
    words = {"name": letter.sent_by.name, "centre": letter.file.centre.name}
    if letter.withdrawn_at:
        return _("This link was taken back on %(day)s. If a newer letter has come, use the link in that one; if not, ask %(name)s at %(centre)s.") % {
            **words, "day": date_format(letter.withdrawn_at, "j F Y"),
        }  # fmt: skip
    if letter.expires_on < clock.today():
        return _("This link was good until %(day)s. Ask %(name)s at %(centre)s for a new one.") % {
            **words, "day": date_format(letter.expires_on, "j F Y"),
        }  # fmt: skip
    return None
