"""The readable twin of a package: one page that says in words what the rows say, with links to the evidence beside it.

Made from the packed values alone, so that it can be made again from any package.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC
from itertools import chain
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment.words import CallOutcome, Party, Verdict
from milepost.assurance.words import ReviewVerdict
from milepost.base.text import listed
from milepost.carrying.filled import filled
from milepost.engine.framework import Framework, Unit
from milepost.frameworks.document import framework_by_digest
from milepost.portfolios.words import EvidenceKind

STYLE = """
:root { color-scheme: light dark; --line: #8886; --soft: #8882; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.2; } caption { text-align: left; font-weight: 600; padding-top: .6rem; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0;
border-bottom: 1px solid var(--line); } dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dd { margin: 0; } blockquote { margin: .3rem 0; padding: .3rem .8rem; background: var(--soft); white-space: pre-wrap; }
.state { font-weight: 600; white-space: nowrap; } .meta { opacity: .8; font-size: .9rem; }
@media (max-width: 40rem) { table, tbody, tr, td { display: block; } thead { display: none; } dl { display: block; } }
@media print { body { margin: 0; max-width: none; } }
"""

type Row = Mapping[str, Any]


class Twin:
    """The packed values with what a page looks up in them."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.said, self.rows = said, said["rows"]
        self.registration: Row = self.rows["registration"][0]
        document = said["specification"]["document"]
        self.framework: Framework = framework_by_digest(said["specification"]["digest"], lambda: document)
        self.actors = {actor["uuid"]: actor["name"] for actor in said["actors"]}
        self.files = {file["uuid"]: file for file in said["files"]}
        self.evidence = {row["uuid"]: row for row in self.rows["evidence"]}
        superseded = {row["supersedes"] for row in self.rows["judgement"]}
        self.judgements = {row["target"]: row for row in self.rows["judgement"] if row["uuid"] not in superseded}
        self.claims: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows["claim"]:
            if row["withdrawn_at"] is None:
                self.claims[row["target"]].append(row)

    def who(self, uuid: str | None) -> str:
        return str(self.actors.get(uuid or "", _("somebody")))


def page(said: Mapping[str, Any]) -> str:
    """The whole document."""
    twin = Twin(said)
    title = _("Portfolio of %(name)s") % {"name": said["learner"]["name"]}
    body = _joined(chain([_facts(twin)], _units(twin), _evidence(twin), [_reviews(twin), _visits(twin), _journal(twin)]))
    return str(
        format_html(
            '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            "<title>{}</title><style>{}</style></head>\n<body><main><h1>{}</h1>\n{}</main></body></html>\n",
            title, mark_safe(STYLE), title, body,  # noqa: S308 - it is ours
        )
    )  # fmt: skip


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _moment(text: str | None) -> str:
    """A moment as the journal has it, in universal time: the page reads the same wherever it is made."""
    found = parse_datetime(text) if text else None
    return f"{date_format(found.astimezone(UTC), 'j F Y, H:i')} UTC" if found else ""


def _day(text: str | None) -> str:
    found = parse_date(text) if text else None
    return date_format(found, "j F Y") if found else ""


def _list(facts: Iterable[tuple[Any, Any]]) -> SafeString:
    shown = [(label, value) for label, value in facts if value]
    return format_html("<dl>{}</dl>\n", format_html_join("", "<dt>{}</dt><dd>{}</dd>", shown))


def _facts(twin: Twin) -> SafeString:
    said, row, progress = twin.said, twin.registration, twin.said["progress"]
    met = _("%(met)s of %(total)s criteria met; %(signed)s percent signed off") % {
        "met": progress["met"], "total": progress["total"], "signed": progress["signed_percent"],
    }  # fmt: skip
    return _list(
        [
            (_("Qualification"), row["qualification_title"]),
            (_("Number"), row["qualification"]),
            (_("Unique Learner Number"), row["uln"]),
            (_("Employer"), (said["employer"] or {}).get("name")),
            (_("From"), _day(row["starts_on"])),
            (_("Planned end"), _day(row["ends_on"])),
            (_("Centres"), listed(dict.fromkeys(part["centre"]["name"] for part in said["journal"]))),
            (_("So far"), met),
        ]
    )


# Units and criteria -------------------------------------------------------------------------------------------------


def _units(twin: Twin) -> Iterable[SafeString]:
    by_key = twin.framework.unit_by_key
    for key in twin.said["progress"]["units"]:
        if key in by_key:
            yield _unit(twin, by_key[key])


