"""Rules about the files themselves."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.docs import ROOT, broken_links, misplaced_decisions, private_places, tracked

LONGEST = 500
UNSAFE_MARKUP = {
    "a style in the page": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"\s(?:on[a-z]+|hx-on[:\w-]*)\s*=\s*[\"']|javascript:", re.IGNORECASE),
}


def test_no_file_is_longer_than_can_be_read_in_one_sitting() -> None:
    patterns = ("src/*.py", "tests/*.py", "tools/*.py", "*.html", "src/*.js")
    lengths = {
        path.relative_to(ROOT): len(path.read_text("utf-8").splitlines())
        for path in tracked(*patterns)
        if "migrations" not in path.parts and "mocks" not in path.parts
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def _unsafe(path: Path) -> Iterator[str]:
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", path.read_text("utf-8"), flags=re.DOTALL)
    for what, pattern in UNSAFE_MARKUP.items():
        if pattern.search(text):
            yield f"{path.relative_to(ROOT)}: {what}"


def test_templates_hold_no_inline_style_or_script() -> None:
    """The content security policy would block them, and nobody would see it in the source."""
    assert [problem for path in tracked("src/*.html") for problem in _unsafe(path)] == []


@pytest.mark.parametrize("check", [broken_links, misplaced_decisions, private_places])
def test_the_docs_are_in_order(check) -> None:
    assert list(check()) == []


LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-semantic.lock", "requirements-tools.lock")


def test_locks_name_no_host_and_no_path() -> None:
    for name in LOCKS:
        lines = (ROOT / name).read_text().splitlines()
        assert [line for line in lines if "/" in line or "://" in line or line.startswith("-")] == [], name


def _pins(lines: list[str]) -> set[str]:
    """`name==version` of each line, without extras and markers, as the locks write names."""
    found = (re.match(r"([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)", line) for line in lines)
    return {f"{match[1].lower().replace('_', '-').replace('.', '-')}=={match[2]}" for match in found if match}


@pytest.mark.parametrize(("lock", "groups"), [("requirements.lock", ()), ("requirements-dev.lock", ("dev",))])
def test_locks_hold_what_pyproject_pins(lock: str, groups: tuple[str, ...]) -> None:
    """When this fails, run `tools/lock`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *(line for group in groups for line in project["dependency-groups"][group])]
    assert len(_pins(wanted)) == len(wanted), "every dependency is pinned to one version"
    assert _pins(wanted) - _pins((ROOT / lock).read_text().splitlines()) == set()


def test_what_is_optional_is_locked_apart_and_alone() -> None:
    """The extra "semantic" without what its packages declare, and nothing of it in what everybody installs."""
    wanted = _pins(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["semantic"])
    assert _pins((ROOT / "requirements-semantic.lock").read_text().splitlines()) == wanted
    assert _pins((ROOT / "requirements.lock").read_text().splitlines()) & wanted == set()
    assert "minilm" not in (ROOT / "requirements-dev.lock").read_text()


def test_every_dependency_has_a_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    section = text[text.index("dependencies = [") : text.index("[project.scripts]")]
    pins = [line for line in section.splitlines() if "==" in line]
    assert [line for line in pins if "#" not in line] == []
