"""The specifications that come with Milepost: qualifications of our own, ready to be used or looked at."""

from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from milepost.engine.framework import Framework
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.specfile import Unreadable, load


def names() -> list[str]:
    """The names of the shipped specifications, such as "customer-service-diploma"."""
    return sorted(path.stem for path in (specs_folder() / "qualifications").glob("*.yaml"))


@cache
def shipped(name: str) -> Framework:
    """The shipped specification with this name. KeyError when there is none."""
    if name not in names():
        raise KeyError(name)
    # Tests hold every shipped file to the schema, so it is not checked again here.
    return load(path_of(name), checked=True)


def programmes() -> list[str]:
    """The names of the programmes that come with Milepost: they award nothing, and stand apart from the qualifications."""
    return sorted(path.stem for path in (specs_folder() / "programmes").glob("*.yaml"))


@cache
def programme(name: str) -> Framework:
    """The shipped programme with this name. KeyError when there is none."""
    if name not in programmes():
        raise KeyError(name)
    return load(specs_folder() / "programmes" / f"{name}.yaml", checked=True)


def path_of(name: str) -> Path:
    return specs_folder() / "qualifications" / f"{name}.yaml"


def by_name_or_path(given: str) -> Framework:
    """The shipped specification with this name, or the one in this file. Raises Unreadable when it is neither."""
    if given in names():
        return shipped(given)
    path = Path(given)
    if not path.exists():
        known = ", ".join(names())
        raise Unreadable(
            [
                _("“%(given)s” is neither a file nor a specification that comes with Milepost (those are: %(known)s).")
                % {"given": given, "known": known}
            ]
        )
    return load(path)
