"""A workbook in the readable twin of a package: sections, tables with their sums, and what its pictures show, in plain HTML."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from milepost.engine.workbooks import Answers, Form, Kind, Question, Worked, rows_of, worked
from milepost.portfolios.workbookfile import form_kept
from milepost.portfolios.workbooktext import Sources, answer, cells, drawn, number_said, sources_of, totals


def filled(details: Mapping[str, Any]) -> SafeString | None:
    """A piece of evidence as the workbook that it is; None where it is none."""
    form = form_kept(details)
    if form is None:
        return None
    answers: Answers = details["answers"]
    given = details.get("given")
    sources = sources_of(form, answers, given if isinstance(given, Mapping) else {})
    return format_html_join("", "{}", ((part,) for part in _parts(form, answers, worked(form, answers), sources)))


def _parts(form: Form, answers: Answers, sums: Worked, sources: Sources) -> Iterator[SafeString]:
    for section in form.sections:
        found = [told for one in section.questions if (told := _told(one, answers, sums, sources))]
        if found:
            yield format_html("<h4>{}</h4>\n{}", section.title, format_html_join("", "{}", ((told,) for told in found)))
    for chart in form.charts:
        lines = [f"{one.label} {one.more}".strip() + f" {number_said(one.value, chart.unit)}" for one in drawn(chart, answers, sums)]
        if lines:
            yield format_html("<p><b>{}</b>: {}</p>\n", chart.title, ", ".join(lines))


def _told(one: Question, answers: Answers, sums: Worked, sources: Sources) -> SafeString:
    if one.kind is not Kind.TABLE:
        words = answer(one, answers, sums, confides=True)
        told = format_html("<p><b>{}</b></p><blockquote>{}</blockquote>\n", one.asks, words) if words else SafeString("")
        return format_html("{}<p><small>{}</small></p>\n", told, source) if told and (source := sources.get((one.key, 0))) else told
    columns = [part for part in one.columns if not part.confidential]
    rows = [
        [words for part, words in cells(one, row, numbers) if not part.confidential]
        for row, numbers in zip(rows_of(answers, one.key), sums.rows[one.key], strict=True)
    ]
    if not rows:
        return SafeString("")
    head = format_html_join("", '<th scope="col">{}</th>', ((part.asks,) for part in columns))
    body = format_html_join("", "<tr>{}</tr>\n", ((format_html_join("", "<td>{}</td>", ((words,) for words in row)),) for row in rows))
    below = format_html_join("", "<p>{}: <b>{}</b></p>", totals(one, answers, sums))
    theirs = [(n, source) for n in range(1, len(rows) + 1) if (source := sources.get((one.key, n)))]
    below = format_html("{}{}", below, format_html_join("", "<p><small>{}: {}</small></p>", theirs))
    return format_html("<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}\n", one.asks, head, body, below)
