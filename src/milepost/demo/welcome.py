"""What the terminal says when the demonstration is ready: where it is, and how to be each of the cast."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
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


def at_the_door(address: str, words: Mapping[str, Any]) -> Iterator[str]:
    """What opens somebody's key to sealed names, and what a case at the open door."""
    if words.get("keys"):
        yield ""
        yield _("Sealed names open with the six words of a key:")
        for name, six in words["keys"].items():
            yield f"  {name:16} {six}"
    if words.get("cases"):
        yield ""
        yield _("Who raised a case comes back to %(address)s with five words:") % {
            "address": address + reverse("door", args=[words["door"]])
        }
        for which, five in words["cases"].items():
            yield f"  {which:48} {five}"


def lines(address: str, words: Mapping[str, Any] | None = None) -> Iterator[str]:
    """The welcome, line by line."""
    yield ""
    yield _("The demonstration is at %(address)s (Ctrl-C stops it).") % {"address": address}
    yield _("The banner at the top of every page lets you be somebody else; or sign in as one of these:")
    yield ""
    for name, role, email in people():
        yield f"  {name:16} {role:31} {email}"
    yield ""
    yield _("The password of each of them is %(password)s") % {"password": PASSWORD}
    yield from at_the_door(address, words or {})
    yield ""
    yield _("Letters that Milepost would send are printed here instead. Nothing that you do reaches anybody.")
