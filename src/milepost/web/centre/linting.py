"""What the linter finds, as pages show it: in an import beside its places, and of a published version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.base import clock
from milepost.frameworks import queries
from milepost.frameworks.corrections import value_at
from milepost.frameworks.lint import Finding, Severity, lint
from milepost.web.centre.award import framework_in

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.frameworks.models import Import, Specification

NUMBERS = ("uan", "accreditation_number")


@dataclass(frozen=True, kw_only=True)
class Note:
    """One finding: what it says, how bad it is, and where it is put right."""

    message: str
    error: bool
    href: str = ""


def notes_in(import_: Import, *, by: Actor, link: Callable[..., str]) -> list[Note]:
    """Of the document of an import, as it stands now, but for what stands among its places to decide. `link` makes addresses of its page."""
    framework = framework_in(import_.document)
    if framework is None:
        return []
    found = lint(framework, today=clock.today(), register=queries.register_for(framework, by=by))
    found = [one for one in found if one.kind != "number_check" or not _to_decide(import_, one)]
    return [Note(message=one.message, error=one.severity is Severity.ERROR, href=_place(one, link)) for one in found]


def _to_decide(import_: Import, found: Finding) -> bool:
    """Whether a check character that does not fit is asked about among the places to decide already."""
    number = value_at(import_.document, found.path if found.path.endswith(NUMBERS) else f"{found.path}/uan")
    return any(
        warning["field"] in NUMBERS and str(number) in warning["message"]
        and (not warning["values"] or any(given["value"] in found.options for given in warning["values"]))
        for warning in import_.reading.get("warnings", ())
    )  # fmt: skip


def notes_of(*specifications: Specification, by: Actor) -> list[list[Note]]:
    """Of published versions, for each. They are put right by newer ones."""
    frameworks = [queries.framework_of(one) for one in specifications]
    register = queries.register_for(*frameworks, by=by)
    return [
        [Note(message=one.message, error=one.severity is Severity.ERROR) for one in lint(framework, today=clock.today(), register=register)]
        for framework in frameworks
    ]


def _place(found: Finding, link: Callable[..., str]) -> str:
    """Where this is corrected: the form for the place, and the tab on which it stands."""
    path = found.path
    show = "rules" if path.startswith("qualifications/") else "units"
    deep = path.count("/") > 1 or path.endswith("/units")
    edit = path if show == "units" or deep else ""
    return link(show=show, at=path, edit=edit)
