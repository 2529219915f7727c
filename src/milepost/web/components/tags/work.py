"""Criteria, claims, evidence, judgements and gates."""

from collections.abc import Iterable, Sequence

from django.template import Library
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from milepost.web.components import render
from milepost.web.components.parts import Choice, Reason, State, Text

register = Library()

JUDGEMENTS = (
    Choice("met", _("Met"), "check", "M"),
    Choice("not_yet", _("Not yet"), "corner-down-left", "N"),
    Choice("ask", _("Ask at the visit"), "calendar", "V"),
)
KIND_ICONS = {
    "pdf": "file-text", "text": "file-text", "statement": "pen-line", "sheet": "file-spreadsheet", "mail": "mail", "image": "image",
    "audio": "headphones", "video": "video", "link": "link", "in_situ": "eye", "archive": "file-archive", "file": "paperclip",
    "witness": "user-round-check",
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
    now = State.of(state)
    drawn = CLAIM_ICONS.get(now) or KIND_ICONS.get(kind, "")
    name, slug = "a" if href else "span", "" if now in (State.CLAIMED, State.OPEN) else f" claim--{now.slug}"
    # By hand, because a page holds hundreds: every part is escaped here or comes from us.
    return mark_safe(
        f'<{name} class="claim{slug}"{f' href="{conditional_escape(href)}"' if href else ""}><span>{conditional_escape(str(label))}</span>'
        f"<span>{render.icon(drawn) if drawn else ''}{conditional_escape(str(locator or _('whole')))}</span>"
        f'<span class="govuk-visually-hidden">, {conditional_escape(str(now.short))}</span></{name}>'
    )


@register.simple_block_tag
def evidence(
    content: str, *, title: Text, kind: str, href: str = "", facts: Text = "", state: str = "", tag: Text = "", picture: str = "",
    progress: int | None = None, level: int = 3, id: str = "",
) -> SafeString:  # fmt: skip
    """A card of evidence: its picture or kind, facts, state; the content is its claims and acts. `tag` overrules the state's words."""
    tone, drawn, words = EVIDENCE_STATES[state] if state else ("", "", "")
    return render.part(
        "evidence", title=title, href=href, facts=facts, icon="audio-lines" if kind == "audio" else KIND_ICONS.get(kind, "paperclip"), picture=picture, progress=progress,
        tone=tone, tag_icon=drawn, words=tag or words, content=content.strip(), level=level, id=id,
    )  # fmt: skip


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
