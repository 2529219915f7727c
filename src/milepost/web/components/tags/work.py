"""Criteria, claims, evidence, judgements and gates."""

import html
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple, Protocol

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from milepost.web.components import render
from milepost.web.components.parts import Choice, Reason, State, Text
from milepost.web.components.tags.progress import meter

register = Library()

JUDGEMENTS = (
    Choice("met", _("Met"), "check", "M"),
    Choice("not_yet", _("Not yet"), "corner-down-left", "N"),
    Choice("ask", _("Ask at the visit"), "calendar", "V"),
)
KIND_ICONS = {
    "pdf": "file-text", "text": "file-text", "statement": "pen-line", "sheet": "file-spreadsheet", "mail": "mail", "image": "image",
    "audio": "headphones", "video": "video", "link": "link", "in_situ": "eye", "archive": "file-archive", "file": "paperclip",
    "witness": "user-round-check", "observation": "scan-eye", "questions": "message-circle", "discussion": "mic",
    "testimony": "user-round-check", "rpl": "history", "workbook": "list-checks",
}  # fmt: skip
EVIDENCE_STATES: dict[str, tuple[str, str, Text]] = {
    "arrived": ("good", "check", _("Arrived whole")),
    "sending": ("warn", "wifi-off", _("Waiting for a connection")),
    "draft": ("warn", "pen-line", _("Draft")),
    "handed_in": ("good", "check", _("Handed in")),
    "in_situ": ("line", "lock", _("Not copied")),
    "met": ("met", "check", _("Met")),
    "redo": ("stop", "corner-down-left", _("Please redo")),
    "doubt": ("warn", "circle-help", _("In doubt")),
    "withdrawn": ("line", "undo-2", _("Withdrawn")),
}
CLAIM_ICONS = {State.MET: "check", State.REDO: "corner-down-left", State.DOUBT: "circle-help"}


