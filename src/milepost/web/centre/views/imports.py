"""From a handbook to a published qualification: upload, look at what was understood beside its source, correct, publish."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from milepost.base import previews
from milepost.base.files import from_form
from milepost.base.refusal import Refused
from milepost.frameworks import actions, policies, queries, tasks
from milepost.frameworks.corrections import Holds, complaints, holds, mark, value_at
from milepost.frameworks.lineage import Known, Likeness, known_as
from milepost.frameworks.readings import LONG, pages_of
from milepost.frameworks.source_pages import Box, Shape, shape_of
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.centre.against import Against, against
from milepost.web.centre.award import Award, awards, framework_in, unruled
from milepost.web.centre.forms import CriterionForm, ImportForm, OutcomeForm, QualificationForm, RequirementForm, UnitForm, lines_of
from milepost.web.centre.linting import Note, notes_in
from milepost.web.centre.publishing import PublishForm
from milepost.web.centre.review import Review, Sheet, alike_of, anchor
from milepost.web.centre.rule_forms import EquivalentForm, GroupForm, PathwayForm, RuleForm, UnitsForm
from milepost.web.centre.sentences import requirement_kind
from milepost.web.centre.views.acting import act_then_back, centre_here
from milepost.web.components import Crumb, Filter
from milepost.web.files.ranges import file_response
from milepost.web.who import Request

WIDTH = 1600  # pixels of a page image


@for_roles(Role.CENTRE_MANAGER)
def centre_import(request: Request) -> HttpResponse:
    """Choose the file. It is read at once, and the page that follows shows what was understood."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        try:
            file = from_form(form.cleaned_data["file"], centre=centre_here(request), by=request.who.actor)
            import_ = _read(request, file)
        except Refused as refused:
            form.add_error("file", refused.reason)
        else:
            return redirect("centre_import_review", uuid=import_.uuid)
    page = {"form": form, "open": queries.open_imports(by=request.who.actor)[:5]}
    return render(request, "centre/import.html", {"page": page}, status=422 if form.errors else 200)


def _read(request: Request, file: Any) -> Any:
    """Read at once, or in the background where it is long."""
    centre, by = centre_here(request), request.who.actor
    if pages_of(file) < LONG:
        return actions.read_handbook(centre, by=by, file=file)
    with transaction.atomic():
        import_ = actions.begin_reading(centre, by=by, file=file)
        tasks.read_long.enqueue(str(import_.uuid))
    return import_


@dataclass(frozen=True)
class Marks:
    """The marks on a page image: its size in points, and a box each."""

    shape: Shape
    boxes: list[tuple[Box, bool, str]]

    @property
    def near(self) -> Box | None:
        """The part of the page around what is looked at, which is all that a phone shows of it."""
        now = next((box for box, now, _label in self.boxes if now), None)
        return self.shape.around(now) if now else None


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    import_: Any
    review: Review
    title: str
    lead: str
    trail: list[Crumb]
    filters: list[Filter]
    counts: dict[str, int]
    sheet: Sheet | None
    marks: Marks | None
    picture: str
    form: forms.Form | None
    editing: str
    seen: str
    landing: str  # the id of what is looked at, where it stands on this page
    adding: bool
    removable: bool
    of_rule: bool
    awards: list[Award]
    notes: list[Note]
    publishing: PublishForm
    version: int
    against: Against | None
    why_not_publish: str | None
    why_not_work: str | None
    published: Any


@require_safe
@for_roles(Role.CENTRE_MANAGER)
def centre_import_review(request: Request, uuid: UUID) -> HttpResponse:
    """Everything that was understood, beside the source; what is to decide comes first."""
    import_ = get_object_or_404(queries.imports(by=request.who.actor), uuid=uuid)
    if "far" in import_.reading or "failed" in import_.reading:
        return _on_the_way(request, import_)
    return _shown(request, import_)


def _trail(import_: Any) -> list[Crumb]:
    return [Crumb(_("Qualifications"), reverse("centre_qualifications")), Crumb(import_.file.name)]