def _unit(twin: Twin, unit: Unit) -> SafeString:
    criteria = [_criterion(twin, unit.target(c.number), c.number, c.text) for c in unit.criteria]
    parts = [_criterion(twin, target, target.rpartition(":")[2], "") for target in unit.requirement_targets if _has_something(twin, target)]
    return format_html(
        '<section><h2>{} {}</h2>\n{}<table><thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>'
        "<tbody>\n{}</tbody></table></section>\n",
        unit.code, unit.title, _signed(twin, unit.key), _("Criterion"), _("Evidence"), _("Judgement"), _joined(criteria + parts),
    )  # fmt: skip


def _has_something(twin: Twin, target: str) -> bool:
    return target in twin.judgements or target in twin.claims


def _signed(twin: Twin, unit: str) -> SafeString:
    reviews = {row["sign_off"]: row for row in twin.rows["unitreview"]}
    lines = []
    for row in twin.rows["signoff"]:
        if row["unit"] != unit:
            continue
        said = {"who": twin.who(row["signed_by"]), "when": _moment(row["signed_at"])}
        lines.append((_("Signed off by %(who)s, %(when)s.") % said, row["comment"]))
        if review := reviews.get(row["uuid"]):
            words = {
                "verdict": str(ReviewVerdict(review["verdict"]).label),
                "who": twin.who(review["made_by"]), "when": _moment(review["made_at"]),
            }  # fmt: skip
            lines.append((_("%(verdict)s by %(who)s, %(when)s.") % words, review["reason"]))
    return format_html_join("", "<p>{}</p>{}\n", ((text, _quote(more)) for text, more in lines))


def _quote(text: str) -> SafeString:
    return format_html("<blockquote>{}</blockquote>", text) if text else SafeString("")


def _criterion(twin: Twin, target: str, number: str, text: str) -> SafeString:
    claims = format_html_join(SafeString("<br>"), "{}", ((_claim(twin, claim),) for claim in twin.claims.get(target, ())))
    return format_html(
        '<tr id="{}"><td><b>{}</b> {}</td><td>{}</td><td>{}</td></tr>\n', target, number, text, claims, _judgement(twin, target)
    )


def _claim(twin: Twin, claim: Row) -> SafeString:
    evidence = twin.evidence[claim["evidence"]]
    place = ", ".join(part for part in (claim["locator"], claim["thing"]) if part)
    open_ = "" if claim["hand_in"] else _("not handed in")
    rest = "; ".join(part for part in (place, open_) if part)
    return format_html('<a href="#E{}">E{}</a> {}', evidence["number"], evidence["number"], rest)


def _judgement(twin: Twin, target: str) -> SafeString:
    row = twin.judgements.get(target)
    if row is None or row["verdict"] == Verdict.UNDONE:
        return format_html("{}", _("not judged"))
    return format_html(
        '<span class="state">{}</span> <span class="meta">{}, {}</span>{}',
        Verdict(row["verdict"]).label, twin.who(row["made_by"]), _moment(row["made_at"]), _quote(row["feedback"]),
    )  # fmt: skip


# Evidence -----------------------------------------------------------------------------------------------------------


def _evidence(twin: Twin) -> Iterable[SafeString]:
    yield format_html("<h2>{}</h2>\n", _("Evidence"))
    versions: dict[str, list[Row]] = defaultdict(list)
    further: dict[str, list[Row]] = defaultdict(list)
    testimonies: dict[str, list[Row]] = defaultdict(list)
    for row in twin.rows["evidenceversion"]:
        versions[row["evidence"]].append(row)
    for row in twin.rows["evidencefile"]:
        further[row["version"]].append(row)
    for row in twin.rows["testimony"]:
        testimonies[row["evidence"]].append(row)
    for row in twin.rows["evidence"]:
        gone = _("taken back") if row["withdrawn_at"] else ""
        about = ", ".join(str(part) for part in (EvidenceKind(row["kind"]).label, gone) if part)
        yield format_html('<section id="E{}"><h3>E{} {}</h3><p class="meta">{}</p>\n', row["number"], row["number"], row["title"], about)
        for version in versions[row["uuid"]]:
            yield _version(twin, version, further[version["uuid"]], alone=len(versions[row["uuid"]]) == 1)
        for testimony in testimonies[row["uuid"]]:
            yield _testimony(twin, testimony)
        yield SafeString("</section>\n")


