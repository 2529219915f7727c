"""The journey as a picture: drawn from the file that runs, in five columns on a desk, in three on a tablet and on paper, in one on a phone."""

import html
from collections.abc import Iterator

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.engine.journey import Journey, Stage
from milepost.web.components.lettering import broken

LINE, TITLE_LINE, BELOW = 18, 22, 24  # height of a line of words, of a title, and of what stays free below a stage
WORDS, TITLE, INSET = 13, 16, 18  # size of the words, as the style sheet has them, and how far those beside a sign stand in
STONE = "M0 44V16a16 16 0 0 1 32 0v28z"
CAP = "M0.6 13A16 16 0 0 1 31.4 13z"
COLUMN, TALL = 262, 320  # width of one column among several, and of the only one
ROOM, TALL_ROOM = COLUMN - 20, TALL - 50  # for words in it


KINDS, ON_PAPER = {5: "drawn--wide", 3: "drawn--middle", 1: "drawn--tall"}, 3


def drawn(journey: Journey, *, across: int) -> SafeString:
    """The picture as SVG, so many stages across. What it says in words stands in the table beside it."""
    rows, wide = [journey.stages[i : i + across] for i in range(0, len(journey.stages), across)], across > 1
    pieces: list[tuple[int, int, str]] = []  # where each row begins, how high it is, and what it shows
    number, top = 0, 6
    width = across * COLUMN if wide else TALL
    for at, row in enumerate(rows):
        height = max(_height(stage, wide=wide) for stage in row)
        parts = _road(top, height, width=len(row) * COLUMN if wide else width, wide=wide, last=at == len(rows) - 1)
        for column, stage in enumerate(row):
            number += 1
            parts += _stage(stage, number, left=column * COLUMN, top=top, wide=wide)
        pieces.append((top, height, "".join(parts)))
        top += height
    named = f'class="drawn {KINDS[across]}" role="img" aria-label="{html.escape(_finding(journey))}"'
    if across == ON_PAPER:
        last, height, parts_of_it = pieces.pop()
        pieces.append((last, height - BELOW + 10, parts_of_it))  # so that it finds room on the page of the others
        return mark_safe(f"<div {named}>{''.join(_piece(*piece, width=width) for piece in pieces)}</div>")
    return mark_safe(f'<svg {named} viewBox="0 0 {width} {top + 2}">{"".join(parts for _top, _height, parts in pieces)}</svg>')


def _piece(top: int, height: int, parts: str, *, width: int) -> str:
    """A row of its own, so that a page of paper ends between two rows."""
    return f'<svg viewBox="0 {top - 6} {width} {height}" aria-hidden="true">{parts}</svg>'


def _finding(journey: Journey) -> str:
    duties = sum(one.duty for one in journey.junctures)
    stages = ngettext("%(n)d stage", "%(n)d stages", len(journey.stages)) % {"n": len(journey.stages)}
    again = (
        _(" After the last one it begins again at “%(stage)s”.") % {"stage": journey.by_key[journey.again].title} if journey.again else ""
    )
    said = {"title": journey.title, "stages": stages, "duties": duties, "first": journey.stages[0].title, "last": journey.stages[-1].title}
    return (
        _("%(title)s: %(stages)s from “%(first)s” to “%(last)s”, %(duties)d of them with a duty that somebody always carries.") % said
        + again
    )


def _room(*, wide: bool) -> int:
    return ROOM if wide else TALL_ROOM


def _lines(stage: Stage, *, wide: bool) -> Iterator[tuple[str, str]]:
    """What stands below the title: (kind, words), a line each."""
    most = _room(wide=wide)
    for line in broken(stage.juncture.title, WORDS, most - INSET):
        yield "juncture", line
    if stage.juncture.usually:
        for line in broken(_("usually %(who)s") % {"who": stage.juncture.usually}, WORDS, most):
            yield "usually", line
    for check in stage.checks:
        for i, line in enumerate(broken(check.text, WORDS, most - INSET)):
            yield "check" if i == 0 else "more", line


