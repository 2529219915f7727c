"""The parts of any page: head, sign, acts, notices, tags, clocks, times, timeline."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import segno
from django.template import Context, Library
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from milepost.base import clock as clocks
from milepost.web.components import render
from milepost.web.components.parts import Crumb, Entry, Text

register = Library()

NOTES = {"good": "check", "info": "info", "warn": "triangle-alert", "stop": "circle-alert", "redo": "corner-down-left"}
NOTE_CLASSES = {"good": "good", "info": "claim", "warn": "warn", "stop": "stop", "redo": "stop"}
CLOCKS = {"ok": "", "soon": "clock--soon", "broken": "clock--broken", "paused": "clock--paused", "kept": ""}
KINDS = {"primary": "", "secondary": "govuk-button--secondary", "warning": "govuk-button--warning"}


@register.simple_tag
def icon(name: str, *, tone: str = "", large: bool = False) -> SafeString:
    """A line icon, always beside a word."""
    return render.icon(name, tone, large)


@register.simple_tag
def logo() -> SafeString:
    """The milestone, as it stands in the top bar."""
    return render.part("logo")


@register.simple_tag
def trail(*, crumbs: Iterable[Crumb | tuple[Text, str]]) -> SafeString:
    """Where the page stands: links, and last the page itself."""
    return render.part("trail", crumbs=[Crumb(*crumb) for crumb in crumbs])


@register.simple_block_tag
def head(content: str, *, title: Text, lead: Text = "", trail: Iterable[Crumb | tuple[Text, str]] = ()) -> SafeString:
    """Trail, heading, one sentence; the content is the acts, at most two."""
    return render.part("head", title=title, lead=lead, crumbs=[Crumb(*crumb) for crumb in trail], acts=content.strip())


@register.simple_block_tag(takes_context=True)
def sign(
    context: Context, content: str, *, kicker: Text, title: Text, act: Text = "", href: str = "", post: bool = False,
    also: Text = "", also_href: str = "", level: int = 2, id: str = "next",
) -> SafeString:  # fmt: skip
    """The next step. One a page; the content is the reason, in the other's words."""
    token = context.get("csrf_token", "")
    values = {"kicker": kicker, "title": title, "act": act, "href": href, "post": post, "also": also, "also_href": also_href}
    return render.part("sign", **values, content=content.strip(), level=level, id=id, csrf_token=token)


@register.simple_tag(takes_context=True)
def act(
    context: Context, label: Text, *, href: str = "", post: str = "", name: str = "", value: str = "", kind: str = "primary",
    icon: str = "", small: bool = False, why: Text | None = None, id: str = "", confirm: Text = "",
) -> SafeString:  # fmt: skip
    """An act: a link, a submit button, or a form of its own. With `why` it is refused, and says so beside it."""
    classes = " ".join(filter(None, ["govuk-button", KINDS.get(kind, ""), "govuk-button--s" if small else ""]))
    why_id = f"why-{slugify(str(label))}-{uuid4().hex[:6]}" if why else ""
    shown = {"label": label, "href": href, "post": post, "name": name, "value": value, "icon": icon, "classes": classes, "id": id}
    return render.part(
        "act", **shown, quiet=kind == "quiet", why=why, why_id=why_id, confirm=confirm, csrf_token=context.get("csrf_token", "")
    )


@register.simple_block_tag
def note(content: str, kind: str, *, fact: Text = "", icon: str = "", id: str = "") -> SafeString:
    """A notice at its cause: icon, the fact in bold, the way out."""
    return format_html(
        '<div class="note note--{}"{}>{}<div>{}{}</div></div>',
        NOTE_CLASSES[kind],
        format_html(' id="{}"', id) if id else "",
        render.icon(icon or NOTES[kind]),
        format_html("<b>{}</b> ", fact) if fact else "",
        mark_safe(content.strip()),
    )


@register.simple_block_tag
def banner(content: str) -> SafeString:
    """One line over everything; at most one a page."""
    return format_html('<div class="banner">{}</div>', mark_safe(content.strip()))


@register.simple_block_tag
def dock(content: str, *, status: Text = "", icon: str = "", why: Text | None = None) -> SafeString:
    """The acts of a long form, always in reach, and when the draft was last kept."""
    return render.part("dock", status=status, icon=icon, why=why, content=content.strip())


@register.simple_block_tag
def empty(content: str, *, title: Text, act: Text = "", href: str = "", icon: str = "road-bend", level: int = 2) -> SafeString:
    """What this will hold, and the first act."""
    return render.part("empty", title=title, act=act, href=href, icon=icon, level=level, content=content.strip())


@register.simple_tag
def tag(label: Text, *, kind: str = "", icon: str = "") -> SafeString:
    """A short word of state."""
    drawn = render.icon(icon) if icon else ""
    return format_html('<span class="tag{}">{}{}</span>', f" tag--{kind}" if kind else "", drawn, label)


