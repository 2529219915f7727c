"""The centre's bank of questions, by qualification, unit and criterion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from milepost.assessment import actions
from milepost.assessment import queries as assessment
from milepost.base.refusal import Refused
from milepost.frameworks.queries import framework_of, specifications
from milepost.people.words import Role
from milepost.web.access import for_roles
from milepost.web.asked import uuid_in
from milepost.web.components import Crumb, Filter
from milepost.web.learner.mine import dom_id, spoken
from milepost.web.portfolio.evidence import text_of
from milepost.web.who import Request

if TYPE_CHECKING:
    from milepost.assessment.models import Question
    from milepost.engine.framework import Unit
    from milepost.frameworks.models import Specification

KEEPERS = (Role.ASSESSOR, Role.IQA)


class QuestionForm(forms.Form):
    """One question on one criterion."""

    target = forms.ChoiceField(label=gettext_lazy("It is about"))
    text = forms.CharField(
        label=gettext_lazy("The question"),
        max_length=500,
        help_text=gettext_lazy("As you would ask it, so that it can’t be answered by yes or no."),
    )
    looks_for = forms.CharField(
        label=gettext_lazy("What a good answer holds"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: object, options: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["target"].choices = [("", _("Choose a criterion")), *options]  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One criterion with its questions."""

    number: str
    text: str
    id: str
    questions: list[Question]


@dataclass(frozen=True, kw_only=True)
class QuestionsPage:
    specification: Specification | None
    unit: Unit | None
    lead: str
    trail: list[Crumb]
    specifications: list[Filter]
    units: list[Filter]
    lines: list[Line]
    form: QuestionForm | None
    here: str


def _address(specification: Specification, unit: Unit | None = None) -> str:
    return reverse("assessor_questions", query={"of": str(specification.uuid), **({"unit": unit.key} if unit else {})})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*KEEPERS)
def assessor_questions(request: Request) -> HttpResponse:
    """One unit of the bank at a time, with a form for one more."""
    by = request.who.actor
    found = list(specifications(by=by))
    wanted = request.GET.get("of", "")
    if wanted and not any(str(one.uuid) == wanted for one in found):
        return render(request, "404.html", status=404)
    specification = next((one for one in found if str(one.uuid) == wanted), found[0] if found else None)
    if specification is None:
        page = QuestionsPage(specification=None, unit=None, lead="", trail=[], specifications=[], units=[], lines=[], form=None, here="")
        return render(request, "assessor/questions.html", {"page": page})
    framework = framework_of(specification)
    unit = framework.unit_by_key.get(request.GET.get("unit", ""), framework.units[0])
    targets = [*unit.criterion_targets, *unit.requirement_targets]
    options = [(target, f"{target.rpartition(':')[2]} {text_of(framework, target)}"[:100]) for target in targets]
    initial = {"target": request.GET.get("target", "")}
    form = QuestionForm(request.POST, options=options) if request.method == "POST" else QuestionForm(initial=initial, options=options)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.keep_question(specification, by=by, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Kept. It stands ready at visits that plan %(code)s.") % {"code": spoken(kept.target, framework)})
            return redirect(_address(specification, unit))
    asked: dict[str, list[Question]] = {}
    counts: dict[str, int] = {}
    for question in assessment.questions(by=by).filter(specification=specification):
        asked.setdefault(question.target, []).append(question)
        key = question.target.rpartition(":")[0]
        counts[key] = counts.get(key, 0) + 1
    page = QuestionsPage(
        specification=specification, unit=unit, lead=_("What assessors of your centre ask, and what a good answer holds."),
        trail=[Crumb(_("Questions"))], here=_address(specification, unit), form=form,
        specifications=[
            Filter(label=one.title, href=_address(one), current=one == specification) for one in found
        ] if len(found) > 1 else [],
        units=[
            Filter(label=one.code, href=_address(specification, one), count=counts.get(one.key) or None, current=one == unit)
            for one in framework.units
        ],
        lines=[
            Line(number=t.rpartition(":")[2], text=text_of(framework, t), id=dom_id(t), questions=asked[t]) for t in targets if t in asked
        ],
    )  # fmt: skip
    return render(request, "assessor/questions.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
@for_roles(*KEEPERS)
def assessor_question_retire(request: Request) -> HttpResponse:
    """Take a question out of the bank."""
    wanted = uuid_in(request.POST.get("question", ""))
    question = get_object_or_404(assessment.questions(by=request.who.actor).select_related("specification"), uuid=wanted)
    unit = framework_of(question.specification).unit_by_key.get(question.target.rpartition(":")[0])
    try:
        actions.retire_question(question, by=request.who.actor)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Taken out. What was asked with it stays as it was asked."))
    return redirect(_address(question.specification, unit))