def _on_the_way(request: Request, import_: Any) -> HttpResponse:
    """A long handbook while it is read, and one that could not be."""
    done, of = import_.reading.get("far", (0, 0))
    page = {"import_": import_, "trail": _trail(import_), "done": done, "of": of, "failed": import_.reading.get("failed", "")}
    return render(request, "centre/import_reading.html", {"page": page})


def _shown(
    request: Request, import_: Any, *, form: forms.Form | None = None, asked: Any = None, seen: str | None = None,
    publishing: PublishForm | None = None,
) -> HttpResponse:  # fmt: skip
    by, review = request.who.actor, Review.of(import_, asked or request.GET)
    known = None if import_.closed_at else known_as(import_, by=by)
    version = known.specification.version + 1 if known and known.because is Likeness.TITLE else 1
    sheet = review.sheet
    editing = review.edit if holds(review.edit) and not _only_taken_out(review.edit) else ""
    refused = form is not None or publishing is not None
    if editing and form is None:
        form, seen = _form_for(import_.document, editing)
    page = ReviewPage(
        import_=import_, review=review, title=import_.title, lead=_lead(review), counts=review.counts, sheet=sheet,
        trail=_trail(import_),
        filters=_filters(review, known), marks=_marks(import_, sheet), picture=_picture(import_, sheet), form=form, editing=editing,
        seen=seen or "", landing=anchor(review.at) if "/" in review.at else f"w{review.current_warning}" if review.show == "decide" else "",
        adding=editing.endswith("-"), removable=not editing.endswith("-") and holds(editing) is not Holds.UNITS,
        of_rule=holds(editing) is Holds.RULE, awards=list(awards(import_.document, edit=editing, link=review.link)) if review.show == "rules" else [],
        publishing=publishing or _publishing(import_, known, version), version=version, against=against(review, known) if known and review.show == "against" else None,
        why_not_publish=policies.why_not_publish(import_, by=by, complaints=complaints(import_.document)), why_not_work=policies.why_not_give_up(import_, by=by),
        notes=notes_in(import_, by=by, link=review.link) if review.show == "decide" else [],
        published=import_.closed_at and queries.specifications(by=by).filter(source=import_).first(),
    )  # fmt: skip
    return render(request, "centre/import_review.html", {"page": page}, status=422 if refused else 200)


def _lead(review: Review) -> str:
    counts, reading = review.counts, review.reading
    found = _("%(units)s units, %(outcomes)s outcomes, %(criteria)s criteria and %(requirements)s evidence requirements") % counts
    pages = len(reading.get("pages", ()))
    match reading.get("kind"):
        case "pdf":
            found = ngettext("%(found)s, read from a PDF of %(n)s page.", "%(found)s, read from a PDF of %(n)s pages.", pages) % {
                "found": found, "n": pages,
            }  # fmt: skip
        case "specification":
            found = _("%(found)s, read from a specification file.") % {"found": found}
        case "word":
            found = _("%(found)s, read from a Word document.") % {"found": found}
        case "page":
            found = _("%(found)s, read from a web page.") % {"found": found}
        case "table":
            found = _("%(found)s, read from a table.") % {"found": found}
        case _:
            found = _("%(found)s, read from a text file.") % {"found": found}
    if still := review.open_count:
        found += " " + ngettext(
            "%(n)s place wants your eye before you publish.", "%(n)s places want your eye before you publish.", still
        ) % {"n": still}  # fmt: skip
    return found


def _publishing(import_: Any, known: Known | None, version: int, data: Any = None) -> PublishForm:
    """The form that publishes. What is known under another title is offered first."""
    older = known.specification if known else None
    said = (
        {"rights": getattr(older, "rights_now", older.rights)} if older else {}
    )  # what was open does not close by mistake, nor the other way round
    return PublishForm(
        data, older=older, title=import_.document.get("title", ""), version=version, unruled=unruled(import_.document), initial=said
    )


