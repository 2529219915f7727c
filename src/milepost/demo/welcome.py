"""What the terminal says when the demonstration is ready: where it is, and how to be each of the cast."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from milepost.demo.cast import CONTACTS, LENA, PASSWORD, STAFF, STAN, email_of
from milepost.people.words import Role


def people() -> Iterator[tuple[str, str, str]]:
    """Name, role and e-mail address of each of the cast."""
    yield LENA, str(Role.LEARNER.label), email_of("lena")
    for key, (name, role) in STAFF.items():
        yield name, str(role.label), email_of(key)
    for key, name in CONTACTS.items():
        yield name, str(Role.EMPLOYER_CONTACT.label), email_of(key)
    yield STAN, str(_("a stranger, at another centre")), email_of("stan")


def lines(address: str) -> Iterator[str]:
    """The welcome, line by line."""
    yield ""
    yield _("The demonstration is at %(address)s (Ctrl-C stops it).") % {"address": address}
    yield _("The banner at the top of every page lets you be somebody else; or sign in as one of these:")
    yield ""
    for name, role, email in people():
        yield f"  {name:16} {role:31} {email}"
    yield ""
    yield _("The password of each of them is %(password)s") % {"password": PASSWORD}
    yield _("Letters that Milepost would send are printed here instead. Nothing that you do reaches anybody.")
