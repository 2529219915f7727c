"""What the server draws leaves room for its words: none runs out of its place, none lies over another, whatever is counted or called."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.employers import journeyfile
from milepost.engine.journey import Journey, Stage
from milepost.web.components import Bar, Column
from milepost.web.components.journey import COLUMN, TALL, TITLE, WORDS, drawn
from milepost.web.components.lettering import width_of
from milepost.web.components.tags.charts import LANES, NUMBER, ROOM, ROOMS, _lanes

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG = "Rahmenvereinbarungsverhandlungsgespräche mit dem Betrieb WWW MMM"
TEXT = re.compile(r'<text class="([^"]*)" x="([\d.]+)%" y="([\d.]+)%"[^>]*>([^<]*)</text>')


def charted(parts: list[Column]) -> str:
    return Template("{% columns parts=parts label='Kept' goal=90 %}").render(Context({"parts": parts}))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=36),
    st.sampled_from(["", "3", "May", "28 Nov", "September"]),
    st.sampled_from(ROOMS),
)
def test_words_of_columns_stand_apart_at_every_width(shares: list[int | None], called: str, room: tuple[str, float]) -> None:
    name, wide = room
    parts = [Column(called or MONTHS[i % 12], share) for i, share in enumerate(shares)]
    shown = [(float(x) * wide / 100, y, words) for kind, x, y, words in TEXT.findall(charted(parts)) if name not in kind.split()]
    assert shown, "at least one column says what it is"
    for line in {y for _x, y, _words in shown}:
        edges = [(x - width_of(words, 13) / 2, x + width_of(words, 13) / 2) for x, y, words in shown if y == line]
        assert all(right <= left + 2 for (_l, right), (left, _r) in pairwise(edges))
        if width_of(called, 13) <= wide:
            assert edges[0][0] >= -2
            assert edges[-1][1] <= wide + 2


def test_the_line_of_the_goal_stands_behind_the_columns() -> None:
    html = charted([Column("Jan", 100)])
    assert html.index('class="goal"') < html.index('class="col"')


@pytest.mark.parametrize("counts", [["1250000", "1361105", "1500000"], ["0.04", "0.035", "0.01"], ["-35", "8", "40"], ["1", "1", "1"]])
def test_no_number_is_struck_through_by_what_is_wanted(counts: list[str]) -> None:
    kinds = ["before", "again", "wanted"]
    bars = [Bar("1 May", "2027", Decimal(one), one, kind) for one, kind in zip(counts, kinds, strict=True)]
    html = Template("{% before_after parts=bars label='Calls' %}").render(Context({"bars": bars}))
    goal = float(re.findall(r'class="goal goal--wanted"[^>]*y1="([\d.]+)%"', html)[0])
    for _kind, _x, foot, _words in (one for one in TEXT.findall(html) if one[0] == "strong"):
        assert not float(foot) - NUMBER < goal < float(foot) - 0.01
    assert html.index("goal--wanted") < html.index("col--before")


def harder(stage: Stage) -> Stage:
    checks = tuple(replace(one, text=LONG) for one in stage.checks)
    return replace(stage, title=LONG, juncture=replace(stage.juncture, title=LONG, usually=LONG), checks=checks)


def hard() -> Journey:
    shipped = journeyfile.shipped()
    return replace(shipped, stages=tuple(harder(one) for one in shipped.stages))


@pytest.mark.parametrize("across", [5, 3, 1])
def test_the_words_of_a_stage_stay_in_its_column_each_on_a_line_of_its_own(across: int) -> None:
    lines: set[tuple[int, float]] = set()
    for kind, x, y, words in re.findall(r'<text class="drawn__(\w+)" x="([\d.]+)" y="([\d.]+)">([^<]*)<', drawn(hard(), across=across)):
        wide = COLUMN if across > 1 else TALL
        column = int(float(x) // wide)
        assert float(x) + width_of(words, TITLE if kind == "title" else WORDS) <= (column + 1) * wide - 4
        assert (column, float(y)) not in lines
        lines.add((column, float(y)))
    assert lines


def test_on_paper_a_page_may_end_between_two_rows_and_a_road_ends_with_its_last_stage() -> None:
    picture = drawn(journeyfile.shipped(), across=3)
    views = re.findall(r'viewBox="0 (\d+) (\d+) (\d+)"', picture)
    assert len(views) == 4
    assert all(int(top) + int(high) == int(below) for (top, _w, high), (below, _x, _h) in pairwise(views))
    assert re.findall(r'class="drawn__road" [^>]*width="(\d+)"', picture) == [str(3 * COLUMN - 12)] * 3 + [str(COLUMN - 12)]
    assert picture.count('role="img"') == 1


def test_the_line_of_one_day_runs_through_the_words_of_another_only_where_there_is_no_room() -> None:
    said = ("register by 8 Jan", "be ready by 21 Mar")
    wide = [width_of(words, WORDS) * 100 / ROOM for words in said]
    held = 0
    for first in range(0, 100, 3):
        for second in range(first, 100, 3):
            (lane, _hung), (other, _other_hung) = placed = _lanes([first, second], said)
            assert {lane, other} == set(LANES)
            below = 0 if lane > other else 1  # whose words the line of the other passes
            at, line, hung = (first, second)[below], (second, first)[below], placed[below][1]
            left = at - {"start": 0, "middle": 0.5, "end": 1}[hung] * wide[below]
            if first >= wide[0] or second + wide[1] <= 100 or first + wide[0] < second:
                assert not left < line < left + wide[below], (first, second)
                held += 1
    assert held > 300
