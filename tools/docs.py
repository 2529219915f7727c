"""The documentation: `python -m tools.docs` writes what comes from the code, `--check` says what is wrong and writes nothing."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS, REFERENCE, DECISIONS = ROOT / "docs", ROOT / "docs" / "reference", ROOT / "docs" / "decisions"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
OUTSIDE = re.compile(r"[a-z]+:|#")
ONE_MACHINE = re.compile(r"(?<![\w.~*}-])/(?:home|root|Users|tmp|work|opt)/\w")
PACKAGE_HOST = re.compile(r"pythonhosted|(?:pypi|npmjs|debian)\.(?:org|com)")
FOREIGN = ("src/milepost/static/vendor/", "tests/vendor/", "tests/journeys/vendor/", "tools/docs.py")


def tracked(*patterns: str) -> list[Path]:
    """Files that belong to the repository, or would if they were added now."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in sorted(set(names)) if name and not name.startswith(FOREIGN) and (ROOT / name).is_file()]


def broken_links() -> Iterator[str]:
    """Relative links that lead nowhere."""
    for page in tracked("*.md"):
        for target in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
            path = target.partition("#")[0]
            if not OUTSIDE.match(target) and not (page.parent / path).exists():
                yield f"{page.relative_to(ROOT)}: the link to {target} leads nowhere"


def misplaced_decisions() -> Iterator[str]:
    """Decision records are numbered without a gap, titled with their number, and listed."""
    records = sorted(DECISIONS.glob("[0-9]*.md"))
    listed = (DECISIONS / "README.md").read_text("utf-8") if records else ""
    for number, record in enumerate(records, start=1):
        first = record.read_text("utf-8").partition("\n")[0]
        if not record.name.startswith(f"{number:04}-"):
            yield f"docs/decisions/{record.name}: the next free number is {number:04}"
        elif not first.startswith(f"# {number:04}. "):
            yield f"docs/decisions/{record.name}: the title must begin '# {number:04}. '"
        if f"({record.name})" not in listed:
            yield f"docs/decisions/{record.name} is not listed in docs/decisions/README.md"


def private_places() -> Iterator[str]:
    """Paths of one person's machine, and hosts that packages come from: neither is true elsewhere."""
    for path in tracked():
        if path.suffix in (".png", ".jpg", ".pdf") or path.name == "LICENSE":
            continue
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, start=1):
            if ONE_MACHINE.search(line) or PACKAGE_HOST.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: names a place that exists on one machine or network only"


def reference(*, write: bool) -> Iterator[str]:
    """Write the pages that come from the code, or say which are old."""
    import django

    django.setup()
    from tools.reference import NOTE, PAGES

    for name, page in PAGES.items():
        path, text = REFERENCE / name, NOTE + "\n" + page()
        if write:
            REFERENCE.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            yield f"docs/reference/{name} is not what the code says: run 'make docs'"


def main(arguments: Sequence[str]) -> int:
    write = "--check" not in arguments
    problems = [*reference(write=write), *broken_links(), *misplaced_decisions(), *private_places()]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"Docs: {len(problems)} problems" if problems else "Docs: written." if write else "Docs: in order.")
    return 1 if problems else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.exit(main(sys.argv[1:]))