def _filters(review: Review, known: Known | None) -> list[Filter]:
    counts = review.counts
    labels = {
        "decide": (_("To decide"), review.open_count),
        "units": (_("Units"), counts["units"]),
        "requirements": (_("Requirements"), counts["requirements"]),
        "rules": (_("Rules"), counts["rules"]),
        "criteria": (_("All criteria"), counts["criteria"]),
    }
    found = [Filter(label=label, href=f"?show={key}", count=n, current=review.show == key) for key, (label, n) in labels.items()]
    if known:
        label = _("Against version %(version)s") % {"version": known.specification.version}
        found.append(Filter(label=label, href="?show=against", current=review.show == "against"))
    return found


def _marks(import_: Any, sheet: Sheet | None) -> Marks | None:
    shape = shape_of(import_.file, sheet.page) if sheet and sheet.kind == "pdf" else None
    if shape is None or sheet is None:
        return None
    boxes = [(box, now, label) for (_page, first, last), now, label in sheet.places if (box := shape.box_of(first, last))]
    return Marks(shape, boxes)


def _picture(import_: Any, sheet: Sheet | None) -> str:
    return reverse("centre_source_page", args=[import_.uuid, sheet.page]) if sheet and sheet.kind == "pdf" else ""


@require_safe
@for_roles(Role.CENTRE_MANAGER)
def centre_source_page(request: Request, uuid: UUID, page: int) -> HttpResponseBase:
    """One page of the source as an image."""
    import_ = get_object_or_404(queries.imports(by=request.who.actor).defer("reading", "document"), uuid=uuid)
    path = previews.image(import_.file, number=page, width=WIDTH)
    if path is None:
        raise Http404
    return file_response(
        request, path, kind="image/webp", name=f"{page}.webp", etag=f"{import_.file.sha256}-{page}-{WIDTH}", modified=import_.file.stored_at
    )


# Correcting ---------------------------------------------------------------------------------------------------------

OF_QUALIFICATION: dict[Holds, type[UnitsForm | GroupForm | RuleForm | PathwayForm | EquivalentForm]] = {
    Holds.UNITS: UnitsForm,
    Holds.GROUP: GroupForm,
    Holds.RULE: RuleForm,
    Holds.PATHWAY: PathwayForm,
    Holds.EQUIVALENT: EquivalentForm,
}


def _only_taken_out(path: str) -> bool:
    """Whether this place has no form of its own: the facts of a qualification that stands here are corrected one by one."""
    return holds(path) is Holds.QUALIFICATION and not path.endswith("-")


class LineForm(forms.Form):
    """One field of the document that is a line of text."""

    text = forms.CharField(required=False, max_length=300)


class LinesForm(LineForm):
    """One field of the document that is a longer text, or a list with a line for each."""

    text = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


FORMS: dict[Holds, type[forms.Form]] = {
    Holds.UNIT: UnitForm,
    Holds.QUALIFICATION: QualificationForm,
    Holds.OUTCOME: OutcomeForm,
    Holds.CRITERION: CriterionForm,
    Holds.REQUIREMENT: RequirementForm,
    Holds.TEXT: LinesForm,
    Holds.TEXTS: LinesForm,
}


def _form(document: dict[str, Any], path: str, **given: Any) -> forms.Form:
    """The form for what this place of the document holds."""
    what = holds(path)
    if what not in OF_QUALIFICATION:
        return FORMS[what](**given) if what in FORMS else LineForm(**given)
    framework = framework_in(document)
    position = int(path.split("/")[1])
    if framework is None or position >= len(framework.qualifications):
        raise Http404
    return OF_QUALIFICATION[what](framework=framework, qualification=framework.qualifications[position], **given)


def _of_qualification(document: dict[str, Any], path: str) -> dict[str, Any]:
    """What stands at this place of a qualification, as its form shows it."""
    if path.endswith("-") or (framework := framework_in(document)) is None:
        return {}
    qualification = framework.qualifications[int(path.split("/")[1])]
    match path.split("/")[2:]:
        case ["groups", j]:
            return GroupForm.shown(qualification.groups[int(j)])
        case ["rules", j]:
            return RuleForm.shown(framework, qualification.rules[int(j)])
        case ["pathways", j, "rules", k]:
            return RuleForm.shown(framework, qualification.pathways[int(j)].rules[int(k)])
        case ["pathways", j]:
            return PathwayForm.shown(qualification.pathways[int(j)])
        case ["equivalents", j]:
            return EquivalentForm.shown(qualification.equivalents[int(j)])
    return UnitsForm.shown(qualification)