class Drawable(Protocol):
    """What `claims` reads of each."""

    @property
    def label(self) -> str: ...
    @property
    def locator(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def href(self) -> str: ...
    @property
    def kind(self) -> str: ...


class ClaimChip(NamedTuple):
    """One claim as `claim` draws it."""

    label: str
    locator: str
    state: str
    href: str
    kind: str


@register.simple_tag
def outcome(*, number: str, title: Text, note: Text = "", id: str = "", level: int = 2) -> SafeString:
    """The head of one learning outcome."""
    return format_html(
        '<div class="outcome"><h{} id="{}">{} &nbsp;{}</h{}><span class="meta num">{}</span></div>',
        level, id or f"o{number}", number, title, level, note,
    )  # fmt: skip


@register.simple_block_tag
def criterion(content: str, *, number: str, text: Text, state: str, id: str = "") -> SafeString:
    """A row of a unit page: cell, text, and below it claims, the reason, the act. Inside a list."""
    now = State.of(state)
    more = content.strip()
    return format_html(
        '<li class="crit"{}><span class="cell{}" aria-hidden="true">{}</span><p class="crit__text">'
        '<span class="govuk-visually-hidden">{}, {}. </span>{}</p>{}</li>',
        format_html(' id="{}"', id) if id else "",
        "" if now is State.OPEN else f" cell--{now.slug}",
        number, number, now.words, text,
        format_html('<div class="crit__more">{}</div>', mark_safe(more)) if more else "",
    )  # fmt: skip


@register.simple_tag
def claim(label: Text, *, locator: Text = "", state: str = "claimed", href: str = "", kind: str = "") -> SafeString:
    """Evidence or criterion, then where in it. A press opens the evidence at that place."""
    return claims(chips=[ClaimChip(label=str(label), locator=str(locator), state=state, href=href, kind=kind)])


@register.simple_tag
def claims(*, chips: Iterable[Drawable]) -> SafeString:
    """Several claims, one after the other: each with `label`, `locator`, `state`, `href` and `kind`."""
    # By hand, because a page holds hundreds: every part is escaped here or comes from us.
    whole, looks, parts = html.escape(str(_("whole"))), _claim_looks(get_language()), []
    for chip in chips:
        slug, drawn, words = looks[chip.state]
        drawn = drawn or (render.icon(KIND_ICONS[chip.kind]) if chip.kind in KIND_ICONS else "")
        name, to = ("a", f' href="{html.escape(chip.href)}"') if chip.href else ("span", "")
        parts.append(
            f'<{name} class="claim{slug}"{to}><span>{html.escape(chip.label)}</span>'
            f"<span>{drawn}{html.escape(chip.locator) or whole}</span>"
            f'<span class="govuk-visually-hidden">, {words}</span></{name}>'
        )
    return mark_safe("".join(parts))


@cache
def _claim_looks(_language: str) -> dict[str, tuple[str, str, str]]:
    """Class, icon and words of a claim, by the letter and the word of its state."""
    looks = {}
    for state in State:
        slug = "" if state in (State.CLAIMED, State.OPEN) else f" claim--{state.slug}"
        drawn = render.icon(CLAIM_ICONS[state]) if state in CLAIM_ICONS else ""
        looks[state.value] = looks[state.slug] = slug, drawn, html.escape(str(state.short))
    return looks


@register.simple_block_tag
def evidence(
    content: str, *, title: Text, kind: str, href: str = "", facts: Text = "", state: str = "", picture: str = "",
    progress: int | None = None, level: int = 3,
) -> SafeString:  # fmt: skip
    """A card of evidence: its picture or kind, facts, state; the content is its claims and acts."""
    # By hand, because a page holds dozens: every part is escaped here or comes from us.
    sign = render.icon("audio-lines" if kind == "audio" else KIND_ICONS.get(kind, "paperclip"), large=True)
    shown = f'<img src="{html.escape(picture)}" alt="" loading="lazy">' if picture else sign
    head = html.escape(str(title))
    parts = [f"<h{level}>", f'<a href="{html.escape(href)}">{head}</a>' if href else head, f"</h{level}>"]
    if facts:
        parts.append(f'<p class="meta">{html.escape(str(facts))}</p>')
    if progress is not None:
        parts.append(meter(progress, label=_("%(progress)d percent sent") % {"progress": progress}))
    if state:
        tone, drawn, words = EVIDENCE_STATES[state]
        parts.append(f'<p class="row"><span class="tag tag--{tone}">{render.icon(drawn)}{html.escape(str(words))}</span></p>')
    below = content.strip()
    return mark_safe(
        f'<article class="ev"><div class="ev__pic">{shown}</div><div class="stack-s">{"".join(parts)}</div>'
        f"{f'<div class="claims">{below}</div>' if below else ''}</article>"
    )


@register.simple_block_tag
def verdict(
    content: str, *, number: str, text: Text, claims: Iterable[tuple[Text, Text, str, str]] = (), now: bool = False, id: str = "",
    href: str = "",
) -> SafeString:  # fmt: skip
    """One criterion to judge, with its claims (label, locator, href, kind); the content is `judge` and the feedback. Inside a list."""
    return render.part("verdict", number=number, text=text, claims=list(claims), now=now, id=id, href=href, content=content.strip())


@register.simple_tag
def judge(*, name: str, legend: Text, value: str = "", choices: Sequence[Choice] | None = None) -> SafeString:
    """Radios that look like acts. Nothing is chosen by default."""
    return render.part("judge", name=name, legend=legend, value=value, choices=[Choice(*choice) for choice in choices or JUDGEMENTS])


def _reason(reason: Reason | str | tuple[Text, str]) -> Reason:
    if isinstance(reason, Reason):
        return reason
    if isinstance(reason, tuple):
        return Reason(text=reason[0], href=reason[1])
    return Reason(text=reason)


def _reasons(reasons: Iterable[Reason | str | tuple[Text, str]]) -> SafeString:
    return format_html_join(
        "",
        "<li>{}<span><span class=govuk-visually-hidden>{} </span>{}</span></li>",
        (
            (
                render.icon("check", "ok") if reason.met else render.icon("circle", "no"),
                _("Done:") if reason.met else _("Open:"),
                _reason_words(reason),
            )
            for reason in map(_reason, reasons)
        ),
    )


def _reason_words(reason: Reason) -> Text:
    if not reason.href:
        return reason.text
    if reason.way:
        return format_html('{} <a href="{}">{}</a>', reason.text, reason.href, reason.way)
    return format_html('<a href="{}">{}</a>', reason.href, reason.text)


@register.simple_tag
def rules(*, reasons: Iterable[Reason | str | tuple[Text, str]]) -> SafeString:
    """Conditions as a list, met and open."""
    return format_html('<ul class="rules">{}</ul>', _reasons(reasons))


@register.simple_block_tag
def gate(
    content: str, *, title: Text, is_open: bool, reasons: Iterable[Reason | str | tuple[Text, str]] = (), level: int = 2, id: str = "gate",
    tone: str = "", card: bool = True,
) -> SafeString:  # fmt: skip
    """A barrier, down or up, with every reason and its way out."""
    return render.part(
        "gate", title=title, is_open=is_open, items=_reasons(reasons), level=level, id=id, tone=tone or ("ok" if is_open else "hm"),
        content=content.strip(), card=card,
    )  # fmt: skip


@register.simple_tag
def pick(*, kinds: Iterable[tuple[Text, str, str, bool]], label: Text) -> SafeString:
    """A choice of what to do next, as large links: (label, icon, href, current)."""
    return render.part("pick", kinds=list(kinds), label=label)
