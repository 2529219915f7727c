"""A journey does not run ahead of its browser.

A click that sends a form or follows a link comes back before the answer does. Who then loads a page anew, turns the clock or asks the
database meets whatever is there: on a quick machine the answer, on a busy one not yet. So after a click stands either what the person
sees next (`expect`), or an act on an element of a page, which waits until the element is there.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tools.docs import ROOT

JOURNEYS = sorted((ROOT / "tests" / "journeys").glob("*.py"))
GOES_ON = re.compile(
    r"""\w+\.(get_by_role\(['"](button|link)['"].*|.*\.get_by_role\(['"](button|link)['"].*)\.(click|tap|press)\(|.*press\(.*Enter"""
)
WAITS = re.compile(
    r"expect\(|with |\w+(\.keyboard)?\.(get_by_|locator|press|type)"  # what is seen, an answer waited for, an act on an element
    r"|(assert |.*(= |\())(str\()?\w+\.(get_by_|locator).*\.(first|last|get_attribute|text_content|inner_text|evaluate)\b"
    r"|\w+ = \w+\.(get_by_|locator)"  # only a name for it
)
type Functions = dict[str, ast.FunctionDef]


def statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """One after the other as they stand, those of loops and branches in their place."""
    for one in body:
        if isinstance(one, ast.For | ast.While | ast.If):
            yield from statements([*one.body, *one.orelse])
        elif isinstance(one, ast.With) and ".expect_" not in ast.unparse(one.items[0]):
            yield from statements(one.body)
        else:
            yield one


def functions(path: Path) -> Functions:
    return {one.name: one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.FunctionDef)}


EVERYWHERE: Functions = {name: one for path in JOURNEYS for name, one in functions(path).items()}


def waits(one: ast.stmt, here: Functions) -> bool:
    """Whether a statement waits for something on a page; a call does if what it calls begins so."""
    called = re.match(r"(\w+)\(", ast.unparse(one))
    if called and (found := here.get(called[1], EVERYWHERE.get(called[1]))):
        return waits(next(inner for inner in statements(found.body) if not isinstance(getattr(inner, "value", None), ast.Constant)), here)
    return bool(WAITS.match(ast.unparse(one)))


def ahead(source: Functions) -> list[str]:
    """Where a click is followed by something that does not wait, or by nothing, so that whoever calls would have to."""
    found = []
    for name, function in source.items():
        for one, following in pairwise([*statements(function.body), None]):
            if one and GOES_ON.match(ast.unparse(one)) and not (following and waits(following, source)):
                found.append(f"{name}, line {one.lineno}")
    return found


@pytest.mark.parametrize("path", JOURNEYS, ids=lambda path: path.stem)
def test_after_a_click_a_journey_waits_for_what_is_seen(path: Path) -> None:
    """When this fails, say with `expect` what the person sees after that click."""
    assert ahead(functions(path)) == []


@pytest.mark.parametrize(
    "after",
    ["page.reload()", "hand.at('2027-03-25')", "assert Case.objects.get()", "other.goto('/')", "page.context.close()", "silent(page)"],
)
def test_running_ahead_is_found(after: str) -> None:
    story = f"def story():\n    page.get_by_role('button', name='Send it').click()\n    {after}\n    expect(page).to_have_url('/')"
    [function] = ast.parse(story).body
    assert isinstance(function, ast.FunctionDef)
    assert ahead({"story": function}) == ["story, line 2"]