def _title(stage: Stage, *, wide: bool) -> list[str]:
    return broken(stage.title, TITLE, _room(wide=wide))


def _height(stage: Stage, *, wide: bool) -> int:
    lines = list(_lines(stage, wide=wide))
    gaps = 6 * len({kind for kind, _words in lines if kind != "more"}) + TITLE_LINE * (len(_title(stage, wide=wide)) - 1)
    return (84 if wide else 34) + LINE * len(lines) + gaps + BELOW


def _road(top: int, height: int, *, width: int, wide: bool, last: bool) -> list[str]:
    if wide:
        return [
            f'<rect class="drawn__road" x="0" y="{top + 44}" width="{width - 12}" height="9" rx="4.5"/>',
            f'<path class="drawn__centre" d="M8 {top + 48.5}H{width - 20}"/>',
        ]
    below = top + (height if not last else height - BELOW + 6)
    return [
        f'<rect class="drawn__road" x="12" y="{top + 8}" width="9" height="{below - top - 4}" rx="4.5"/>',
        f'<path class="drawn__centre" d="M16.5 {top + 12}V{below}"/>',
    ]


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{html.escape(words)}</text>'


def _stone(x: int, y: int, number: int) -> str:
    return (
        f'<g transform="translate({x} {y})"><path class="drawn__stone" d="{STONE}"/><path class="drawn__cap" d="{CAP}"/>'
        f'<text class="drawn__number" x="16" y="35" text-anchor="middle">{number}</text></g>'
    )


def _stage(stage: Stage, number: int, *, left: int, top: int, wide: bool) -> Iterator[str]:
    yield _stone(left + (4 if wide else 0), top, number)
    x = left + 4 if wide else 46
    y = top + (78 if wide else 16)
    for i, line in enumerate(_title(stage, wide=wide)):
        y += TITLE_LINE if i else 0
        yield _text(x, y, line, "drawn__title")
    before, gated = "", False
    for kind, words in _lines(stage, wide=wide):
        y += LINE + (6 if kind not in (before, "more") else 0)
        before = "check" if kind == "more" else kind
        inset = 0 if kind == "usually" else INSET
        if kind == "juncture" and not gated:
            gated = True
            yield _gate(x, y, duty=stage.juncture.duty)
        if kind == "check":
            yield f'<path class="drawn__tick" d="M{x + 2} {y - 5}l3.5 3.5l7 -8"/>'
        yield _text(x + inset, y, words, f"drawn__{'check' if kind == 'more' else kind}")


def _gate(x: float, y: float, *, duty: bool) -> str:
    """The sign of a juncture: full for a duty, a line for the others."""
    return f'<path class="{"drawn__duty" if duty else "drawn__gate"}" d="M{x + 6} {y - 11}l6 6l-6 6l-6 -6z"/>'


# The same colours as on the page, for a picture that stands alone: in a document, on a wall.
ALONE = """svg{font-family:'Atkinson Hyperlegible Next',system-ui,sans-serif;background:#fff}text{font-size:13px;font-weight:500;fill:#4d5a53}
.drawn__title{font-size:16px;font-weight:650;fill:#18211d}.drawn__juncture{font-weight:650;fill:#18211d}.drawn__check{fill:#18211d}
.drawn__number{font-size:15px;font-weight:650;fill:#fff}.drawn__road{fill:#3a4640}.drawn__centre{fill:none;stroke:#fff;stroke-width:1.5;stroke-dasharray:9 7}
.drawn__stone{fill:#0f5a48}.drawn__cap{fill:#f5b82e}.drawn__duty{fill:#0f5a48;stroke:#0f5a48;stroke-width:1.5}
.drawn__gate{fill:#fff;stroke:#77847c;stroke-width:1.5}.drawn__tick{fill:none;stroke:#0f5a48;stroke-width:2;stroke-linecap:round}"""


def standing_alone(journey: Journey) -> str:
    """The wide picture as a file of its own."""
    picture = drawn(journey, across=5)
    head, _sep, rest = picture.partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg"><style>{ALONE}</style>{rest}\n'
