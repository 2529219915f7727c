"""The map of principal stakeholders: the organisation in the middle, rings of nearness around it, in each ring who stands there.

Names stand in boxes that are made for them, left and right of the middle, and lines run only between the two sides: so nothing can
lie over anything else, however long a name is. Drawn wide for a desk and for paper, narrow for a phone.
"""

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from milepost.employers.words import Nearness
from milepost.web.components.lettering import broken

NAME, SMALL = 14, 13  # size of the two kinds of words, as the style sheet has them
LINE, PAD, GAP, LABEL = 18, 9, 10, 24


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of one kind of picture."""

    kind: str
    width: int
    inset: int  # of a ring from the one around it
    aisle: int  # half the space between the two sides
    margin: int  # between the innermost ring and the boxes

    @property
    def box(self) -> int:
        return self.width // 2 - self.aisle - self.margin - 2 * self.inset - 1


SHAPES = (Shape("wide", 720, 26, 40, 24), Shape("tall", 288, 5, 9, 6))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One stakeholder on the map. `note` says how many named it; one that is not agreed has a dashed edge."""

    title: str
    near: int
    note: str = ""
    more: str = ""
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """Words in a rectangle: lines of (kind, words)."""

    x: float
    y: float
    width: float
    height: float
    lines: Sequence[tuple[str, str]]
    agreed: bool = True

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(slots=True)
class Laid:
    """A picture with every place worked out."""

    shape: Shape
    hub: Box
    height: float = 0
    boxes: list[Box] = field(default_factory=list)
    rings: list[tuple[int, Box]] = field(default_factory=list)  # the outermost first


def _words(spot: Spot, most: float) -> list[tuple[str, str]]:
    lines = [("name", line) for line in broken(spot.title, NAME, most)]
    return lines + [("note", line) for words in (spot.note, spot.more) if words for line in broken(words, SMALL, most)]


def _tall(lines: Sequence[object]) -> int:
    return 2 * PAD + LINE * len(lines)


def _rows(spots: Sequence[Spot], shape: Shape) -> Iterator[list[tuple[Spot, list[tuple[str, str]]]]]:
    pairs = [(spot, _words(spot, shape.box - 2 * PAD)) for spot in spots]
    yield from (pairs[i : i + 2] for i in range(0, len(pairs), 2))


def laid_out(centre: str, spots: Iterable[Spot], shape: Shape) -> Laid:
    """Where everything stands: the nearest ring innermost, its rows above and below the middle by turns."""
    spots = list(spots)
    middle = shape.width / 2
    hub_width = shape.box * (1.6 if shape.kind == "tall" else 1.2)
    name = [("hub", line) for line in broken(centre, NAME, hub_width - 2 * PAD)]
    laid = Laid(shape, Box(middle - hub_width / 2, -_tall(name) / 2, hub_width, _tall(name), name))
    top, below, turn, side = laid.hub.y - GAP, laid.hub.y + laid.hub.height + GAP, 0, 0
    for near in sorted({spot.near for spot in spots}):
        for row in _rows([spot for spot in spots if spot.near == near], shape):
            height = max(_tall(lines) for _spot, lines in row)
            y = top - height if turn % 2 == 0 else below
            for place, (spot, lines) in enumerate(row):
                left = (place + (side if len(row) == 1 else 0)) % 2 == 0
                x = middle - shape.aisle - shape.box if left else middle + shape.aisle
                laid.boxes.append(Box(x, y + (height - _tall(lines)) / 2, shape.box, _tall(lines), lines, spot.agreed))
            top, below = (y - GAP, below) if turn % 2 == 0 else (top, y + height + GAP)
            turn, side = turn + 1, side + (len(row) == 1)
        top -= LABEL - GAP
        inset = (Nearness.FAR - near) * shape.inset + 1
        laid.rings.insert(0, (near, Box(inset, top, shape.width - 2 * inset, below - top, [])))
        top, below = top - GAP, below + GAP
    return _moved(laid, 1 - top)


def _moved(laid: Laid, by: float) -> Laid:
    def down(box: Box) -> Box:
        return Box(box.x, box.y + by, box.width, box.height, box.lines, box.agreed)

    laid.hub, laid.boxes = down(laid.hub), [down(box) for box in laid.boxes]
    laid.rings = [(near, down(ring)) for near, ring in laid.rings]
    laid.height = max(box.y + box.height for box in (laid.hub, *laid.boxes, *(ring for _near, ring in laid.rings))) + 1
    return laid


def stakemap(centre: str, spots: Sequence[Spot], *, label: str) -> SafeString:
    """The map as SVG, once for each shape; the style sheet shows the one that fits. `label` is its finding as a sentence."""
    return mark_safe("".join(_drawn(laid_out(centre, spots, shape), label) for shape in SHAPES))


def _drawn(laid: Laid, label: str) -> str:
    parts = [part for near, ring in laid.rings for part in _ring(near, ring)]
    middle = laid.shape.width / 2
    for box in laid.boxes:
        end = box.x + box.width if box.x < middle else box.x
        start = laid.hub.y if box.middle < laid.hub.middle else laid.hub.y + laid.hub.height
        bend = f"M{middle:g} {start:g}C{middle:g} {box.middle:g} {middle:g} {box.middle:g} {end:g} {box.middle:g}"
        parts.append(f'<path class="stakes__line{"" if box.agreed else " is-split"}" d="{bend}"/>')
    parts += [*_box(laid.hub, "stakes__hub")]
    for box in laid.boxes:
        parts += _box(box, "stakes__box" if box.agreed else "stakes__box is-split")
    size = f"0 0 {laid.shape.width} {laid.height:g}"
    kind = f"stakes stakes--{laid.shape.kind}"
    return f'<svg class="{kind}" viewBox="{size}" role="img" aria-label="{html.escape(label)}">{"".join(parts)}</svg>'


def _ring(near: int, ring: Box) -> Iterator[str]:
    place = f'x="{ring.x:g}" y="{ring.y:g}" width="{ring.width:g}" height="{ring.height:g}"'
    yield f'<rect class="stakes__ring stakes__ring--{near}" {place} rx="14"/>'
    yield _text(ring.x + 10, ring.y + 16, str(Nearness(near).label), "stakes__near", "")


def _box(box: Box, kind: str) -> Iterator[str]:
    yield f'<rect class="{kind}" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="10"/>'
    for number, (what, words) in enumerate(box.lines):
        yield _text(box.x + box.width / 2, box.y + PAD + LINE * number + 13, words, f"stakes__{what}", ' text-anchor="middle"')


def _text(x: float, y: float, words: str, kind: str, anchor: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}"{anchor}>{html.escape(words)}</text>'


def finding(centre: str, spots: Sequence[Spot]) -> str:
    """What the map shows, in a sentence or two."""
    agreed, others = [one.title for one in spots if one.agreed], [one.title for one in spots if not one.agreed]
    said = _("%(centre)s in the middle. Around it: %(names)s.") % {"centre": centre, "names": ", ".join(agreed) or "–"}
    return said + (" " + _("Not agreed: %(names)s.") % {"names": ", ".join(others)} if others else "")
