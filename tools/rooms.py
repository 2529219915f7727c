"""What the rooms hold, read from their source without running it: actions, their policies, the permissions these ask for."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "milepost"
EVENT_NAME = re.compile(r"[a-z_]+(\.[a-z_]+){2}")


@dataclass(frozen=True)
class Action:
    """One act of the trade."""

    room: str
    name: str
    sentence: str  # the first line of its docstring
    has_policy: bool
    permissions: tuple[str, ...]  # names of `Permission` that its policy asks for, itself or through a function beside it
    events: tuple[str, ...]  # names of the events that it may record

    def __str__(self) -> str:
        return f"{self.room}.actions.{self.name}"


def room_names() -> list[str]:
    return sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


def files_of(room: str, part: str) -> list[Path]:
    """The files of a room's part: `actions.py`, or what is in `actions/` once it has grown."""
    single = SOURCE / room / f"{part}.py"
    return [single] if single.exists() else sorted((SOURCE / room / part).glob("**/*.py"))


def _functions(room: str, part: str) -> dict[str, ast.FunctionDef]:
    trees = [ast.parse(path.read_text("utf-8"), str(path)) for path in files_of(room, part)]
    return {node.name: node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}


def _mentioned(name: str, functions: dict[str, ast.FunctionDef], seen: set[str] | None = None) -> Iterator[ast.AST]:
    """Every node of a function, and of the functions beside it that it calls."""
    seen = set() if seen is None else seen
    if name in seen or name not in functions:
        return
    seen.add(name)
    for node in ast.walk(functions[name]):
        yield node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from _mentioned(node.func.id, functions, seen)


def _permissions(policy: str, policies: dict[str, ast.FunctionDef]) -> Iterator[str]:
    for node in _mentioned(policy, policies):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("Permission", "P"):
            yield node.attr


def _events(action: str, functions: dict[str, ast.FunctionDef], declared: dict[str, str]) -> Iterator[str]:
    for node in _mentioned(action, functions):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in declared:
            yield declared[name]


def actions() -> Iterator[Action]:
    """Every action: a public function in a room's `actions` that says who acts (`by`)."""
    for room in room_names():
        policies, acts, declared = _functions(room, "policies"), _functions(room, "actions"), _declared_events(room)
        for name, function in acts.items():
            if name.startswith("_") or "by" not in {argument.arg for argument in function.args.kwonlyargs}:
                continue
            policy = f"why_not_{name}"
            sentence = (ast.get_docstring(function) or "").split("\n\n")[0].replace("\n", " ")
            permissions = tuple(sorted(set(_permissions(policy, policies))))
            yield Action(room, name, sentence, policy in policies, permissions, tuple(sorted(set(_events(name, acts, declared)))))


def _declared_events(room: str) -> dict[str, str]:
    """The constants of a room's words that name events."""
    nodes = [node for path in files_of(room, "words") for node in ast.parse(path.read_text("utf-8")).body]
    return {
        target.id: node.value.value
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name) and EVENT_NAME.fullmatch(node.value.value)
    }


def event_names() -> Iterator[tuple[str, str]]:
    """Room and name of every event that a room declares in its words."""
    for room in room_names():
        for name in sorted(_declared_events(room).values()):
            yield room, name


def settings() -> Iterator[tuple[str, str]]:
    """Name and default of every setting that comes from the environment."""
    seen: set[str] = set()
    for node in ast.walk(ast.parse((SOURCE / "config" / "settings.py").read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)):
            continue
        name = node.args[0] if node.args else None
        if node.func.value.id == "env" and isinstance(name, ast.Constant) and isinstance(name.value, str) and name.value not in seen:
            seen.add(name.value)
            default = [*node.args[1:], *(word.value for word in node.keywords if word.arg == "default")]
            yield name.value, ast.unparse(default[0]) if default else "none: it must be set"