def _version(twin: Twin, version: Row, further: list[Row], *, alone: bool) -> SafeString:
    files = [(version["file"], ""), *((one["file"], one["caption"]) for one in further)]
    links = format_html_join("", "<li>{} {}</li>", ((_link(twin, file), caption) for file, caption in files if file))
    made = {"n": version["number"], "who": twin.who(version["made_by"]), "when": _moment(version["made_at"])}
    said = (_("%(who)s, %(when)s") if alone else _("Version %(n)s, %(who)s, %(when)s")) % made
    address = format_html('<p><a href="{}">{}</a></p>', version["url"], version["url"]) if version["url"].startswith("http") else ""
    return format_html(
        '<p class="meta">{}{} {}</p>{}{}{}\n',
        said, f"; {_('of')} {_day(version['happened_on'])}" if version["happened_on"] else "", version["reason"],
        format_html("<ul>{}</ul>", links) if links else "", address,
        filled(version["details"]) or _quote(version["body"]) + _details(version["details"]),
    )  # fmt: skip


def _link(twin: Twin, uuid: str) -> SafeString:
    file = twin.files[uuid]
    size = ngettext("%(n)d byte", "%(n)d bytes", file["size"]) % {"n": file["size"]}
    return format_html('<a href="{}">{}</a> <span class="meta">({})</span>', file["path"], file["name"], size)


def _details(details: Any) -> SafeString:
    """What belongs to one kind of evidence only: a list of names and values, however deep."""
    if isinstance(details, Mapping):
        shown = [(str(name).replace("_", " "), _details(value)) for name, value in details.items() if value not in (None, "", [], {})]
        return _list(shown) if shown else SafeString("")
    if isinstance(details, list):
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_details(value),) for value in details)))
    return format_html("{}", details)


def _testimony(twin: Twin, row: Row) -> SafeString:
    who = ", ".join(part for part in (row["name"], row["job"], row["organisation"]) if part)
    calls = [
        _("%(outcome)s: asked back by %(who)s, %(when)s")
        % {"outcome": CallOutcome(call["outcome"]).label, "who": twin.who(call["made_by"]), "when": _moment(call["made_at"])}
        for call in twin.rows["callback"]
        if call["testimony"] == row["uuid"]
    ]
    voice = _link(twin, row["voice"]) if row["voice"] else ""
    return _list(
        [
            (_("Witness"), who),
            (_("Knows the work"), row["knows_how"]),
            (_("Expert"), row["expertise"] if row["expert"] else ""),
            (_("Saw"), row["saw"]),
            (_("Said"), voice),
            (_("Signed"), _moment(row["signed_at"])),
            *((_("Asked back"), call) for call in calls),
        ]
    )


# Reviews, visits, the journal ---------------------------------------------------------------------------------------


def _reviews(twin: Twin) -> SafeString:
    newest = {row["review"]: row for row in twin.rows["reviewversion"]}
    parts = []
    for review in twin.rows["progressreview"]:
        version = newest.get(review["uuid"])
        period = {"n": review["number"], "since": _day(review["since"]), "until": _day(review["until"])}
        parts.append(format_html("<h3>{}</h3>", _("Review %(n)s, %(since)s to %(until)s") % period))
        if version is None:
            continue
        parts.append(
            _list((Party(party).label if party in Party.values else party, _details(text)) for party, text in version["parts"].items())
        )
        signatures = [row for row in twin.rows["reviewsignature"] if row["version"] == version["uuid"]]
        lines = ((_("Signed by %(name)s, %(when)s.") % {"name": s["name"], "when": _moment(s["signed_at"])},) for s in signatures)
        parts.append(format_html_join("", "<p>{}</p>", lines))
    return format_html("<h2>{}</h2>\n{}\n", _("Progress reviews"), _joined(parts)) if parts else SafeString("")


def _visits(twin: Twin) -> SafeString:
    if not twin.rows["visit"]:
        return SafeString("")
    rows = format_html_join(
        "", "<li>{}, {} {}</li>\n", ((_moment(row["starts_at"]), row["activity"], row["place"]) for row in twin.rows["visit"])
    )
    return format_html("<h2>{}</h2>\n<ul>{}</ul>\n", _("Visits"), rows)


def _journal(twin: Twin) -> SafeString:
    links = format_html_join("", '<li><a href="{}">{}</a></li>', ((part["file"], part["centre"]["name"]) for part in twin.said["journal"]))
    text = _("What happened, word for word, event by event. Each line covers the one before it, so that a change anywhere shows.")
    return format_html("<h2>{}</h2>\n<p>{}</p>\n<ul>{}</ul>\n", _("The journal"), text, links)
