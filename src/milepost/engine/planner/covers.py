"""Cuts of another kind: units that together are too much for a limit cannot all be taken whole.

A row is read as a limit: what weighs against it is taken, what weighs for it is left out. A smallest handful that breaks the
limit is a cover; every further unit joins with as much as it displaces in any case.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BROKEN = 0.02  # by how much a cut has to be broken to be worth its while


@dataclass(frozen=True, slots=True)
class _Piece:
    """A column of a limit, and how much of it stands against the limit."""

    column: int
    weight: int  # above 0
    share: float
    left_out: bool  # it stands against the limit when it is not taken


def covers(
    columns: Sequence[Sequence[float]], needs: Sequence[float], shares: dict[int, float]
) -> Iterator[tuple[float, list[float], float]]:
    """How deep, weights of the columns and need of every cut that the shares break."""
    for at, need in enumerate(needs):
        pieces = [
            _Piece(c, round(abs(w)), 1 - shares.get(c, 0.0) if w > 0 else shares.get(c, 0.0), w > 0)
            for c, column in enumerate(columns)
            if (w := column[at])
        ]
        room = sum(p.weight for p in pieces if p.left_out) - round(need)
        cover = _cover(pieces, room)
        if len(cover) < 2:
            continue
        joined, most = _joined(pieces, cover, room), len(cover) - 1
        if (broken := sum(p.share * n for p, n in joined) - most) < BROKEN:
            continue
        weights, bound = [0.0] * len(columns), -float(most)
        for piece, n in joined:
            weights[piece.column] = float(n if piece.left_out else -n)
            bound += n * piece.left_out
        yield broken / math.sqrt(sum(n * n for _, n in joined)), weights, bound


def _cover(pieces: Sequence[_Piece], room: int) -> list[_Piece]:
    """A few pieces that are too much together and not without any one of them; none if all of them are not too much."""
    chosen: list[_Piece] = []
    total = 0
    for piece in sorted(pieces, key=lambda p: ((1 - p.share) / p.weight, -p.weight)):
        if total > room:
            break
        chosen.append(piece)
        total += piece.weight
    if total <= room:
        return []
    for piece in sorted(chosen, key=lambda p: (p.share, -p.weight)):
        if total - piece.weight > room:
            chosen.remove(piece)
            total -= piece.weight
    return chosen


def _joined(pieces: Sequence[_Piece], cover: Sequence[_Piece], room: int) -> list[tuple[_Piece, int]]:
    """The cover and whatever displaces something of it: each piece with how much of the cover it displaces at least."""
    most = len(cover) - 1
    light = [0]  # the least weight with which the pieces so far count so much
    for piece in sorted(cover, key=lambda p: p.weight):
        light.append(light[-1] + piece.weight)
    found = [(piece, 1) for piece in cover]
    for piece in sorted((p for p in pieces if p not in cover), key=lambda p: (-p.share, -p.weight)):
        beside = max((n for n, weight in enumerate(light) if weight <= room - piece.weight), default=-1)
        n = most - beside if beside >= 0 else most
        if n > 0:
            found.append((piece, n))
            for count in range(len(light) - 1, -1, -1):
                light[count] = min(light[count], light[max(0, count - n)] + piece.weight)
    return found
