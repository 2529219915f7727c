"""The desk of one indicator: its forms, what a press of a button does, and what the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from milepost.base import drafts, files
from milepost.base.refusal import Refused
from milepost.provider import actions, facts, measures, queries
from milepost.provider import offers as offering
from milepost.provider.words import ShownKind, Stage
from milepost.web.centre.views.acting import centre_here, done_in_form
from milepost.web.provider import forms, showing

if TYPE_CHECKING:
    from milepost.engine.appraisal import Standard
    from milepost.provider.models import EvidencePlace, HeldStandard
    from milepost.web.who import Request

EARLIER = 5  # statements that stood here before


class Desk:
    """One indicator before one person. `act` does what was pressed; `page` is what is shown."""

    def __init__(self, request: Request, held: HeldStandard, standard: Standard, key: str) -> None:
        self.request, self.held, self.standard = request, held, standard
        self.by, self.indicator = request.who.actor, standard.indicators[key]
        self.pressed = request.POST.get("act", "") if request.method == "POST" else ""
        self.place = f"quality:{held.uuid}:{key}"
        self.fragment = ""
        kept = drafts.find(request.who.reader.pk, self.place)
        self.statements = list(held.statements.filter(indicator=key).select_related("written_by").order_by("-pk")[: EARLIER + 1])
        now = self.statements[0].text if self.statements else ""
        self.draft = kept if kept and kept.body.get("said", "") != now else None
        score = facts.newest(facts.counting(held, indicator=key), Stage.SELF).get(key)
        licensed = queries.licensed_texts(held).get(key)
        self.licensed = licensed.text if licensed else ""
        self.score = score
        every = list(queries.held_standards(by=self.by))
        places = list(queries.places_of(every))
        self.shown = [one for one in places if (one.held_id, one.indicator) == (held.pk, key)]
        self.alike = offering.alike(held, key, among=every, by=self.by)
        self.offers = offering.offers(self.alike, key, held=held, places=places)
        here = {one.evidence_id for one in self.shown}
        others = [one for one in queries.evidence(by=self.by) if one.pk not in here]
        self.forms: dict[str, Any] = {
            "write": forms.StatementForm(self._given("write"), initial={"said": self.draft.body.get("said", "") if self.draft else now}),
            "paste": forms.LicensedForm(self._given("paste"), initial={"said": self.licensed}),
            "score": forms.ScoreForm(
                self._given("score"), bands=standard.bands, initial={"band": score.band, "because": score.because} if score else None
            ),
            "measure": forms.MeasureForm(self._given("measure"), questions=measures.choices(held.centre_id)),
            "sentence": forms.SentenceForm(self._given("sentence")),
            "file": forms.FileForm(self._given("file"), request.FILES if self.pressed == "file" else None),
            "place": forms.PlaceForm(self._given("place"), evidence=others),
        }
        self.others = others

    def _given(self, act: str) -> Any:
        return self.request.POST if self.pressed == act else None

    @property
    def refused(self) -> bool:
        return any(form.errors for form in self.forms.values())

    def act(self) -> str:
        """Do what was pressed, and say what came of it; empty where a form has to be put right."""
        form = self.forms.get(self.pressed)
        if form is None:
            raise Http404
        if not form.is_valid():
            return ""
        given, held, key = form.cleaned_data, self.held, self.indicator.key
        match self.pressed:
            case "write":
                return _("Kept.") if done_in_form(form, lambda: self._written(given["said"])) else ""
            case "paste":
                self.fragment = "#licensed"
                return (
                    _("The text stands here.")
                    if done_in_form(form, lambda: actions.paste_text(held, by=self.by, indicator=key, said=given["said"]))
                    else ""
                )
            case "score":
                self.fragment = "#score"
                return _("Scored.") if done_in_form(form, lambda: actions.score(held, by=self.by, indicator=key, **given)) else ""
        self.fragment = "#shown"
        return _("It is shown here.") if done_in_form(form, lambda: self._show(given)) else ""

    @transaction.atomic
    def _written(self, said: str) -> Any:
        made = actions.write_statement(self.held, by=self.by, indicator=self.indicator.key, said=said)
        drafts.drop(self.request.who.reader.pk, self.place)
        return made

    def _show(self, given: dict[str, Any]) -> EvidencePlace:
        held, key, by = self.held, self.indicator.key, self.by
        match self.pressed:
            case "place":
                one = next((each for each in self.others if str(each.uuid) == given["evidence"]), None)
                if one is None:
                    raise Refused(_("Choose what is to serve here as well."))
                return actions.place(held, by=by, indicator=key, evidence=one)
            case "file":
                with transaction.atomic():
                    file = files.from_form(given["file"], centre=centre_here(self.request), by=by)
                    return actions.show(held, by=by, indicator=key, kind=ShownKind.FILE, title=given["title"], file=file)
        return actions.show(
            held,
            by=by,
            indicator=key,
            kind=self.pressed,
            title=given["title"],
            said=given.get("said", ""),
            question=given.get("question", ""),
        )

    def page(self) -> dict[str, Any]:
        asked = sorted({one.evidence.question for one in self.shown if one.evidence.question})
        figures = measures.figures(asked, centre_id=self.held.centre_id) if asked else {}
        band = next((one.title for one in self.standard.bands if self.score and one.key == self.score.band), "")
        return {
            "held": self.held, "standard": self.standard, "one": self.indicator, "aspect": showing.ASPECTS[self.indicator.aspect],
            "forms": self.forms, "shown": [(one, self._figure(one, figures)) for one in self.shown], "score": self.score, "band": band,
            "earlier": self.statements[1:], "written": self.statements[0] if self.statements else None, "draft": self.draft,
            "comments": [] if self.indicator.scored else [one for one in facts.comments(self.held) if one.indicator == self.indicator.key],
            "place": self.place, "licensed": self.licensed, "others": self.others, "alike": self.alike, "offers": self.offers,
        }  # fmt: skip

    def _figure(self, one: EvidencePlace, figures: dict[str, Any]) -> dict[str, Any] | None:
        found = figures.get(one.evidence.question)
        return {"says": showing.figure(found), "gone": found.gone} if found else None