def _form_for(document: dict[str, Any], path: str) -> tuple[forms.Form, str]:
    """The form for one place of the document as it stands now, and the mark of what stands there."""
    what = holds(path)
    try:
        value = value_at(document, path)
    except KeyError:
        raise Http404 from None
    shown: dict[str, Any] = {}
    match what:
        case Holds.UNIT if value:
            shown = dict(UnitForm.shown(value))
        case Holds.OUTCOME if value:
            shown = {"number": value["number"], "text": value["text"]}
        case Holds.CRITERION if value:
            shown = {"number": value["number"], "text": value["text"], "items": lines_of(value.get("items"))}
        case Holds.REQUIREMENT if value:
            enough = value.get("enough", {})
            shown = {
                "number": value["number"], "text": value["text"], "kind": requirement_kind(value),
                "items": lines_of(enough.get("all") or enough.get("of") or value.get("items")),
                "at_least": enough.get("at_least") or enough.get("different"),
                "nature": value.get("simulation", "").removeprefix("none").removeprefix(" for "), "settings": value.get("not_from", []),
            }  # fmt: skip
        case Holds.LINE | Holds.TEXT | Holds.NUMBER:
            shown = {"text": "" if value is None else str(value)}
        case Holds.TEXTS:
            shown = {"text": "\n".join(value)}
        case _ if what in OF_QUALIFICATION:
            shown = _of_qualification(document, path)
    return _form(document, path, initial=shown), mark(value)


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_correct(request: Request, uuid: UUID) -> HttpResponse:
    """Put right what was misread, or take it out."""
    import_ = get_object_or_404(queries.imports(by=request.who.actor), uuid=uuid)
    path, seen, what = request.POST.get("path", ""), request.POST.get("seen", ""), holds(request.POST.get("path", ""))
    if what is None:
        messages.error(request, _("Choose what to correct first."))
        return redirect("centre_import_review", uuid=uuid)
    form = _form(import_.document, path, data=request.POST)
    asked = QueryDict(mutable=True)
    asked.update({"show": request.POST.get("show", ""), "at": path, "edit": path})
    open_before = len(queries.warnings_open(import_))
    try:
        if "remove" in request.POST:
            actions.correct(import_, by=request.who.actor, path=path, value=None, seen=seen)
        elif form.is_valid():
            _correct(request, import_, path, form, seen)
        else:
            return _shown(request, import_, form=form, asked=asked, seen=seen)
    except Refused as refused:
        form.is_valid()
        form.add_error(None, refused.reason)
        return _shown(request, import_, form=form, asked=asked, seen=seen)
    adding = _("Added.") if path.endswith("-") else _("Corrected.")
    import_.refresh_from_db(fields=["decisions"])
    said = _("Taken out.") if "remove" in request.POST else adding
    if settled := open_before - len(queries.warnings_open(import_)):
        said += " " + ngettext("%(n)s place to decide is settled by it.", "%(n)s places to decide are settled by it.", settled) % {
            "n": settled
        }
    messages.success(request, said)
    back = path.rpartition("/")[0] if "remove" in request.POST or path.endswith("-") else path
    if path == "units/-":
        import_.refresh_from_db(fields=["document"])
        back = f"units/{len(import_.document['units']) - 1}"
    return redirect(f"{reverse('centre_import_review', args=[uuid])}?show={asked['show']}&at={back}#{anchor(back)}")


