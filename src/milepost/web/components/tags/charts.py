"""Charts drawn on the server: shapes stretch with the page, words do not. Each stands beside its table."""

from collections.abc import Sequence

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from milepost.web.components.parts import Column, Text

register = Library()
TOP, HIGH = 13, 72  # percent of the height: where the columns begin, and how high a full one is


@register.simple_tag
def columns(*, parts: Sequence[Column], label: Text, goal: int | None = None) -> SafeString:
    """A share of a hundred for each of some months, as columns with their numbers above; the line is the goal. `label` says the finding."""
    number = max(len(parts), 1)
    bars = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            ("col col--hand" if one.hand else "col", f"{i + 0.15:.2f}", 100 - max(one.share, 1), "0.7", max(one.share, 1))
            for i, one in enumerate(parts)
            if one.share is not None
        ),
    )
    words = format_html_join(
        "",
        '<text class="strong{}" x="{}%" y="8%" text-anchor="middle">{}</text><text class="{}" x="{}%" y="97%" text-anchor="middle">{}</text>',
        (
            (alt and f" {alt}", middle, "–" if one.share is None else one.share, alt, middle, one.label)
            for i, one in enumerate(parts)
            for alt, middle in (("alt" if (number - i) % 2 == 0 else "", f"{(i + 0.5) * 100 / number:.2f}"),)
        ),
    )
    line = ""
    if goal is not None:
        at = TOP + HIGH * (100 - goal) / 100
        both = (
            '<line class="goal goal--case" x1="0" x2="100%" y1="{0}%" y2="{0}%"/><line class="goal" x1="0" x2="100%" y1="{0}%" y2="{0}%"/>'
        )
        line = format_html(both, f"{at:.2f}")
    return format_html(
        '<svg class="chart chart--columns" role="img" aria-label="{}"><line class="axis" x1="0" x2="100%" y1="{}%" y2="{}%"/>'
        '<svg x="0" y="{}%" width="100%" height="{}%" viewBox="0 0 {} 100" preserveAspectRatio="none">{}</svg>{}{}</svg>',
        label, TOP + HIGH, TOP + HIGH, TOP, HIGH, number, bars, line, words,
    )  # fmt: skip
