"""Fields of any Django form in govuk-frontend's markup: label, hint, error, control; the error summary on top."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template import Context, Library
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from milepost.web.components import render
from milepost.web.components.parts import Text

register = Library()

CONTROLS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
]


def control(widget: forms.Widget) -> str:
    """The class of a single control, or "choices" and "checkbox", which have a template of their own."""
    return next((kind for widget_class, kind in CONTROLS if isinstance(widget, widget_class)), "govuk-input")


def field_id(field: BoundField) -> str:
    """Where the error summary leads: the control itself, or the first of several."""
    return f"{field.auto_id}_0" if control(field.field.widget) == "choices" else field.auto_id


def faults(field: BoundField) -> list[str]:
    """What is wrong, as what to do: Django's bare "required" becomes the act that ends it."""
    bare = str(forms.Field.default_error_messages["required"])
    acts = {"choices": _("Choose one."), "checkbox": _("Tick this to go on."), "govuk-file-upload": _("Choose a file."),
            "govuk-select": _("Choose one.")}  # fmt: skip
    missing = acts.get(control(field.field.widget), _("Fill this in."))
    return [missing if str(error) == bare else str(error) for error in field.errors]


@register.simple_tag
def field(
    field: BoundField, *, label: Text = "", hint: Text | None = None, width: int = 0, rows: int = 0, heading: bool = False, small: bool = False,
    inline: bool = False, hide_label: bool = False,
) -> SafeString:  # fmt: skip
    """One field of a form. Optional is said in the label, required is not."""
    if field.is_hidden:
        return mark_safe(str(field.errors) + str(field))
    kind = control(field.field.widget)
    hint = field.help_text if hint is None else hint
    described = [*([f"{field.auto_id}-hint"] if hint else []), *([f"{field.auto_id}-error"] if field.errors else [])]
    shown: dict[str, Any] = {
        "field": field, "id": field.auto_id, "label": label or field.label, "hint": hint, "errors": faults(field), "heading": heading,
        "optional": not field.field.required and kind != "checkbox", "small": small, "inline": inline, "hide_label": hide_label,
        "described": " ".join(described),
    }  # fmt: skip
    if kind == "choices":
        several = isinstance(field.field.widget, forms.CheckboxSelectMultiple)
        return render.part("choices", **shown, options=_options(field), name="checkboxes" if several else "radios")
    attrs: dict[str, Any] = {"class": "govuk-checkboxes__input" if kind == "checkbox" else kind, "aria-describedby": " ".join(described)}
    if not described:
        attrs["aria-describedby"] = False
    if field.errors and kind != "checkbox":
        attrs["class"] += f" {kind}--error"
    if "placeholder" in field.field.widget.attrs:
        attrs["placeholder"] = False  # the label says it, and stays while somebody types
    if width:
        attrs["class"] += f" govuk-input--width-{width}"
    if rows:
        attrs["rows"] = rows
    return render.part("checkbox" if kind == "checkbox" else "field", **shown, control=field.as_widget(attrs=attrs))


def _options(field: BoundField) -> list[dict[str, Any]]:
    """The choices of a radio or checkbox list; a choice may carry a hint as `label.hint`."""
    options = []
    for subwidget in field.subwidgets:
        data = subwidget.data
        options.append(
            {
                "id": data["attrs"].get("id", ""), "type": data["type"], "name": data["name"], "value": data["value"], "label": data["label"],
                "checked": data["selected"], "disabled": data["attrs"].get("disabled", False), "hint": getattr(data["label"], "hint", ""),
            }
        )  # fmt: skip
    return options


@register.simple_tag(takes_context=True)
def keeps(context: Context, place: str) -> SafeString:
    """Attributes of a form that keeps what is typed: at the server, or on the device while the session or the line is gone."""
    request = context.get("request")
    person = getattr(getattr(request, "who", None), "person", None)
    return format_html(
        'data-draft="{}" data-draft-owner="{}" data-draft-kept="{}" data-draft-device="{}" data-draft-signed-out="{}"',
        reverse("draft_keep", kwargs={"place": place}),
        getattr(person, "uuid", ""),
        _("Draft kept at"),
        _("No connection. The draft is safe on this device and goes by itself."),
        _("You have been signed out. The draft is safe on this device. Sign in in another tab, then go on here."),
    )


@register.simple_tag
def uploader(
    *, id: str, place: str, label: Text, name: str = "files", note: Text = "", several: bool = True, accept: str = "", records: bool = False
) -> SafeString:
    """A place for files. Without JavaScript the form carries them in `name`; with it they travel by tus at once, go on by themselves
    after a break, and the form carries their names in `upload`. `records` also takes sound with the device's microphone
    (load milepost/record.js)."""
    return render.part(
        "uploader", id=id, place=place, label=label, name=name, note=note or _("Any kind, up to 2 GB each"), several=several, accept=accept,
        address=reverse("uploads"), records=records,
    )  # fmt: skip


@register.simple_tag
def form_fields(form: forms.BaseForm) -> SafeString:
    """Every field of a form in its order, hidden ones first."""
    drawn = [str(hidden) for hidden in form.hidden_fields()] + [field(shown) for shown in form.visible_fields()]
    return mark_safe("".join(drawn))


@register.filter
def headed(label: Text) -> Text:
    """A label before what is wrong there. One that ends in a mark of its own, a question say, needs no colon."""
    return label if str(label).endswith(("?", "!", ".", ":", "…")) else format_html("{}:", label)


@register.simple_tag
def error_summary(form: forms.BaseForm, *, level: int = 2) -> SafeString:
    """What stops the form, each with a link to its place. Nothing where nothing does."""
    if not form.errors:
        return mark_safe("")
    found: list[tuple[str, Text, str]] = [("", "", str(error)) for error in form.non_field_errors()]
    for bound in form:
        found += [("" if bound.is_hidden else f"#{field_id(bound)}", bound.label, fault) for fault in faults(bound)]
    return render.part("error_summary", faults=found, level=level)
