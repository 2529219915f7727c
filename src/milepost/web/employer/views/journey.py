"""The journey of employers at this centre: drawn, as a table, as a file, and set down anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost.commitments import standardfile
from milepost.commitments.facts import sets_of
from milepost.employers import actions, journeyfile, queries
from milepost.engine.journey import journey_of
from milepost.frameworks.specfile import Unreadable
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.views.acting import centre_here, done_in_form
from milepost.web.components import Crumb
from milepost.web.components.journey import drawn
from milepost.web.employer.forms import JourneyForm
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.engine.clocks import Standard
    from milepost.engine.journey import Journey, Stage

READERS = (Role.EMPLOYER_OWNER, Role.CENTRE_MANAGER, Role.QUALITY_MANAGER)
OWNERS = (Role.EMPLOYER_OWNER, Role.CENTRE_MANAGER)
LARGEST = 200_000


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A stage with what employers can rely on there; `strange` are names that no standard of the set has."""

    stage: Stage
    standards: list[Standard]
    strange: list[str]


@dataclass(frozen=True, kw_only=True)
class JourneyPage:
    journey: Journey
    stops: list[Stop]
    pictures: list[SafeString]
    versions: list[Any]
    form: JourneyForm
    keeps: bool
    faults: list[str]
    trail: list[Crumb]


@for_roles(*READERS)
def employer_journey(request: Request) -> HttpResponse:
    """The picture, its table, and for a manager the way to set it down anew."""
    keeps = request.who.role == Role.CENTRE_MANAGER
    sent = request.method == "POST" and keeps
    form, faults = JourneyForm(request.POST if sent else None, request.FILES if sent else None), []
    held = sets_of(centre_here(request).pk)[-1]
    if sent and form.is_valid():
        try:
            document = journeyfile.read(_text(form.cleaned_data["file"]))
            if faults := list(standardfile.not_held(journey_of(document), held)):
                raise Unreadable(faults)
        except Unreadable as unreadable:
            faults = unreadable.sentences
        else:
            version = done_in_form(form, lambda: actions.publish_journey(centre_here(request), by=request.who.actor, document=document))
            if version is not None:
                messages.success(request, _("Version %(n)d of your journey runs from now on.") % {"n": version.number})
                return redirect("employer_journey")
    journey = queries.journey_at(centre_here(request).pk)
    page = JourneyPage(
        journey=journey, stops=[_stop(stage, {one.key: one for one in held}) for stage in journey.stages], pictures=[drawn(journey, across=across) for across in (5, 3, 1)], form=form, keeps=keeps, faults=faults,
        versions=list(queries.versions_of_journey(by=request.who.actor)),
        trail=[Crumb(_("Employers"), reverse("employer_list")), Crumb(_("The journey"))],
    )  # fmt: skip
    return render(request, "employer/journey.html", {"page": page}, status=422 if faults or form.errors else 200)


def _stop(stage: Stage, held: Mapping[str, Standard]) -> Stop:
    keys = stage.standards
    return Stop(stage=stage, standards=[held[key] for key in keys if key in held], strange=[key for key in keys if key not in held])


def _text(file: Any) -> str:
    if file.size > LARGEST:
        raise Unreadable([_("The file is too large to be a journey. Take the one of this page and change it.")])
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable([_("The file is no text. Take the one of this page and change it.")]) from error


@require_safe
@for_roles(*READERS)
def employer_journey_file(request: Request) -> HttpResponse:
    """The file of the journey that runs, to be changed and brought in again."""
    newest = queries.newest_journey(centre_here(request).pk)
    text = journeyfile.written(newest.document) if newest else journeyfile.shipped_path().read_text("utf-8")
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="employer-journey.yaml"'
    return response
