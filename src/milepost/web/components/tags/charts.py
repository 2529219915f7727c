"""Charts drawn on the server: shapes stretch with the page, words do not. Each stands beside its table."""

from collections.abc import Sequence
from decimal import Decimal

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from milepost.web.components.parts import Bar, Column, Text

register = Library()
FEW = 6  # so many columns have room for their words on a phone
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
            for alt, middle in (("alt" if number > FEW and (number - i) % 2 == 0 else "", f"{(i + 0.5) * 100 / number:.2f}"),)
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


ABOVE, TALL = 12, 66  # percent of the height: where the bars begin, and how high all of them are together


@register.simple_tag
def before_after(*, parts: Sequence[Bar], label: Text) -> SafeString:
    """One measure on some days as bars with their numbers above; the dashed line is what was wanted. `label` says the finding."""
    number = max(len(parts), 1)
    none = Decimal(0)
    low, high = min([none, *(one.value for one in parts)]), max([none, *(one.value for one in parts)])
    span = high - low or Decimal(1)

    def down(value: Decimal) -> float:
        return float((high - value) * 100 / span)

    bars = format_html_join(
        "",
        '<rect class="col col--{}" x="{}" y="{}" width="0.64" height="{}"/>',
        (
            (one.kind, f"{i + 0.18:.2f}", f"{top:.2f}", f"{max(down(min(one.value, none)) - top, 1):.2f}")
            for i, one in enumerate(parts)
            for top in (min(down(max(one.value, none)), 99),)
        ),
    )
    words = format_html_join(
        "",
        '<text class="strong cased" x="{0}%" y="{1}%" dy="-6" text-anchor="middle">{2}</text><text x="{0}%" y="90%" text-anchor="middle">{3}</text>'
        '<text x="{0}%" y="98%" text-anchor="middle">{4}</text>',
        (
            (f"{(i + 0.5) * 100 / number:.2f}", f"{ABOVE + TALL * down(max(one.value, none)) / 100:.2f}", one.words, one.label, one.below)
            for i, one in enumerate(parts)
        ),
    )
    wanted = next((one for one in parts if one.kind == "wanted"), None)
    line = ""
    if wanted is not None:
        at = f"{ABOVE + TALL * down(wanted.value) / 100:.2f}"
        both = '<line class="goal goal--case" x1="0" x2="100%" y1="{0}%" y2="{0}%"/><line class="goal goal--wanted" x1="0" x2="100%" y1="{0}%" y2="{0}%"/>'
        line = format_html(both, at)
    zero = f"{ABOVE + TALL * down(none) / 100:.2f}"
    return format_html(
        '<svg class="chart chart--bars" role="img" aria-label="{}"><svg x="0" y="{}%" width="100%" height="{}%" viewBox="0 0 {} 100" '
        'preserveAspectRatio="none">{}</svg><line class="axis" x1="0" x2="100%" y1="{}%" y2="{}%"/>{}{}</svg>',
        label, ABOVE, TALL, number, bars, zero, zero, line, words,
    )  # fmt: skip