@register.simple_tag
def here() -> SafeString:
    """The marker of where you are on a road."""
    return format_html('<span class="here">{}{}</span>', render.icon("map-pin"), _("You are here"))


@register.simple_tag
def face(name: str, *, small: bool = False) -> SafeString:
    """The first letter of a person; their name stands beside it."""
    return format_html('<span class="face{}" aria-hidden="true">{}</span>', " face--s" if small else "", str(name)[:1].upper())


@register.simple_tag
def count(number: int) -> SafeString:
    """How many wait. Nothing where nobody does."""
    if not number:
        return mark_safe("")
    return format_html('<span class="count">{}<span class="govuk-visually-hidden"> {}</span></span>', number, _("waiting"))


@register.simple_tag
def clock(state: str, *, text: Text, share: int | None = None, due: datetime | None = None) -> SafeString:
    """A promise with its time: a ring for the part used, and words. `text` says the due moment or the delay."""
    modifier = CLOCKS[state]
    words = format_html('<time datetime="{}">{}</time>', due.isoformat(), text) if due else text
    match state:
        case "broken":
            drawn = render.icon("circle-alert")
        case "paused":
            drawn = render.icon("circle-pause")
        case "kept":
            drawn = render.icon("check", "ok")
        case _ if share is None:
            drawn = render.icon("timer")
        case _:
            drawn = format_html(
                '<svg viewBox="0 0 20 20" aria-hidden="true"><circle class="arc" cx="10" cy="10" r="7"/><circle class="arc-on" cx="10" '
                'cy="10" r="7" pathLength="100" stroke-dasharray="{} 100" transform="rotate(-90 10 10)"/></svg>',
                min(max(share, 0), 100),
            )
    return format_html('<span class="{}">{}{}</span>', f"clock {modifier}".strip(), drawn, words)


def in_words(moment: datetime, *, short: bool = False) -> str:
    """A moment as people say it: "today 17:00", "Tuesday, 08:51", "3 November, 09:10", "3 November 2025"."""
    local, now = timezone.localtime(moment), timezone.localtime(clocks.now())
    days = (local.date() - now.date()).days
    hour = date_format(local, "H:i")
    if days == 0:
        return _("today %(hour)s") % {"hour": hour}
    if days == -1:
        return _("yesterday") if short else _("yesterday, %(hour)s") % {"hour": hour}
    if days == 1:
        return _("tomorrow %(hour)s") % {"hour": hour}
    if abs(local - now) < timedelta(days=6):
        return date_format(local, "l" if short else "l, H:i")
    if local.year == now.year:
        return date_format(local, "j F" if short else "j F, H:i")
    return date_format(local, "j F Y")


@register.simple_tag
def when(moment: datetime | None, *, short: bool = False) -> SafeString:
    """A moment in words, with the full date for machines and on hover."""
    if moment is None:
        return mark_safe("")
    local = timezone.localtime(moment)
    full = date_format(local, "l j F Y, H:i")
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(timespec="minutes"), full, in_words(moment, short=short))


def _entry(text: Text, who: str, moment: datetime | None, key: bool, href: str = "") -> SafeString:
    words = format_html('<a href="{}">{}</a>', href, text) if href else text
    return format_html(
        "<li{}>{}{} {}</li>",
        mark_safe(' class="is-key"') if key else "",
        format_html("<b>{}</b> ", who) if who else "",
        words,
        when(moment),
    )


@register.simple_tag
def timeline(*, entries: Sequence[Entry]) -> SafeString:
    """Sentences, newest first; key events are filled."""
    return format_html(
        '<ol class="line">{}</ol>',
        mark_safe("".join(_entry(entry.text, entry.who, entry.when, entry.key, entry.href) for entry in entries)),
    )


@register.simple_block_tag
def timeline_of(content: str) -> SafeString:
    """A timeline whose entries are written in the template with `entry`."""
    return format_html('<ol class="line">{}</ol>', mark_safe(content.strip()))


@register.simple_block_tag
def entry(content: str, *, who: str = "", when: datetime | None = None, key: bool = False) -> SafeString:
    """One sentence of a timeline."""
    return _entry(mark_safe(content.strip()), who, when, key)


@register.simple_tag
def scan(link: str, *, label: Text) -> SafeString:
    """A code that a phone reads off the screen. Drawn here, so that no other server learns of the link; black on white in both themes."""
    drawn = segno.make(link, error="m", micro=False).svg_inline(scale=6, border=4, dark="#000", light="#fff", omitsize=True)
    return format_html('<svg role="img" aria-label="{}" {}', label, mark_safe(drawn.removeprefix("<svg ")))