@transaction.atomic
def _correct(request: Request, import_: Any, path: str, form: Any, seen: str) -> None:
    by, given = request.who.actor, form.cleaned_data
    if isinstance(form, UnitForm) and not path.endswith("-"):
        if mark(value_at(import_.document, path)) != seen:
            raise Refused(_("This unit has been corrected since you opened it. Look at how it stands now."))
        before = UnitForm.shown(value_at(import_.document, path))
        for name, was in before.items():
            if given[name].strip() != was:
                import_ = actions.correct(import_, by=by, path=f"{path}/{name}", value=given[name])
    elif isinstance(form, LineForm):
        actions.correct(import_, by=by, path=path, value=given["text"], seen=seen)
    else:
        actions.correct(import_, by=by, path=path, value=form.value(), seen=seen)


# Deciding, publishing -----------------------------------------------------------------------------------------------


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_decide(request: Request, uuid: UUID, warning: int) -> HttpResponse:
    """Settle one place that is to decide, or open it again."""
    import_ = get_object_or_404(queries.imports(by=request.who.actor), uuid=uuid)
    by, given = request.who.actor, request.POST
    choice = given.get("other", "").strip() if given.get("choice") == "other" else given.get("choice", "")

    def act() -> None:
        if "again" in given:
            actions.undecide(import_, by=by, warning=warning)
        elif given.get("choice") == "other" and not choice:
            raise Refused(_("Give the value that is right, or choose one of the others."))
        elif "alike" in given:
            _decide_alike(request, import_, given["alike"])
        else:
            actions.decide(import_, by=by, warning=warning, choice=choice, reason=given.get("reason", ""))

    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect(f"{reverse('centre_import_review', args=[uuid])}?show=decide&at={warning}#w{warning}")
    return redirect(f"{reverse('centre_import_review', args=[uuid])}?show=decide" + (f"&at={warning}" if "again" in given else ""))


@transaction.atomic
def _decide_alike(request: Request, import_: Any, field: str) -> None:
    """Every place of this kind that is open is right as it stands."""
    alike = alike_of(import_, field)
    if not alike:
        raise Refused(_("No place of this kind is open any more."))
    for position in alike:
        import_ = actions.decide(import_, by=request.who.actor, warning=position)
    n = len(alike)
    messages.success(request, ngettext("%(n)s place is decided.", "%(n)s places are decided.", n) % {"n": n})


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_require_all(request: Request, uuid: UUID, position: int) -> HttpResponse:
    """Of a qualification without rules: all of its units are required, and that becomes its rule."""
    import_ = get_object_or_404(queries.imports(by=request.who.actor), uuid=uuid)
    one = next((one for one in unruled(import_.document) if one.position == position), None)
    path, back = f"qualifications/{position}/rules", reverse("centre_import_review", args=[uuid])
    if one is None:
        messages.info(request, _("Rules are known of it by now. Look at them below."))
        return redirect(f"{back}?show=rules")
    try:
        actions.correct(import_, by=request.who.actor, path=f"{path}/-", value={"all": one.units})
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Added: all units of %(name)s are required.") % {"name": one.called})
    return redirect(f"{back}?show=rules&at={path}#{anchor(path)}")


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_publish(request: Request, uuid: UUID) -> HttpResponse:
    """Publish for good, once nothing is open."""
    import_ = get_object_or_404(queries.imports(by=request.who.actor), uuid=uuid)
    known = known_as(import_, by=request.who.actor)
    version = known.specification.version + 1 if known and known.because is Likeness.TITLE else 1
    form = _publishing(import_, known, version, request.POST)
    if not form.is_valid():
        return _shown(request, import_, publishing=form)
    try:
        specification = actions.publish(import_, by=request.who.actor, rights=form.cleaned_data["rights"], version_of=form.version_of())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("centre_import_review", uuid=uuid)
    messages.success(request, _("Published as version %(version)s. It never changes again.") % {"version": specification.version})
    return redirect("centre_specification", uuid=specification.uuid)


@require_POST
@for_roles(Role.CENTRE_MANAGER)
def centre_give_up(request: Request, uuid: UUID) -> HttpResponse:
    """Close an import without publishing."""
    import_ = get_object_or_404(queries.imports(by=request.who.actor), uuid=uuid)
    return act_then_back(
        request, lambda: actions.give_up(import_, by=request.who.actor), said=_("Given up. The file can be read again at any time."),
        to="centre_qualifications",
    )  # fmt: skip
