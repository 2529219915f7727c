"""The scores of one's own as a grid: one line an indicator, filled in elsewhere, read as a plan and given one by one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.engine.appraisal import Band, Standard
from milepost.frameworks.specfile import Unreadable
from milepost.provider import facts, policies, spreadsheet
from milepost.provider.facts import Standing
from milepost.provider.models import IndicatorScore

BECAUSE = 1000  # characters


@dataclass(frozen=True, slots=True)
class Given:
    """One score that somebody filled in. `was` is the band of now, empty where there is none."""

    indicator: str
    title: str
    band: str
    because: str
    was: str = ""


def heads() -> list[str]:
    return [_("Key"), _("Indicator"), _("Part"), _("Score"), _("What it rests on"), _("Scores that can be given")]


SCORE = 3  # the column of the score, from 0


def choices(standing: Standing) -> tuple[int, list[str]]:
    """The column of the score, and what can be chosen there."""
    return SCORE, [one.title for one in standing.standard.bands]


def columns() -> dict[str, tuple[str, ...]]:
    """What each column may be called: as it was written, and in plain English."""
    key, _title, _part, score, because, _choices = (one.lower() for one in heads())
    return {"key": (key, "key", "indicator key"), "score": (score, "score", "own score", "band"), "because": (because, "what it rests on", "because", "reason")}  # fmt: skip


def rows(standing: Standing) -> list[list[Any]]:
    """A line for each indicator that is scored, with the score of now."""
    standard = standing.standard
    titles = {one.key: one.title for one in standard.bands}
    choices = " / ".join(titles.values())
    return [
        [
            one.key, one.title, f"{part.key}. {part.title}", titles.get(score.band, "") if (score := standing.scores.get(one.key)) else "",
            score.because if score else "", choices,
        ]
        for part in standard.parts
        if part.key in standing.held.parts
        for one in part.indicators
        if one.scored
    ]  # fmt: skip


def read(raw: bytes, standing: Standing, *, by: Actor) -> list[Given]:
    """The scores in a CSV or XLSX file that are not those of now. Raises Unreadable with a sentence for every line that is wrong."""
    _left_out, lines = spreadsheet.table_of(raw, columns(), needed=("key", "score", "because"))
    filled = [(number, line) for number, line in lines if line["score"]]
    wrong: list[str] = []
    found: dict[str, Given] = {}
    for number, line in filled:
        band = _band(standing.standard, line["score"])
        for said in _wrong(standing, line, band):
            wrong.append(_("Line %(n)d: %(why)s") % {"n": number, "why": said})
        if line["key"] in found:
            wrong.append(_("Line %(n)d: %(key)s stands here twice.") % {"n": number, "key": line["key"]})
        if band and line["key"] in standing.standard.indicators:
            found[line["key"]] = _given(standing, line["key"], band.key, line["because"])
    new = [one for one in found.values() if _differs(one, standing.scores.get(one.indicator))]
    before = _before(standing) if new else {}
    for one in new if not wrong else ():
        if refused := policies.why_not_score(
            standing.held, by=by, indicator=one.indicator, band=one.band, because=one.because, before=before.get(one.indicator, ())
        ):
            wrong.append(f"{one.indicator}: {refused}")
    if wrong:
        raise Unreadable(wrong[:12])
    return new


def _wrong(standing: Standing, line: Mapping[str, str], band: Band | None) -> Iterator[str]:
    indicator = standing.standard.indicators.get(line["key"])
    part = standing.standard.part_of(line["key"])
    if indicator is None or part is None or part.key not in standing.held.parts:
        yield _("the parts that you apply for have no indicator %(key)s.") % {"key": line["key"] or "?"}
    elif not indicator.scored:
        yield _("%(key)s is read and not scored.") % {"key": line["key"]}
    elif band is None:
        titles = ", ".join(one.title for one in standing.standard.bands)
        yield _("“%(given)s” is none of the scores: %(titles)s.") % {"given": line["score"][:60], "titles": titles}
    elif not line["because"]:
        yield _("%(key)s has a score, and nothing that it rests on.") % {"key": line["key"]}
    elif len(line["because"]) > BECAUSE:
        yield _("what %(key)s rests on is longer than %(most)d characters.") % {"key": line["key"], "most": BECAUSE}


def _band(standard: Standard, said: str) -> Band | None:
    """By its title, its key or its percent."""
    plain = " ".join(said.casefold().split())
    number = plain.removesuffix("%").strip().removesuffix(".0")
    return next((one for one in standard.bands if plain in (one.title.casefold(), one.key.casefold()) or number == str(one.percent)), None)


def _given(standing: Standing, indicator: str, band: str, because: str) -> Given:
    now = standing.scores.get(indicator)
    return Given(indicator, standing.standard.indicators[indicator].title, band, because, now.band if now else "")


def _differs(one: Given, now: IndicatorScore | None) -> bool:
    return now is None or (now.band, " ".join(now.because.split())) != (one.band, one.because)


def _before(standing: Standing) -> dict[str, list[IndicatorScore]]:
    found: dict[str, list[IndicatorScore]] = {}
    for score in facts.counting(standing.held):
        found.setdefault(score.indicator, []).append(score)
    return found


def written(found: list[Given]) -> str:
    """A plan as a page holds it until it is kept."""
    return json.dumps([asdict(one) for one in found])


def sent(text: str, standing: Standing) -> list[Given]:
    """What comes back from the page. What it says is asked of the policies again when it is given."""
    try:
        lines = [(str(one["indicator"]), str(one["band"]), str(one["because"])) for one in json.loads(text)]
    except (ValueError, TypeError, KeyError) as wrong:
        raise Refused(_("This is not what was read. Choose the file once more.")) from wrong
    if strange := [key for key, _band, _because in lines if key not in standing.standard.indicators]:
        raise Refused(_("The parts that you apply for have no indicator %(key)s.") % {"key": strange[0][:30]})
    return [_given(standing, *line) for line in lines]
