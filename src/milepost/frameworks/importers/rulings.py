"""Ruled tables of a page: the cells that its drawn lines enclose."""

import ctypes
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from milepost.frameworks.importers.layout import Cell

NEAR = 3.0  # points within which lines are one line, and ends touch
MOST_SEGMENTS = 20_000  # of one page: a drawing has more, a table has not
MOST_LINES = 600  # of one direction, once joined


@dataclass(slots=True)
class Edge:
    at: float  # x of an upright line, distance from the top of a level one
    start: float
    end: float


def cells_of(page: Any, height: float) -> list[list[list[Cell]]]:
    """The tables of a page as rows of cells, from top to bottom."""
    levels, uprights = edges_of(page, height)
    if len(levels) < 2 or len(uprights) < 2:
        return []
    return [rows for table in tables_of(enclosed(joined(levels), joined(uprights))) if (rows := rows_of(table))]


def edges_of(page: Any, height: float) -> tuple[list[Edge], list[Edge]]:
    """The level and the upright strokes of a page; none where it is a drawing."""
    levels: list[Edge] = []
    uprights: list[Edge] = []
    x, y, matrix = ctypes.c_float(), ctypes.c_float(), raw.FS_MATRIX()
    seen = 0
    handle = page.raw
    for number in range(raw.FPDFPage_CountObjects(handle)):
        thing = raw.FPDFPage_GetObject(handle, number)
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_PATH:
            continue
        segments = raw.FPDFPath_CountSegments(thing)
        seen += segments
        if seen > MOST_SEGMENTS:
            return [], []
        raw.FPDFPageObj_GetMatrix(thing, matrix)
        begin = before = None
        for k in range(segments):
            segment = raw.FPDFPath_GetPathSegment(thing, k)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                height - (matrix.b * x.value + matrix.d * y.value + matrix.f),
            )
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                begin = point
            elif kind == raw.FPDF_SEGMENT_LINETO and before:
                stroke(before, point, levels, uprights)
            before = point
            if raw.FPDFPathSegment_GetClose(segment) and begin:
                stroke(before, begin, levels, uprights)
    return levels, uprights


def stroke(one: tuple[float, float], two: tuple[float, float], levels: list[Edge], uprights: list[Edge]) -> None:
    if abs(one[1] - two[1]) < 0.5 and abs(one[0] - two[0]) >= 1:
        levels.append(Edge(one[1], min(one[0], two[0]), max(one[0], two[0])))
    elif abs(one[0] - two[0]) < 0.5 and abs(one[1] - two[1]) >= 1:
        uprights.append(Edge(one[0], min(one[1], two[1]), max(one[1], two[1])))


def joined(edges: list[Edge]) -> list[Edge]:
    """Strokes that lie on one line and touch, as one."""
    found: list[Edge] = []
    group: list[Edge] = []
    for edge in [*sorted(edges, key=lambda e: e.at), None]:
        if edge is not None and (not group or edge.at - group[-1].at <= NEAR):
            group.append(edge)
            continue
        at = sum(e.at for e in group) / len(group)
        current: Edge | None = None
        for one in sorted(group, key=lambda e: e.start):
            if current and one.start <= current.end + NEAR:
                current.end = max(current.end, one.end)
            else:
                current = Edge(at, one.start, one.end)
                found.append(current)
        group = [edge] if edge is not None else []
    return [e for e in found if e.end - e.start >= NEAR][:MOST_LINES]


type Point = tuple[float, float]


def enclosed(levels: list[Edge], uprights: list[Edge]) -> list[tuple[float, float, float, float]]:
    """The smallest boxes between crossings: (left, top, right, foot)."""
    on_level: dict[Point, set[int]] = defaultdict(set)
    on_upright: dict[Point, set[int]] = defaultdict(set)
    for i, level in enumerate(levels):
        for j, upright in enumerate(uprights):
            crosses = level.start - NEAR <= upright.at <= level.end + NEAR and upright.start - NEAR <= level.at <= upright.end + NEAR
            if crosses:
                on_level[upright.at, level.at].add(i)
                on_upright[upright.at, level.at].add(j)
    across: dict[float, list[float]] = defaultdict(list)
    down: dict[float, list[float]] = defaultdict(list)
    for x, y in on_level:
        across[y].append(x)
        down[x].append(y)
    for places in (across, down):
        for values in places.values():
            values.sort()
    found = []
    for x, y in on_level:
        rights = [r for r in across[y] if r > x and on_level[x, y] & on_level[r, y]]
        feet = [f for f in down[x] if f > y and on_upright[x, y] & on_upright[x, f]]
        box = next(
            (
                (x, y, r, f)
                for f in feet
                for r in rights
                if (r, f) in on_level and on_level[x, f] & on_level[r, f] and on_upright[r, y] & on_upright[r, f]
            ),
            None,
        )
        if box:
            found.append(box)
    return found


def tables_of(boxes: list[tuple[float, float, float, float]]) -> list[list[tuple[float, float, float, float]]]:
    """Boxes that share a corner belong to one table."""
    corners: dict[Point, list[int]] = defaultdict(list)
    for number, (left, top, right, foot) in enumerate(boxes):
        for corner in ((left, top), (right, top), (left, foot), (right, foot)):
            corners[corner].append(number)
    owner = list(range(len(boxes)))

    def root(number: int) -> int:
        while owner[number] != number:
            owner[number] = owner[owner[number]]
            number = owner[number]
        return number

    for sharing in corners.values():
        for one, two in pairwise(sharing):
            owner[root(one)] = root(two)
    groups: dict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
    for number, box in enumerate(boxes):
        groups[root(number)].append(box)
    return sorted((g for g in groups.values() if len(g) > 1), key=lambda g: min(b[1] for b in g))


def rows_of(boxes: list[tuple[float, float, float, float]]) -> list[list[Cell]]:
    rows: dict[float, list[Cell]] = defaultdict(list)
    for left, top, right, foot in sorted(boxes):
        rows[top].append(Cell(left, top, right, foot))
    found = [rows[top] for top in sorted(rows)]
    if len(found) < 2 and len(found[0]) < 2:
        return []
    columns = sorted({round(cell.x0) for row in found for cell in row})
    for row in found:
        for cell in row:
            cell.column = columns.index(round(cell.x0))
    return found
